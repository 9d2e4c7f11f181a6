"""What subscriptions and customers are worth: contracted revenue a month, before and after discounts, and a term's."""

from decimal import Decimal

from sandbox.ordway.billing_terms import kind_of, months_of
from sandbox.ordway.books import Books
from sandbox.ordway.pricing import gross_amount, period_amount
from sandbox.ordway.records import money, text
from sandbox.world import Record

_NAMES = ("cmrr", "discounted_cmrr")


def revenue_of(subscription: Record) -> Record:
    """`cmrr`, `discounted_cmrr` and, where the term has a length, `tcv` of a subscription, in its currency."""
    monthly = [line for line in subscription["plans"] if kind_of(line) == "recurring"]
    once = [line for line in subscription["plans"] if kind_of(line) == "onetime"]
    currency = subscription["currency"]
    gross = sum((gross_amount(line) / months_of(line) for line in monthly), Decimal(0))
    net = sum((period_amount(line, currency) / months_of(line) for line in monthly), Decimal(0))
    told = {"cmrr": text(gross), "discounted_cmrr": text(net)}
    term = str(subscription.get("contract_term") or "")
    if not term.isdecimal():
        return told
    return told | {"tcv": text(net * int(term) + sum((period_amount(line, currency) for line in once), Decimal(0)))}


def reckon_customer_revenue(books: Books, customer_id: str) -> None:
    """A customer's revenue: that of its active subscriptions."""
    customer = books.find("customers", customer_id)
    held = [one for one in books.held("subscriptions").values() if one["customer_id"] == customer_id]
    active = [one for one in held if one["status"] == "Active"]
    for name in _NAMES:
        customer[name] = text(sum((money(one.get(name)) for one in active), Decimal(0)))
    books.touch(customer)
