"""What was released is clawed back with money that goes back; what never was released is not, worked by hand."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from queries.run import records
from tests.queries.commission_desk import LATER, Desk
from tests.queries.small_records import small_store


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One store for all of it: each example has a contract of its own."""
    with small_store(tmp_path_factory.mktemp("taken") / "tieout.duckdb") as store:
        yield Desk(store)


def test_what_is_refunded_within_the_days_is_clawed_back_and_not_a_day_later(desk: Desk) -> None:
    earned_on = date(2026, 1, 10)
    for number, days in ((9, 90), (10, 91)):
        desk.contract(number)
        payment = desk.pay(desk.invoice(number), earned_on, status="Refunded")
        desk.refund(payment, earned_on + timedelta(days=days), "123")
    assert desk.states(9, earned_on + timedelta(days=89)) == {"released": "10", "expected": "110"}
    assert desk.states(9, LATER) == {"clawed back": "10", "expected": "110"}
    assert desk.states(10, LATER) == {"released": "10", "expected": "110"}


def test_a_part_that_is_refunded_takes_its_part_back(desk: Desk) -> None:
    desk.contract(11, "pro rata")
    payment = desk.pay(desk.invoice(11), date(2026, 1, 10), status="Partially refunded")
    desk.refund(payment, date(2026, 2, 1), "41")
    assert desk.states(11, date(2026, 2, 1)) == {"invoiced": "3.33", "earned": "6.67", "expected": "110"}
    assert desk.states(11, LATER) == {"at risk": "3.33", "released": "6.67", "expected": "110"}


@pytest.mark.parametrize(("number", "plan"), [(30, "full"), (31, "pro rata"), (32, "first")])
def test_what_goes_back_in_the_hold_was_never_released_and_is_earned_anew_when_it_is_paid_again(
    desk: Desk, number: int, plan: str
) -> None:
    desk.contract(number, plan, mapped_service_end="2026-01-31")
    invoice = desk.invoice(number)
    desk.refund(desk.pay(invoice, date(2026, 1, 10), status="Refunded"), date(2026, 2, 9), "123")
    assert desk.states(number, date(2026, 2, 8)) == {"earned": "10"}
    assert desk.states(number, date(2026, 2, 9)) == {"invoiced": "10"}
    assert desk.states(number, date(2026, 3, 1)) == {"at risk": "10"}
    [line] = records(desk.store, "commission/lines", as_of=date(2026, 3, 1), account=f"F{number}")
    assert (line["waits_for"], line["unpaid_amount"]) == ("payment", 123)
    desk.pay(invoice, date(2026, 3, 5))
    assert desk.states(number, date(2026, 4, 3)) == {"earned": "10"}
    assert desk.states(number, date(2026, 4, 4)) == {"released": "10"}


@pytest.mark.parametrize(("number", "plan"), [(40, "full"), (41, "pro rata"), (42, "first")])
def test_what_is_paid_again_and_goes_back_again_in_its_own_hold_was_never_released_either(
    desk: Desk, number: int, plan: str
) -> None:
    rep = f"rep{number}@sales.example"
    desk.contract(number, plan, mapped_service_end="2026-01-31", mapped_sales_owner=rep)
    invoice = desk.invoice(number)
    desk.refund(desk.pay(invoice, date(2026, 1, 10), status="Refunded"), date(2026, 1, 20), "123")
    desk.refund(desk.pay(invoice, date(2026, 3, 5), status="Refunded"), date(2026, 3, 20), "123")
    assert desk.states(number, date(2026, 3, 19)) == {"earned": "10"}
    # Before the hold of what was paid again would have ended, and after.
    assert desk.states(number, date(2026, 3, 25)) == {"at risk": "10"}
    what_if = records(desk.store, "commission/what_if", as_of=date(2026, 3, 25), rep=rep)
    assert {row["state"]: row["changed_amount"] for row in what_if} == {"at risk": 10}
    assert desk.states(number, LATER) == {"at risk": "10"}
    desk.pay(invoice, LATER)
    assert desk.states(number, LATER) == {"earned": "10"}
    assert desk.states(number, LATER + timedelta(days=30)) == {"released": "10"}


@pytest.mark.parametrize(("number", "plan"), [(43, "full"), (44, "pro rata"), (45, "first")])
def test_what_is_paid_again_and_was_released_is_taken_back_within_the_days_of_its_own_payment(
    desk: Desk, number: int, plan: str
) -> None:
    desk.contract(number, plan, mapped_service_end="2026-01-31")
    invoice = desk.invoice(number)
    desk.refund(desk.pay(invoice, date(2026, 1, 10), status="Refunded"), date(2026, 1, 20), "123")
    again = date(2026, 3, 5)
    desk.refund(desk.pay(invoice, again, status="Refunded"), again + timedelta(days=90), "123")
    assert desk.states(number, again + timedelta(days=89)) == {"released": "10"}
    assert desk.states(number, LATER) == {"clawed back": "10"}


def test_the_same_money_that_is_refunded_and_credited_is_taken_back_once(desk: Desk) -> None:
    for number, plan in ((33, "full"), (34, "pro rata")):
        desk.contract(number, plan)
        invoice = desk.invoice(number)
        payment = desk.pay(invoice, date(2026, 1, 10), status="Partially refunded")
        desk.refund(payment, date(2026, 3, 1), "24.60")
        desk.credit(invoice, date(2026, 3, 2), "24.60")
        assert desk.states(number, LATER) == {"clawed back": "2", "released": "8", "expected": "110"}


def test_a_credit_in_the_hold_leaves_less_to_be_released_and_takes_nothing_back(desk: Desk) -> None:
    for number, plan in ((35, "full"), (36, "pro rata")):
        desk.contract(number, plan)
        invoice = desk.invoice(number)
        desk.pay(invoice, date(2026, 1, 10))
        desk.credit(invoice, date(2026, 2, 9), "24.60")
        assert desk.states(number, date(2026, 2, 9)) == {"released": "8", "expected": "110"}


def test_a_reversal_takes_back_of_an_invoice_paid_in_parts_what_was_released_of_it_alone(desk: Desk) -> None:
    desk.contract(37, "pro rata")
    invoice = desk.invoice(37, status="Reversed", reversed_on=date(2026, 2, 20))
    desk.pay(invoice, date(2026, 1, 10), "41")
    desk.pay(invoice, date(2026, 1, 25), "82")
    assert desk.states(37, date(2026, 2, 19)) == {"released": "3.33", "earned": "6.67", "expected": "110"}
    assert desk.states(37, LATER) == {"clawed back": "3.33", "expected": "120"}


def test_a_credit_before_the_payment_lowers_what_is_paid_for(desk: Desk) -> None:
    desk.contract(12)
    invoice = desk.invoice(12)
    desk.credit(invoice, date(2026, 1, 5), "24.60")
    assert desk.states(12, date(2026, 1, 6)) == {"invoiced": "8", "expected": "110"}
    desk.pay(invoice, date(2026, 1, 10), "98.40")
    assert desk.states(12, LATER) == {"released": "8", "expected": "110"}


def test_a_credit_after_the_payment_takes_its_part_back_within_the_days(desk: Desk) -> None:
    for number, day in ((13, date(2026, 3, 1)), (14, date(2026, 4, 11))):
        desk.contract(number)
        invoice = desk.invoice(number)
        desk.pay(invoice, date(2026, 1, 10))
        desk.credit(invoice, day, "24.60")
    assert desk.states(13, LATER) == {"clawed back": "2", "released": "8", "expected": "110"}
    assert desk.states(14, LATER) == {"released": "10", "expected": "110"}


def test_what_is_reversed_is_to_be_invoiced_again_and_takes_back_what_was_released(desk: Desk) -> None:
    desk.contract(15)
    desk.invoice(15, status="Reversed", reversed_on=date(2026, 1, 3))
    assert desk.states(15, date(2026, 1, 2)) == {"invoiced": "10", "expected": "110"}
    assert desk.states(15, date(2026, 1, 3)) == {"expected": "120"}
    for number, day, told in ((16, 9, {}), (38, 10, {"clawed back": "10"})):
        desk.contract(number)
        reversed_on = date(2026, 2, day)
        desk.pay(desk.invoice(number, status="Reversed", reversed_on=reversed_on), date(2026, 1, 10))
        assert desk.states(number, LATER) == {**told, "expected": "120"}
