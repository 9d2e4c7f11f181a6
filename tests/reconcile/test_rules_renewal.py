"""A contract that renews itself goes on being billed, at the price that renewal makes; one that was ended does not."""

import pytest

from tests.reconcile.agreed import AGREEMENT, SUBSCRIPTION, Agreed, said

# The contract began on 17 Aug 2026; told as one of a month that renews itself by the month, at the same price.
BY_ITSELF = said(AGREEMENT, "mapped_service_end = '2026-09-16', mapped_auto_renew = 'Yes'") + said(
    SUBSCRIPTION,
    "auto_renew = true, renewal_term = '1', renewal_increment_percent = 0, current_term_start_date = '2026-11-17',"
    " current_term_end_date = '2026-12-16'",
)
RAISED = BY_ITSELF + said(SUBSCRIPTION, "renewal_increment_percent = 5")
# The line stands in its fourth term: 12.41, 13.03, 13.68, 14.36.
RAISED_LINE = "update ordway.subscription_lines set {} where mapped_firmao_entry_id = '{entry}'"
NOT_ITSELF = said(SUBSCRIPTION, "renewal_increment_percent = 0") + said(AGREEMENT, "mapped_service_end = '2026-09-16'")
CASES = [
    ("at the same price, billed on", BY_ITSELF, "", set()),
    ("at a higher price, billed as before", RAISED, "", {"I4", "T4"}),
    ("at a higher price, the line knows it", RAISED + RAISED_LINE, "list_price = 14.36", {"I4"}),
    ("only the line overrides the raise", RAISED + RAISED_LINE,
        "override_renewal_increment_percent = true, renewal_increment_percent = 0", set()),
    ("ended by the contract", NOT_ITSELF, "", {"C3", "I5"}),
    ("renewed by the contract alone", NOT_ITSELF + said(AGREEMENT, "mapped_auto_renew = 'Yes'"), "", set()),
    ("ended within the subscription's term", BY_ITSELF + said(SUBSCRIPTION, "current_term_start_date = '2026-08-17'"),
        "", set()),
    ("cancelled when it ended", BY_ITSELF + said(SUBSCRIPTION, "status = 'Cancelled'"), "", set()),
    ("its last day is today", BY_ITSELF + said(AGREEMENT, "mapped_service_end = '2026-11-23'"), "", {"I6", "T9"}),
]  # fmt: skip
LOOKED_AT = {"C3", "I1", "I4", "I5", "I6", "T4", "T9"}


@pytest.mark.parametrize(("sql", "what", "codes"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_just_what_is_wrong_is_found(agreed: Agreed, sql: str, what: str, codes: set[str]) -> None:
    agreed.change(sql, what)
    assert {
        row["rule"] for row in agreed.discrepancies() if row["product"] in (None, seats(agreed))
    } & LOOKED_AT == codes


def seats(agreed: Agreed) -> str:
    """The product of the line that is looked at."""
    with agreed.store.cursor() as cursor:
        sql = "select product_code from firmao.entries where id = $entry"
        return str(cursor.value(sql, entry=agreed.chosen["entry"]))
