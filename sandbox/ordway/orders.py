"""Ordway's orders: what is sold once, outside any subscription. A fulfilled one is invoiced by the next run."""

from decimal import Decimal

from sandbox.ordway.books import Books, day_in, objects_in, required
from sandbox.ordway.errors import not_valid
from sandbox.ordway.pricing import exact_amount, number_in, rounded
from sandbox.ordway.records import text
from sandbox.world import Record

_DEFAULTS: Record = {
    "status": "Fulfilled", "notes": "", "coupon_code": "", "separate_invoice": False, "estimated_tax": "0.0",
}  # fmt: skip
_STATUSES = ("Pending", "Fulfilled")
_LINE: Record = {"quantity": Decimal(1), "discount": "0.0", "description": "", "custom_fields": {}}


def create(books: Books, told: Record) -> Record:
    """An order with the amounts of its lines, dated today unless told otherwise. Raises 404 or 422."""
    customer_id, _ = required(told, "customer_id", "line_items")
    sent = objects_in(told, "line_items")
    customer = books.find("customers", customer_id)
    agreed = {key: customer.get(key, "") for key in ("currency", "payment_terms")}
    wanted = _DEFAULTS | agreed | {"order_date": books.today()} | told | {"invoice_id": ""}
    day_in(wanted, "order_date")
    if wanted["status"] not in _STATUSES:
        raise not_valid("status is invalid")
    lines = [_line(books, str(number), line, wanted["currency"]) for number, line in enumerate(sent, start=1)]
    amount = sum((number_in(one, "effective_price") for one in lines), Decimal(0))
    return books.add("orders", wanted | {"line_items": lines, "order_amount": text(amount)})


def _line(books: Books, number: str, sent: Record, currency: str) -> Record:
    """A line of an order, priced when it comes without an amount."""
    [product_id] = required(sent, "product_id")
    product = books.held("products").get(product_id)
    if product is None:
        raise not_valid("product_id is invalid")
    named = {"product_name": product["name"], "unit_price": product.get("price", "0.0")}
    line: Record = _LINE | named | sent | {"line_no": number}
    if line.get("effective_price") not in (None, ""):
        return line
    amount = exact_amount(line | {"list_price": line["unit_price"]})
    return line | {"effective_price": text(rounded(amount, currency))}
