"""Payments, credits, refunds and reversals in Ordway: both sides of each application agree, refusals leave nothing."""

from typing import Any

import pytest

from sandbox.ordway.records import money
from sandbox.serving import Sandbox
from tests.sandbox.caller import Caller

PAYMENT: dict[str, Any] = {"customer_id": "C-00001", "payment_date": "2026-10-01", "payment_amount": "600.00"}
CREDIT: dict[str, Any] = {"customer_id": "C-00001", "credit_date": "2026-10-01", "credit_amount": "107.00"}


def amounts(record: dict[str, Any], *names: str) -> list[str]:
    """Amounts of a record as text with two decimals."""
    return [f"{money(record[name]):.2f}" for name in names]


def test_a_payment_lowers_its_invoice_and_the_customer(ordway: Caller) -> None:
    made = ordway.post("payments", **PAYMENT, invoices=[{"id": "INV-00900", "amount_applied": "600.00"}])
    assert amounts(made, "applied_amount", "unapplied_amount") == ["600.00", "0.00"]
    assert made["status"] == "Processed"
    invoice = ordway.get("invoices/INV-00900")
    assert amounts(invoice, "paid_amount", "balance") == ["600.00", "507.00"]
    assert invoice["status"] == "Partially paid"
    assert [one["id"] for one in invoice["payments"]] == [made["id"]]
    assert "invoices" not in invoice["payments"][0]
    # 1107.00 of the invoice, less 600.00, less the negative invoice of 50.00, and 607.00 of INV-00060
    assert amounts(ordway.get("customers/C-00001"), "balance") == ["1064.00"]


def test_a_credit_lowers_the_balance_but_is_not_paid(ordway: Caller) -> None:
    made = ordway.post("credits", **CREDIT, invoices=[{"id": "INV-00900", "amount_applied": "107.00"}])
    invoice = ordway.get("invoices/INV-00900")
    assert amounts(invoice, "paid_amount", "balance") == ["0.00", "1000.00"]
    assert [one["id"] for one in invoice["credits"]] == [made["id"]]


REFUSED: list[tuple[dict[str, Any], int]] = [
    ({"customer_id": ""}, 422),
    ({"customer_id": "C-99999"}, 404),
    ({"invoices": [{"id": "INV-99999", "amount_applied": "1.00"}]}, 404),
    ({"invoices": [{"id": "INV-00900", "amount_applied": "2000.00"}]}, 422),
    ({"invoices": [{"id": "INV-00900", "amount_applied": "abc"}]}, 422),
    ({"invoices": [{"id": "INV-00900", "amount_applied": "-1.00"}]}, 422),
    ({"invoices": [{"amount_applied": "1.00"}]}, 422),
    ({"invoices": ["INV-00900"]}, 422),
    (
        {"invoices": [{"id": "INV-00900", "amount_applied": "60.0"}, {"id": "INV-00001", "amount_applied": "999.0"}]},
        422,
    ),
    (
        {"invoices": [{"id": "INV-00060", "amount_applied": "400.0"}, {"id": "INV-00060", "amount_applied": "300.0"}]},
        422,
    ),
    ({"id": "taken"}, 422),
]


@pytest.mark.parametrize(("wrong", "status"), REFUSED)
@pytest.mark.parametrize("resource", ["payments", "credits"])
def test_what_is_refused_leaves_nothing(
    sandbox: Sandbox, ordway: Caller, resource: str, wrong: dict[str, Any], status: int
) -> None:
    kind = resource.removesuffix("s")
    taken = {"payments": "PMT-00001", "credits": "CR-00001"}[resource]
    body = {"customer_id": "C-00001", f"{kind}_date": "2026-10-01", f"{kind}_amount": "800.00"} | wrong
    before = ordway.get("invoices/INV-00900"), len(sandbox.world.ordway[resource]), ordway.get("customers/C-00001")
    ordway.post(resource, status, **body | ({"id": taken} if "id" in wrong else {}))
    after = ordway.get("invoices/INV-00900"), len(sandbox.world.ordway[resource]), ordway.get("customers/C-00001")
    assert after == before


def test_a_whole_refund_opens_the_invoice_again(ordway: Caller) -> None:
    made = ordway.put("payments/PMT-00005/refund")
    assert made["status"] == "Refunded"
    assert amounts(made, "refunded_amount", "applied_amount", "unapplied_amount") == ["500.00", "0.00", "0.00"]
    invoice = ordway.get("invoices/INV-00005")
    assert amounts(invoice, "paid_amount", "balance") == ["0.00", "1107.00"]
    assert (invoice["status"], invoice["payments"]) == ("Posted", [])
    [refund] = ordway.get("refunds", customer_id=made["customer_id"])
    assert (refund["payment_id"], refund["refund_amount"], refund["refund_status"]) == (
        "PMT-00005",
        "500.0",
        "Succeeded",
    )
    assert [one["id"] for one in made["refunds"]] == [refund["id"]]


def test_a_partial_refund_takes_back_only_what_is_refunded(ordway: Caller) -> None:
    made = ordway.put("payments/PMT-00005/refund", refund_amount="120.00")
    assert made["status"] == "Partially refunded"
    assert amounts(made, "refunded_amount", "applied_amount", "unapplied_amount") == ["120.00", "380.00", "0.00"]
    assert amounts(made["invoices"][0], "amount_applied") == ["380.00"]
    invoice = ordway.get("invoices/INV-00005")
    assert amounts(invoice, "paid_amount", "balance") == ["380.00", "727.00"]
    assert [(one["id"], one["status"]) for one in invoice["payments"]] == [("PMT-00005", "Partially refunded")]
    assert amounts(invoice["payments"][0], "refunded_amount") == ["120.00"]


def test_unapplied_money_is_refunded_before_any_is_taken_back(ordway: Caller) -> None:
    applied = [{"id": "INV-00900", "amount_applied": "500.00"}]
    payment = ordway.post("payments", **PAYMENT, invoices=applied)
    made = ordway.put(f"payments/{payment['id']}/refund", refund_amount="130.00")
    assert amounts(made, "refunded_amount", "applied_amount", "unapplied_amount") == ["130.00", "470.00", "0.00"]
    assert amounts(ordway.get("invoices/INV-00900"), "balance") == ["637.00"]


@pytest.mark.parametrize("amount", ["500.01", "-1", "abc", "0"])
def test_a_refund_of_more_than_was_paid_is_refused(sandbox: Sandbox, ordway: Caller, amount: str) -> None:
    before = ordway.get("payments/PMT-00005")
    ordway.put("payments/PMT-00005/refund", 422, refund_amount=amount)
    assert ordway.get("payments/PMT-00005") == before
    assert not sandbox.world.ordway.get("refunds")


def test_only_processed_payments_are_refunded(ordway: Caller) -> None:
    ordway.put("payments/PMT-00005/refund")
    ordway.put("payments/PMT-00005/refund", 422)


def test_a_reversed_payment_is_taken_back(ordway: Caller) -> None:
    made = ordway.put("payments/PMT-00005/reverse", reversed_on="2026-10-01")
    assert (made["status"], made["invoices"]) == ("Reversed", [])
    assert amounts(ordway.get("invoices/INV-00005"), "balance") == ["1107.00"]
    ordway.put("payments/PMT-00006/reverse", 422)


def test_an_electronic_payment_is_not_reversed(sandbox: Sandbox, ordway: Caller) -> None:
    sandbox.world.ordway["payments"]["PMT-00005"]["payment_type"] = "Electronic"
    ordway.put("payments/PMT-00005/reverse", 422, reversed_on="2026-10-01")


def test_a_reversed_invoice_frees_the_credits_applied_to_it(ordway: Caller) -> None:
    credit = ordway.post("credits", **CREDIT, invoices=[{"id": "INV-00900", "amount_applied": "107.00"}])
    invoice = ordway.put("invoices/INV-00900/reverse", reversed_on="2026-10-01")
    assert (invoice["status"], invoice["reversed_on"], invoice["credits"]) == ("Reversed", "2026-10-01", [])
    assert amounts(invoice, "balance") == ["0.00"]
    freed = ordway.get(f"credits/{credit['id']}")
    assert amounts(freed, "applied_amount", "unapplied_amount") == ["0.00", "107.00"]
    assert freed["invoices"] == []


def test_a_paid_invoice_is_not_reversed(ordway: Caller) -> None:
    before = ordway.get("invoices/INV-00005")
    ordway.put("invoices/INV-00005/reverse", 422, reversed_on="2026-10-01")
    assert ordway.get("invoices/INV-00005") == before


def test_a_reversed_credit_is_taken_back(ordway: Caller) -> None:
    credit = ordway.post("credits", **CREDIT, invoices=[{"id": "INV-00900", "amount_applied": "107.00"}])
    assert ordway.put(f"credits/{credit['id']}/reverse", reversed_on="2026-10-01")["status"] == "Reversed"
    assert amounts(ordway.get("invoices/INV-00900"), "balance") == ["1107.00"]
    ordway.put(f"credits/{credit['id']}/reverse", 422, reversed_on="2026-10-01")


def test_what_is_left_of_a_credit_is_refunded(ordway: Caller) -> None:
    assert amounts(ordway.put("credits/CR-00001/refund", refund_amount="40.00"), "unapplied_amount") == ["60.00"]
    ordway.put("credits/CR-00001/refund", 422, refund_amount="60.01")
    assert [one["credit_id"] for one in ordway.get("refunds")] == ["CR-00001"]


def test_a_negative_invoice_is_refunded(ordway: Caller) -> None:
    part = ordway.put("invoices/INV-00901/refund", refund_amount="20.00")
    assert amounts(part, "balance", "paid_amount") == ["-30.00", "-20.00"]
    whole = ordway.put("invoices/INV-00901/refund")
    assert (amounts(whole, "balance"), whole["status"]) == (["0.00"], "Paid")
    assert [one["invoice_id"] for one in ordway.get("refunds")] == ["INV-00901", "INV-00901"]


def test_any_other_invoice_is_not_refunded(ordway: Caller) -> None:
    ordway.put("invoices/INV-00900/refund", 422, refund_amount="1.00")
    ordway.put("invoices/INV-00901/refund", 422, refund_amount="50.01")
    assert ordway.get("refunds") == []
