"""What is not compared is listed with the reason, leaves the list when it is, and nothing is found in it."""

import pytest

from queries.reconcile.run import Terms, reconcile
from queries.reconcile.terms import Billing
from queries.run import records
from tests.reconcile.agreed import AGREEMENT, DAY, LINE, Agreed
from tests.reconcile.test_rules_schedule import by_tiers

FULL_MOON = "mapped_billing_period = 'Every full moon'"
CASES = [
    (AGREEMENT, FULL_MOON, "unknown billing period", "Every full moon"),
    (AGREEMENT, "mapped_billing_period = ''", "unknown billing period", "none"),
    (AGREEMENT, "mapped_service_end = 'soon'", "a day cannot be read", None),
    (AGREEMENT, "currency = 'CHF'", "currency differs", "CHF in the contract, USD in the subscription"),
    (AGREEMENT, "mapped_billing_period = 'Quarterly'", "billing period differs", None),
    (LINE, "billing_period_start_alignment = 'Next Monday'", "unknown start of billing periods", "Next Monday"),
    (by_tiers(start=150), "", "tiers cannot be read, or none is as high", None),
]


def unchecked(agreed: Agreed, terms: Terms | None = None) -> list[tuple[str, str, str]]:
    """Contract, reason and what was told, of each that is not compared."""
    reconcile(agreed.store, DAY, terms)
    rows = records(agreed.store, "discrepancies/not_checked")
    return [(row["contract_id"], row["reason"], row["told"]) for row in rows]


@pytest.mark.parametrize(("sql", "what", "reason", "told"), CASES, ids=[case[2] + case[1] for case in CASES])
def test_it_is_listed_and_no_amount_of_it_is_compared(
    agreed: Agreed, sql: str, what: str, reason: str, told: str | None
) -> None:
    agreed.change(sql, what)
    agreed.change("update ordway.invoice_lines set effective_price = 1 where subscription_id = '{subscription_id}'"
                  " and position = 1")  # fmt: skip
    (found,) = unchecked(agreed)
    assert found[:2] == (agreed.chosen["contract_id"], reason)
    assert told in (None, found[2])
    seats = [row for row in agreed.discrepancies() if row["firmao_entry_id"] == agreed.chosen["entry"]]
    assert {row["rule"] for row in seats} & {"I1", "I4", "I5", "I6"} == set()


def test_a_day_of_the_month_is_known_however_it_is_written(agreed: Agreed) -> None:
    agreed.change(LINE, "billing_period_start_alignment = '17th Day Of The Month'")
    assert unchecked(agreed) == []
    assert agreed.found() == set()


def test_it_leaves_the_list_when_the_policy_explains_the_word(agreed: Agreed) -> None:
    agreed.change(AGREEMENT, FULL_MOON)
    assert len(unchecked(agreed)) == 1
    explained = Terms(billing=Billing(periods={"every full moon": 1}))
    assert unchecked(agreed, explained) == []
    assert agreed.found(explained) == set()


def test_nothing_is_listed_where_both_agree(agreed: Agreed) -> None:
    assert unchecked(agreed) == []
