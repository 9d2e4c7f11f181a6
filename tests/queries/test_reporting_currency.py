"""Revenue in one currency: by the rate in force on the day asked for, exact, and never where there is none."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.reconcile.run import reconcile
from queries.reporting import Reporting, set_rates
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.queries.conftest import PulledOnce
from tests.queries.contracted_revenue import Contracts

DAY = date(2026, 11, 23)
MOVEMENTS = ("new", "reactivation", "expansion", "contraction", "churn")
RATE = st.decimals(Decimal("0.00000001"), Decimal(99_999), places=8, allow_nan=False)
RATES = Reporting(
    "PLN",
    {
        date(2026, 1, 2): {"EUR": Decimal("4.2137"), "USD": Decimal("3.6001")},
        date(2026, 10, 30): {"EUR": Decimal("4.25"), "USD": Decimal("3.66")},
    },
)


@pytest.fixture(scope="module")
def company(pulled_once: PulledOnce) -> Iterator[tuple[Contracts, Store]]:
    """A company that sells in three currencies, and the store it was pulled into."""
    world = make_world(3, 40, DAY, is_clean=True)
    with pulled_once(world) as store:
        reconcile(store, DAY)
        yield Contracts(world), store


def told(store: Store, reporting: Reporting, name: str, **choices: Any) -> list[dict[str, Any]]:
    """The rows of a query with these rates, asked for in their currency."""
    with store.transaction() as cursor:
        set_rates(cursor, reporting)
    return records(store, f"revenue/{name}", reporting="PLN", **choices)


def converted(contracts: Contracts, day: date, rates: dict[str, Decimal]) -> Decimal:
    """All that contracts bring in a month on a day, converted account by account."""
    return sum(
        (
            (amount * rates.get(currency, Decimal(1))).quantize(Decimal("0.0001"), ROUND_HALF_UP)
            for (_, currency), amount in contracts.on(day).items()
        ),
        Decimal(),
    )


def test_all_months_are_converted_by_the_rates_of_the_day_asked_for(company: tuple[Contracts, Store]) -> None:
    contracts, store = company
    rates = {"EUR": Decimal("4.25"), "USD": Decimal("3.66")}
    rows = told(store, RATES, "mrr", as_of=DAY)
    assert {row["currency"] for row in rows} == {"PLN"}
    assert all(row["mrr_amount"] == converted(contracts, row["day"], rates) for row in rows)


def test_the_rate_in_force_is_the_last_one_before_the_day_or_on_it(company: tuple[Contracts, Store]) -> None:
    contracts, store = company
    found = {
        day: told(store, RATES, "mrr", as_of=day, months=0)[0]["mrr_amount"]
        for day in (date(2026, 10, 29), date(2026, 10, 30))
    }
    before = {"EUR": Decimal("4.2137"), "USD": Decimal("3.6001")}
    since = {"EUR": Decimal("4.25"), "USD": Decimal("3.66")}
    assert found == {day: converted(contracts, day, rates) for day, rates in zip(found, (before, since), strict=True)}


def test_a_currency_without_a_rate_stands_by_itself(company: tuple[Contracts, Store]) -> None:
    contracts, store = company
    rows = told(store, Reporting("PLN", {date(2026, 1, 2): {"EUR": Decimal(4)}}), "mrr", as_of=DAY, months=0)
    assert [row["currency"] for row in rows] == ["PLN", "USD"]
    dollars = sum(amount for (_, currency), amount in contracts.on(DAY).items() if currency == "USD")
    assert rows[1]["mrr_amount"] == dollars
    early = told(store, RATES, "mrr", as_of=date(2025, 12, 31), months=0)
    assert [row["currency"] for row in early] == ["EUR", "PLN"]


def test_another_currency_than_that_of_the_policy_converts_nothing(company: tuple[Contracts, Store]) -> None:
    _, store = company
    told(store, RATES, "mrr", as_of=DAY)
    plain = records(store, "revenue/mrr", as_of=DAY)
    assert records(store, "revenue/mrr", as_of=DAY, reporting="EUR") == plain


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(euro=RATE, dollar=RATE, day=st.dates(date(2025, 1, 1), date(2027, 3, 31)))
def test_opening_and_movements_make_closing_by_any_rates_on_any_day(
    company: tuple[Contracts, Store], euro: Decimal, dollar: Decimal, day: date
) -> None:
    _, store = company
    rates = Reporting("PLN", {date(2024, 1, 1): {"EUR": euro, "USD": dollar}})
    rows = told(store, rates, "mrr_movements", as_of=day)
    for row in rows:
        assert row["opening_amount"] + sum(row[f"{name}_amount"] for name in MOVEMENTS) == row["closing_amount"]
    for before, after in pairwise(rows):
        assert before["closing_amount"] == after["opening_amount"]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(euro=RATE, dollar=RATE, day=st.dates(date(2025, 1, 1), date(2027, 3, 31)))
def test_nothing_goes_missing_from_contract_to_cash_by_any_rates_on_any_day(
    company: tuple[Contracts, Store], euro: Decimal, dollar: Decimal, day: date
) -> None:
    _, store = company
    rates = Reporting("PLN", {date(2024, 1, 1): {"EUR": euro, "USD": dollar}})
    left: dict[str, Decimal] = defaultdict(Decimal)
    own: dict[str, Decimal] = {}
    for row in told(store, rates, "contract_to_cash", as_of=day):
        if row["reason"]:
            left[row["step"]] += row["amount"]
        else:
            own[row["step"]] = row["amount"]
    for before, after in pairwise(("contracted", "scheduled", "billed", "collected")):
        assert own.get(before, Decimal()) - left[after] == own.get(after, Decimal())
