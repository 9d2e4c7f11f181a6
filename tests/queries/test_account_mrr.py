"""Recurring revenue that is kept for accounts is what the schedules of their lines add up to on each day."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.extracts import EXTRACTS
from queries.reporting import Reporting, set_rates
from queries.run import records
from queries.store import Store
from tests.queries.small_records import put, small_store

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(number) for number in range(-1, 45)]
CUSTOMERS, CURRENCIES, PRODUCTS = ("C-1", "C-2"), ("PLN", "EUR"), ("P-1", "P-2", None)
RATES = {"EUR": Decimal("4.21370003"), "PLN": Decimal(1)}
LATELY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
# What a line of an account brings in of one product, from a day on for some.
line = st.fixed_dictionaries(
    {
        "customer": st.sampled_from(CUSTOMERS),
        "currency": st.sampled_from(CURRENCIES),
        "product": st.sampled_from(PRODUCTS),
        "from_day": st.integers(0, 30),
        "days": st.integers(1, 14),
        "price": st.sampled_from([Decimal(10), Decimal("10.01"), Decimal(0), Decimal("3.3333")]),
        "billing_period": st.sampled_from(["Monthly", "Monthly", "Quarterly", "Every blue moon"]),
    }
)
SLOWLY = """
with own as (
    select
        day,
        account_id,
        line.currency,
        coalesce(sum(mrr_amount), 0) as amount,
        count(*) filter (months is null) as without_months
    from model.mrr($days) as line
    left join ordway.products as product on product.id = line.product_id
    where $product is null or coalesce(product.name, line.product_id, '') = $product
    group by day, account_id, line.currency
)

select
    own.day,
    own.account_id,
    coalesce(rate.told_currency, own.currency) as currency,
    sum(model.converted(own.amount, rate.rate))::decimal(38, 4) as mrr_amount,
    sum(own.without_months)::bigint as count_without_months
from own
left join model.reporting_rate(date '2026-01-01', $reporting) as rate on rate.currency = own.currency
group by all
order by all
"""
KEPT = """
select
    asked.day,
    told.account_id,
    told.currency,
    told.mrr_amount::decimal(38, 4) as mrr_amount,
    told.count_without_months::bigint as count_without_months
from (select unnest($days) as day) as asked
inner join model.product_mrr('', date '2026-01-01', $reporting, $product) as told
    on asked.day between told.starts_on and told.ends_before - 1
order by all
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with two customers in Ordway, products and a rate."""
    with small_store(tmp_path_factory.mktemp("mrr") / "tieout.duckdb") as made:
        for customer in CUSTOMERS:
            put(made, "ordway.customers", id=customer)
        put(made, "ordway.products", id="P-1", name="Seats")
        with made.transaction() as cursor:
            set_rates(cursor, Reporting("PLN", {FIRST: {"EUR": RATES["EUR"]}}))
        yield made


def begin_anew(store: Store, lines: list[dict[str, Any]]) -> None:
    """Bill nothing but these lines, each by a subscription of its own."""
    with store.transaction() as cursor:
        for table in ("subscriptions", "subscription_lines", "billing_schedules", "billing_schedule_lines"):
            cursor.run(f"delete from ordway.{table}")  # noqa: S608 - names are the test's own
    for number, one in enumerate(lines):
        subscription, schedule = f"S-{number}", f"BS-{number}"
        whose = {"customer_id": one["customer"], "currency": one["currency"]}
        put(store, "ordway.subscriptions", id=subscription, status="Active", **whose)
        named = {"subscription_id": subscription, "product_id": one["product"]}
        put(store, "ordway.billing_schedules", id=schedule, customer_id=one["customer"], **named)
        charged = {"charge_type": "Recurring", "billing_period": one["billing_period"]}
        put(store, "ordway.subscription_lines", position=1, billing_schedule_id=schedule, **named, **charged)
        first = FIRST + timedelta(one["from_day"])
        days = {"start_date": first, "end_date": first + timedelta(one["days"] - 1)}
        priced = {"quantity": 1, "unit_price": one["price"], "amount": one["price"]}
        put(store, "ordway.billing_schedule_lines", billing_schedule_id=schedule, position=1, **days, **priced)
    # The stamps of records that no pull brought tell nothing of them.
    with store.transaction() as cursor:
        cursor.run("delete from recon.extract")
    EXTRACTS["account_mrr"].bring_up_to_date(store)


@LATELY
@given(st.lists(line, max_size=8), st.sampled_from(["", "PLN"]), st.sampled_from([None, "Seats", "P-2", ""]))
def test_on_every_day_it_is_what_all_lines_of_the_account_bring_in(
    store: Store, lines: list[dict[str, Any]], reporting: str, product: str | None
) -> None:
    begin_anew(store, lines)
    asked = {"days": DAYS, "reporting": reporting, "product": product}
    with store.cursor() as cursor:
        assert cursor.rows(KEPT, **asked) == cursor.rows(SLOWLY, **asked)


@LATELY
@given(st.lists(line, max_size=8), st.sampled_from(["", "PLN"]))
def test_all_accounts_together_bring_in_what_each_does(
    store: Store, lines: list[dict[str, Any]], reporting: str
) -> None:
    begin_anew(store, lines)
    with store.cursor() as cursor:
        rows = cursor.rows(SLOWLY, days=DAYS, reporting=reporting, product=None)
    for day in (DAYS[1], DAYS[20], DAYS[-1]):
        found = {
            row["currency"]: row for row in records(store, "revenue/mrr", as_of=day, months=0, reporting=reporting)
        }
        of_day = [row for row in rows if row[0] == day]
        assert found.keys() == {row[2] for row in of_day}
        for currency, told in found.items():
            mine = [row for row in of_day if row[2] == currency]
            assert told["mrr_amount"] == sum(row[3] for row in mine)
            assert told["count_accounts"] == len({row[1] for row in mine if row[3] > 0})
            assert told["count_without_months"] == sum(row[4] for row in mine)
