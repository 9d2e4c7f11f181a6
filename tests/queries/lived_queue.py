"""A queue that lived through something, how people narrow it down, and what is asked of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from queries.ledger import decisions
from queries.people import Person
from queries.reconcile.run import reconcile
from queries.run import records, today
from queries.store import Store
from sandbox.company import make_world
from tests.deciders import finance
from tests.queries import queue_reference as reference
from tests.queries.conftest import PulledOnce
from tests.sync.conftest import DAY

ANNA = "anna@example.com"
BERT = Person("Bert", frozenset({"sales"}))
LIMITS = {"PLN": Decimal("500"), "EUR": Decimal("100.50")}
OVER = '{"PLN": "500", "EUR": "100.50"}'
Rows = list[dict[str, Any]]
# What each filter is asked for, and what it is then held against.
MEANT: dict[str, tuple[dict[str, Any], Any]] = {
    "overdue": ({"due": "overdue"}, lambda row: reference.is_due(row, today(), "overdue")),
    "this week": ({"due": "week"}, lambda row: reference.is_due(row, today(), "week")),
    "no due day": ({"due": "none"}, lambda row: reference.is_due(row, today(), "none")),
    "changed": ({"change": "any", "status": ""}, lambda row: reference.change(row, today()) is not None),
    "new": ({"change": "new", "status": ""}, lambda row: reference.change(row, today()) == "new"),
    "came back": ({"change": "reopened", "status": ""}, lambda row: reference.change(row, today()) == "reopened"),
    "resolved": ({"change": "resolved", "status": ""}, lambda row: reference.change(row, today()) == "resolved"),
    "too little": ({"way": "under"}, lambda row: row["under_collected"] > 0),
    "too much": ({"way": "over"}, lambda row: row["over_collected"] < 0),
    "over the limit": ({"over": OVER}, lambda row: reference.is_over_limit(row, LIMITS)),
    "symptoms alone": ({"symptoms": True, "causes": False}, lambda row: row["root_id"] is not None),
}
VIEWS: dict[str, dict[str, Any]] = {
    "open": {},
    "mine": {"owner": ANNA},
    "unassigned": {"owner": "nobody"},
    "over": {"over": OVER},
    "overdue": {"due": "overdue"},
    "week": {"due": "week"},
    "changed": {"change": "any", "status": ""},
}
ASKED: list[dict[str, Any]] = [
    {},
    {"rule": "I1"},
    {"status": ""},
    {"symptoms": True},
    {"currency": "EUR", "way": "over"},
]


@contextmanager
def lived_queue(pulled_once: PulledOnce) -> Iterator[Store]:
    """The made-up company reconciled: some of it was found long ago, came back or is resolved, is owned and due."""
    with pulled_once(make_world(7, 150, DAY)) as opened:
        reconcile(opened, DAY)
        _live_through(opened)
        yield opened


def _live_through(store: Store) -> None:
    causes = [row["discrepancy_id"] for row in listed(store)]
    noon = datetime.combine(today(), datetime.min.time()) + timedelta(hours=12)
    with store.transaction() as cursor:
        cursor.run(
            "update recon.discrepancy set first_seen_at = first_seen_at - interval 40 day "
            "where hash(discrepancy_id) % 3 > 0"
        )
        for at, one in enumerate(causes[:12]):
            cursor.run(
                "insert into ledger.discrepancy_event by name select $one as discrepancy_id, $at as happened_at, "
                "'reopened' as kind, 'the data' as who",
                one=one, at=noon - timedelta(at),
            )  # fmt: skip
        for at, one in enumerate(causes[12:24]):
            cursor.run(
                "update recon.discrepancy set resolved_at = $at where discrepancy_id = $one",
                one=one,
                at=noon - timedelta(at),
            )
    for at, one in enumerate(causes[24:40]):
        decisions.set_due(store, [one], who=finance(ANNA), on=today() + timedelta(at - 8))
    decisions.assign(store, causes[28:36], who=finance(ANNA), owner=ANNA)
    decisions.snooze(store, causes[34:35], who=finance(ANNA), until=today() + timedelta(5))


def listed(store: Store, **asked: Any) -> Rows:
    """Rows of the queue."""
    return records(store, "discrepancies/page", **({"as_of": today(), "row_limit": 5000} | asked))


def counted(store: Store, **asked: Any) -> Rows:
    """What the count says, by currency."""
    return records(store, "discrepancies/page_count", as_of=today(), **asked)
