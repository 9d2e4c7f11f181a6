"""A refund that takes a payment off its invoice opens it again, and does not make it look as if it was never paid."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from queries.extracts import bring_all_up_to_date
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.queries.conftest import Served, pulled_into, served_from
from tests.sandbox.caller import ordway_of

DAY = date(2026, 11, 23)
_PAID_WHOLE = """
select payment.id, invoice.id, payment.customer_id, payment.payment_date, invoice.invoice_amount, invoice.currency
from ordway.payments as payment
inner join ordway.payment_applications as part on part.payment_id = payment.id
inner join ordway.invoices as invoice on invoice.id = part.invoice_id
inner join recon.commission_share as share on share.invoice_id = invoice.id
where payment.status = 'Processed' and invoice.status = 'Paid' and payment.payment_amount = invoice.invoice_amount
    and part.amount_applied = invoice.invoice_amount and payment.payment_date between $since and $until
order by invoice.id
limit 1
"""
_SETTLED = "select * from recon.settled_invoice where ordway_customer_id = $customer order by all"


@dataclass(frozen=True)
class Sent:
    """A payment that made up an invoice, and was sent back twenty days later."""

    payment_id: str
    invoice_id: str
    customer_id: str
    paid_on: date
    amount: Decimal
    currency: str

    @property
    def refunded_on(self) -> date:
        return self.paid_on + timedelta(days=20)


@dataclass(frozen=True)
class Told:
    """What is told of it."""

    settled: list[tuple[Any, ...]]
    between: dict[str, Any]
    after: dict[str, Any]
    commission: dict[tuple[date, str], Decimal]
    open_then: list[Decimal]


def look(store: Store, sent: Sent) -> Told:
    """How the customer paid; what was open and what commission there was before the money went back and after."""
    bring_all_up_to_date(store)
    with store.cursor() as cursor:
        settled = cursor.rows(_SETTLED, customer=sent.customer_id)
    days = [sent.refunded_on - timedelta(days=1), sent.refunded_on]
    between, after = (records(store, "collections/dso", as_of=day, currency=sent.currency)[0] for day in days)
    lines = {
        (day, row["state"]): row["amount"]
        for day in days
        for row in records(store, "commission/lines", as_of=day)
        if row["invoice_id"] == sent.invoice_id
    }
    open_then = [_open_on(store, sent, day) for day in (sent.paid_on - timedelta(days=1), *days)]
    return Told(settled, between, after, lines, open_then)


def _open_on(store: Store, sent: Sent, day: date) -> Decimal:
    rows = records(store, "collections/open_invoices", as_of=day)
    return sum((row["balance"] for row in rows if row["invoice_id"] == sent.invoice_id), Decimal())


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A company without a fault, pulled once."""
    world = make_world(3, 20, DAY, is_clean=True)
    with served_from(tmp_path_factory.mktemp("refunded"), world) as found:
        yield found


@pytest.fixture(scope="module")
def refunded(served: Served) -> tuple[Sent, Told, Told]:
    """A payment that is sent back, and what was told before that and after the next pull."""
    bring_all_up_to_date(served.store)
    with served.store.cursor() as cursor:
        since, until = DAY - timedelta(days=120), DAY - timedelta(days=40)
        [row] = cursor.rows(_PAID_WHOLE, since=since, until=until)
    sent = Sent(*row)
    before = look(served.store, sent)
    ordway_of(served.sandbox).put(f"payments/{sent.payment_id}/refund", refund_date=sent.refunded_on.isoformat())
    served.pull()
    return sent, before, look(served.store, sent)


def test_the_refund_opens_the_invoice_and_takes_the_payment_off(
    served: Served, refunded: tuple[Sent, Told, Told]
) -> None:
    sent, _, _ = refunded
    invoice = served.world.ordway["invoices"][sent.invoice_id]
    assert (invoice["status"], Decimal(invoice["balance"])) == ("Posted", sent.amount)
    assert served.world.ordway["payments"][sent.payment_id]["invoices"] == []


def test_how_the_customer_pays_is_told_as_before(refunded: tuple[Sent, Told, Told]) -> None:
    _, before, after = refunded
    assert after.settled == before.settled != []


def test_what_was_open_is_paid_until_the_money_went_back(refunded: tuple[Sent, Told, Told]) -> None:
    sent, before, after = refunded
    assert after.between == before.between
    assert after.after["receivable_amount"] - before.after["receivable_amount"] == sent.amount


def test_the_invoice_is_open_before_it_was_paid_and_from_the_refund_on(refunded: tuple[Sent, Told, Told]) -> None:
    sent, before, after = refunded
    assert before.open_then == [sent.amount, 0, 0]
    assert after.open_then == [sent.amount, 0, sent.amount]


def test_commission_was_earned_until_then_and_waits_for_the_money_to_come_again(
    refunded: tuple[Sent, Told, Told],
) -> None:
    sent, before, after = refunded
    earned = {state: amount for (day, state), amount in before.commission.items() if day == sent.refunded_on}
    assert earned.keys() == {"earned"}
    assert {key: amount for key, amount in after.commission.items() if key[0] < sent.refunded_on} == {
        key: amount for key, amount in before.commission.items() if key[0] < sent.refunded_on
    }
    assert {state: amount for (day, state), amount in after.commission.items() if day == sent.refunded_on} == {
        "at risk": earned["earned"]
    }


def test_how_commission_came_about_names_the_payment_and_the_refund(
    served: Served, refunded: tuple[Sent, Told, Told]
) -> None:
    sent, _, _ = refunded
    rows = records(served.store, "commission/trace_cash", as_of=DAY, invoice=sent.invoice_id)
    assert [(row["kind"], row["happened_on"], row["amount"], row["is_cash"]) for row in rows] == [
        ("payment", sent.paid_on, sent.amount, True),
        ("refund", sent.refunded_on, -sent.amount, False),
    ]


def test_the_timeline_keeps_the_payment_beside_the_refund(served: Served, refunded: tuple[Sent, Told, Told]) -> None:
    sent, _, _ = refunded
    with served.store.cursor() as cursor:
        whose = "select account_id from recon.listed_account where ordway_customer_id = $customer"
        account = cursor.value(whose, customer=sent.customer_id)
    rows = records(served.store, "account/timeline", account=account)
    happened = [(row["kind"], row["happened_on"], row["amount"]) for row in rows]
    assert ("paid", sent.paid_on, sent.amount) in happened
    assert ("refunded", sent.refunded_on, sent.amount) in happened


def test_of_what_was_refunded_before_the_first_pull_nobody_saw_that_it_was_paid(
    served: Served, refunded: tuple[Sent, Told, Told], tmp_path: Path
) -> None:
    sent, before, _ = refunded
    with pulled_into(tmp_path, served.world) as store:
        told = look(store, sent)
    assert sum(row[-1] for row in told.settled) == sum(row[-1] for row in before.settled) - 1
    assert {state for _, state in told.commission} <= {"invoiced", "at risk"}
