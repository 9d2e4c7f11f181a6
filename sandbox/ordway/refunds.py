"""Refunds: the money of a payment, a credit or a negative invoice sent back."""

from decimal import Decimal

from sandbox.ordway.books import Books
from sandbox.ordway.records import text
from sandbox.world import Record


def refund(books: Books, source: Record, amount: Decimal, reference: Record, told: Record) -> Record:
    """Keep a refund and note it on its source; `reference` names the source (`{"payment_id": …}`)."""
    day = told.get("refund_date") or books.today()
    made: Record = {
        "customer_id": source["customer_id"], "refund_date": day, "refund_amount": text(amount),
        "refund_type": told.get("refund_type") or "External", "payment_id": "", "refund_status": "Succeeded",
        "notes": told.get("notes") or "", "currency": source["currency"], "conversion_rate": 1.0,
        "reference_number": told.get("reference_number") or "",
    }  # fmt: skip
    kept = books.add("refunds", made | reference)
    note = {"id": kept["id"], "refund_amount": text(amount), "refund_date": day}
    source["refunds"] = [*source.get("refunds", []), note | {"created_date": day, "updated_date": day}]
    return kept
