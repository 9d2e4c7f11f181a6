"""An annex that adds and raises several products is one root: what differs in each of them hangs under it."""

from queries.store import Store
from tests.queries.small_records import put
from tests.reconcile.seats import bill_months, found, hold, sell, told

LATER = "2026-10-20 10:00:00"
CODES = ("C6", "T3", "T4", "I1", "I4", "I5")


def put_extra(bare: Store, contract: str, entry: str, *, quantity: int = 1) -> None:
    """A second product of a contract, at 50 PLN."""
    line = {"id": entry, "agreement_id": contract, "product_code": "EXTRA", "product_name": "Extra"}
    put(bare, "firmao.entries", **line, quantity=quantity, unit_netto_price=50, netto_price=50 * quantity)


def hold_extra(bare: Store, quantity: int = 1) -> None:
    """What the subscription holds of it."""
    line = {"subscription_id": "S", "position": 2, "subscription_line_id": "L-EXTRA", "product_name": "EXTRA"}
    line |= {"charge_type": "recurring", "billing_period": "Monthly"}
    put(bare, "ordway.subscription_lines", **line, quantity=quantity, list_price=50, effective_price=50 * quantity)


def bill_all(bare: Store, extra: int) -> None:
    """Both products, each month, the second for an amount."""
    bill_months(bare)
    bill_months(bare, amount=extra, product_name="EXTRA", subscription_line_id="L-EXTRA")


def test_two_products_that_an_annex_added_to_hang_under_one_expansion(bare: Store) -> None:
    sell(bare)
    put_extra(bare, "A", "A2")
    sell(bare, "B", of="A", quantity=2, creation_date=LATER)
    put_extra(bare, "B", "B2")
    hold(bare)
    hold_extra(bare)
    bill_all(bare, 50)
    assert told(found(bare, CODES)) == [("C6", ""), ("I4", "C6"), ("I4", "C6"), ("T3", "C6"), ("T3", "C6")]


def test_a_product_of_which_billing_holds_too_many_is_no_part_of_the_expansion(bare: Store) -> None:
    sell(bare)
    put_extra(bare, "A", "A2")
    sell(bare, "B", of="A", quantity=2, creation_date=LATER)
    put_extra(bare, "B", "B2")
    hold(bare)
    hold_extra(bare, quantity=5)
    bill_all(bare, 50)
    assert ("T3", "") in told(found(bare, CODES))
    assert ("T3", "C6") in told(found(bare, CODES))
