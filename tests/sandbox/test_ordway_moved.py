"""What a write of money moves beside its own record, and that an incremental pull is told of all of it."""

from typing import Any

import pytest

from sandbox.clock import Clock
from tests.sandbox.caller import Caller
from tests.sandbox.conftest import DAY
from tests.sandbox.test_ordway_money import CREDIT, PAYMENT, amounts

APPLIED: list[dict[str, str]] = [{"id": "INV-00900", "amount_applied": "107.00"}]
LISTS = ("invoices", "customers", "payments", "credits", "refunds")


def moved(ordway: Caller, since: str) -> dict[str, list[str]]:
    """The ids of what was changed after a stamp, by list."""
    found = {name: ordway.get(name, size=50, **{"updated_date>": since}) for name in LISTS}
    return {name: [one["id"] for one in rows if one["updated_date"] > since] for name, rows in found.items() if rows}


def now(ordway: Caller) -> str:
    """The stamp of a write that is made now."""
    stamp: str = ordway.put("products/P-00001", description="x")["updated_date"]
    return stamp


@pytest.mark.parametrize(("resource", "told"), [("payments", PAYMENT), ("credits", CREDIT)])
def test_an_application_moves_invoice_and_customer(ordway: Caller, resource: str, told: dict[str, Any]) -> None:
    since = now(ordway)
    made = ordway.post(resource, **told, invoices=APPLIED, reference_number="T-4711")
    assert moved(ordway, since) == {"invoices": ["INV-00900"], "customers": ["C-00001"], resource: [made["id"]]}
    assert ordway.ids(resource, reference_number="T-4711") == [made["id"]]
    assert ordway.ids(resource, reference_number="T-4712") == []


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("payments/PMT-00005/refund", {"refund_amount": "120.00"}),
        ("payments/PMT-00005/reverse", {"reversed_on": "2026-10-01"}),
    ],
)
def test_what_is_taken_back_moves_invoice_and_customer(ordway: Caller, path: str, told: dict[str, str]) -> None:
    since = now(ordway)
    made = ordway.put(path, **told)
    found = moved(ordway, since)
    found.pop("refunds", None)
    assert found == {"invoices": ["INV-00005"], "customers": [made["customer_id"]], "payments": ["PMT-00005"]}


def test_a_reversed_invoice_moves_its_credits_and_its_customer(ordway: Caller) -> None:
    credit = ordway.post("credits", **CREDIT, invoices=APPLIED)
    since = now(ordway)
    ordway.put("invoices/INV-00900/reverse", reversed_on="2026-10-01")
    assert moved(ordway, since) == {"invoices": ["INV-00900"], "customers": ["C-00001"], "credits": [credit["id"]]}


def test_the_lines_of_a_credit_are_summed_up(ordway: Caller) -> None:
    lines = [
        {"product_id": "P-00001", "quantity": 2, "unit_price": "40.00", "line_tax": "18.40"},
        {"description": "Rabat", "effective_price": "8.60"},
    ]
    made = ordway.post("credits", **CREDIT, credit_line_items=lines, invoices=APPLIED)
    assert [made[key] for key in ("subtotal", "credit_tax")] == ["88.6", "18.4"]
    assert [(one["line_no"], one["product_name"], one["effective_price"]) for one in made["credit_line_items"]] == [
        ("1", "Seats", "80.0"),
        ("2", "", "8.60"),
    ]
    ordway.post("credits", 422, **CREDIT, credit_line_items=[{"quantity": "many"}])


def test_left_over_money_of_a_customer_on_auto_pay_goes_to_its_oldest_open_invoices(ordway: Caller) -> None:
    ordway.put("customers/C-00001", auto_pay=True)
    told = PAYMENT | {"payment_amount": "700.00"}
    made = ordway.post("payments", **told, currency="PLN", auto_apply=True)
    assert [(one["id"], one["amount_applied"]) for one in made["invoices"]] == [
        ("INV-00060", "607.0"),
        ("INV-00900", "93.0"),
    ]
    assert ordway.get("invoices/INV-00060")["status"] == "Paid"


def test_left_over_money_goes_to_the_next_invoice(ordway: Caller) -> None:
    ordway.put("customers/C-00001", auto_pay=True)
    made = ordway.post("payments", **PAYMENT | {"payment_amount": "2000.00"}, currency="PLN", auto_apply=True)
    assert amounts(made, "applied_amount", "unapplied_amount") == ["1714.00", "286.00"]
    told = {"target_date": "2026-10-01", "filter_options": {"subscription_id": "S-00001"}, "auto_post": True}
    ordway.post("billing_runs", **told)
    assert amounts(ordway.get(f"payments/{made['id']}"), "unapplied_amount") == ["0.00"]
    [invoice] = [one for one in ordway.get("invoices", size=50, customer_id="C-00001") if one.get("billing_run_id")]
    assert (invoice["balance"], invoice["status"]) == ("821.0", "Partially paid")


def test_without_auto_pay_left_over_money_stays(ordway: Caller) -> None:
    made = ordway.post("payments", **PAYMENT, currency="PLN", auto_apply=True)
    assert (made["invoices"], made["unapplied_amount"]) == ([], "600.0")


def test_every_stamp_is_later_than_the_one_before() -> None:
    clock = Clock(DAY)
    stamps = [clock.milliseconds() for _ in range(2000)]
    assert stamps == sorted(set(stamps))
    assert stamps[0] >= "2026-10-01T08:00:00.000Z"
