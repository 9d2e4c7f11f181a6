"""The ways a contract is billed, each in an example that can be reckoned by hand."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from queries.reconcile.terms import Billing, BillingRule
from queries.store import Store
from tests.reconcile.schedule_company import DAY, by_policy, expected, line
from tests.reconcile.schedule_reference import Line, Renewal, Tier, Tiers
from tests.stores import fresh_store

SEATS = (
    Tier(100, Decimal(10), is_flat=False),
    Tier(200, Decimal(8), is_flat=False),
    Tier(None, Decimal(500), is_flat=True),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An empty store."""
    folder: Path = tmp_path_factory.mktemp("ways")
    opened = fresh_store(folder / "tieout.duckdb")
    yield opened
    opened.close()


def starts(store: Store, sold: Line, billing: Billing | None = None) -> list[date]:
    """First day of each part."""
    return [due.period_start for due in expected(store, [sold], billing).get(0, [])]


def amounts(store: Store, sold: Line, billing: Billing | None = None) -> list[Decimal]:
    """Amount of each part."""
    return [due.amount for due in expected(store, [sold], billing)[0]]


# Source: Ordway's help on proration, a year of 250 units at 275.00 less 5 %.
@pytest.mark.parametrize(("proration", "amount"), [("days", "49208.05"), ("months", "48984.38"), ("none", "65312.50")])
def test_nine_months_of_a_year_are_charged_as_ordway_does(store: Store, proration: str, amount: str) -> None:
    told = {"period": "Annually", "quantity": Decimal(250), "price": Decimal(275), "discount": Decimal(5)}
    sold = line(date(2025, 4, 1), date(2025, 12, 31), proration=proration, **told)
    assert amounts(store, sold, by_policy([sold])) == [Decimal(amount)]


def test_a_calendar_month_begins_on_the_first(store: Store) -> None:
    sold = line(date(2026, 1, 20), date(2026, 3, 31), price=Decimal(31))
    told = Billing(general=BillingRule(1, "days"))
    assert starts(store, sold, told) == [date(2026, 1, 20), date(2026, 2, 1), date(2026, 3, 1)]
    assert amounts(store, sold, told) == [Decimal(12), Decimal(31), Decimal(31)]


def test_a_quarter_on_calendar_months_begins_in_the_month_of_the_start(store: Store) -> None:
    sold = line(date(2026, 2, 15), date(2026, 10, 31), period="Quarterly", price=Decimal(89), anchor_day=1)
    assert starts(store, sold) == [date(2026, 2, 15), date(2026, 5, 1), date(2026, 8, 1)]
    assert amounts(store, sold) == [Decimal(75), Decimal(89), Decimal(89)]


def test_the_31st_is_the_last_day_of_a_shorter_month(store: Store) -> None:
    sold = line(date(2024, 2, 10), date(2024, 5, 30), anchor_day=31)
    assert starts(store, sold) == [date(2024, 2, 10), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]


def test_the_customers_billing_cycle_day_counts_where_the_line_says_so(store: Store) -> None:
    assert starts(store, line(date(2026, 3, 1), date(2026, 4, 30), anchor_day=9))[1:] == [
        date(2026, 3, 9),
        date(2026, 4, 9),
    ]


def test_the_subscription_is_asked_before_the_general_rule_and_the_contract_before_both(store: Store) -> None:
    sold = line(date(2026, 3, 1), date(2026, 4, 30), anchor_day=15)
    general, own = Billing(BillingRule(20, "days")), Billing(BillingRule(20, "days"), {"A0": BillingRule(5)})
    assert starts(store, sold)[1] == date(2026, 3, 15)
    assert starts(store, sold, general)[1] == date(2026, 3, 20)
    assert starts(store, sold, own)[1] == date(2026, 3, 5)


def test_a_part_is_charged_whole_where_the_subscription_does_not_prorate(store: Store) -> None:
    assert amounts(store, line(date(2026, 3, 1), date(2026, 4, 10), proration="none")) == [Decimal(1), Decimal(1)]


@pytest.mark.parametrize(
    ("quantity", "by_volume", "by_unit"), [(0, 0, 0), (100, 1000, 1000), (101, 808, 1008), (201, 500, 2300)]
)
def test_tiers_say_what_a_quantity_costs(store: Store, quantity: int, by_volume: int, by_unit: int) -> None:
    day = date(2026, 4, 1)
    for is_volume, amount in ((True, by_volume), (False, by_unit)):
        sold = line(day, date(2026, 4, 30), quantity=Decimal(quantity), tiers=Tiers(is_volume, SEATS))
        assert amounts(store, sold) == [Decimal(amount)]


def test_seats_added_later_cost_what_their_tier_says(store: Store) -> None:
    told = {"anchor": date(2026, 4, 1), "sold_before": Decimal(90), "quantity": Decimal(20)}
    sold = line(date(2026, 4, 16), date(2026, 4, 30), tiers=Tiers(is_volume=False, steps=SEATS), **told)
    assert amounts(store, sold) == [(10 * Decimal(10) + 10 * Decimal(8)) / 2]


def test_a_contract_that_renews_itself_costs_more_each_term(store: Store) -> None:
    renewal = Renewal(12, Decimal(5), DAY)
    sold = line(date(2024, 1, 1), date(2024, 12, 31), period="Annually", price=Decimal("9.99"), renewal=renewal)
    assert amounts(store, sold) == [Decimal("9.99"), Decimal("10.49"), Decimal("11.01")]


def test_a_term_that_ended_the_day_before_is_renewed_and_one_that_ends_today_is_not(store: Store) -> None:
    renewal = Renewal(12, Decimal(5), DAY)
    for ends_on, terms in ((DAY - timedelta(days=1), 2), (DAY, 1)):
        sold = line(ends_on - timedelta(days=364), ends_on, period="Annually", renewal=renewal)
        assert len(amounts(store, sold)) == terms


def test_what_is_taken_away_is_rounded_as_what_is_added(store: Store) -> None:
    half = line(date(2026, 4, 16), date(2026, 4, 30), anchor=date(2026, 4, 1), price=Decimal("0.99"))
    less = line(half.starts_on, half.ends_on, anchor=half.anchor, price=half.price, quantity=Decimal(-1))
    assert amounts(store, half) == [Decimal("0.50")]
    assert amounts(store, less) == [Decimal("-0.50")]


def test_an_amount_as_large_as_it_gets_stays_exact(store: Store) -> None:
    price = Decimal("999999999.99")
    sold = line(date(2026, 1, 2), date(2026, 12, 31), anchor=date(2026, 1, 1), period="Annually", price=price)
    large = Line(**(vars(sold) | {"quantity": Decimal(1_000_000)}))
    assert amounts(store, large) == [Decimal("997260273962630.14")]


def test_a_word_that_the_policy_explains_is_a_billing_period(store: Store) -> None:
    sold = line(date(2026, 1, 1), date(2026, 6, 30), period="Co dwa miesiące")
    assert starts(store, sold, Billing()) == []
    told = Billing(periods={"co dwa miesiące": 2})
    assert starts(store, sold, told) == [date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)]
