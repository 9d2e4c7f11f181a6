"""What is billed far ahead, or before the contract began, is no over-billing where it was agreed."""

from typing import Any

import pytest

from queries.store import Store
from tests.queries.small_records import change, put
from tests.reconcile.seats import bill, bill_months, found, hold, sell, told

OPEN_ENDED: dict[str, Any] = {"mapped_service_end": None}
YEAR = ("2026-11-01", "2027-10-31")


@pytest.mark.parametrize(("amount", "rules"), [(1200, []), (1300, [("I5", "")]), (1100, [("I4", "")])])
def test_a_year_in_one_line_of_an_open_ended_contract_is_compared_whole(
    bare: Store, amount: int, rules: list[tuple[str, str]]
) -> None:
    sell(bare, **OPEN_ENDED)
    hold(bare, current_term_end_date=None)
    bill_months(bare, (8, 9, 10))
    bill(bare, *YEAR, amount)
    assert told(found(bare, ["I1", "I4", "I5"])) == rules


def test_a_month_that_is_billed_long_before_it_begins_was_agreed(bare: Store) -> None:
    sell(bare, **OPEN_ENDED)
    hold(bare, current_term_end_date=None)
    bill_months(bare)
    bill(bare, "2027-03-01", "2027-03-31", 100, on="2026-11-01")
    assert found(bare, ["I1", "I4", "I5"]) == []


def test_a_month_that_is_billed_after_the_contract_s_end_was_not(bare: Store) -> None:
    sell(bare, mapped_service_end="2027-02-28")
    hold(bare, current_term_end_date="2027-02-28")
    bill_months(bare)
    bill(bare, "2027-03-01", "2027-03-31", 100, on="2026-11-01")
    assert told(found(bare, ["I5"])) == [("I5", "")]


def sell_setup(bare: Store, price: int = 500) -> None:
    """A contract over a seat and a setup that is charged once."""
    sell(bare)
    put(bare, "ordway.products", id="SETUP", sku="SETUP", name="Setup")
    charge = {"plan_id": "PLN-1", "position": 1, "charge_id": "CHG-1", "product_id": "SETUP", "type": "One time"}
    put(bare, "ordway.plan_charges", **charge)
    put(bare, "ordway.plans", id="PLN-1")
    line = {"id": "A2", "agreement_id": "A", "product_code": "SETUP", "product_name": "Setup", "quantity": 1}
    put(bare, "firmao.entries", **line, unit_netto_price=price, netto_price=price)
    hold(bare)
    held = {"subscription_id": "S", "position": 2, "subscription_line_id": "L-SETUP", "product_id": "SETUP"}
    held |= {"product_name": "Setup", "charge_type": "One time", "quantity": 1}
    put(bare, "ordway.subscription_lines", **held, list_price=price, effective_price=price)
    bill_months(bare)


@pytest.mark.parametrize(("amount", "rules"), [(500, []), (600, [("I5", "")]), (400, [("I4", "")])])
def test_what_is_charged_once_may_be_invoiced_before_the_contract_begins(
    bare: Store, amount: int, rules: list[tuple[str, str]]
) -> None:
    sell_setup(bare)
    bill(bare, "2026-07-20", "2026-07-20", amount, product_id="SETUP", subscription_line_id="L-SETUP")
    assert told(found(bare, ["I1", "I2", "I3", "I4", "I5"])) == rules


def test_what_is_charged_each_month_may_not(bare: Store) -> None:
    sell(bare)
    hold(bare)
    bill_months(bare)
    bill(bare, "2026-07-01", "2026-07-31", 100)
    assert told(found(bare, ["I1", "I5"])) == [("I5", "")]


def test_what_is_charged_once_and_invoiced_twice_is_billed_twice(bare: Store) -> None:
    sell_setup(bare)
    for day in ("2026-07-20", "2026-08-02"):
        bill(bare, day, day, 500, product_id="SETUP", subscription_line_id="L-SETUP")
    change(bare, "ordway.subscriptions", "S", version=2)
    assert [rule for rule, _ in told(found(bare, ["I3", "I5"]))] == ["I3", "I5"]
