"""What is kept of balances and of how customers pay says on every day what going through all that was applied says."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.extracts import EXTRACTS, bring_all_up_to_date
from queries.known.lectern import Lectern
from queries.known.present import present
from queries.store import Store
from tests.queries.receivable_reference import PAYMENT_BEHAVIOUR, RECEIVABLE
from tests.queries.small_records import put, put_linked_account, small_store

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(number) for number in range(-1, 8)]
# The last one belongs to no account.
CUSTOMERS = ("C-1", "C-2", "C-9")
EMPTIED = """
delete from recon.extract;
delete from ordway.invoices;
delete from ordway.payments;
delete from ordway.payment_applications;
delete from ordway.credits;
delete from ordway.credit_applications;
delete from ordway.refunds;
delete from history.past_version;
delete from recon.settled_invoice
"""
_TOLD = "ordway_customer_id, currency, invoiced_on, due_on, gross_amount, balance, days_overdue, bucket"
KEPT = f"select invoice_id, {_TOLD} from model.kept_receivable($day) order by all"  # noqa: S608
TOLD = f"select invoice_id, {_TOLD} from {RECEIVABLE} order by all"  # noqa: S608
_OF_ONE = "invoice_id, currency, invoiced_on, due_on, gross_amount, balance, days_overdue, bucket"
OF_ONE = f"select {_OF_ONE} from model.receivable($day) order by all"  # noqa: S608
TOLD_OF_ONE = f"select {_OF_ONE} from {RECEIVABLE} order by all"  # noqa: S608
WHOSE = """
select kept.invoice_id, kept.account_id, kept.owner, account.account_id, seller.owner
from model.kept_receivable($day) as kept
left join model.account as account using (ordway_customer_id)
left join model.account_owner as seller on seller.account_id = account.account_id
"""
ADDED_UP = f"""
select currency, sum(balance), coalesce(sum(balance) filter (coalesce(due_on >= $day, true)), 0)
from {RECEIVABLE}
group by currency
having sum(balance) <> 0
order by all
"""  # noqa: S608
IN_ALL = """
select currency, receivable, not_due from model.receivable_total([$day]) where receivable <> 0 order by all
"""

days = st.integers(0, 6).map(lambda number: FIRST + timedelta(number))
sometimes = st.one_of(st.none(), days)
amounts = st.sampled_from([10, 25, 40, 100])
invoices = st.fixed_dictionaries(
    {
        "customer_id": st.sampled_from(CUSTOMERS),
        "status": st.sampled_from(["Posted", "Partially paid", "Paid", "Reversed", "Draft"]),
        "currency": st.sampled_from(["PLN", "EUR"]),
        "invoice_amount": amounts,
        "balance": st.sampled_from([None, 0, 0, 30, 100, -5]),
        "invoice_date": days,
        "due_date": sometimes,
        "reversed_on": sometimes,
    }
)
# What each payment or credit came to, and of which invoices.
parts = st.lists(st.tuples(st.integers(0, 4), amounts), max_size=3)
payments = st.tuples(
    st.sampled_from(["Processed", "Pending", "Failed", "Partially refunded", "Refunded"]), sometimes, parts
)
credits = st.tuples(st.sampled_from(["Open", "Reversed"]), days, parts)
# A payment by its number, when it was sent back, and of which invoices that took it off.
refunds = st.tuples(st.integers(0, 3), days, parts)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with two linked accounts and one customer of billing alone, who owe nothing yet."""
    with small_store(tmp_path_factory.mktemp("kept") / "tieout.duckdb") as made:
        put_linked_account(made, 1)
        put_linked_account(made, 2)
        with made.transaction() as cursor:
            cursor.run("update firmao.customers set created_by = 'Anna' where id = '1'")
        yield made


def begin_anew(store: Store) -> None:
    """Nothing was invoiced or paid."""
    with store.transaction() as cursor:
        cursor.run(EMPTIED)


def pay(store: Store, number: int, status: str, on: date | None, applied: list[tuple[int, int]]) -> None:
    """A payment with its applications."""
    amount = sum(part for _, part in applied)
    own = {"id": f"P-{number}", "customer_id": "C-1", "currency": "PLN", "payment_amount": amount}
    put(store, "ordway.payments", **own, applied_amount=amount, status=status, payment_date=on)
    for position, (invoice, part) in enumerate(applied):
        whose = {"payment_id": f"P-{number}", "position": position, "invoice_id": f"INV-{invoice}"}
        put(store, "ordway.payment_applications", **whose, amount_applied=part)


def credit(store: Store, number: int, status: str, on: date, applied: list[tuple[int, int]]) -> None:
    """A credit with its applications."""
    own = {"id": f"CR-{number}", "customer_id": "C-1", "currency": "PLN", "credit_amount": 100}
    put(store, "ordway.credits", **own, status=status, credit_date=on)
    for position, (invoice, part) in enumerate(applied):
        whose = {"credit_id": f"CR-{number}", "position": position, "invoice_id": f"INV-{invoice}"}
        put(store, "ordway.credit_applications", **whose, amount_applied=part)


def refund(store: Store, number: int, payment: int, on: date, taken: list[tuple[int, int]]) -> None:
    """A refund, and how its payment was seen before."""
    own = {"id": f"R-{number}", "customer_id": "C-1", "payment_id": f"P-{payment}", "refund_amount": 10}
    put(store, "ordway.refunds", **own, refund_status="Succeeded", refund_date=on)
    told = [{"id": f"INV-{invoice}", "amount_applied": str(amount)} for invoice, amount in taken]
    seen = {"seen_from": datetime(2026, 1, 1), "seen_until": datetime(2026, 2, 1)}  # noqa: DTZ001
    raw = json.dumps({"refunded_amount": "0", "invoices": told})
    named = {"system": "ordway", "resource": "payments", "record_id": f"P-{payment}", "ended_by": "changed"}
    put(store, "history.past_version", **named, **seen, raw=raw)


def rows(store: Store, sql: str, day: date) -> list[tuple[Any, ...]]:
    """What a statement tells of a day."""
    with store.cursor() as cursor:
        return cursor.rows(sql, day=day)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(invoices, min_size=1, max_size=5),
    st.lists(payments, max_size=4),
    st.lists(credits, max_size=2),
    st.lists(refunds, max_size=2, unique_by=lambda told: told[0]),
)
def test_on_every_day_what_is_kept_is_open_is_what_was_not_applied_by_then(
    store: Store, invoiced: list[Any], paid: list[Any], credited: list[Any], refunded: list[Any]
) -> None:
    begin_anew(store)
    for number, values in enumerate(invoiced):
        put(store, "ordway.invoices", id=f"INV-{number}", **values)
    for number, told in enumerate(paid):
        pay(store, number, *told)
    for number, told in enumerate(credited):
        credit(store, number, *told)
    for number, told in enumerate(refunded):
        refund(store, number, *told)
    for name in ("open_invoices", "receivables"):
        EXTRACTS[name].bring_up_to_date(store)
    for day in DAYS:
        assert rows(store, KEPT, day) == rows(store, TOLD, day), day
        assert rows(store, OF_ONE, day) == rows(store, TOLD_OF_ONE, day), day


def test_an_account_by_itself_knows_what_a_later_refund_takes_off_its_invoice(store: Store) -> None:
    begin_anew(store)
    owed = {"customer_id": "C-1", "status": "Posted", "currency": "PLN", "invoice_amount": 100, "balance": 40}
    put(store, "ordway.invoices", id="INV-0", **owed, invoice_date=FIRST, due_date=FIRST)
    pay(store, 0, "Partially refunded", FIRST, [(0, 60)])
    refund(store, 0, 0, FIRST + timedelta(5), [(0, 100)])
    dossier = Lectern().dossier(present(store, "F1"))
    for day, balance in ((FIRST, 0), (FIRST + timedelta(4), 0), (FIRST + timedelta(5), 40)):
        told = rows(dossier, OF_ONE, day)
        assert [one[5] for one in told] == [balance][: bool(balance)], day
        assert told == rows(store, OF_ONE, day), day


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(invoices, min_size=1, max_size=5), st.lists(payments, max_size=3))
def test_what_is_open_in_all_is_that_of_every_invoice_and_each_is_its_customers(
    store: Store, invoiced: list[Any], paid: list[Any]
) -> None:
    begin_anew(store)
    for number, values in enumerate(invoiced):
        put(store, "ordway.invoices", id=f"INV-{number}", **values | {"due_date": values["due_date"] or FIRST})
    for number, (status, on, applied) in enumerate(paid):
        pay(store, number, status, on or FIRST, applied)
    bring_all_up_to_date(store)
    for day in DAYS[::3]:
        for invoice, account, owner, told_account, told_owner in rows(store, WHOSE, day):
            assert (account, owner) == (told_account, told_owner), invoice
        kept = rows(store, IN_ALL, day)
        assert [one for one in kept if one[1]] == rows(store, ADDED_UP, day), day


# A customer, the days from its first settlement on, and how late that was; leap days and years apart included.
settled = st.tuples(
    st.sampled_from(CUSTOMERS),
    st.one_of(st.integers(0, 40), st.integers(700, 800), st.just(59)),
    st.one_of(st.none(), st.integers(-3, 9)),
    st.integers(1, 3),
)
_BEGAN = date(2024, 1, 1)
_SAME_HABITS = f"""
(from model.kept_payment_behaviour($day) except from {PAYMENT_BEHAVIOUR})
union all
(from {PAYMENT_BEHAVIOUR} except from model.kept_payment_behaviour($day))
"""
_PAID_BY = f"select count(*) from {PAYMENT_BEHAVIOUR}"  # noqa: S608


def days_that_matter(settled_on: list[date]) -> set[date]:
    """On which something is settled or has been for two years, with their neighbours, and the edges of what is kept."""
    last = max(settled_on)
    turns = {*settled_on, *(one + timedelta(731) for one in settled_on)}
    near = {one + timedelta(number) for one in turns for number in (-1, 0, 1)}
    edges = {last + timedelta(number) for number in (-36, -28, -27, 13, 20, 21)}
    return {one for one in near if abs((last - one).days) < 40} | edges


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(settled, min_size=1, max_size=8, unique_by=lambda told: told[:3]))
def test_on_every_day_customers_are_kept_to_pay_as_late_as_their_invoices_say(store: Store, told: list[Any]) -> None:
    begin_anew(store)
    with store.transaction() as cursor:
        for customer, after, late, count in told:
            own = {"customer": customer, "day": _BEGAN + timedelta(after), "late": late, "count": count}
            cursor.run("insert into recon.settled_invoice values ($customer, $day, $late, $count)", **own)
        cursor.run(EXTRACTS["habits"].keep)
    days_told = [_BEGAN + timedelta(after) for _, after, _, _ in told]
    last = max(days_told)
    for day in sorted(days_that_matter(days_told)):
        assert rows(store, _SAME_HABITS, day) == [], day
    assert rows(store, _PAID_BY, last) or not any(late is not None for *_, late, _ in told)
