"""What a collector does is evidence: it takes a right, is told to the audit, and is refused where it makes no sense."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from queries.errors import DecisionRefusedError
from queries.ledger.audit_breaks import find_break
from queries.ledger.collecting import Promised, log_contact, promise, withdraw_promise
from queries.ledger.disputes import Disputed, change_dispute, open_dispute
from queries.people import Person
from queries.run import records, today
from queries.store import Store
from tests.deciders import finance
from tests.queries.collectors_records import put_owed, two_customers
from tests.queries.small_records import copied

ANNA, REP, NOBODY = finance("Anna"), Person("Rep", frozenset({"sales"})), Person("Nobody", frozenset())
DAY = date(2026, 11, 23)
LATER = today() + timedelta(days=1)
MONEY = Promised(Decimal("100.50"), "PLN", LATER)
DISPUTED = Disputed("F1", "INV-1", "Wrong seats", is_on_hold=True)
Act = Callable[[Store, Person], object]


def latest(store: Store, query: str, key: str) -> str:
    return str(records(store, f"collections/{query}", account="F1", as_of=today())[0][key])


# In an order in which each of them changes something.
DONE: dict[str, Act] = {
    "customer contacted": lambda store, who: log_contact(
        store, "F1", who=who, channel="call", words="“Zapłacę”\n<ł>", on=DAY
    ),
    "payment promised": lambda store, who: promise(store, "F1", MONEY, who=who, on=DAY, words="by transfer"),
    "promise withdrawn": lambda store, who: withdraw_promise(
        store, latest(store, "promises", "promise_id"), who=who, why="a slip"
    ),
    "dispute opened": lambda store, who: open_dispute(store, DISPUTED, who=who, on=DAY),
    "dispute released": lambda store, who: change_dispute(
        store, latest(store, "disputes", "dispute_id"), "released", who=who, why="no ground", on=DAY
    ),
    "dispute settled": lambda store, who: change_dispute(
        store, latest(store, "disputes", "dispute_id"), "settled", who=who, why="agreed", on=DAY
    ),
}
TAMPERED = {
    "a contact deleted": "delete from ledger.collection_contact",
    "another promise": "update ledger.promise set amount = 50",
    "a later day": "update ledger.promise set promised_for = date '2027-01-01'",
    "a withdrawal nobody made": "delete from ledger.promise_withdrawal",
    "no hold": "update ledger.dispute set is_on_hold = false",
    "never settled": "delete from ledger.dispute_change where kind = 'settled'",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store in which all of it was done once, by somebody who may; before each, by those who may not."""
    with two_customers(tmp_path_factory.mktemp("recording")) as made:
        put_owed(made, "INV-1", DAY)
        put_owed(made, "INV-2", DAY, customer_id="C-2")
        for act in DONE.values():
            for who in (REP, NOBODY):
                with pytest.raises(DecisionRefusedError, match="may not record contacts, promises and disputes"):
                    act(made, who)
            act(made, ANNA)
        yield made


def test_all_of_it_is_an_event_of_the_audit(store: Store) -> None:
    events = records(store, "corrections/audit")
    assert [one["kind"] for one in events][: len(DONE)] == list(DONE)
    assert {(one["who"], one["role"]) for one in events[: len(DONE)]} == {("Anna", "finance")}
    assert find_break(store) is None


@pytest.mark.parametrize("statement", TAMPERED.values(), ids=TAMPERED)
def test_what_is_changed_by_hand_is_told(store: Store, statement: str, tmp_path: Path) -> None:
    with store.cursor() as cursor:
        cursor.run("checkpoint")
    with copied(store.path, tmp_path) as copy:
        with copy.transaction() as cursor:
            cursor.run(statement)
        assert find_break(copy) is not None


def test_sales_leaves_notes_only(store: Store, tmp_path: Path) -> None:
    with store.cursor() as cursor:
        cursor.run("checkpoint")
    with copied(store.path, tmp_path) as copy:
        log_contact(copy, "F2", who=REP, channel="note", words="Their buyer left", on=DAY)
        assert [row["who"] for row in records(copy, "collections/log", account="F2", as_of=today())] == ["Rep"]
        assert find_break(copy) is None


REFUSED: dict[str, tuple[Act, str]] = {
    "nothing said": (
        lambda store, who: log_contact(store, "F1", who=who, channel="call", words=" ", on=DAY),
        "Say what",
    ),
    "no such way": (lambda store, who: log_contact(store, "F1", who=who, channel="fax", words="x", on=DAY), "'fax'"),
    "a day to come": (
        lambda store, who: log_contact(store, "F1", who=who, channel="call", words="x", on=LATER),
        "a day to come",
    ),
    "no such account": (
        lambda store, who: log_contact(store, "F9", who=who, channel="call", words="x", on=DAY),
        "no account F9",
    ),
    "nothing promised": (
        lambda store, who: promise(store, "F1", Promised(Decimal(0), "PLN", LATER), who=who, on=DAY),
        "above zero",
    ),
    "half a cent": (
        lambda store, who: promise(store, "F1", Promised(Decimal("0.005"), "PLN", LATER), who=who, on=DAY),
        "whole cents",
    ),
    "promised for before": (
        lambda store, who: promise(store, "F1", Promised(Decimal(1), "PLN", DAY - timedelta(days=1)), who=who, on=DAY),
        "on the day it was made or later",
    ),
    "an invoice of another": (
        lambda store, who: open_dispute(store, Disputed("F1", "INV-2", "x", is_on_hold=True), who=who, on=DAY),
        "no invoice INV-2",
    ),
    "a settled dispute": (
        lambda store, who: change_dispute(
            store, latest(store, "disputes", "dispute_id"), "held", who=who, why="x", on=DAY
        ),
        "stands so already",
    ),
    "a withdrawn promise": (
        lambda store, who: withdraw_promise(store, "gone", who=who, why="x"),
        "no such promise",
    ),
}


@pytest.mark.parametrize(("act", "told"), REFUSED.values(), ids=REFUSED)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(store: Store, act: Act, told: str) -> None:
    counted = "select (select count(*) from ledger.decision), (select sequence from ledger.audit_head)"
    with store.cursor() as cursor:
        before = cursor.rows(counted)
    with pytest.raises(DecisionRefusedError, match=told):
        act(store, ANNA)
    with store.cursor() as cursor:
        assert cursor.rows(counted) == before


def test_an_invoice_is_disputed_once_at_a_time(store: Store, tmp_path: Path) -> None:
    with store.cursor() as cursor:
        cursor.run("checkpoint")
    with copied(store.path, tmp_path) as copy:
        open_dispute(copy, DISPUTED, who=ANNA, on=DAY)
        with pytest.raises(DecisionRefusedError, match="disputed already"):
            open_dispute(copy, DISPUTED, who=ANNA, on=DAY)
