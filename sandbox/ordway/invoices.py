"""Ordway's invoices: reversed, and negative ones refunded."""

from sandbox.ordway.applications import Applications
from sandbox.ordway.books import Books, amount_in, required
from sandbox.ordway.errors import not_valid
from sandbox.ordway.records import money
from sandbox.ordway.refunds import refund
from sandbox.world import Record


def reverse(books: Books, invoice: Record, told: Record) -> Record:
    """Posted to Reversed: credits are free again, and nothing is open on it any more.

    Its schedule lines stay invoiced: whether Ordway lets them be billed again is not known.
    """
    [day] = required(told, "reversed_on")
    if invoice["status"] not in ("Posted", "Partially paid", "Paid") or money(invoice["paid_amount"]):
        raise not_valid("only a posted invoice without payments can be reversed")
    applications = Applications(books)
    applications.release(invoice)
    invoice |= {"status": "Reversed", "reversed_on": day, "balance": "0.0"}
    applications.reckon_customer(invoice["customer_id"])
    return invoice


def refund_invoice(books: Books, invoice: Record, told: Record) -> Record:
    """What a negative invoice owes to the customer is paid out."""
    owed = -money(invoice["balance"])
    if money(invoice["invoice_amount"]) >= 0 or invoice["status"] not in ("Posted", "Partially paid"):
        raise not_valid("only a posted negative invoice can be refunded")
    amount = amount_in(told, "refund_amount") if told.get("refund_amount") not in (None, "") else owed
    if amount > owed:
        raise not_valid("refund_amount exceeds the balance")
    refund(books, invoice, amount, {"invoice_id": invoice["id"]}, told)
    Applications(books).move_balance(invoice, -amount, is_cash=True)
    return invoice
