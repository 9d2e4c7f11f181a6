"""What was agreed later and is not billed, or starts on another day, is one root with all that follows from it."""

from queries.store import Store
from tests.queries.small_records import put
from tests.reconcile.seats import bill_months, found, hold, sell, told

LATER = "2026-10-20 10:00:00"
CODES = ("C6", "T3", "T4", "T8", "I4", "I5")


def test_a_quantity_that_an_annex_added_is_an_expansion(bare: Store) -> None:
    sell(bare)
    sell(bare, "B", of="A", quantity=2, creation_date=LATER)
    hold(bare)
    bill_months(bare)
    assert told(found(bare, CODES)) == [("C6", ""), ("I4", "C6"), ("T3", "C6")]


def raise_price(bare: Store, price: int) -> None:
    """An annex that takes the seat away and sells it again at another price."""
    sell(bare)
    sell(bare, "B", of="A", quantity=-1, creation_date=LATER, netto_price=price - 100)
    entry = {"id": "B2", "agreement_id": "B", "product_code": "SEAT", "product_name": "Seats", "quantity": 1}
    put(bare, "firmao.entries", **entry, unit_netto_price=price, netto_price=price)
    hold(bare)
    bill_months(bare)


def test_a_price_that_an_annex_raised_is_an_expansion(bare: Store) -> None:
    raise_price(bare, 120)
    assert told(found(bare, CODES)) == [("C6", ""), ("I4", "C6"), ("T4", "C6")]


def test_a_price_that_an_annex_lowered_is_none(bare: Store) -> None:
    raise_price(bare, 80)
    assert told(found(bare, CODES)) == [("I5", "T4"), ("T4", "")]


def test_what_was_agreed_before_the_last_version_is_none(bare: Store) -> None:
    sell(bare)
    sell(bare, "B", of="A", quantity=2)
    hold(bare)
    bill_months(bare)
    assert told(found(bare, CODES)) == [("I4", "T3"), ("T3", "")]


def test_what_is_billed_before_the_contract_hangs_under_the_start(bare: Store) -> None:
    sell(bare, mapped_service_start="2026-09-01")
    hold(bare)
    bill_months(bare)
    assert told(found(bare, CODES)) == [("I5", "T8"), ("T8", "")]
