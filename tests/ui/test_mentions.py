"""Whom a comment mentions, as it is read from its text."""

import pytest

from ui.discrepancies.comments import mentioned

PEOPLE = ["anna@example.com", "Demo sales", "Demo", "jan.kos@example.com"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Demo sales please look", ["Demo sales"]),
        ("ask @demo SALES, and @Demo.", ["Demo sales", "Demo"]),
        ("(@anna@example.com) and @jan.kos@example.com: agreed?", ["anna@example.com", "jan.kos@example.com"]),
        ("write to anna@example.com, or mail@Demo", []),
        ("@Demonstration, @anna@example.com.pl, @nobody", []),
        ("", []),
    ],
)
def test_a_name_after_an_at_sign_mentions_that_person_and_no_other(text: str, named: list[str]) -> None:
    assert mentioned(text, PEOPLE) == named


def test_where_nobody_is_known_nobody_is_mentioned() -> None:
    assert mentioned("@anna", []) == []
