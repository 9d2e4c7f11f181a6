"""Why a link is suggested is told in the language of whoever looks, all of it or none."""

import pytest

from ui.language import speaking
from ui.retelling.link_reasons import reasons_told

ACCOUNT = "same e-mail domain acme.example; names 96 % alike; but their tax ids differ"
CONTRACT = "same account; 2 of 3 products in both; start 5 days apart; same net amount a period, 1200.50"


def test_english_is_told_as_it_was_said() -> None:
    assert reasons_told(ACCOUNT) == f"S{ACCOUNT[1:]}."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (ACCOUNT, "Ta sama domena e-mail acme.example; nazwy podobne w 96%; ale różne numery NIP."),
        (
            CONTRACT,
            "To samo konto; wspólne produkty: 2 z 3; początek różny o 5 dni; ta sama kwota netto za okres, "
            "1\N{NO-BREAK SPACE}200,50.",
        ),
    ],
)
def test_polish_has_a_form_for_each(said: str, told: str) -> None:
    with speaking("pl"):
        assert reasons_told(said) == told


def test_what_has_no_form_stays_english_as_a_whole_and_is_marked() -> None:
    with speaking("pl"):
        assert reasons_told("same account; same shoes") == ["span", {"lang": "en"}, "Same account; same shoes."]
