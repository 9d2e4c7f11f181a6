"""The billing schedule in SQL against the slow reference, for any contract."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.migrate import migrate
from queries.reconcile.run import Terms, prepare
from queries.store import Cursor, Store, connect
from tests.reconcile.schedule_reference import MONTHS, UNITS, Due, Line, schedule

DAY = date(2026, 11, 23)
CENTS = st.decimals(0, 100_000, places=2, allow_nan=False)
STARTS = st.dates(date(2019, 1, 1), date(2026, 11, 1)) | st.sampled_from(
    [date(2020, 2, 29), date(2024, 1, 31), date(2023, 8, 31), date(2024, 12, 30), date(2026, 3, 31)]
)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """A line of a contract, often of an annex that began within another contract's term."""
    starts_on = draw(STARTS)
    before = draw(st.integers(0, 400)) if draw(st.booleans()) else 0
    return Line(
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=draw(st.integers(0, 1200))),
        anchor=starts_on - timedelta(days=before),
        period=draw(st.sampled_from(sorted(MONTHS))),
        in_advance=draw(st.booleans()),
        quantity=draw(st.decimals(0, 5000, places=3, allow_nan=False)),
        price=draw(CENTS),
        discount=draw(st.decimals(0, 100, places=2, allow_nan=False)),
        currency=draw(st.sampled_from(sorted(UNITS))),
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An empty store."""
    folder: Path = tmp_path_factory.mktemp("schedule")
    opened = connect(str(folder / "tieout.duckdb"), holder="a test")
    migrate(opened)
    yield opened
    opened.close()


def expected(store: Store, told: list[Line]) -> dict[int, list[Due]]:
    """The schedule of each line as the store makes it, by the line's place."""
    found: defaultdict[int, list[Due]] = defaultdict(list)
    with store.transaction() as cursor:
        _sell(cursor, told)
        prepare(cursor, DAY, Terms(), None)
        for line_id, *due in cursor.rows(
            "select contract_line_id, period_start, period_end, due_on, expected.net_amount "
            "from expected inner join contract_line using (line_number) order by period_start"
        ):
            if line_id.startswith("L"):
                found[int(line_id[1:])].append(Due(*due))
    return found


def _sell(cursor: Cursor, told: list[Line]) -> None:
    """Each line in a contract of its own, of a customer of its own; its anchor is an older contract that goes on."""
    cursor.run("delete from firmao.customers; delete from firmao.agreements; delete from firmao.entries")
    for place, line in enumerate(told):
        cursor.run("insert into firmao.customers by name select $id as id, $id as name", id=f"C{place}")
        _contract(cursor, f"A{place}", place, line.starts_on, line)
        if line.anchor < line.starts_on:
            _contract(cursor, f"M{place}", place, line.anchor, line)
        cursor.run(
            "insert into firmao.entries by name select $id as id, $contract as agreement_id, 'X' as product_code, "
            "$quantity as quantity, $price as unit_netto_price, $discount as discount",
            id=f"L{place}",
            contract=f"A{place}",
            quantity=line.quantity,
            price=line.price,
            discount=line.discount,
        )


def _contract(cursor: Cursor, contract_id: str, place: int, starts_on: date, line: Line) -> None:
    cursor.run(
        "insert into firmao.agreements by name select $id as id, $id as number, $customer as customer_id, "
        "'ACCEPTED' as offer_status, $currency as currency, $starts_on as mapped_service_start, "
        "$ends_on as mapped_service_end, $period as mapped_billing_period, $timing as mapped_charge_timing",
        id=contract_id,
        customer=f"C{place}",
        starts_on=starts_on.isoformat(),
        ends_on=line.ends_on.isoformat(),
        period=line.period,
        currency=line.currency,
        timing="In Advance" if line.in_advance else "In Arrears",
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(lines(), min_size=1, max_size=12))
def test_any_line_is_scheduled_as_the_reference_says(store: Store, told: list[Line]) -> None:
    assert expected(store, told) == {place: schedule(line) for place, line in enumerate(told)}


def line(starts_on: date, ends_on: date, **other: Any) -> Line:
    """One line of 1.00 PLN a month, counted from its first day unless told otherwise."""
    told: dict[str, Any] = {
        "anchor": starts_on,
        "period": "Monthly",
        "in_advance": True,
        "quantity": Decimal(1),
        "price": Decimal(1),
    }
    return Line(starts_on, ends_on, **(told | {"discount": Decimal(0)} | other))


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
