"""Recurring revenue a month: what Ordway's schedules say on any day is what Firmao's contracts say on that day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from queries.store import Store
from sandbox.company import make_world
from sandbox.world import World
from tests.queries.conftest import PulledOnce
from tests.queries.contracted_revenue import Contracts, a_month
from tests.stores import fresh_store

DAY = date(2026, 11, 23)
DAYS = [date(2024, 5, 31), date(2025, 2, 28), date(2025, 9, 17), date(2026, 1, 31), date(2026, 6, 15), DAY]
Sums = dict[tuple[date, str], Decimal]


def contracted(world: World) -> Sums:
    """By day and account: the recurring lines of the contracts in Firmao that run on the day."""
    contracts = Contracts(world)
    return {(day, account): amount for day in DAYS for (account, _), amount in contracts.on(day).items()}


def subscribed(world: World) -> dict[str, Decimal]:
    """By subscription: the recurring lines of those that are active, as they stand now."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in world.ordway["subscriptions"].values():
        for line in one["plans"] if one["status"] == "Active" else ():
            if line["charge_type"] == "Recurring":
                sums[one["id"]] += a_month(line["effective_price"], 1, 0, line["billing_period"])
    return dict(sums)


def by_day(store: Store) -> Sums:
    """What the schedules say, by day and account."""
    asked = "select day, account_id, sum(mrr_amount) from model.mrr($days) group by all"
    with store.cursor() as cursor:
        return {(day, account): amount for day, account, amount in cursor.rows(asked, days=DAYS)}


@pytest.mark.parametrize("seed", [3, 11, 29])
def test_it_is_what_was_contracted_on_any_day(pulled_once: PulledOnce, seed: int) -> None:
    world = make_world(seed, 25, DAY, is_clean=True)
    with pulled_once(world) as store:
        expected = contracted(world)
        assert len({day for day, _ in expected}) == len(DAYS)
        assert by_day(store) == expected


def test_today_it_is_that_of_the_active_subscriptions_whatever_is_wrong_elsewhere(pulled_once: PulledOnce) -> None:
    world = make_world(7, 60, DAY)
    asked = "select subscription_id, sum(mrr_amount) from model.mrr([$day]) group by all"
    with pulled_once(world) as store, store.cursor() as cursor:
        assert dict(cursor.rows(asked, day=DAY)) == subscribed(world)


ONE_LINE = """
insert into ordway.customers by name select 'C-1' as id;
insert into ordway.subscriptions by name
select 'S-1' as id, 'C-1' as customer_id, 'Active' as status, 'PLN' as currency;
insert into ordway.billing_schedules by name select 'BS-1' as id, 'S-1' as subscription_id, 'C-1' as customer_id;
insert into ordway.subscription_lines by name
select 'S-1' as subscription_id, 1 as position, 'SCHG-01' as subscription_line_id, 'Recurring' as charge_type,
    'Monthly' as billing_period, 'BS-1' as billing_schedule_id;
insert into ordway.billing_schedule_lines by name
select 'BS-1' as billing_schedule_id, 1 as position, date '2026-05-01' as start_date, date '2026-05-31' as end_date,
    10 as quantity, 100 as unit_price, 1000 as amount
"""
FROM_MID_MAY = """
insert into ordway.billing_schedule_lines by name
select 'BS-1' as billing_schedule_id, 2 as position, date '2026-05-16' as start_date, date '2026-05-31' as end_date,
    {quantity} as quantity, {price} as unit_price, {amount} as amount
"""


@pytest.fixture
def one_line(tmp_path: Any) -> Iterator[Store]:
    """A store with one line of ten seats at 100.00 a month, planned for May 2026."""
    store = fresh_store(tmp_path / "tieout.duckdb")
    with store.cursor() as cursor:
        cursor.run(ONE_LINE)
    yield store
    store.close()


def told(store: Store, *days: date, change: str = "select 1") -> list[Decimal | None]:
    """Its revenue on each day, after a change of the records."""
    with store.cursor() as cursor:
        cursor.run(change)
        return [
            amount for (amount,) in cursor.rows("select mrr_amount from model.mrr($days) order by day", days=list(days))
        ]


BEFORE, AFTER = date(2026, 5, 15), date(2026, 5, 16)


@pytest.mark.parametrize(
    ("quantity", "price", "amount", "after"),
    [(2, 100, "103.23", 1200), (10, 110, "51.61", 1100), (2, 110, "165.16", 1320), (-10, 100, "-516.13", 0)],
    ids=["seats are added", "the price is raised", "both", "it is cancelled"],
)
def test_a_change_within_an_invoiced_period_counts_from_its_day(
    one_line: Store, quantity: int, price: int, amount: str, after: int
) -> None:
    change = FROM_MID_MAY.format(quantity=quantity, price=price, amount=amount)
    assert told(one_line, BEFORE, AFTER, change=change) == [Decimal(1000), Decimal(after)]


def test_a_part_of_a_period_counts_as_a_whole_one(one_line: Store) -> None:
    change = "update ordway.billing_schedule_lines set start_date = date '2026-05-20', amount = 387.10"
    assert told(one_line, date(2026, 5, 25), change=change) == [Decimal(1000)]


def test_a_part_of_what_tiers_price_is_told_by_its_amount(one_line: Store) -> None:
    change = """
    update ordway.subscription_lines set pricing_model = 'Volume', list_price = 0;
    update ordway.billing_schedule_lines set unit_price = 0, start_date = date '2026-05-17', amount = 600
    """
    assert told(one_line, date(2026, 5, 25), change=change) == [Decimal("1240.0000")]


def test_a_billing_period_of_no_known_length_is_not_guessed(one_line: Store) -> None:
    change = "update ordway.subscription_lines set billing_period = 'Every blue moon'"
    assert told(one_line, BEFORE, change=change) == [None]


def test_nothing_counts_while_it_is_paused_or_after_it_was_cancelled(one_line: Store) -> None:
    paused = """
    update ordway.subscriptions
    set pause_effective_date = date '2026-05-10', resume_effective_date = date '2026-05-12'
    """
    days = [date(2026, 5, 9) + timedelta(days=number) for number in range(4)]
    assert len(told(one_line, *days, change=paused)) == 2
    cancelled = "update ordway.subscriptions set status = 'Cancelled', cancellation_date = date '2026-05-10'"
    assert len(told(one_line, *days, change=cancelled)) == 1


def test_what_is_charged_once_or_by_usage_does_not_count(one_line: Store) -> None:
    once = "update ordway.subscription_lines set charge_type = 'One time'"
    by_usage = "update ordway.subscription_lines set charge_type = 'Usage based'"
    assert [told(one_line, BEFORE, change=change) for change in (once, by_usage)] == [[], []]
