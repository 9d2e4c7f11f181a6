"""Ordway's credits: given, reversed, paid out."""

from sandbox.ordway.applications import Applications
from sandbox.ordway.books import Books, amount_in, required
from sandbox.ordway.errors import not_valid
from sandbox.ordway.records import money, text
from sandbox.ordway.refunds import refund
from sandbox.world import Record

_DEFAULTS: Record = {
    "status": "Processed", "notes": "", "credit_type": "", "reference_number": "", "auto_apply": False,
    "gl_account": "",
}  # fmt: skip


def create(books: Books, told: Record) -> Record:
    """Give a credit and apply it as asked. Raises 404 or 422, and then nothing is left behind."""
    customer_id, _ = required(told, "customer_id", "credit_date")
    amount = amount_in(told, "credit_amount")
    customer = books.find("customers", customer_id)
    applications = Applications(books)
    wanted = applications.wanted(told.get("invoices") or told.get("invoices_applied") or [], amount)
    amounts = {"credit_amount": text(amount), "applied_amount": "0.0", "unapplied_amount": text(amount)}
    currency = {"currency": customer.get("currency", "")}
    plain = {key: value for key, value in told.items() if key != "invoices_applied"}
    credit = books.add("credits", _DEFAULTS | currency | plain | amounts | {"invoices": [], "refunds": []})
    applications.apply("credits", credit, wanted)
    return credit


def reverse(books: Books, credit: Record, told: Record) -> Record:
    """A credit is taken back from its invoices."""
    [day] = required(told, "reversed_on")
    if credit["status"] != "Processed":
        raise not_valid(f"a {credit['status']} credit cannot be reversed")
    Applications(books).take_back("credits", credit)
    credit |= {"status": "Reversed", "reversed_on": day, "unapplied_amount": "0.0"}
    return credit


def refund_credit(books: Books, credit: Record, told: Record) -> Record:
    """What is left of a credit is paid out."""
    left = money(credit["unapplied_amount"])
    amount = amount_in(told, "refund_amount") if told.get("refund_amount") not in (None, "") else left
    if amount <= 0 or amount > left:
        raise not_valid("refund_amount exceeds what is unapplied")
    refund(books, credit, amount, {"credit_id": credit["id"]}, told)
    credit["unapplied_amount"] = text(left - amount)
    Applications(books).show_everywhere("credits", credit)
    return credit
