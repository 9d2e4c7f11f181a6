"""An invoice with another tax than was agreed is reversed and billed anew: by hand, Ordway alone knows its rates."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corrections.plan import Plan
from corrections.planning.by_hand import by_hand
from corrections.planning.case import Case, Row
from corrections.planning.firmao.entries import siblings


def rebill_invoice(case: Case) -> Plan:
    """The invoice is billed once more with the tax that was agreed, for all of its lines that differ."""
    invoice_id, currency = case.found["invoice_id"], case.found["currency"]
    rows = [one for one in siblings(case, "I8") if one["invoice_id"] == invoice_id]
    impact = sum((Decimal(one["impact"]) for one in rows), Decimal(0))
    invoice = case.facts.record("ordway", "invoices", invoice_id)
    plan = by_hand(
        case,
        "rebill_invoice",
        f"Bill {invoice_id} anew with the tax that was agreed",
        _instructions(case, invoice, rows),
        f"The customer owes {abs(impact):.2f} {currency} of tax {'more' if impact > 0 else 'less'} than before.",
        # The invoice is taken back whole, and the same is billed once more.
        2 * Decimal(str(invoice["invoice_amount"])),
    )
    settles = tuple(dict.fromkeys((*plan.settles, *(one["discrepancy_id"] for one in rows))))
    return replace(plan, impact=f"{impact:.2f}", settles=settles)


def _instructions(case: Case, invoice: Row, rows: Sequence[Row]) -> tuple[str, ...]:
    taxes = "; ".join(f"{one['product_key']}: {one['expected']} instead of {one['actual']}" for one in rows)
    return (
        "Find out in Ordway why the tax is another than was agreed: that of the product, or of the customer. Correct "
        "it there first, or the next invoice is wrong again.",
        f"Open the invoice {invoice['id']} of the customer {case.found['ordway_customer_id']}. Where payments or "
        "credits are applied to it, take them back and note the amounts. Then choose Reverse.",
        f"Make the same invoice once more with the date {invoice['invoice_date']}, so that it is not late, and check "
        f"its tax before you post it: {taxes}.",
        f"Apply again what you took back, and send it to the customer with word that {invoice['id']} is void.",
    )
