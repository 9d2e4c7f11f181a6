"""Whether a promise to pay was kept is told by what came in until its day, each amount counted for one promise only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.run import records
from queries.store import Store
from tests.queries.collectors_records import empty, put_paid, put_promise, two_customers

DAY = date(2026, 11, 23)
MADE, UNTIL = date(2026, 11, 2), date(2026, 11, 10)


@dataclass(frozen=True)
class Said:
    """A promise: made so many days after the first of November, for so many days, over an amount."""

    made: int
    lasts: int
    amount: int

    @property
    def until(self) -> int:
        return self.made + self.lasts


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with two customers."""
    with two_customers(tmp_path_factory.mktemp("promises")) as made:
        yield made


def states(store: Store, day: date = DAY) -> dict[str, str]:
    return {row["promise_id"]: row["state"] for row in records(store, "collections/promises", account="F1", as_of=day)}


NEAR_MISSES: dict[str, tuple[dict[str, Any], str]] = {
    "all of it on the last day": ({}, "kept"),
    "a day late": ({"paid_on": UNTIL + timedelta(days=1)}, "broken"),
    "on the day it was made": ({"paid_on": MADE}, "kept"),
    "the day before it was made": ({"paid_on": MADE - timedelta(days=1)}, "broken"),
    "a cent short": ({"amount": "99.99"}, "broken"),
    "pending": ({"status": "Pending"}, "broken"),
    "failed": ({"status": "Failed"}, "broken"),
    "refunded in part": ({"status": "Partially refunded", "refunded_amount": 1}, "broken"),
    "in another currency": ({"currency": "EUR"}, "broken"),
    "by another customer": ({"customer_id": "C-2"}, "broken"),
}


@pytest.mark.parametrize(("changes", "state"), NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_a_promise_is_kept_by_cash_until_its_day(store: Store, changes: dict[str, Any], state: str) -> None:
    empty(store)
    put_promise(store, "one", MADE, UNTIL, 100)
    told: dict[str, Any] = {"paid_on": UNTIL, "amount": 100} | changes
    put_paid(store, "PAY-1", told.pop("paid_on"), told.pop("amount"), **told)
    assert states(store) == {"one": state}


def test_a_promise_is_open_until_its_day_has_passed(store: Store) -> None:
    empty(store)
    put_promise(store, "one", MADE, UNTIL, 100)
    assert states(store, UNTIL) == {"one": "open"}
    assert states(store, UNTIL + timedelta(days=1)) == {"one": "broken"}
    assert states(store, MADE - timedelta(days=1)) == {}


def expected(said: list[Said], paid: list[tuple[int, int]], day: int) -> list[str]:
    """Promises that overlap are one plan; each is kept by all that came in since that began, less what ended before."""
    plans: list[list[Said]] = []
    for one in sorted(said, key=lambda each: each.made):
        if plans and one.made <= max(before.until for before in plans[-1]):
            plans[-1].append(one)
        else:
            plans.append([one])
    found = {}
    for plan in plans:
        for one in plan:
            due = sum(other.amount for other in plan if (other.until, other.made) <= (one.until, one.made))
            first, last = min(other.made for other in plan), min(one.until, day)
            came = sum(amount for when, amount in paid if first <= when <= last)
            found[one] = "kept" if came >= due else "open" if day <= one.until else "broken"
    return [found[one] for one in said if one.made <= day]


PROMISES = st.lists(
    st.builds(Said, st.integers(0, 12), st.integers(0, 8), st.integers(1, 3)),
    max_size=4,
    unique_by=(lambda one: one.made, lambda one: one.until),
)
PAYMENTS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 3)), max_size=4)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=PROMISES, paid=PAYMENTS, day=st.integers(0, 24))
def test_every_amount_counts_for_one_promise(
    store: Store, said: list[Said], paid: list[tuple[int, int]], day: int
) -> None:
    empty(store)
    first = date(2026, 11, 1)
    for number, one in enumerate(said):
        made, until = first + timedelta(days=one.made), first + timedelta(days=one.until)
        put_promise(store, f"{number}", made, until, one.amount)
    for number, (when, amount) in enumerate(paid):
        put_paid(store, f"PAY-{number}", first + timedelta(days=when), amount)
    told = states(store, first + timedelta(days=day))
    assert [told[name] for name in sorted(told)] == expected(
        [one for one in said if one.made <= day], [(when, amount) for when, amount in paid], day
    )
