"""Ordway's credits: given, reversed, paid out."""

from decimal import Decimal

from sandbox.ordway.applications import Applications
from sandbox.ordway.automatic import apply_left_over
from sandbox.ordway.books import Books, amount_in, objects_in, required
from sandbox.ordway.errors import not_valid
from sandbox.ordway.pricing import number_in
from sandbox.ordway.records import money, text
from sandbox.ordway.refunds import refund
from sandbox.world import Record

_DEFAULTS: Record = {
    "status": "Processed", "notes": "", "credit_type": "", "reference_number": "", "auto_apply": False,
    "gl_account": "",
}  # fmt: skip
_LINE: Record = {
    "product_id": "", "description": "", "quantity": Decimal(1), "unit_price": "0.0", "taxable": False,
    "line_tax": "0.0", "tax_override": "", "credit_account": "",
}  # fmt: skip


def create(books: Books, told: Record) -> Record:
    """Give a credit and apply it as asked. Raises 404 or 422, and then nothing is left behind."""
    customer_id, _ = required(told, "customer_id", "credit_date")
    amount = amount_in(told, "credit_amount")
    customer = books.find("customers", customer_id)
    applications = Applications(books)
    wanted = applications.wanted(told.get("invoices") or told.get("invoices_applied") or [], amount)
    amounts: Record = {"credit_amount": text(amount), "applied_amount": "0.0", "unapplied_amount": text(amount)}
    currency = {"currency": customer.get("currency", "")}
    plain = {key: value for key, value in told.items() if key != "invoices_applied"}
    lines = _lines(books, objects_in(told, "credit_line_items"))
    amounts |= {"invoices": [], "refunds": [], **lines}
    credit = books.add("credits", _DEFAULTS | currency | plain | amounts)
    applications.apply("credits", credit, wanted)
    apply_left_over(books, "credits", credit)
    return credit


def _lines(books: Books, sent: list[Record]) -> Record:
    """The lines of a credit with their sums. Raises 422."""
    lines = [_line(books, str(number), line) for number, line in enumerate(sent, start=1)]
    sums = {
        name: text(sum((number_in(one, key) for one in lines), Decimal(0)))
        for name, key in (("subtotal", "effective_price"), ("credit_tax", "line_tax"))
    }
    return {"credit_line_items": lines, **(sums if lines else {})}


def _line(books: Books, number: str, sent: Record) -> Record:
    """A line of a credit, its amount reckoned where only units and price were sent."""
    product = books.held("products").get(sent.get("product_id", ""), {})
    line: Record = _LINE | {"product_name": product.get("name", "")} | sent | {"line_no": number}
    if line.get("effective_price") in (None, ""):
        line["effective_price"] = text(number_in(line, "quantity") * number_in(line, "unit_price"))
    return line


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
