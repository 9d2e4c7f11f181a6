"""Each cent billed wrongly is in one root, each way by itself, whatever else is wrong with the same line and period."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

import pytest

from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from sandbox.company.planting.kind import Kind
from sandbox.world import World
from tests.reconcile.conftest import pulled
from tests.reconcile.paired import LASTING, ONCE, Both

DAY = date(2026, 11, 23)
# A contract that starts late or is billed in arrears has no annex here, and only an annex begins within a period.
PAIRS = [
    (first, second)
    for first in (*LASTING, *ONCE)
    for second in ONCE
    if first is not second and (first.code, second.code) not in {("T8", "I6"), ("T13", "I6")}
]
# Too little, and too much as a negative amount, by the account's id in Firmao.
Money = dict[str, tuple[Decimal, Decimal]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Store]]:
    """A company of accounts with each of which two things go wrong, reconciled."""
    world = make_world(5, len(PAIRS), DAY, planted_in=_both)
    with pulled(world, tmp_path_factory.mktemp("paired") / "tieout.duckdb") as store:
        reconcile(store, DAY)
        yield world, store


def _both(number: int) -> Kind:
    first, second = PAIRS[number - 1]
    return Both(first(), second())


def planted_money(world: World) -> Money:
    """What was billed too little and too much in each line and period, as the company itself compares the two."""
    found = [one for one in world.planted if one.code in ("I1", "I4", "I5", "I6")]
    return _by_account((one.firmao_customer_id or "", Decimal(one.impact or 0)) for one in found)


def counted_money(store: Store) -> Money:
    """What the open roots are worth."""
    roots = [row for row in records(store, "discrepancies/queue") if not row["root_id"]]
    ways = ("under_collected", "over_collected")
    return _by_account((row["firmao_customer_id"], row[way]) for row in roots for way in ways)


def _by_account(amounts: Iterable[tuple[str, Decimal]]) -> Money:
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for account, amount in amounts:
        under, over = sums.get(account, (Decimal(0), Decimal(0)))
        sums[account] = (under + max(amount, Decimal(0)), over + min(amount, Decimal(0)))
    return sums


def _pair(account: str) -> str:
    """Firmao's ids of the made-up customers count from 1001."""
    return "+".join(one.__name__ for one in PAIRS[int(account) - 1001])


def test_the_roots_of_an_account_are_worth_what_was_billed_wrongly_once(told: tuple[World, Store]) -> None:
    world, store = told
    planted, counted = planted_money(world), counted_money(store)
    nothing = (Decimal(0), Decimal(0))
    assert len(planted) > 100
    assert {
        _pair(account): (planted.get(account, nothing), counted.get(account, nothing))
        for account in planted.keys() | counted.keys()
        if planted.get(account, nothing) != counted.get(account, nothing)
    } == {}


@pytest.mark.parametrize("lasting", ["Quantity", "UnitPrice", "Discount"])
def test_a_period_billed_twice_is_left_out_of_what_is_wrong_in_all_of_them(
    told: tuple[World, Store], lasting: str
) -> None:
    rows = records(told[1], "discrepancies/queue")
    rows = [row for row in rows if _pair(row["firmao_customer_id"]) == f"{lasting}+Twice"]
    assert {row["rule"] for row in rows if not row["root_id"]} & {"T3", "T4", "T5"}
    [twice] = [row for row in rows if row["rule"] == "I3" and row["product"].startswith("SEAT")]
    [wrong] = [row for row in rows if row["root_id"] == twice["id"]]
    assert (wrong["rule"], wrong["impact"]) == ("I5", twice["impact"])
