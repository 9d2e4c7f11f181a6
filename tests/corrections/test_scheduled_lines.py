"""What a schedule says was sold, beside a reference that counts day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.run import records
from queries.store import Store
from tests.stores import fresh_store

FIRST = date(2026, 1, 1)


@dataclass(frozen=True)
class Period:
    """One line of a schedule: so many days, after a gap, at a price."""

    gap: int
    days: int
    price: int
    quantity: int


PERIODS = st.lists(
    st.builds(Period, st.sampled_from([0, 0, 0, 5]), st.integers(1, 31), st.integers(1, 2), st.integers(1, 2)),
    min_size=1,
    max_size=8,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with one product and no schedule."""
    made = fresh_store(tmp_path_factory.mktemp("scheduled") / "tieout.duckdb")
    with made.transaction() as cursor:
        cursor.run("insert into ordway.products by name select 'P-1' as id, 'SEAT' as sku, 'Seat' as name")
    yield made
    made.close()


@settings(max_examples=60, deadline=None)
@given(periods=PERIODS)
def test_what_was_sold_is_each_run_of_days_at_the_same_terms(store: Store, periods: list[Period]) -> None:
    _plan(store, periods)
    found = records(store, "corrections/scheduled_lines", subscription="S-1")
    told = [(row["starts_on"], row["ends_on"], int(row["unit_price"]), int(row["quantity"])) for row in found]
    assert sorted(told) == _runs(periods)


def _dated(periods: list[Period]) -> Iterator[tuple[date, date, Period]]:
    day = FIRST
    for one in periods:
        start = day + timedelta(days=one.gap)
        day = start + timedelta(days=one.days)
        yield start, day - timedelta(days=1), one


def _runs(periods: list[Period]) -> list[tuple[date, date, int, int]]:
    """Day by day: a day at the same terms as the one before belongs to its run."""
    runs: list[tuple[date, date, int, int]] = []
    for start, end, one in _dated(periods):
        for number in range((end - start).days + 1):
            day = start + timedelta(days=number)
            if runs and runs[-1][1:] == (day - timedelta(days=1), one.price, one.quantity):
                runs[-1] = (runs[-1][0], day, one.price, one.quantity)
            else:
                runs.append((day, day, one.price, one.quantity))
    return sorted(runs)


def _plan(store: Store, periods: list[Period]) -> None:
    with store.transaction() as cursor:
        cursor.run("delete from ordway.billing_schedule_lines")
        cursor.run("delete from ordway.billing_schedules")
        cursor.run(
            "insert into ordway.billing_schedules by name "
            "select 'B-1' as id, 'S-1' as subscription_id, 'P-1' as product_id"
        )
        for position, (start, end, one) in enumerate(_dated(periods), start=1):
            cursor.run(
                "insert into ordway.billing_schedule_lines by name select 'B-1' as billing_schedule_id, $position as "
                "position, $start as start_date, $end as end_date, $quantity as quantity, $price as unit_price, "
                "0 as discount, $amount as amount",
                position=position,
                start=start,
                end=end,
                quantity=Decimal(one.quantity),
                price=Decimal(one.price),
                amount=Decimal(one.price * one.quantity),
            )
