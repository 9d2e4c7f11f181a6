"""What a person does in Ordway's own screens, where its API is not known to let anybody else do it."""

from datetime import timedelta
from decimal import Decimal

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.ordway import payments
from sandbox.ordway.applications import OPEN, Applications, Wanted
from sandbox.ordway.books import Books
from sandbox.ordway.records import money
from sandbox.state import State
from sandbox.world import Record
from tests.corrections.settling import Company, Row

_TOO_MUCH = Decimal(50)


def set_due_date(here: Company, row: Row) -> None:
    """The invoice gets the due date that was agreed."""
    books = _books(here)
    invoice = books.find("invoices", row["ordway_invoice_id"])
    books.touch(invoice)["due_date"] = row["expected"]


def post_draft(here: Company, row: Row) -> None:
    """The draft is posted as it is."""
    books = _books(here)
    invoice = books.find("invoices", row["ordway_invoice_id"])
    books.touch(invoice)["status"] = "Posted"
    Applications(books).reckon_customer(invoice["customer_id"])


def apply_cash(here: Company, row: Row) -> None:
    """What is left of the payment pays the oldest open invoices."""
    books = _books(here)
    _apply(books, "payments", books.find("payments", row["ordway_payment_id"]))


def apply_credit(here: Company, row: Row) -> None:
    """What is left of the credit pays the oldest open invoices."""
    books = _books(here)
    _apply(books, "credits", books.find("credits", row["ordway_credit_id"]))


def free_overpaid(here: Company, row: Row) -> None:
    """What was applied too much is taken off the invoice and pays the oldest open one, if any."""
    books = _books(here)
    invoice_id = row["ordway_invoice_id"]
    held = books.held("payments").values()
    payment = next(one for one in held if invoice_id in {applied["id"] for applied in one["invoices"]})
    Applications(books).take_back("payments", payment, _TOO_MUCH)
    _apply(books, "payments", payment)


def pay_invoice(here: Company, row: Row) -> None:
    """The customer pays all that is open on the invoice of a discrepancy."""
    books = _books(here)
    invoice = books.find("invoices", row["ordway_invoice_id"])
    told = {"customer_id": invoice["customer_id"], "payment_date": books.today(), "payment_amount": invoice["balance"]}
    payments.create(books, told | {"invoices": [{"id": invoice["id"], "amount_applied": invoice["balance"]}]})


def _apply(books: Books, kind: str, money_in: Record) -> None:
    left = money(money_in["unapplied_amount"])
    invoices = books.held("invoices").values()
    own = [one for one in invoices if one["customer_id"] == money_in["customer_id"] and one["status"] in OPEN]
    for invoice in sorted(own, key=lambda one: (str(one["due_date"]), str(one["id"]))):
        amount = min(left, money(invoice["balance"]))
        left -= amount
        if amount > 0:
            Applications(books).apply(kind, money_in, [Wanted(invoice, amount)])


def _books(here: Company) -> Books:
    """Written a day later: a pull asks for what changed since its last, and this clock starts anew."""
    return Books(State(here.world, Clock(here.day + timedelta(days=1)), Faults()))
