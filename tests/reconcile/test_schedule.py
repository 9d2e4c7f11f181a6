"""The billing schedule in SQL against the slow reference, for any contract."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.store import Store
from tests.reconcile.schedule_company import DAY, by_policy, expected, line
from tests.reconcile.schedule_reference import MONTHS, UNITS, Line, Renewal, Tier, Tiers, schedule
from tests.stores import fresh_store

CENTS = st.decimals(0, 100_000, places=2, allow_nan=False)
PERCENT = st.decimals(0, 30, places=2, allow_nan=False)
STARTS = st.dates(date(2019, 1, 1), date(2026, 11, 1)) | st.sampled_from(
    [date(2020, 2, 29), date(2024, 1, 31), date(2023, 8, 31), date(2024, 12, 30), date(2026, 3, 31)]
)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """A line of a contract, often of an annex that began within another contract's term and may take something away."""
    starts_on = draw(STARTS)
    before = draw(st.integers(0, 400)) if draw(st.booleans()) else 0
    return Line(
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=draw(st.integers(0, 1200))),
        anchor=starts_on - timedelta(days=before),
        period=draw(st.sampled_from(sorted(MONTHS))),
        in_advance=draw(st.booleans()),
        quantity=draw(st.decimals(-50, 5000, places=3, allow_nan=False)),
        price=draw(CENTS | st.decimals(0, 2, places=4, allow_nan=False)),
        discount=draw(st.decimals(0, 100, places=2, allow_nan=False)),
        currency=draw(st.sampled_from(sorted(UNITS))),
        anchor_day=draw(st.just(0) | st.integers(0, 31)),
        proration=draw(st.sampled_from(["days", "months", "none"])),
        sold_before=draw(st.decimals(0, 300, places=1, allow_nan=False)) if before else Decimal(0),
        tiers=draw(st.none() | tiers()),
        renewal=draw(st.none() | st.builds(Renewal, st.integers(1, 24), PERCENT, st.just(DAY))),
    )


@st.composite
def tiers(draw: st.DrawFn) -> Tiers:
    """Tiers that follow one on the other, the last without an end."""
    ends: list[int | None] = [*sorted(draw(st.sets(st.integers(1, 400), max_size=3))), None]
    return Tiers(draw(st.booleans()), tuple(Tier(end, draw(CENTS), draw(st.booleans())) for end in ends))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An empty store."""
    folder: Path = tmp_path_factory.mktemp("schedule")
    opened = fresh_store(folder / "tieout.duckdb")
    yield opened
    opened.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(lines(), min_size=1, max_size=12))
def test_any_line_is_scheduled_as_the_reference_says(store: Store, told: list[Line]) -> None:
    assert expected(store, told, by_policy(told)) == {place: schedule(one) for place, one in enumerate(told)}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(lines(), min_size=1, max_size=8))
def test_how_the_subscription_is_set_up_says_it_as_well(store: Store, told: list[Line]) -> None:
    # By months is the policy's to say.
    set_up = [replace(one, proration="days" if one.proration == "months" else one.proration) for one in told]
    assert expected(store, set_up) == {place: schedule(one) for place, one in enumerate(set_up)}


def test_month_ends_stick(store: Store) -> None:
    starts = [due.period_start for due in expected(store, [line(date(2024, 1, 31), date(2024, 5, 30))])[0]]
    assert starts == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]


def test_a_leap_day_comes_back_after_four_years(store: Store) -> None:
    sold = line(date(2020, 2, 29), date(2025, 2, 27), period="Annually", price=Decimal("366.00"))
    found = expected(store, [sold])[0]
    assert [due.period_start for due in found] == [
        date(2020, 2, 29), date(2021, 2, 28), date(2022, 2, 28), date(2023, 2, 28), date(2024, 2, 29)
    ]  # fmt: skip
    assert {due.amount for due in found} == {Decimal(366)}


@pytest.mark.parametrize(("year", "amount"), [(2024, "1.35"), (2026, "1.40")])
def test_days_of_a_leap_february_count(store: Store, year: int, amount: str) -> None:
    sold = line(date(year, 2, 1), date(year, 2, 14), price=Decimal("2.80"), anchor=date(year, 1, 1))
    assert [due.amount for due in expected(store, [sold])[0]] == [Decimal(amount)]


@pytest.mark.parametrize(
    ("currency", "price", "amount"),
    [
        ("PLN", "0.99", "0.50"),
        ("JPY", "99", "50"),
        ("KRW", "97", "49"),
        ("KWD", "0.009", "0.005"),
        ("JPY", "0.98", "0"),
    ],
)
def test_half_of_the_smallest_unit_is_rounded_up_once(store: Store, currency: str, price: str, amount: str) -> None:
    half = line(date(2026, 4, 16), date(2026, 4, 30), anchor=date(2026, 4, 1), price=Decimal(price), currency=currency)
    assert [due.amount for due in expected(store, [half])[0]] == [Decimal(amount)]


def test_a_line_billed_by_an_unknown_period_is_not_guessed(store: Store) -> None:
    assert expected(store, [line(date(2026, 4, 1), date(2026, 4, 30), period="Every full moon")]) == {}


def test_a_contract_without_an_end_in_sight_is_scheduled_for_ten_years(store: Store) -> None:
    found = expected(store, [line(date(2026, 11, 1), date(9999, 12, 31))])[0]
    assert 120 <= len(found) <= 124
    assert all(due.amount == Decimal(1) for due in found)
