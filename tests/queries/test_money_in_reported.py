"""What is owed and what commission comes to in one currency: by the rates of the day, and never where there is none."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.reporting import Reporting, set_rates
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.queries.conftest import PulledOnce
from tests.queries.owed_on_a_day import BUCKETS, Receivables, bucket, share

DAY = date(2026, 11, 23)
EARLIER = date(2026, 10, 29)
RATE = st.decimals(Decimal("0.0001"), Decimal(9_999), places=8, allow_nan=False)
BOTH = {"EUR": Decimal("4.2537"), "USD": Decimal("3.66001")}
BEFORE = {"EUR": Decimal("4.2137"), "USD": Decimal("3.6001")}
RATES = Reporting("PLN", {date(2024, 1, 2): BEFORE, date(2026, 10, 30): BOTH})
EURO_ALONE = Reporting("PLN", {date(2024, 1, 2): {"EUR": BOTH["EUR"]}})
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def company(pulled_once: PulledOnce) -> Iterator[tuple[Receivables, Store]]:
    """A company that sells in three currencies, and the store it was pulled into."""
    world = make_world(3, 40, DAY, is_clean=True)
    with pulled_once(world) as store:
        yield Receivables(world), store


def told(store: Store, rates: Reporting, name: str, **choices: Any) -> Rows:
    """The rows of a query with these rates, asked for in their currency."""
    with store.transaction() as cursor:
        set_rates(cursor, rates)
    return records(store, name, reporting="PLN", **choices)


def converted(amount: Decimal, currency: str, rates: Mapping[str, Decimal]) -> Decimal:
    """In the reporting currency, to four decimals; as it is where there is no rate."""
    return (amount * rates.get(currency, Decimal(1))).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def besides(rows: Rows, amounts: tuple[str, ...]) -> Rows:
    """The rows without these amounts, in an order that no rate changes."""
    told_without = [{name: value for name, value in row.items() if name not in amounts} for row in rows]
    return sorted(told_without, key=lambda row: (row["ordway_customer_id"], row["currency"]))


@pytest.mark.parametrize(("day", "rates"), [(DAY, BOTH), (EARLIER, BEFORE)])
def test_aging_is_every_open_balance_converted_by_the_rates_of_the_day(
    company: tuple[Receivables, Store], day: date, rates: dict[str, Decimal]
) -> None:
    receivables, store = company
    expected: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for one in receivables.on(day):
        expected[one.customer_id][bucket(one.days_overdue(day))] += converted(one.balance, one.currency, rates)
    rows = told(store, RATES, "collections/aging", as_of=day)
    assert {row["currency"] for row in rows} == {"PLN"}
    assert {row["ordway_customer_id"]: {name: row[name] for name in BUCKETS} for row in rows} == {
        customer: {name: amounts[name] for name in BUCKETS} for customer, amounts in expected.items()
    }
    assert all(row["balance"] == sum(row[name] for name in BUCKETS) for row in rows)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(euro=RATE, dollar=RATE, days_ago=st.integers(0, 400))
def test_however_it_is_added_up_what_is_open_comes_to_the_same(
    company: tuple[Receivables, Store], euro: Decimal, dollar: Decimal, days_ago: int
) -> None:
    receivables, store = company
    own = {"EUR": euro, "USD": dollar}
    asked: dict[str, Any] = {"as_of": DAY - timedelta(days=days_ago)}
    rates = Reporting("PLN", {date(2024, 1, 2): own})
    everything = sum((converted(one.balance, one.currency, own) for one in receivables.on(asked["as_of"])), Decimal())
    aging = told(store, rates, "collections/aging", **asked)
    assert sum(row["balance"] for row in aging) == everything
    assert told(store, rates, "collections/aging_count", **asked)[0]["found"] == len(aging)
    for by in ("currency", "owner"):
        assert (
            sum(row["balance"] for row in told(store, rates, "collections/aging_totals", by=by, **asked)) == everything
        )
    expected = sum(row["expected_amount"] for row in told(store, rates, "collections/cash_forecast", **asked))
    assert (
        expected + sum(row["not_soon"] for row in told(store, rates, "collections/cash_apart", **asked)) == everything
    )


def test_the_worklist_is_the_same_list_with_its_amounts_converted(company: tuple[Receivables, Store]) -> None:
    _, store = company
    plain = records(store, "collections/worklist", as_of=DAY)
    rows = told(store, RATES, "collections/worklist", as_of=DAY)
    kept = [{**row, "currency": row["own_currency"]} for row in rows]
    amounts = ("balance", "overdue", "on_hold")
    plain_too = [{**row, "currency": row["own_currency"]} for row in plain]
    assert besides(kept, amounts) == besides(plain_too, amounts)
    by_key = {(row["ordway_customer_id"], row["own_currency"]): row for row in plain}
    assert {row["own_currency"] for row in rows} > {"PLN"}
    for row in rows:
        before = by_key[row["ordway_customer_id"], row["own_currency"]]
        assert [row[name] for name in amounts] == [
            converted(before[name], row["own_currency"], BOTH) for name in amounts
        ]
    [counted] = told(store, RATES, "collections/worklist_count", as_of=DAY)
    assert (counted["currency"], counted["found"]) == ("PLN", len(rows))
    assert counted["overdue"] == sum(row["overdue"] for row in rows)


def test_dso_is_that_of_all_sales_and_all_that_is_open_converted(company: tuple[Receivables, Store]) -> None:
    _, store = company
    amounts = ("receivable_amount", "current_amount", "opening_amount")
    plain = records(store, "collections/dso", as_of=DAY, months=3)
    rows = told(store, RATES, "collections/dso", as_of=DAY, months=3)
    assert [row["currency"] for row in rows] == ["PLN"] * 4
    for row in rows:
        own = [one for one in plain if one["day"] == row["day"]]
        for name in amounts:
            assert row[name] == sum(converted(one[name], one["currency"], BOTH) for one in own), name
        # Sales are converted a day at a time, each to four decimals.
        sold = sum(converted(one["sales_amount"], one["currency"], BOTH) for one in own)
        assert abs(row["sales_amount"] - sold) < Decimal("0.01")
        assert row["dso"] == share(row["receivable_amount"] * 90, row["sales_amount"])


def test_a_currency_without_a_rate_stands_by_itself_and_is_in_no_sum(company: tuple[Receivables, Store]) -> None:
    _, store = company
    assert {row["currency"] for row in records(store, "collections/aging", as_of=DAY)} == {"EUR", "PLN", "USD"}
    for name in ("aging", "aging_totals", "cash_forecast", "dso", "worklist", "worklist_count"):
        question = f"collections/{name}"
        plain = records(store, question, as_of=DAY)
        rows = told(store, EURO_ALONE, question, as_of=DAY)
        assert {row["currency"] for row in rows} == {row["currency"] for row in plain} - {"EUR"}, name
        assert [row for row in rows if row["currency"] == "USD"] == [row for row in plain if row["currency"] == "USD"]


def test_another_currency_than_that_of_the_policy_converts_nothing(company: tuple[Receivables, Store]) -> None:
    _, store = company
    told(store, RATES, "collections/aging", as_of=DAY)
    for name in ("collections/aging", "collections/dso", "commission/summary"):
        assert records(store, name, as_of=DAY, reporting="EUR") == records(store, name, as_of=DAY)


def test_commission_is_added_up_over_currencies_only_where_there_is_a_rate(company: tuple[Receivables, Store]) -> None:
    _, store = company
    plain = records(store, "commission/summary", as_of=DAY)
    for rates, own in ((RATES, BOTH), (EURO_ALONE, {"EUR": BOTH["EUR"]})):
        expected: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
        for row in plain:
            key = row["rep"], "PLN" if row["currency"] in own else row["currency"], row["state"]
            expected[key] += converted(row["amount"], row["currency"], own)
        rows = told(store, rates, "commission/summary", as_of=DAY)
        assert {(row["rep"], row["currency"], row["state"]): row["amount"] for row in rows} == expected


def test_commission_released_by_month_is_that_of_its_lines_converted(company: tuple[Receivables, Store]) -> None:
    _, store = company
    expected: dict[date, Decimal] = defaultdict(Decimal)
    since = date(2025, 12, 1)
    for line in records(store, "commission/lines", as_of=DAY, state="released", dated_from=since):
        expected[line["dated_on"].replace(day=1)] += converted(line["amount"], line["currency"], BOTH)
    rows = told(store, RATES, "commission/months", as_of=DAY, months=12)
    assert {row["month"]: row["released_amount"] for row in rows if row["released_amount"]} == expected
    assert {row["currency"] for row in rows} == {"PLN"}
