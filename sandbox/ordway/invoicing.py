"""What of Ordway is ready to be invoiced, line by line, and the invoices made of it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sandbox.ordway.books import Books
from sandbox.ordway.records import money, text
from sandbox.world import Record

_CENT = Decimal("0.01")
_FROM_PLAN = ("subscription_line_id", "product_name", "plan_id", "plan_name", "charge_name")
_FROM_SCHEDULE_LINE = ("start_date", "end_date", "unit_price", "list_price", "list_price_base", "quantity", "discount")
_FROM_ORDER_LINE = ("product_id", "product_name", "description", "unit_price", "quantity", "discount")


@dataclass(frozen=True)
class Ready:
    """A line to be invoiced. `apart` keeps it off others' invoices; `mark` tells its source the invoice's id."""

    source: Record
    line: Record
    apart: str
    mark: Callable[[str], None]


def ready(books: Books, target: str, wanted: Record) -> Iterator[Ready]:
    """The lines ready by a day and not invoiced, of the schedules and orders that meet the filters."""
    for schedule in _meeting(books.held("billing_schedules").values(), wanted):
        subscription = books.held("subscriptions").get(schedule.get("subscription_id", ""))
        if subscription and subscription["status"] != "Draft":
            yield from _of_schedule(books, subscription, schedule, target)
    for order in _meeting(books.held("orders").values(), wanted):
        if order["status"] == "Fulfilled" and not order.get("invoice_id") and order["order_date"] <= target:
            yield from _of_order(books, order)


def _meeting(records: Iterable[Record], wanted: Record) -> list[Record]:
    """The records that are meant; an order meets a filter for orders by its own id."""
    return [one for one in records if all({"order_id": one["id"], **one}.get(k) == v for k, v in wanted.items())]


def _of_schedule(books: Books, subscription: Record, schedule: Record, target: str) -> Iterator[Ready]:
    plans: list[Record] = [one for one in subscription["plans"] if one.get("billing_schedule_id") == schedule["id"]]
    plan = plans[0] if plans else books.memory.former_lines.get(schedule["id"], {})
    apart = subscription["id"] if subscription.get("separate_invoice") else ""
    for planned in schedule["schedule_lines"]:
        if planned["charge_ready_date"] <= target and not planned["invoiced"]:
            line = {"subscription_id": subscription["id"], "product_id": schedule["product_id"]}
            line |= {"charge_id": schedule["charge_id"], "description": planned.get("description", "")}
            line |= {key: plan.get(key, "") for key in _FROM_PLAN} | {k: planned[k] for k in _FROM_SCHEDULE_LINE}
            kind = str(plan.get("charge_type", "Recurring")).lower().replace(" ", "_")
            line |= {"charge_type": kind, "effective_price": planned["amount"]}
            yield Ready(subscription, line, apart, _marker(books, schedule, planned, "invoiced", bool))


def _of_order(books: Books, order: Record) -> Iterator[Ready]:
    apart = order["id"] if order.get("separate_invoice") else ""
    for sold in order["line_items"]:
        line = {"order_id": order["id"], "charge_type": "one_time", "start_date": order["order_date"], "end_date": "-"}
        line |= {key: sold.get(key, "") for key in _FROM_ORDER_LINE} | {"effective_price": sold["effective_price"]}
        yield Ready(order, line, apart, _marker(books, order, order, "invoice_id", str))


def _marker(
    books: Books, source: Record, record: Record, key: str, becoming: Callable[[str], Any]
) -> Callable[[str], None]:
    def mark(invoice_id: str) -> None:
        record[key] = becoming(invoice_id)
        books.touch(source)

    return mark


def invoice_of(books: Books, lines: list[Ready], day: date) -> Record:
    """One invoice of lines of one customer, taxed as the customer was before, without id and status."""
    source = lines[0].source
    customer = books.find("customers", source["customer_id"])
    rate = _tax_rate(books, customer, source["currency"])
    items = [_invoice_line(customer, number, one.line, rate) for number, one in enumerate(lines, start=1)]
    net = sum((money(one["effective_price"]) for one in items), Decimal(0))
    tax = sum((money(one["line_tax"]) for one in items), Decimal(0))
    terms = str(customer.get("payment_terms") or source.get("payment_terms") or "")
    return {
        "customer_id": customer["id"], "customer_name": customer["name"], "invoice_date": day.isoformat(),
        "due_date": (day + timedelta(days=_days(terms))).isoformat(), "subtotal": text(net), "invoice_tax": text(tax),
        "start_date": min(one["start_date"] for one in items), "end_date": _last_day(items),
        "invoice_amount": text(net + tax), "paid_amount": "0.0", "balance": text(net + tax), "notes": "",
        "currency": source["currency"], "payment_terms": terms, "line_items": items,
        "subtotals": [], "payments": [], "credits": [], "refunds": [], "billing_contact": {}, "shipping_contact": {},
    }  # fmt: skip


def _last_day(items: list[Record]) -> str:
    return max(str(one["start_date"] if one["end_date"] == "-" else one["end_date"]) for one in items)


def _days(terms: str) -> int:
    """`Net 30` and `30` are 30 days, `Due on Receipt` is none."""
    found = re.search(r"\d+", terms)
    return int(found[0]) if found else 0


def _invoice_line(customer: Record, number: int, line: Record, rate: Decimal) -> Record:
    tax = (money(line["effective_price"]) * rate / 100).quantize(_CENT, ROUND_HALF_UP)
    taxed = {"taxable": rate > 0, "line_tax": text(tax), "applied_tiers": "", "custom_fields": {}}
    taxed["tax_lines"] = [{"name": f"VAT {rate:f}%", "value": text(tax)}] if rate else []
    who = {"line_no": str(number), "customer_id": customer["id"], "customer_name": customer["name"]}
    return who | line | taxed


def _tax_rate(books: Books, customer: Record, currency: str) -> Decimal:
    """Percent, from the last taxed line of the customer's invoices: Ordway keeps rates where its API does not show.

    A customer that was never taxed is taxed as the last one that was invoiced in its currency.
    """
    if customer.get("tax_exempt"):
        return Decimal(0)
    taxed = [one for one in books.held("invoices").values() if money(one["invoice_tax"]) and money(one["subtotal"])]
    own = [one for one in taxed if one["customer_id"] == customer["id"]]
    for invoice in (own or [one for one in taxed if one["currency"] == currency])[-1:]:
        return (money(invoice["invoice_tax"]) * 100 / money(invoice["subtotal"])).quantize(Decimal(1))
    return Decimal(0)
