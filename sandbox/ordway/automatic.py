"""What Ordway applies by itself: left-over money and credits of customers on auto-pay, to their oldest invoices."""

from collections.abc import Iterable
from decimal import Decimal

from sandbox.ordway.applications import OPEN, Applications, Wanted
from sandbox.ordway.books import Books
from sandbox.ordway.records import money
from sandbox.world import Record

_KINDS = ("payments", "credits")


def apply_left_over(books: Books, kind: str, money_in: Record) -> None:
    """Apply what is left of a payment or credit to the customer's open invoices."""
    if _is_automatic(books, money_in):
        invoices = [one for one in _of_customer(books, "invoices", money_in) if _is_open(one)]
        invoices.sort(key=lambda one: (str(one.get("due_date", "")), one["id"]))
        _apply(books, kind, money_in, invoices)


def draw_on_left_over(books: Books, invoice: Record) -> None:
    """Apply what is left of the customer's payments and credits to a new invoice."""
    for kind in _KINDS:
        for money_in in _of_customer(books, kind, invoice):
            if _is_automatic(books, money_in) and _is_open(invoice):
                _apply(books, kind, money_in, [invoice])


def _apply(books: Books, kind: str, money_in: Record, invoices: Iterable[Record]) -> None:
    wanted: list[Wanted] = []
    left = money(money_in["unapplied_amount"])
    for invoice in invoices:
        amount = min(left, money(invoice["balance"]))
        if amount > 0:
            wanted.append(Wanted(invoice, amount))
            left -= amount
    if wanted:
        Applications(books).apply(kind, money_in, wanted)


def _is_automatic(books: Books, money_in: Record) -> bool:
    customer = books.held("customers").get(money_in["customer_id"], {})
    asked = customer.get("auto_pay") is True and money_in.get("auto_apply") is True
    return asked and money_in["status"] == "Processed"


def _of_customer(books: Books, resource: str, other: Record) -> list[Record]:
    """The customer's records of a resource in the same currency."""
    same = {key: other[key] for key in ("customer_id", "currency")}
    return [one for one in books.held(resource).values() if same.items() <= one.items()]


def _is_open(invoice: Record) -> bool:
    return invoice["status"] in OPEN and money(invoice["balance"]) > Decimal(0)
