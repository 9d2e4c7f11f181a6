"""Recurring revenue over time: the figures are those of a plain reckoning over the company's own contracts."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest

from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.queries.conftest import PulledOnce
from tests.queries.contracted_revenue import Contracts

DAY = date(2026, 11, 23)
MOVEMENTS = ("new", "reactivation", "expansion", "contraction", "churn")


def month_ends(day: date, count: int) -> list[date]:
    """The last days of the months before a day, the earliest first."""
    ends = [day.replace(day=1) - timedelta(days=1)]
    while len(ends) < count:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends[::-1]


def moved(contracts: Contracts, opened: date, closed: date) -> dict[str, dict[str, Decimal]]:
    """By currency and movement, account by account."""
    before, after = contracts.on(opened), contracts.on(closed)
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for key in before.keys() | after.keys():
        opening, closing = before.get(key, Decimal()), after.get(key, Decimal())
        if not opening:
            what = "reactivation" if contracts.began(key) <= opened else "new"
        elif not closing:
            what = "churn"
        else:
            what = "expansion" if closing > opening else "contraction"
        sums[key[1]][what] += closing - opening
    return sums


@pytest.fixture(scope="module", params=[3, 11])
def kept(request: pytest.FixtureRequest, pulled_once: PulledOnce) -> Iterator[tuple[Contracts, Store]]:
    """A company without a fault, where contract and billing agree, and the store it was pulled into."""
    world = make_world(request.param, 40, DAY, is_clean=True)
    with pulled_once(world) as store:
        yield Contracts(world), store


def test_every_month_is_what_the_contracts_bring_in(kept: tuple[Contracts, Store]) -> None:
    contracts, store = kept
    rows = records(store, "revenue/mrr", as_of=DAY, months=24)
    expected: dict[tuple[str, date], tuple[Decimal, int]] = {}
    for day in [*month_ends(DAY, 24), DAY]:
        sums = contracts.on(day)
        for currency in {currency for _, currency in sums}:
            own = [amount for (_, told), amount in sums.items() if told == currency]
            expected[currency, day] = sum(own, Decimal()), len(own)
    assert {(row["currency"], row["day"]): (row["mrr_amount"], row["count_accounts"]) for row in rows} == expected
    assert all(row["arr_amount"] == 12 * row["mrr_amount"] for row in rows)


def test_movements_are_those_of_the_contracts_and_lead_from_opening_to_closing(kept: tuple[Contracts, Store]) -> None:
    contracts, store = kept
    rows = records(store, "revenue/mrr_movements", as_of=DAY, months=24)
    days = [*month_ends(DAY, 24), DAY]
    seen: set[str] = set()
    for opened, closed in pairwise(days):
        expected = moved(contracts, opened, closed)
        found = {row["currency"]: row for row in rows if row["closed_on"] == closed}
        for currency, row in found.items():
            told = {name: row[f"{name}_amount"] for name in MOVEMENTS}
            assert told == {name: expected[currency][name] for name in MOVEMENTS}, (currency, closed)
            assert row["opening_amount"] + sum(told.values()) == row["closing_amount"]
            seen |= {name for name, amount in told.items() if amount}
        assert {currency for currency, sums in expected.items() if any(sums.values())} <= found.keys()
    assert seen >= {"new", "expansion", "churn"}


def test_each_month_opens_with_what_the_one_before_closed_with(kept: tuple[Contracts, Store]) -> None:
    _, store = kept
    rows = records(store, "revenue/mrr_movements", as_of=DAY, months=24, currency="PLN")
    assert {row["currency"] for row in rows} == {"PLN"}
    closing = {row["closed_on"]: row["closing_amount"] for row in rows}
    assert all(row["opening_amount"] == closing[row["opened_on"]] for row in rows if row["opened_on"] in closing)


def test_retention_looks_at_the_accounts_of_a_year_ago_alone(kept: tuple[Contracts, Store]) -> None:
    contracts, store = kept
    rows = records(store, "revenue/retention", as_of=DAY)
    before, after = contracts.on(date(2025, 11, 23)), contracts.on(DAY)
    for row in rows:
        own = {key: amount for key, amount in before.items() if key[1] == row["currency"]}
        opening = sum(own.values(), Decimal())
        closing = sum((after.get(key, Decimal()) for key in own), Decimal())
        capped = sum((min(after.get(key, Decimal()), amount) for key, amount in own.items()), Decimal())
        assert row["opening_amount"] == opening
        lost_and_won = row["expansion_amount"] + row["contraction_amount"] + row["churn_amount"]
        assert row["opening_amount"] + lost_and_won == closing
        assert row["nrr"] == (closing / opening).quantize(Decimal("0.0001"), ROUND_HALF_UP)
        assert row["grr"] == (capped / opening).quantize(Decimal("0.0001"), ROUND_HALF_UP) <= 1
    assert {row["currency"] for row in rows} == {currency for _, currency in before}
