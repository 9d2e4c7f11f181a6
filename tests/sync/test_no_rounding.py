"""No value is rounded on its way into the store: one that would be is set aside with its record."""

from decimal import Decimal

import pytest

from queries.store import Store
from sandbox.world import World
from sync.pull import pull
from tests.sync.conftest import DAY, Serving
from tests.sync.small_company import invoice, subscription, subscription_line
from tests.sync.test_pull import FULL


@pytest.mark.parametrize("written", ["1e-5", "15e-5", "1.5e-4", "0.00000000000000000001"])
def test_an_amount_with_an_exponent_is_not_rounded(store: Store, serving: Serving, written: str) -> None:
    world = World(DAY)
    world.ordway["invoices"] = {"INV-00001": invoice(1, customer=1) | {"paid_amount": written}}
    assert pull(store, serving(world).settings, FULL).status == "quarantined"


@pytest.mark.parametrize(("field", "written"), [("quantity", "1.23456789"), ("discount", "3.33333")])
def test_a_quantity_and_a_percentage_are_not_rounded(store: Store, serving: Serving, field: str, written: str) -> None:
    world = World(DAY)
    lines = [subscription_line(1) | {field: Decimal(written)}]
    world.ordway["subscriptions"] = {"S-00001": subscription(1, customer=1) | {"plans": lines}}
    assert pull(store, serving(world).settings, FULL).status == "quarantined"


def test_a_count_is_not_rounded(store: Store) -> None:
    with store.cursor() as cursor:
        assert cursor.value("select reading.count('12.5')") is None


def test_an_offset_of_whole_hours_is_not_dropped(store: Store) -> None:
    with store.cursor() as cursor:
        assert str(cursor.value("select reading.instant('2026-10-01T10:00:00+02')")) == "2026-10-01 08:00:00"
