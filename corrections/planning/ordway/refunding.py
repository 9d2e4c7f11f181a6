"""Money that was paid too much for an invoice is sent back."""

from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Plan, Step, Target, moved
from corrections.planning.case import Case
from corrections.planning.guards import open_invoice, spent_payment
from corrections.records import as_text
from queries.currency import money, plain_amount

_DOUBT = "The names of the fields of a refund are inferred, and so is that a part is taken from the invoice overpaid."


def refund(case: Case) -> Plan:
    """So much of a payment is refunded as was paid too much. Raises `NotPlannableError` where no payment fits."""
    found, amount = case.found, -case.found["impact"]
    payment = _overpaying(case, amount)
    is_external = payment["payment_type"] == "External"
    told = money(amount, payment["currency"])
    return Plan(
        "refund",
        "ordway",
        f"Refund {told} of {payment['id']}, paid too much for {found['invoice_id']}",
        found["account_id"],
        found["currency"],
        case.impact,
        (_refund(case, payment, amount),),
        case.settles,
        effect=f"The customer gets {told} back.",
        remains=f"Transfer {told} to the customer: Ordway only records an external refund." if is_external else "",
    )


def _overpaying(case: Case, amount: Decimal) -> dict[str, Any]:
    """The latest payment of the invoice that the whole amount can be taken back from."""
    payments = case.facts.rows("corrections/paying", invoice=case.found["invoice_id"])
    for one in payments:
        if one["applied_amount"] >= amount and not one["unapplied_amount"] and not one["refunded_amount"]:
            return case.facts.record("ordway", "payments", one["payment_id"])
    raise NotPlannableError(
        "No single payment of the invoice holds what was paid too much, or part of it was refunded or not applied. "
        "Refund it in Ordway by hand, payment by payment."
    )


def _refund(case: Case, payment: dict[str, Any], amount: Decimal) -> Step:
    total, applied = Decimal(str(payment["payment_amount"])), Decimal(str(payment["applied_amount"]))
    currency = payment["currency"]
    told = plain_amount(amount, currency)
    body = {
        "refund_amount": told,
        "refund_date": case.facts.today.isoformat(),
        "refund_type": payment["payment_type"],
        "reference_number": case.reference,
        "notes": f"Paid too much for {case.found['invoice_id']}",
    }
    changes = (
        Change("refunded_amount", as_text(payment["refunded_amount"]), told, "refunded"),
        Change("applied_amount", plain_amount(applied, currency), plain_amount(applied - amount, currency), "applied"),
        Change("status", payment["status"], "Refunded" if amount == total else "Partially refunded", "status"),
    )
    return Step(
        "ordway",
        f"Refund {money(amount, currency)} of {payment['id']}",
        "PUT",
        f"payments/{payment['id']}/refund",
        body,
        changes,
        Target("payments", payment["id"]),
        certainty=Certainty.INFERRED,
        doubt=_DOUBT,
        moves=moved(amount, currency),
        guards=(
            *open_invoice(case.facts, case.found["invoice_id"]),
            *spent_payment(case.facts, str(payment["id"])),
        ),
    )
