"""What a person does in Ordway's own screens, where its API is not known to let anybody else do it."""

from decimal import Decimal

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.ordway import invoices, payments
from sandbox.ordway.applications import OPEN, Applications, Wanted
from sandbox.ordway.books import Books
from sandbox.ordway.records import money, text
from sandbox.ordway.schedules import Schedules
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


def move_payment(here: Company, row: Row) -> None:
    """The invoice is paid by a payment of its own customer, and the other one pays what its customer owes."""
    books = _books(here)
    payment, invoice = (books.find(kind, row[f"ordway_{kind[:-1]}_id"]) for kind in ("payments", "invoices"))
    [applied] = [one["amount_applied"] for one in payment["invoices"] if one["id"] == invoice["id"]]
    Applications(books).take_back("payments", payment)
    told = {"customer_id": row["expected"], "payment_date": payment["payment_date"], "payment_amount": applied}
    payments.create(books, told | {"invoices": [{"id": invoice["id"], "amount_applied": applied}]})
    _apply(books, "payments", payment)


def reactivate(here: Company, row: Row) -> None:
    """The subscription goes on to the end of its contract as if it had not been stopped."""
    books = _books(here)
    subscription = books.find("subscriptions", row["ordway_subscription_id"])
    agreement = here.world.firmao["agreements"][int(row["firmao_agreement_id"])]
    told = {"status": "Active", "cancellation_date": "", "version": subscription["version"] + 1}
    books.touch(subscription).update(told, current_term_end_date=agreement["customFields"]["custom2"])
    Schedules(books).open(subscription)


def rebill(here: Company, row: Row) -> None:
    """The invoice is reversed, and made once more with the tax that was agreed for each product."""
    books = _books(here)
    wrong = books.find("invoices", row["ordway_invoice_id"])
    found = here.open({"I8"}).values()
    agreed = {one["product"]: one["expected"] for one in found if one["ordway_invoice_id"] == wrong["id"]}
    lines = [
        line | {"line_tax": agreed[books.find("products", line["product_id"])["sku"]]} for line in wrong["line_items"]
    ]
    tax = sum((money(line["line_tax"]) for line in lines), Decimal(0))
    total = text(money(wrong["subtotal"]) + tax)
    amounts = {"invoice_tax": text(tax), "invoice_amount": total, "balance": total}
    books.add("invoices", wrong | amounts | {"id": books.new_id("invoices"), "line_items": lines})
    books.touch(invoices.reverse(books, wrong, {"reversed_on": f"{here.day}"}))


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
    """Written later than what was pulled last."""
    return Books(State(here.world, Clock(here.day, hour=12), Faults()))
