"""A statement of account holds what is open and what came in, and adds up to the balance, whatever is wrong."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from sandbox.world import World
from tests.queries.conftest import PulledOnce

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def kept(pulled_once: PulledOnce) -> Iterator[tuple[World, Store]]:
    """A company with all that can be wrong, and the store it was pulled into."""
    world = make_world(7, 100, DAY)
    with pulled_once(world) as store:
        yield world, store


def customers(store: Store) -> dict[str, str]:
    """The accounts of customers of Ordway."""
    rows = records(store, "accounts/page", row_limit=500)
    return {row["ordway_customer_id"]: row["account_id"] for row in rows if row["ordway_customer_id"]}


def sums(rows: list[dict[str, str]], name: str) -> dict[tuple[str, str], Decimal]:
    """An amount of records added up by customer and currency."""
    told: dict[tuple[str, str], Decimal] = {}
    for one in rows:
        key = one["customer_id"], one["currency"]
        told[key] = told.get(key, Decimal()) + Decimal(one[name] or 0)
    return told


def test_it_adds_up_to_what_ordway_says_is_open_less_what_is_not_applied(kept: tuple[World, Store]) -> None:
    world, store = kept
    ordway = world.ordway
    owed = sums(
        [one for one in ordway["invoices"].values() if one["status"] in ("Posted", "Partially paid")], "balance"
    )
    settled = [one for one in ordway["payments"].values() if one["status"] in ("Processed", "Partially refunded")]
    credited = [one for one in ordway["credits"].values() if one["status"] != "Reversed"]
    unapplied = [sums(settled, "unapplied_amount"), sums(credited, "unapplied_amount")]
    rests = []
    for customer, account in customers(store).items():
        totals = records(store, "account/statement_totals", account=account, as_of=DAY)
        lines = records(store, "account/statement", account=account, as_of=DAY)
        for row in totals:
            key = customer, row["currency"]
            rest = sum((part.get(key, Decimal()) for part in unapplied), Decimal())
            told = owed.get(key, Decimal()), rest, owed.get(key, Decimal()) - rest
            assert (row["open_amount"], row["unapplied_amount"], row["balance"]) == told, key
            signed = [line["signed_amount"] for line in lines if line["currency"] == row["currency"]]
            assert sum(signed) == row["balance"], key
            rests.append(rest)
    assert any(rests), "nothing was unapplied"


def test_it_holds_what_came_in_since_the_oldest_open_invoice_at_least_of_ninety_days(kept: tuple[World, Store]) -> None:
    world, store = kept
    for customer, account in customers(store).items():
        lines = records(store, "account/statement", account=account, as_of=DAY)
        opened = [row["happened_on"] for row in lines if row["kind"] == "invoice"]
        since = min([*opened, DAY - timedelta(days=90)])
        wanted = {
            one["id"]
            for one in world.ordway["payments"].values()
            if one["customer_id"] == customer
            and one["status"] in ("Processed", "Partially refunded")
            and since.isoformat() <= one["payment_date"] <= DAY.isoformat()
        }
        found = {row["document_id"] for row in lines if row["kind"] == "payment" and row["happened_on"] >= since}
        assert found == wanted
