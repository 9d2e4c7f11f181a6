"""Orders that bill what was billed too little: one order, a line for each product and period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Guard, Purpose, Step, moved
from corrections.planning.case import Case, Row
from corrections.planning.guards import billed_invoice, billing_customer, subscription
from corrections.planning.ordway.billing_runs import purpose_of_run, run_of_order
from corrections.planning.ordway.making import days_of, lines_as_sent, own_reference, purpose, span
from queries.currency import money, plain_amount

_DOUBT = (
    "The names of an order's fields are those it is read with; that they are taken as sent is judged by reading back."
)

# What is read back of each line, and what people call it; the description names the period.
_LINE = {
    "product_id": "product",
    "description": "for",
    "quantity": "units",
    "unit_price": "a unit",
    "effective_price": "amount, net",
}


@dataclass(frozen=True)
class Shortfall:
    """What is to be billed for the product and period of a discrepancy, net, in its currency."""

    row: Row
    net: Decimal


def bill(case: Case, shortfalls: Sequence[Shortfall], number: int) -> tuple[tuple[Step, ...], tuple[Purpose, ...]]:
    """An order for what is short and the run that invoices it, as steps `number` and the next; with their purposes.

    All of it is for one customer, in one currency. Raises `NotPlannableError`.
    """
    reference = f"{case.reference} {shortfalls[0].row['currency']}"
    steps = (_order(case, shortfalls, reference), run_of_order(f"{{made:{number}}}", case.facts.today))
    return steps, (*(purpose("order", reference, one.row, one.net) for one in shortfalls), purpose_of_run(number + 1))


def product_of(case: Case, product_key: str) -> Mapping[str, Any]:
    """Ordway's product of a code: `product_id` and `name`. Raises `NotPlannableError` where there is none."""
    found = case.facts.rows("corrections/product", product=product_key)
    if not found:
        raise NotPlannableError(f"Ordway has no product {product_key} to bill. Create it there, sync, and plan again.")
    return found[0]


def _order(case: Case, shortfalls: Sequence[Shortfall], reference: str) -> Step:
    first = shortfalls[0].row
    currency = first["currency"]
    total = sum((one.net for one in shortfalls), Decimal(0))
    body: dict[str, Any] = {
        "customer_id": first["ordway_customer_id"],
        "order_date": case.facts.today.isoformat(),
        "status": "Fulfilled",
        "currency": currency,
        "separate_invoice": True,
        "notes": reference,
        "line_items": [_line(case, one) for one in shortfalls],
    }
    changes = (
        Change("notes", None, reference, "reference"),
        Change("customer_id", None, first["ordway_customer_id"], "customer"),
        Change("currency", None, currency, "currency"),
        Change("order_amount", None, plain_amount(total, currency), "amount of the order, net"),
    )
    return Step(
        "ordway",
        f"Order {money(total, currency)} net for {first['ordway_customer_id']}, to be invoiced",
        "POST",
        "orders",
        body,
        changes,
        reference=own_reference(case, "orders", "notes", reference),
        certainty=Certainty.INFERRED,
        doubt=_DOUBT,
        moves=moved(total, currency, *days_of([one.row for one in shortfalls])),
        guards=_guards(case, shortfalls),
        lines=lines_as_sent("line_items", body["line_items"], _LINE),
    )


def _guards(case: Case, shortfalls: Sequence[Shortfall]) -> tuple[Guard, ...]:
    """The invoices that bill too little, the subscriptions, and the customer who is billed."""
    rested = [billing_customer(case.facts, shortfalls[0].row["ordway_customer_id"])]
    for one in shortfalls:
        rested.append(billed_invoice(case.facts, one.row["invoice_id"]))
        rested.append(subscription(case.facts, one.row["subscription_id"]))
    return tuple(dict.fromkeys(guard for guards in rested for guard in guards))


def _line(case: Case, one: Shortfall) -> dict[str, Any]:
    product = product_of(case, one.row["product_key"])
    return {
        "product_id": product["product_id"],
        "description": f"{product['name']}, {span(one.row)}",
        "unit_price": plain_amount(one.net, one.row["currency"]),
        "quantity": 1,
        "effective_price": plain_amount(one.net, one.row["currency"]),
    }
