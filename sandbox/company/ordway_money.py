"""Ordway's payments, credits and refunds, applied to the invoices they belong to."""

from datetime import date, timedelta
from decimal import Decimal

from sandbox.company.contracts import Sale
from sandbox.company.money_in import Receipt
from sandbox.company.ordway_records import customer_id, stamps
from sandbox.ordway.records import text
from sandbox.world import Record

Applied = tuple[Record, Record]


def payments(sale: Sale, receipt: Receipt, invoice: Record, as_of: date) -> list[Record]:
    """What came in for an invoice: the payment, a failed attempt before it, a double one that went back."""
    if receipt.paid_on is None or not receipt.paid:
        return []
    made = [_payment(sale, receipt.paid_on, receipt.paid, as_of) | {"_invoice": invoice}]
    if receipt.has_failed_first:
        failed = _payment(sale, receipt.paid_on - timedelta(days=2), receipt.paid, as_of)
        made.append(failed | _unapplied("Failed") | {"failed_attempt": 1, "failure_reason": "Insufficient funds"})
    if receipt.is_refunded_double:
        double = _payment(sale, receipt.paid_on + timedelta(days=1), receipt.paid, as_of)
        made.append(double | _unapplied("Refunded") | {"refunded_amount": text(receipt.paid), "_is_refunded": True})
    return made


def _unapplied(status: str) -> Record:
    return {"status": status, "applied_amount": "0.0", "unapplied_amount": "0.0"}


def _payment(sale: Sale, day: date, amount: Decimal, as_of: date) -> Record:
    is_pending = day >= as_of - timedelta(days=2)
    return {
        "id": "", "customer_id": customer_id(sale), "payment_date": day.isoformat(), "notes": "",
        "status": "Pending" if is_pending else "Processed", "payment_amount": text(amount), "fee_amount": "0.0",
        "applied_amount": text(amount), "unapplied_amount": "0.0", "refunded_amount": "0.0",
        "payment_type": "External", "payment_method": "ACH", "currency": sale.party.currency,
        "reference_number": f"MT940-{sale.number:04d}{day:%y%m%d}", "auto_apply": True, "failed_attempt": 0,
        "retried_attempts": 0, "failure_reason": "", "refunds": [], "gl_account": "", "invoices": [],
        "custom_fields": {}, **stamps(min(day, as_of - timedelta(days=1))),
    }  # fmt: skip


def credit(sale: Sale, receipt: Receipt, invoice: Record, as_of: date) -> Record:
    """A courtesy credit on an invoice."""
    day = min(receipt.bill.day + timedelta(days=3), as_of - timedelta(days=1))
    return {
        "id": "", "customer_id": customer_id(sale), "credit_date": day.isoformat(), "notes": "Rabat uznaniowy",
        "status": "Processed", "credit_type": "COURTESY", "credit_amount": text(receipt.credited),
        "applied_amount": text(receipt.credited), "unapplied_amount": "0.0", "currency": sale.party.currency,
        "reference_number": "", "auto_apply": False, "gl_account": "", "refunds": [], "invoices": [],
        "custom_fields": {}, "_invoice": invoice, **stamps(day),
    }  # fmt: skip


def refund(payment: Record) -> Record:
    """The money of a double payment, sent back two days later."""
    day = date.fromisoformat(payment["payment_date"]) + timedelta(days=2)
    return {
        "id": "", "customer_id": payment["customer_id"], "refund_date": day.isoformat(),
        "refund_amount": payment["payment_amount"], "refund_type": "External", "payment_id": "",
        "refund_status": "Succeeded", "notes": "Podwójna wpłata", "currency": payment["currency"],
        "reference_number": "", "conversion_rate": 1.0, "custom_fields": {}, "_payment": payment, **stamps(day),
    }  # fmt: skip


def apply(kind: str, money_in: Record) -> None:
    """Tie a numbered payment or credit to its numbered invoice, on both."""
    invoice = money_in.pop("_invoice", None)
    if invoice is None:
        return
    shown = dict(money_in)
    del shown["invoices"]
    invoice[kind].append(shown)
    day = money_in["created_date"]
    money_in["invoices"] = [
        {"id": invoice["id"], "amount_applied": money_in["applied_amount"], "created_date": day, "updated_date": day}
    ]
