"""A payment that paid another customer's invoice is reversed, and recorded again for whom the invoice belongs to."""

from decimal import Decimal
from typing import Any

from corrections.plan import Certainty, Change, Plan, Step, Target, moved
from corrections.planning.by_hand import by_hand
from corrections.planning.case import Case
from corrections.planning.guards import billing_customer, open_invoice
from corrections.planning.ordway.making import own_reference
from corrections.records import as_text
from queries.currency import money

_DOUBT = "That a new payment is applied to the invoices named in it is inferred; it is judged by reading back."
_KEPT = ("payment_date", "payment_method", "currency")


def reapply_payment(case: Case) -> Plan:
    """The payment belongs to whom the invoice belongs; by hand where Ordway cannot reverse it or it pays several."""
    payment = case.facts.record("ordway", "payments", case.found["payment_id"])
    if not _is_movable(payment, case.found["invoice_id"]):
        return _by_hand(case, payment)
    found, told = case.found, money(_amount(payment["payment_amount"]), payment["currency"])
    return Plan(
        "reapply_payment",
        "ordway",
        f"Move {payment['id']} over {told} from {found['actual']} to {found['expected']}",
        found["account_id"],
        found["currency"],
        case.impact,
        (_reversal(case, payment), _recorded_again(case, payment)),
        case.settles,
        effect=f"{told} counts as paid by {found['expected']}; no money moves.",
    )


def _is_movable(payment: dict[str, Any], invoice_id: str) -> bool:
    """Whether it can be reversed, and all of it pays that invoice."""
    applied = payment.get("invoices") or []
    is_whole = [(one["id"], one["amount_applied"]) for one in applied] == [(invoice_id, payment["payment_amount"])]
    return payment["payment_type"] == "External" and payment["status"] == "Processed" and is_whole


def _reversal(case: Case, payment: dict[str, Any]) -> Step:
    day, amount = case.facts.today.isoformat(), as_text(payment["payment_amount"])
    return Step(
        "ordway",
        f"Reverse {payment['id']} on {day}",
        "PUT",
        f"payments/{payment['id']}/reverse",
        {"reversed_on": day},
        (Change("status", payment["status"], "Reversed", "status"), Change("payment_amount", amount, amount, "amount")),
        Target("payments", payment["id"]),
        moves=moved(_amount(payment["payment_amount"]), payment["currency"]),
        # What is reversed here is recorded anew by the next request, which needs the invoice and its customer.
        guards=(
            *open_invoice(case.facts, case.found["invoice_id"]),
            *billing_customer(case.facts, case.found["expected"]),
        ),
    )


def _recorded_again(case: Case, payment: dict[str, Any]) -> Step:
    customer_id, amount = case.found["expected"], payment["payment_amount"]
    told = money(_amount(amount), payment["currency"])
    body = {
        "customer_id": customer_id,
        "payment_amount": amount,
        "payment_type": "External",
        **{name: payment[name] for name in _KEPT},
        "reference_number": case.reference,
        "notes": f"Recorded as {payment['id']} of {case.found['actual']}: {payment.get('reference_number') or ''}",
        "auto_apply": False,
        "invoices": [{"id": case.found["invoice_id"], "amount_applied": amount}],
    }
    changes = (
        Change("reference_number", None, case.reference, "reference"),
        Change("customer_id", None, customer_id, "customer"),
        Change("payment_amount", None, as_text(amount), "amount"),
        Change(f"invoices[{case.found['invoice_id']}].amount_applied", None, amount, "applied"),
    )
    return Step(
        "ordway",
        f"Record {told} for {customer_id}, applied to {case.found['invoice_id']}",
        "POST",
        "payments",
        body,
        changes,
        reference=own_reference(case, "payments", "reference_number", case.reference),
        certainty=Certainty.INFERRED,
        doubt=_DOUBT,
        moves=moved(_amount(amount), payment["currency"]),
    )


def _by_hand(case: Case, payment: dict[str, Any]) -> Plan:
    found = case.found
    applied = [one for one in payment.get("invoices") or [] if one["id"] == found["invoice_id"]]
    amount = _amount(applied[0]["amount_applied"] if applied else payment["payment_amount"])
    told = money(amount, payment["currency"])
    return by_hand(
        case,
        "reapply_payment",
        f"Move {told} of {payment['id']} from {found['actual']} to {found['expected']}",
        (
            f"In Ordway open the payment {payment['id']} of {found['actual']} and take back the {told} applied to "
            f"{found['invoice_id']} of {found['expected']}.",
            f"Record an external payment of {told} with the date {payment['payment_date']} for {found['expected']}, "
            f"its reference number {case.reference}, and apply it to {found['invoice_id']}.",
            f"Leave {told} of {payment['id']} to {found['actual']}: apply it to what they owe, or refund it.",
        ),
        f"{told} counts as paid by {found['expected']}, and {found['actual']} has it back.",
        2 * amount,
    )


def _amount(told: object) -> Decimal:
    return Decimal(str(told))
