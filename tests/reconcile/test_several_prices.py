"""A product sold or billed at several prices is compared unit by unit, and the lines that part are named."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.reconcile.run import Terms, reconcile
from queries.reconcile.terms import Tolerance
from queries.run import records
from queries.store import Store
from tests.queries.small_records import put_contract, put_linked_account, put_subscription
from tests.stores import fresh_store

DAY = date(2026, 11, 23)
# So many units, each at a price, less a percentage.
Units = tuple[int, int, int]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A contract that one subscription bills; neither has lines."""
    opened = fresh_store(tmp_path_factory.mktemp("several") / "tieout.duckdb")
    put_linked_account(opened, 1)
    put_contract(opened, "A", 1, mapped_ordway_subscription_id="S")
    put_subscription(opened, "S", 1)
    yield opened
    opened.close()


def agree(store: Store, products: Sequence[tuple[Sequence[Units], Sequence[Units]]], *, linked: bool = False) -> None:
    """Let the contract and the subscription have these lines of each product, and no others.

    Where they are linked, each line of the subscription names the line of the contract in its place.
    """
    entries: list[Row] = []
    plans: list[Row] = []
    for number, (sold, held) in enumerate(products):
        for place, (quantity, price, discount) in enumerate(sold):
            own: Row = {"id": f"{number}-{place}", "agreement_id": "A", "product_code": f"X{number}"}
            entries.append(own | {"quantity": quantity, "unit_netto_price": price, "discount": discount})
        for place, (quantity, price, discount) in enumerate(held):
            own = {"subscription_id": "S", "position": number * 100 + place, "product_name": f"X{number}"}
            own |= {"subscription_line_id": f"S{number}-{place}", "billing_period": "Monthly"}
            own |= {"mapped_firmao_entry_id": f"{number}-{place}" if linked else None}
            plans.append(own | {"quantity": quantity, "list_price": price, "discount": discount})
    with store.transaction() as cursor:
        cursor.run("delete from firmao.entries; delete from ordway.subscription_lines")
        for table, rows in (("firmao.entries", entries), ("ordway.subscription_lines", plans)):
            cursor.run(f"insert into {table} by name select unnest($rows, recursive := true)", rows=rows)


def found(store: Store, terms: Terms | None = None) -> list[Row]:
    """What is found to differ in lines, by rule."""
    reconcile(store, DAY, terms)
    rows = records(store, "discrepancies/queue")
    return sorted((row for row in rows if row["rule"] in ("T3", "T4", "T5")), key=lambda row: str(row["rule"]))


def told(rows: Sequence[Row]) -> list[tuple[str, str, str]]:
    """Rule, and what stands on each side."""
    return [(row["rule"], row["expected"], row["actual"]) for row in rows]


CASES: list[tuple[str, list[Units], list[Units], list[tuple[str, str, str]]]] = [
    ("the same lines", [(10, 100, 0), (5, 80, 0)], [(10, 100, 0), (5, 80, 0)], []),
    ("in another order", [(10, 100, 0), (5, 80, 0)], [(5, 80, 0), (10, 100, 0)], []),
    ("one line parted in two", [(10, 100, 0), (5, 80, 0)], [(4, 100, 0), (5, 80, 0), (6, 100, 0)], []),
    ("a line without units", [(10, 100, 0)], [(10, 100, 0), (0, 90, 0)], []),
    ("the cheaper units billed dearly", [(10, 100, 0), (5, 80, 0)], [(15, 100, 0)], [("T4", "80.00", "100.00")]),
    ("the dearer units billed cheaply", [(10, 100, 0), (5, 80, 0)], [(15, 80, 0)], [("T4", "100.00", "80.00")]),
    ("the cheaper one dearer", [(10, 100, 0), (5, 80, 0)], [(10, 100, 0), (5, 90, 0)], [("T4", "80.00", "90.00")]),
    ("less of the cheaper", [(10, 100, 0), (5, 80, 0)], [(10, 100, 0), (4, 80, 0)], [("T3", "15", "14")]),
    ("without the cheaper", [(10, 100, 0), (5, 80, 0)], [(10, 100, 0)], [("T3", "15", "10")]),
    ("spread otherwise", [(10, 100, 0), (5, 80, 0)], [(5, 100, 0), (10, 80, 0)], [("T3", "10", "5")]),
    ("another discount", [(10, 100, 0), (5, 100, 10)], [(10, 100, 0), (5, 100, 15)], [("T5", "10", "15")]),
    ("discounts changed places", [(10, 100, 0), (5, 80, 10)], [(10, 100, 10), (5, 80, 0)], [("T5", "10", "0")]),
    ("another price and fewer", [(10, 100, 0), (5, 80, 0)], [(10, 100, 0), (4, 90, 0)],
        [("T3", "15", "14"), ("T4", "80.00", "90.00")]),
    ("taken away at another price", [(10, 100, 0), (-3, 90, 0)], [(7, 100, 0)], []),
]  # fmt: skip


@pytest.mark.parametrize(("sold", "held", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_lines_of_several_prices_are_compared(
    store: Store, sold: list[Units], held: list[Units], expected: list[tuple[str, str, str]]
) -> None:
    agree(store, [(sold, held)])
    assert told(found(store)) == expected


def test_the_lines_that_part_are_named(store: Store) -> None:
    agree(store, [([(10, 100, 0), (5, 80, 0)], [(5, 90, 0), (10, 100, 0)])])
    [row] = found(store)
    assert (row["firmao_entry_id"], row["ordway_subscription_line_id"]) == ("0-1", "S0-0")


def test_of_several_pairs_the_linked_one_is_named(store: Store) -> None:
    both = [(10, 100, 0), (10, 80, 0)], [(10, 99, 0), (10, 79, 0)]
    for linked, expected in ((True, {("100.00", "99.00"), ("80.00", "79.00")}), (False, {("80.00", "79.00")})):
        agree(store, [both], linked=linked)
        [row] = found(store)
        assert (row["expected"], row["actual"]) in expected


def test_where_units_are_spread_otherwise_the_price_is_told(store: Store) -> None:
    agree(store, [([(10, 100, 0), (5, 80, 0)], [(5, 100, 0), (10, 80, 0)])])
    [row] = found(store)
    assert row["evidence"].endswith("at 100.00: 10 in the contract, 5 in the subscription")


@pytest.mark.parametrize(("amount", "codes"), [("1", []), ("0.99", ["T4"])])
def test_a_price_within_what_is_tolerated_is_the_agreed_one(store: Store, amount: str, codes: list[str]) -> None:
    agree(store, [([(10, 100, 0), (5, 80, 0)], [(10, 100, 0), (5, 81, 0)])])
    tolerant = Terms(tolerance=Tolerance(amount=Decimal(amount), percent=Decimal(0)))
    assert [row["rule"] for row in found(store, tolerant)] == codes


@st.composite
def lines(draw: st.DrawFn) -> list[Units]:
    """Some lines whose prices and discounts come again."""
    units = st.tuples(st.integers(1, 3), st.sampled_from([80, 90, 100]), st.sampled_from([0, 10]))
    return draw(st.lists(units, min_size=1, max_size=3))


def units_of(lines: Sequence[Units]) -> Counter[tuple[int, int]]:
    """Every single unit by what it costs."""
    return Counter((price, discount) for quantity, price, discount in lines for _ in range(quantity))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(products=st.lists(st.tuples(lines(), lines()), min_size=1, max_size=8))
def test_something_is_found_just_where_the_units_are_not_the_same(
    store: Store, products: list[tuple[list[Units], list[Units]]]
) -> None:
    agree(store, products)
    parted = {f"X{place}" for place, (sold, held) in enumerate(products) if units_of(sold) != units_of(held)}
    assert {row["product"] for row in found(store)} == parted
