"""Leakage over time: found, fixed, accepted and still open, from one month's end to the next."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

import pytest

from queries.ledger import decisions
from queries.reconcile.run import reconcile
from queries.run import records, today
from queries.store import Store
from sandbox.company import make_world
from tests.deciders import approver
from tests.queries.conftest import PulledOnce

DAY = date(2026, 11, 23)
_LIVES = """
update ledger.discrepancy_event set happened_at = $found where discrepancy_id = $id and kind = 'found'
"""
_EVENT = """
insert into ledger.discrepancy_event by name
select $id as discrepancy_id, $at as happened_at, $kind as kind, 'the data' as who
"""


@pytest.fixture(scope="module")
def store(pulled_once: PulledOnce) -> Iterator[Store]:
    """A company with everything that can be wrong, some of it found months ago, some settled and found again since."""
    with pulled_once(make_world(7, 120, DAY)) as store:
        reconcile(store, DAY)
        causes = [row for row in records(store, "discrepancies/queue", as_of=today()) if row["under_collected"] > 0]
        causes = [row for row in causes if not row["root_id"]]
        long_ago, again, fixed, waived = (row["id"] for row in causes[:4])
        with store.transaction() as cursor:
            for one, months in ((long_ago, 5), (again, 5), (fixed, 3)):
                cursor.run(_LIVES, id=one, found=_before(months))
            cursor.run(_EVENT, id=again, at=_before(4), kind="resolved")
            cursor.run(_EVENT, id=again, at=_before(2), kind="reopened")
            cursor.run(_EVENT, id=fixed, at=_before(1), kind="resolved")
        decisions.waive(store, [waived], who=approver("boss@example.com"), why="a pilot")
        yield store


def _before(months: int) -> date:
    """The middle of a month that many months ago."""
    day = today().replace(day=15)
    for _ in range(months):
        day = (day.replace(day=1) - timedelta(days=1)).replace(day=15)
    return day


def leakage(store: Store, **choices: Any) -> dict[str, list[dict[str, Any]]]:
    """The rows by currency, the earliest month first."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in records(store, "revenue/leakage", as_of=today(), **choices):
        found[row["currency"]].append(row)
    return found


def test_every_month_opens_with_what_the_one_before_left_open(store: Store) -> None:
    for rows in leakage(store).values():
        for row in rows:
            assert (
                row["opening_amount"] + row["found_amount"] - row["fixed_amount"] - row["accepted_amount"]
                == (row["open_amount"])
            )
        for before, after in pairwise(rows):
            assert after["opening_amount"] == before["open_amount"]


def test_what_was_settled_and_found_again_moved_in_both_months(store: Store) -> None:
    rows = {row["closed_on"].strftime("%Y-%m"): row for row in leakage(store)["PLN"]}
    moved = {month: (row["found_amount"], row["fixed_amount"]) for month, row in rows.items()}
    again = moved[f"{_before(4):%Y-%m}"][1]
    assert again > 0
    assert moved[f"{_before(2):%Y-%m}"][0] == again
    assert moved[f"{_before(5):%Y-%m}"][0] > again
    assert moved[f"{_before(3):%Y-%m}"][0] == moved[f"{_before(1):%Y-%m}"][1] > 0


def test_what_is_waived_was_found_and_accepted(store: Store) -> None:
    accepted = [row for row in leakage(store)["PLN"] if row["accepted_amount"]]
    assert [row["closed_on"] for row in accepted] == [today()]
    assert accepted[0]["found_amount"] > accepted[0]["accepted_amount"] > 0


def test_the_rate_is_the_share_of_what_was_due(store: Store) -> None:
    for currency, rows in leakage(store).items():
        due = [
            row["amount"]
            for row in records(store, "revenue/contract_to_cash", as_of=today(), currency=currency)
            if row["step"] == "scheduled" and not row["reason"]
        ]
        assert due == [rows[-1]["scheduled_amount"]]
        assert rows[-1]["leakage_rate"] == (rows[-1]["open_amount"] / due[0]).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def test_the_discrepancies_behind_a_month_add_up_to_it(store: Store) -> None:
    for currency, rows in leakage(store).items():
        for row in rows:
            for movement in ("opening", "found", "fixed", "accepted", "open"):
                asked = {"as_of": today(), "closed_on": row["closed_on"], "movement": movement, "currency": currency}
                behind = records(store, "revenue/leakage_discrepancies", **asked)
                assert sum(one["amount"] for one in behind) == row[f"{movement}_amount"]
