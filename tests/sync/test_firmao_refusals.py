"""What Firmao's refusals become in words that a person can act on."""

import json

import pytest

from sync.firmao import refusal_in_words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            {
                "errorCode": "duplicateValueFoundException",
                "objectName": "customer",
                "fieldName": "nipNumber",
                "duplicateValues": [{"objectId": 51, "value": "5860000000"}],
            },
            "nipNumber is taken already: 5860000000 of customer 51",
        ),
        (
            {"errorCode": "transactionNumberAlreadyExists", "additionalInfo": {"suggestedNumber": "UM/2026/8"}},
            "transactionNumberAlreadyExists (UM/2026/8 is free)",
        ),
        (
            {
                "errorCode": "entityNotFoundForId",
                "field": "project",
                "rejectedValue": "50",
                "additionalInfo": {"id": "50", "cls": "project"},
            },
            "entityNotFoundForId (project: 50)",
        ),
    ],
)
def test_a_refusal_says_what_is_in_the_way(body: dict[str, object], words: str) -> None:
    assert refusal_in_words(json.dumps(body).encode()) == words
