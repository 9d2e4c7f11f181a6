"""Recurring revenue that is kept for all days at once is what the schedules say on each of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.extracts import EXTRACTS
from queries.store import Store
from tests.queries.small_records import put, small_store

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(number) for number in range(-1, 70)]
SUBSCRIPTION, SCHEDULE = "S-1", "BS-1"

days = st.integers(0, 60).map(lambda number: FIRST + timedelta(number))
sometimes = st.one_of(st.none(), days)
planned = st.fixed_dictionaries(
    {
        "start_date": days,
        "end_date": sometimes,
        "quantity": st.sampled_from([1, 2, -1, -2]),
        "unit_price": st.sampled_from([10, 15]),
        "discount": st.sampled_from([None, 50]),
        "amount": st.sampled_from([10, 7, -10]),
    }
)
# A month after the other, as nearly all schedules are.
months = st.lists(st.sampled_from([10, 15]), min_size=1, max_size=4).map(
    lambda prices: [
        {
            "start_date": FIRST + timedelta(14 * number),
            "end_date": FIRST + timedelta(14 * number + 13),
            "quantity": 1,
            "unit_price": price,
            "discount": None,
            "amount": price,
        }
        for number, price in enumerate(prices)
    ]
)
told = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["Active", "Paused", "Cancelled", "Draft"]),
        "cancellation_date": sometimes,
        "pause_effective_date": sometimes,
        "resume_effective_date": sometimes,
        "updated_date": st.just(FIRST + timedelta(30)),
    }
)
line = st.fixed_dictionaries(
    {
        "charge_type": st.sampled_from(["Recurring", "Recurring", "One time"]),
        "billing_period": st.sampled_from(["Monthly", "Quarterly", "Every blue moon"]),
        "pricing_model": st.sampled_from(["Per unit", "Tiered"]),
    }
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with one customer in Ordway, who has nothing yet."""
    with small_store(tmp_path_factory.mktemp("mrr") / "tieout.duckdb") as made:
        put(made, "ordway.customers", id="C-1")
        yield made


def begin_anew(store: Store) -> None:
    """Take away the subscription with all that is planned of it."""
    with store.transaction() as cursor:
        for table in ("subscriptions", "subscription_lines", "billing_schedules", "billing_schedule_lines"):
            cursor.run(f"delete from ordway.{table}")  # noqa: S608 - names are the test's own


def plan(store: Store, position: int, values: dict[str, Any]) -> None:
    """Plan one more line to be invoiced."""
    put(store, "ordway.billing_schedule_lines", billing_schedule_id=SCHEDULE, position=position, **values)


def every_day(store: Store, macro: str) -> list[tuple[Any, ...]]:
    """By day what each line brings in, as one of the two tells it."""
    told = "day, schedule_id, account_id, subscription_id, product_id, currency, months, mrr_amount"
    with store.cursor() as cursor:
        return cursor.rows(f"select {told} from model.{macro}($days) order by all", days=DAYS)  # noqa: S608


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(months, st.lists(planned, max_size=5)), told, line)
def test_on_every_day_it_is_what_the_schedules_say(
    store: Store, lines: list[dict[str, Any]], subscription: dict[str, Any], charged: dict[str, Any]
) -> None:
    begin_anew(store)
    put(store, "ordway.subscriptions", id=SUBSCRIPTION, customer_id="C-1", currency="PLN", **subscription)
    put(store, "ordway.billing_schedules", id=SCHEDULE, subscription_id=SUBSCRIPTION, customer_id="C-1")
    whose = {"subscription_id": SUBSCRIPTION, "position": 1, "billing_schedule_id": SCHEDULE}
    put(store, "ordway.subscription_lines", **whose, **charged)
    for position, values in enumerate(lines):
        plan(store, position, values)
    # The stamps of records that no pull brought tell nothing of them.
    with store.transaction() as cursor:
        cursor.run("delete from recon.extract where name = 'mrr'")
    EXTRACTS["mrr"].bring_up_to_date(store)
    assert every_day(store, "kept_mrr") == every_day(store, "mrr")
