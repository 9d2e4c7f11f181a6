"""A list inside a record is read whole and exactly, or its record is set aside: no line of nothing, none rounded."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from queries.store import Store
from sandbox.world import World
from sync.pull import pull
from tests.sync.conftest import DAY, Serving
from tests.sync.small_company import credit, invoice, subscription, subscription_line
from tests.sync.test_amounts import FEW, pulled
from tests.sync.test_pull import FULL

LINE = invoice(1, customer=1)["line_items"][0]
ROUNDED = ["12345678901234.5678", "12345678901234.5001", "1234567890123.45671", "0.12345678901234567"]


MISLEADING = (
    ("paid_amount", "1_000"),
    ("paid_amount", "1_000.50"),
    ("due_date", "infinity"),
    ("due_date", "-infinity"),
    ("due_date", "epoch"),
    ("due_date", "2026-10-01 (BC)"),
    ("updated_date", "infinity"),
)
NO_RECORDS: tuple[object, ...] = (5, "x", [], True, None)


def billed(*lists: list[Any]) -> World:
    """An invoice for each list of line items."""
    world = World(DAY)
    world.ordway["invoices"] = {
        f"INV-{n:05d}": invoice(n, customer=1) | {"line_items": lines} for n, lines in enumerate(lists, start=1)
    }
    return world


def reasons(store: Store) -> dict[str, str]:
    """Why records were set aside, by id."""
    with store.cursor() as cursor:
        return dict(cursor.rows("select record_id, reason from ledger.quarantine"))


def lines(store: Store) -> list[tuple[Any, ...]]:
    """Invoice, position and amount of every line."""
    with store.cursor() as cursor:
        return cursor.rows("select invoice_id, position, effective_price from ordway.invoice_lines order by all")


def test_an_element_that_is_no_record_sets_the_record_aside(store: Store, serving: Serving) -> None:
    outcome = pull(store, serving(billed([LINE], *([LINE, one] for one in NO_RECORDS))).settings, FULL)
    assert outcome.status == "quarantined"
    assert reasons(store) == {f"INV-{n:05d}": "line_items 2: is not a record" for n in range(2, 7)}
    assert lines(store) == [("INV-00001", 1, Decimal("600.0000"))]


def test_an_element_without_a_known_field_is_a_record_all_the_same(store: Store, serving: Serving) -> None:
    assert pull(store, serving(billed([{}, {"new_field": 1}, LINE])).settings, FULL).status == "done"
    assert lines(store) == [
        ("INV-00001", 1, None),
        ("INV-00001", 2, None),
        ("INV-00001", 3, Decimal("600.0000")),
    ]


def test_an_amount_is_not_rounded(store: Store, serving: Serving) -> None:
    world = World(DAY)
    numbers = list(enumerate(map(Decimal, ROUNDED), start=1))
    world.ordway["subscriptions"] = {
        f"S-{n:05d}": subscription(n, customer=1) | {"plans": [subscription_line(1) | {"effective_price": number}]}
        for n, number in numbers
    }
    world.ordway["credits"] = {
        f"CR-{n:05d}": credit(n, customer=1, invoice=1) | {"credit_amount": number} for n, number in numbers
    }
    pull(store, serving(world).settings, FULL)
    assert reasons(store).keys() == world.ordway["subscriptions"].keys() | world.ordway["credits"].keys()


def test_a_text_that_says_something_else_is_set_aside(store: Store, serving: Serving) -> None:
    world = World(DAY)
    world.ordway["invoices"] = {
        f"INV-{n:05d}": invoice(n, customer=1) | {field: written} for n, (field, written) in enumerate(MISLEADING, 1)
    }
    pull(store, serving(world).settings, FULL)
    assert reasons(store) == {
        f"INV-{n:05d}": f"{field} cannot be read: {written}" for n, (field, written) in enumerate(MISLEADING, 1)
    }


def test_a_count_with_an_underscore_is_none(store: Store) -> None:
    with store.cursor() as cursor:
        assert cursor.value("select reading.count('1_0')") is None
        assert cursor.value("select reading.count('10')") == 10
        assert str(cursor.value("select reading.day('2026-10-01T00:00:00Z')")) == "2026-10-01"


@FEW
@given(st.lists(st.from_regex(r"-?[1-9][0-9]{0,13}(\.[0-9]{1,5})?", fullmatch=True), min_size=120, max_size=200))
def test_every_amount_of_a_line_is_exact_or_set_aside(written: list[str]) -> None:
    with pulled(billed(*([LINE | {"effective_price": Decimal(text)}] for text in written))) as store:
        kept = {int(str(invoice_id)[4:]): amount for invoice_id, _, amount in lines(store)}
        aside = {int(record_id[4:]) for record_id in reasons(store)}
    told = {n: Decimal(text) for n, text in enumerate(written, start=1)}
    assert kept == {n: amount for n, amount in told.items() if n not in aside}
    assert all(len(told[n].as_tuple().digits) > 15 or told[n] != round(told[n], 4) for n in aside)
