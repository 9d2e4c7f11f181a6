"""The made-up company: the same seed makes it again, its books add up, and what is wrong in it is listed."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from sandbox.company import make_world
from sandbox.company.planting import EVERY, KINDS
from sandbox.ordway.records import money
from sandbox.world import Planted, World

DAY = date(2026, 11, 23)
CODES = {
    *(f"L{n}" for n in range(1, 5)),
    *(f"C{n}" for n in range(1, 9)),
    *(f"T{n}" for n in range(1, 14)),
    *(f"I{n}" for n in range(1, 11)),
    *(f"P{n}" for n in range(1, 8)),
    "M1",
}
WORLDS = [(7, DAY), (1, date(2026, 2, 28)), (42, date(2024, 2, 29)), (3, date(2025, 12, 31))]
ACCOUNTS = EVERY * len(KINDS)
OWN_TO_PLANTED = {"I10", "P3"}


@cache
def company(seed: int, as_of: date) -> World:
    """Every kind of discrepancy once."""
    return make_world(seed, ACCOUNTS, as_of)


@cache
def clean_company(seed: int, as_of: date) -> World:
    """The same size, with nothing wrong."""
    return make_world(seed, ACCOUNTS, as_of, is_clean=True)


def roots(world: World) -> list[Planted]:
    """What is wrong by itself, not as a symptom of something else."""
    return [one for one in world.planted if one.root_id is None]


def test_the_same_seed_makes_the_same_company() -> None:
    assert make_world(5, 60, DAY) == make_world(5, 60, DAY)
    assert make_world(5, 60, DAY).ordway != make_world(6, 60, DAY).ordway


def test_more_accounts_leave_the_first_ones_as_they_are() -> None:
    few, many = make_world(7, 40, DAY), make_world(7, 80, DAY)
    assert few.firmao["agreements"].items() <= many.firmao["agreements"].items()


@pytest.mark.parametrize(("seed", "as_of"), WORLDS)
def test_every_code_is_planted_as_a_root(seed: int, as_of: date) -> None:
    assert {one.code for one in roots(company(seed, as_of))} == CODES


@pytest.mark.parametrize(("seed", "as_of"), WORLDS)
def test_a_clean_company_has_nothing_wrong(seed: int, as_of: date) -> None:
    assert clean_company(seed, as_of).planted == []


@pytest.mark.parametrize(("seed", "as_of"), WORLDS)
def test_planted_rows_have_ids_of_their_own_and_roots_that_are_there(seed: int, as_of: date) -> None:
    planted = company(seed, as_of).planted
    ids = [one.id for one in planted]
    assert len(set(ids)) == len(ids)
    assert {one.root_id for one in planted if one.root_id} <= {one.id for one in roots(company(seed, as_of))}


@pytest.mark.parametrize(("seed", "as_of"), WORLDS)
def test_planted_rows_name_records_that_both_systems_hold(seed: int, as_of: date) -> None:
    world = company(seed, as_of)
    named = {
        "firmao_customer_id": {str(key) for key in world.firmao["customers"]},
        "firmao_agreement_id": {str(key) for key in world.firmao["agreements"]},
        "firmao_entry_id": {str(key) for key in world.firmao["transactionentries"]},
        "ordway_customer_id": set(world.ordway["customers"]),
        "ordway_subscription_id": set(world.ordway["subscriptions"]),
        "ordway_invoice_id": set(world.ordway["invoices"]),
        "ordway_payment_id": set(world.ordway["payments"]),
        "ordway_credit_id": set(world.ordway["credits"]),
        "ordway_refund_id": set(world.ordway["refunds"]),
    }
    for one in world.planted:
        for name, held in named.items():
            assert getattr(one, name) is None or getattr(one, name) in held, (one.id, name)


@pytest.mark.parametrize(("seed", "as_of"), WORLDS)
def test_a_root_has_the_money_of_its_symptoms(seed: int, as_of: date) -> None:
    world = company(seed, as_of)
    money_under: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in world.planted:
        if one.root_id and one.code.startswith("I"):
            money_under[one.root_id] += Decimal(one.impact or 0)
    causes = [one for one in roots(world) if one.code[0] in "CT" or one.code in ("L1", "I9")]
    assert {one.id: Decimal(one.impact or 0) for one in causes if one.id in money_under} == {
        one.id: money_under[one.id] for one in causes if one.id in money_under
    }
    assert len(money_under) > 10


@pytest.mark.parametrize(("seed", "as_of"), WORLDS)
@pytest.mark.parametrize("make", [company, clean_company])
def test_invoices_add_up_but_those_that_are_planted(seed: int, as_of: date, make: type) -> None:
    world: World = make(seed, as_of)
    wrong = {one.ordway_invoice_id for one in world.planted if one.code in OWN_TO_PLANTED}
    for invoice in world.ordway["invoices"].values():
        if invoice["id"] in wrong or invoice["status"] == "Reversed":
            continue
        net = sum((money(line["effective_price"]) for line in invoice["line_items"]), Decimal(0))
        tax = sum((money(line["line_tax"]) for line in invoice["line_items"]), Decimal(0))
        credited = sum((money(one["applied_amount"]) for one in invoice["credits"]), Decimal(0))
        gross = money(invoice["invoice_amount"])
        assert (net, net + tax) == (money(invoice["subtotal"]), gross)
        assert gross - money(invoice["paid_amount"]) - credited == money(invoice["balance"]) >= 0


@pytest.mark.parametrize(("seed", "as_of"), WORLDS)
def test_the_head_of_an_invoice_spans_all_of_its_lines(seed: int, as_of: date) -> None:
    for invoice in clean_company(seed, as_of).ordway["invoices"].values():
        lines = invoice["line_items"]
        ends = [line["start_date"] if line["end_date"] == "-" else line["end_date"] for line in lines]
        assert invoice["start_date"] == min(line["start_date"] for line in lines)
        assert invoice["end_date"] == max(ends)


@pytest.mark.parametrize(("seed", "as_of"), WORLDS)
def test_what_was_applied_is_what_was_paid(seed: int, as_of: date) -> None:
    world = company(seed, as_of)
    paid: defaultdict[str, Decimal] = defaultdict(Decimal)
    for payment in world.ordway["payments"].values():
        applied = [money(one["amount_applied"]) for one in payment["invoices"]]
        assert sum(applied, Decimal(0)) == money(payment["applied_amount"])
        for one in payment["invoices"]:
            paid[one["id"]] += money(one["amount_applied"])
    for invoice in world.ordway["invoices"].values():
        assert money(invoice["paid_amount"]) == paid[invoice["id"]], invoice["id"]


@pytest.mark.parametrize(("seed", "as_of"), WORLDS)
def test_no_document_is_of_a_later_day(seed: int, as_of: date) -> None:
    world = company(seed, as_of)
    days = {"invoices": "invoice_date", "payments": "payment_date", "credits": "credit_date", "refunds": "refund_date"}
    for resource, day in days.items():
        assert max(one[day] for one in world.ordway[resource].values()) < as_of.isoformat()


def test_the_company_is_as_varied_as_a_real_one() -> None:
    world = company(7, DAY)
    invoices, payments = world.ordway["invoices"].values(), world.ordway["payments"].values()
    assert {one["currency"] for one in invoices} == {"PLN", "EUR", "USD"}
    assert {one["status"] for one in invoices} == {"Draft", "Posted", "Partially paid", "Paid", "Reversed"}
    assert {one["status"] for one in payments} == {"Processed", "Pending", "Failed", "Refunded"}
    assert {one["status"] for one in world.ordway["subscriptions"].values()} >= {"Active", "Cancelled", "Draft"}
    assert any(len(one["invoices"]) > 1 for one in payments)
    assert min(one["invoice_date"] for one in invoices) < "2024-11-23"
    assert len({one["customer"]["id"] for one in world.firmao["agreements"].values()}) > 100
    for resource in ("offers", "transactions", "salesopportunities", "salesnotes", "contacts"):
        assert world.firmao[resource], resource
    assert world.ordway["orders"]


def test_names_that_a_careless_page_would_read_stand_in_the_lists_but_not_at_the_top_of_one() -> None:
    customers = make_world(7, 300, DAY).ordway["customers"].values()
    odd = {one["id"] for one in customers if set(one["name"]) & set("<>=*:'&")}
    by_name = [one["id"] for one in sorted(customers, key=lambda one: str(one["name"]).casefold())]
    by_balance = [one["id"] for one in sorted(customers, key=lambda one: money(one["balance"]), reverse=True)]
    assert len(odd) >= 4
    assert odd.isdisjoint({*by_name[:20], *by_balance[:20]})


def test_polish_tax_ids_have_their_check_digit() -> None:
    for customer in company(7, DAY).firmao["customers"].values():
        tax_id = customer["nipNumber"]
        if tax_id and customer["officeAddress"]["country"] == "Polska":
            digits = [int(digit) for digit in tax_id]
            weighed = zip((6, 5, 7, 2, 3, 4, 5, 6, 7), digits, strict=False)
            assert sum(weight * digit for weight, digit in weighed) % 11 == digits[9]


def test_what_is_published_is_what_billing_holds_but_where_that_is_planted() -> None:
    world = company(7, DAY)
    stale = {one.firmao_customer_id for one in world.planted if one.code == "M1"}
    compared = 0
    for customer in world.firmao["customers"].values():
        told = customer["customFields"] or {}
        if "custom2" in told:
            balance = money(world.ordway["customers"][told["custom1"]]["balance"])
            assert (money(told["custom2"]) == balance) == (str(customer["id"]) not in stale)
            compared += 1
    assert compared > 100


def test_billing_schedules_hold_what_was_invoiced_and_what_is_to_come() -> None:
    world = clean_company(7, DAY)
    lines = [line for one in world.ordway["billing_schedules"].values() for line in one["schedule_lines"]]
    invoiced = [line for line in lines if line["invoiced"]]
    billed = [
        line for one in world.ordway["invoices"].values() if one["status"] != "Reversed" for line in one["line_items"]
    ]
    assert len(invoiced) == len(billed)
    assert all(line["charge_ready_date"] >= DAY.isoformat() for line in lines if not line["invoiced"])
