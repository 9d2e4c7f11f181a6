"""What is kept of what is in no cash says on every day what going through all that was applied and sent back says."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.extracts import EXTRACTS
from queries.store import Store
from tests.queries.small_records import put, put_linked_account, small_store
from tests.queries.test_kept_receivables import (
    DAYS,
    FIRST,
    begin_anew,
    credit,
    credits,
    days,
    invoices,
    parts,
    pay,
    payments,
    refund,
    refunds,
    rows,
    sometimes,
)
from tests.queries.uncollected_reference import COLLECTED

NO_CREDITS = """
delete from recon.extract;
delete from ordway.credits;
delete from ordway.credit_lines;
delete from ordway.credit_applications
"""
KEPT = """
from model.collected_to_date($day)
where reason <> 'billed'
order by all
"""
# What one is worth before tax, and what a credit's lines say.
nets = st.lists(st.sampled_from([None, 0, 7, 33, 81, -20]), min_size=5, max_size=5)
credit_lines = st.lists(st.tuples(st.integers(0, 1), st.sampled_from([None, 5, 30])), max_size=2)
# A payment that is found to be sent back without a cause, or an invoice that is found to be short of money, until when.
found = st.lists(
    st.tuples(st.sampled_from(["P6", "P2"]), st.integers(0, 4), sometimes), max_size=3, unique_by=lambda told: told[:2]
)
SENT_BACK = st.tuples(st.sampled_from(["Partially refunded", "Refunded", "Processed"]), days, parts)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with one linked account, which owes nothing yet."""
    with small_store(tmp_path_factory.mktemp("uncollected") / "tieout.duckdb") as made:
        put_linked_account(made, 1)
        yield made


def find(store: Store, rule: str, number: int, until: date | None) -> None:
    """Something is wrong with a payment or an invoice."""
    of = {"payment_id": f"P-{number}"} if rule == "P6" else {"invoice_id": f"INV-{number}"}
    at = datetime(2026, 1, 1)  # noqa: DTZ001
    told = {"severity": "high", "impact": 10, "currency": "PLN", "evidence": "", "resolved_at": until}
    named = {"discrepancy_id": f"{rule}-{number}", "rule": rule, "first_seen_at": at, "last_seen_at": at}
    put(store, "recon.discrepancy", **named, **told, **of)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(invoices, min_size=1, max_size=5),
    nets,
    st.lists(st.one_of(payments, SENT_BACK), min_size=1, max_size=4),
    st.tuples(st.lists(credits, max_size=2), credit_lines),
    st.lists(refunds, max_size=4),
    found,
)
def test_on_every_day_what_is_kept_is_what_was_not_collected_by_then(
    store: Store,
    invoiced: list[Any],
    net: list[Any],
    paid: list[Any],
    credited: tuple[list[Any], list[Any]],
    refunded: list[Any],
    wrong: list[Any],
) -> None:
    begin_anew(store)
    with store.transaction() as cursor:
        cursor.run("delete from recon.discrepancy; delete from ordway.credit_lines")
    for number, values in enumerate(invoiced):
        put(store, "ordway.invoices", id=f"INV-{number}", subtotal=net[number], **values)
    for number, told in enumerate(paid):
        pay(store, number, *told)
    for number, told in enumerate(credited[0]):
        credit(store, number, *told)
    for position, (number, amount) in enumerate(credited[1]):
        put(store, "ordway.credit_lines", credit_id=f"CR-{number}", position=position, effective_price=amount)
    for number, (payment, on, taken) in enumerate(refunded):
        refund(store, number, payment, on, taken)
    for told in wrong:
        find(store, *told)
    EXTRACTS["uncollected"].bring_up_to_date(store)
    for day in DAYS:
        assert rows(store, KEPT, day) == rows(store, COLLECTED, day), day


def test_of_two_equal_credits_of_a_day_either_may_come_and_go(store: Store) -> None:
    begin_anew(store)
    own = {"customer_id": "C-1", "status": "Posted", "currency": "PLN", "due_date": FIRST, "reversed_on": None}
    put(store, "ordway.invoices", id="INV-0", **own, invoice_date=FIRST, invoice_amount=100, subtotal=80, balance=50)
    for states, credited in ((("Open", "Open"), 40), (("Open", "Reversed"), 20), (("Open", "Open"), 40)):
        with store.transaction() as cursor:
            cursor.run(NO_CREDITS)
        for number, status in enumerate(states):
            credit(store, number, status, FIRST, [(0, 25)])
        EXTRACTS["uncollected"].bring_up_to_date(store)
        assert ("C-1", "PLN", "credited", credited) in rows(store, KEPT, FIRST)
