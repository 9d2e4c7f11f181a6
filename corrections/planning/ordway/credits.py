"""Credits for what was billed too much: one for each invoice, a line for each product and period."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Purpose, Step, moved
from corrections.planning.case import Case, Row
from corrections.planning.guards import billing_customer, open_invoice
from corrections.planning.ordway.making import days_of, lines_as_sent, own_reference, purpose, span
from queries.currency import money, plain_amount, rounded

_DOUBT = (
    "The names of a credit's fields are those of Ordway's import and of what is read; that its lines and the invoice "
    "it is applied to are taken as sent is judged by reading back."
)

# What is read back of each line, and what people call it; the description names the period.
_LINE = {
    "product_id": "product",
    "description": "for",
    "quantity": "units",
    "unit_price": "a unit",
    "effective_price": "amount, net",
    "line_tax": "tax",
}


@dataclass(frozen=True)
class _Credited:
    """A line of a credit: what is given back for the product and period of a discrepancy."""

    row: Row
    product_id: str
    name: str
    net: Decimal
    tax: Decimal


def credit(case: Case, rows: Sequence[Row]) -> tuple[Step, tuple[Purpose, ...]]:
    """The credit for what one invoice bills too much, applied to it as far as it is open; with its purposes.

    What is left waits for the customer's next invoices. Raises `NotPlannableError`.
    """
    invoice_id = rows[0]["invoice_id"]
    reference = f"{case.reference} {invoice_id}"
    lines, balance = _lines(case, rows)
    purposes = (purpose("credit", reference, one.row, one.net, invoice_id) for one in lines)
    return _step(case, reference, lines, balance), tuple(purposes)


def _lines(case: Case, rows: Sequence[Row]) -> tuple[list[_Credited], Decimal]:
    """The lines, and what is open on the invoice."""
    found = [(row, _billed(case, row)) for row in rows]
    lines = []
    for row, billed in found:
        net = -row["impact"]
        tax = rounded(net * billed["tax_amount"] / billed["net_amount"], row["currency"])
        lines.append(_Credited(row, billed["product_id"], billed["name"], net, tax))
    return lines, found[0][1]["balance"]


def _billed(case: Case, row: Row) -> Row:
    found = case.facts.rows("corrections/billed", invoice=row["invoice_id"] or "", product=row["product_key"])
    if not found or not found[0]["net_amount"]:
        raise NotPlannableError(
            f"No invoice line tells the tax of {row['product_key']} for {span(row)}. Give the credit in Ordway by hand."
        )
    return found[0]


def _step(case: Case, reference: str, lines: Sequence[_Credited], balance: Decimal) -> Step:
    first = lines[0].row
    currency = first["currency"]
    gross = sum((one.net + one.tax for one in lines), Decimal(0))
    amount = plain_amount(gross, currency)
    body: dict[str, Any] = {
        "customer_id": first["ordway_customer_id"],
        "credit_date": case.facts.today.isoformat(),
        "credit_amount": amount,
        "currency": currency,
        "auto_apply": True,
        "reference_number": reference,
        "notes": f"Correction of {first['invoice_id']}: {'; '.join(f'{one.name}, {span(one.row)}' for one in lines)}",
        "credit_line_items": [_line(one) for one in lines],
        "invoices": _applied(first["invoice_id"], min(balance, gross), currency),
    }
    applied = body["invoices"]
    changes = (
        Change("reference_number", None, reference, "reference"),
        Change("customer_id", None, first["ordway_customer_id"], "customer"),
        Change("currency", None, currency, "currency"),
        Change("credit_amount", None, amount, "amount credited, with tax"),
        *(Change(f"invoices[{one['id']}].amount_applied", None, one["amount_applied"], "applied") for one in applied),
    )
    return Step(
        "ordway",
        f"Credit {money(gross, currency)} for what {first['invoice_id']} bills too much",
        "POST",
        "credits",
        body,
        changes,
        reference=own_reference(case, "credits", "reference_number", reference),
        certainty=Certainty.INFERRED,
        doubt=_DOUBT,
        moves=moved(gross, currency, *days_of([one.row for one in lines])),
        guards=(
            *open_invoice(case.facts, first["invoice_id"]),
            *billing_customer(case.facts, first["ordway_customer_id"]),
        ),
        lines=lines_as_sent("credit_line_items", body["credit_line_items"], _LINE),
    )


def _line(one: _Credited) -> dict[str, Any]:
    net = plain_amount(one.net, one.row["currency"])
    return {
        "product_id": one.product_id,
        "description": f"{one.name}, {span(one.row)}",
        "quantity": 1,
        "unit_price": net,
        "effective_price": net,
        "taxable": one.tax > 0,
        "line_tax": plain_amount(one.tax, one.row["currency"]),
    }


def _applied(invoice_id: str, amount: Decimal, currency: str) -> list[dict[str, str]]:
    return [{"id": invoice_id, "amount_applied": plain_amount(amount, currency)}] if amount > 0 else []
