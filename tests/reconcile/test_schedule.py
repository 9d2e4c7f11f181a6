"""The billing schedule in SQL against the slow reference, for any contract."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.migrate import migrate
from queries.reconcile.run import Terms, prepare
from queries.store import Cursor, Store, connect
from tests.reconcile.schedule_reference import MONTHS, Due, Line, schedule

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
            "select contract_line_id, period_start, period_end, due_on, net_amount from expected order by period_start"
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
        "'ACCEPTED' as offer_status, 'PLN' as currency, $starts_on as mapped_service_start, "
        "$ends_on as mapped_service_end, $period as mapped_billing_period, $timing as mapped_charge_timing",
        id=contract_id,
        customer=f"C{place}",
        starts_on=starts_on.isoformat(),
        ends_on=line.ends_on.isoformat(),
        period=line.period,
        timing="In Advance" if line.in_advance else "In Arrears",
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(lines(), min_size=1, max_size=12))
def test_any_line_is_scheduled_as_the_reference_says(store: Store, told: list[Line]) -> None:
    assert expected(store, told) == {place: schedule(line) for place, line in enumerate(told)}


def test_month_ends_stick(store: Store) -> None:
    line = Line(
        date(2024, 1, 31), date(2024, 5, 30), date(2024, 1, 31), "Monthly", True, Decimal(1), Decimal(31), Decimal(0)
    )
    starts = [due.period_start for due in expected(store, [line])[0]]
    assert starts == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]


def test_half_a_cent_is_rounded_up_once(store: Store) -> None:
    line = Line(
        date(2026, 4, 16), date(2026, 4, 30), date(2026, 4, 1), "Monthly", True, Decimal(1), Decimal("0.99"), Decimal(0)
    )
    assert [due.amount for due in expected(store, [line])[0]] == [Decimal("0.50")]


def test_a_line_billed_by_an_unknown_period_is_not_guessed(store: Store) -> None:
    line = Line(
        date(2026, 4, 1),
        date(2026, 4, 30),
        date(2026, 4, 1),
        "Every full moon",
        True,
        Decimal(1),
        Decimal(1),
        Decimal(0),
    )
    assert expected(store, [line]) == {}
