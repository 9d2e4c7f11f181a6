"""Ordway's payments: recorded, reversed, refunded."""

from decimal import Decimal

from sandbox.ordway.applications import Applications
from sandbox.ordway.automatic import apply_left_over
from sandbox.ordway.books import Books, amount_in, required
from sandbox.ordway.errors import not_valid
from sandbox.ordway.records import money, text
from sandbox.ordway.refunds import refund
from sandbox.world import Record

_DEFAULTS: Record = {
    "status": "Processed", "payment_type": "External", "payment_method": "Other", "notes": "", "currency": "",
    "reference_number": "", "fee_amount": "0.0", "refunded_amount": "0.0", "auto_apply": False,
    "failed_attempt": 0, "retried_attempts": 0, "failure_reason": "", "gl_account": "",
}  # fmt: skip


def create(books: Books, told: Record) -> Record:
    """Record a payment and apply it as asked. Raises 404 or 422, and then nothing is left behind."""
    customer_id, _ = required(told, "customer_id", "payment_date")
    amount = amount_in(told, "payment_amount")
    customer = books.find("customers", customer_id)
    applications = Applications(books)
    wanted = applications.wanted(told.get("invoices") or [], amount)
    amounts = {"payment_amount": text(amount), "applied_amount": "0.0", "unapplied_amount": text(amount)}
    currency = {"currency": customer.get("currency", "")}
    payment = books.add("payments", _DEFAULTS | currency | told | amounts | {"invoices": [], "refunds": []})
    applications.apply("payments", payment, wanted)
    apply_left_over(books, "payments", payment)
    return payment


def reverse(books: Books, payment: Record, told: Record) -> Record:
    """An external payment is taken back from its invoices."""
    [day] = required(told, "reversed_on")
    if payment["payment_type"] != "External" or payment["status"] != "Processed":
        raise not_valid("only a processed external payment can be reversed")
    Applications(books).take_back("payments", payment)
    payment |= {"status": "Reversed", "reversed_on": day, "unapplied_amount": "0.0"}
    return payment


def refund_payment(books: Books, payment: Record, told: Record) -> Record:
    """Money goes back: first what is unapplied, then so much is taken from the latest invoices, open again."""
    total = money(payment["payment_amount"])
    amount = amount_in(told, "refund_amount") if told.get("refund_amount") not in (None, "") else total
    if payment["status"] != "Processed":
        raise not_valid("only a processed payment can be refunded")
    if amount > total:
        raise not_valid("refund_amount exceeds the payment")
    applications = Applications(books)
    taken_back = max(Decimal(0), amount - money(payment["unapplied_amount"]))
    applications.take_back("payments", payment, taken_back)
    refund(books, payment, amount, {"payment_id": payment["id"]}, told)
    payment["refunded_amount"] = text(amount)
    payment["unapplied_amount"] = text(money(payment["unapplied_amount"]) - amount)
    payment["status"] = "Refunded" if amount == total else "Partially refunded"
    applications.show_everywhere("payments", payment)
    return payment
