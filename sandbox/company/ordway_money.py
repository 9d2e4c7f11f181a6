"""Ordway's payments, credits and refunds, applied to the invoices they belong to."""

from datetime import date, timedelta
from decimal import Decimal

from sandbox.company.contracts import Sale
from sandbox.company.money_in import Receipt
from sandbox.company.ordway_records import customer_id, stamps
from sandbox.ordway.records import text
from sandbox.world import Record


def payments(sale: Sale, receipt: Receipt, invoice: Record, as_of: date) -> list[Record]:
    """What came in for an invoice: its payments, a failed attempt before them, a second payment that went back."""
    made: list[Record] = []
    if receipt.cash and receipt.has_failed_first:
        day, amount = receipt.cash[0]
        made.append(failed_payment(sale, max(receipt.bill.day, day - timedelta(days=2)), amount, as_of))
    made += [payment(sale, day, amount, as_of) | {"_invoices": [(invoice, amount)]} for day, amount in receipt.cash]
    if receipt.cash and receipt.is_paid_twice:
        day, amount = receipt.cash[0]
        double = payment(sale, day + timedelta(days=1), amount, as_of) | _unapplied("Refunded")
        made.append(double | {"refunded_amount": text(amount), "_refund": "Podwójna wpłata"})
    return made


def _unapplied(status: str) -> Record:
    return {"status": status, "applied_amount": "0.0", "unapplied_amount": "0.0"}


def payment(sale: Sale, day: date, amount: Decimal, as_of: date) -> Record:
    """Money that came in, all of it applied; without its number."""
    is_pending = day >= as_of - timedelta(days=2)
    means = ("Electronic", "Visa ending in 4242") if sale.pays_by_card else ("External", "ACH")
    return {
        "id": "", "customer_id": customer_id(sale), "payment_date": day.isoformat(), "notes": "",
        "status": "Pending" if is_pending else "Processed", "payment_amount": text(amount), "fee_amount": "0.0",
        "applied_amount": text(amount), "unapplied_amount": "0.0", "refunded_amount": "0.0",
        "payment_type": means[0], "payment_method": means[1], "currency": sale.party.currency,
        "reference_number": f"MT940-{sale.number:04d}{day:%y%m%d}", "auto_apply": True, "failed_attempt": 0,
        "retried_attempts": 0, "failure_reason": "", "refunds": [], "gl_account": "", "invoices": [],
        "custom_fields": {}, **stamps(min(day, as_of - timedelta(days=1))),
    }  # fmt: skip


def failed_payment(sale: Sale, day: date, amount: Decimal, as_of: date) -> Record:
    """An attempt to charge a card that was refused."""
    told = {"failed_attempt": 1, "failure_reason": "Insufficient funds"}
    return payment(sale, day, amount, as_of) | _unapplied("Failed") | told


def correction(sale: Sale, receipt: Receipt, invoice: Record, as_of: date) -> list[Record]:
    """The credit for what a bill holds too much, if it does."""
    if receipt.over is None:
        return []
    over, day = receipt.over, min(receipt.bill.day + timedelta(days=3), as_of - timedelta(days=1))
    line = {
        "line_no": "1", "product_id": f"P-{over.line.product.number:05d}", "product_name": over.line.product.name,
        "description": over.line.product.name, "quantity": 1.0, "unit_price": text(over.net),
        "effective_price": text(over.net), "taxable": over.tax > 0, "line_tax": text(over.tax),
    }  # fmt: skip
    made = credit(sale, day, receipt.credited, "Korekta faktury") | {"credit_line_items": [line]}
    return [made | {"_invoices": [(invoice, receipt.credited)]}]


def credit(sale: Sale, day: date, amount: Decimal, words: str) -> Record:
    """A credit of an amount, tax included, all of it applied; without its number."""
    return {
        "id": "", "customer_id": customer_id(sale), "credit_date": day.isoformat(), "notes": words,
        "status": "Processed", "credit_type": "CORRECTION", "credit_amount": text(amount),
        "applied_amount": text(amount), "unapplied_amount": "0.0", "currency": sale.party.currency,
        "reference_number": "", "auto_apply": False, "gl_account": "", "refunds": [], "invoices": [],
        "credit_line_items": [], "custom_fields": {}, **stamps(day),
    }  # fmt: skip


def refund(paid: Record) -> Record:
    """The money of a payment, sent back two days later; `_refund` of the payment says why."""
    day = date.fromisoformat(paid["payment_date"]) + timedelta(days=2)
    return {
        "id": "", "customer_id": paid["customer_id"], "refund_date": day.isoformat(),
        "refund_amount": paid["refunded_amount"], "refund_type": "External", "payment_id": "",
        "refund_status": "Succeeded", "notes": paid.pop("_refund"), "currency": paid["currency"],
        "reference_number": "", "conversion_rate": 1.0, "custom_fields": {}, "_payment": paid, **stamps(day),
    }  # fmt: skip


def tie_refund(made: Record) -> None:
    """Name a numbered payment on its numbered refund, and the refund on the payment."""
    paid, day = made.pop("_payment"), made["refund_date"]
    made["payment_id"] = paid["id"]
    told = {"id": made["id"], "refund_amount": made["refund_amount"], "refund_date": day}
    paid["refunds"] = [told | {"created_date": day, "updated_date": day}]


def apply(kind: str, money_in: Record) -> None:
    """Tie a numbered payment or credit to its numbered invoices, on both sides."""
    applied = money_in.pop("_invoices", [])
    shown = {key: value for key, value in money_in.items() if key not in ("invoices", "credit_line_items")}
    day = money_in["created_date"]
    for invoice, amount in applied:
        invoice[kind].append(dict(shown))
        told = {"id": invoice["id"], "amount_applied": text(amount), "created_date": day, "updated_date": day}
        money_in["invoices"].append(told)
