"""A statement of account says who sends it, to whom, what became of each payment, and where to pay."""

from ui.collections.statement import statement
from ui.sheet import node, words_of

CUSTOMER = {"ordway_name": "Theirs", "ordway_address": "Kraków", "ordway_tax_id": "PL 1"}
NOBODY = dict.fromkeys(("issuer", "address", "tax_number", "bank_account", "note"), "")


def told(issuer: dict[str, str]) -> str:
    return words_of(statement(NOBODY | issuer, CUSTOMER, [], [], node("div")))


def test_it_says_who_sends_it_to_whom_and_where_to_pay() -> None:
    given = {"issuer": "Ours", "address": "Warszawa", "tax_number": "PL 2", "bank_account": "PL61", "note": "Thanks"}
    words = told(given)
    assert words.startswith("Ours Warszawa Tax number PL 2 Theirs Kraków Tax number PL 1")
    assert words.endswith("Please pay to PL61. Thanks")


def test_nobody_is_named_where_the_policy_does_not() -> None:
    assert told({}).startswith("Theirs Kraków Tax number PL 1")
    assert "Please pay" not in told({})
