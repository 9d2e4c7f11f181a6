"""An invoice that bills only what another one billed before is reversed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Plan, Step, Target, moved
from corrections.planning.case import Case, Row
from corrections.records import as_text
from queries.currency import money


def reverse_invoice(case: Case) -> Plan:
    """The second invoice is reversed, and all that it bills twice with it.

    Raises `NotPlannableError` where it is paid, or bills something else too.
    """
    found = case.found
    invoice = case.facts.record("ordway", "invoices", found["invoice_id"])
    _refuse_paid(invoice)
    doubled = case.facts.rows("corrections/doubled_lines", invoice=invoice["id"], as_of=case.facts.today)
    _refuse_other_lines(invoice["id"], doubled)
    owed = money(Decimal(str(invoice["invoice_amount"])), invoice["currency"])
    return Plan(
        "reverse_invoice",
        "ordway",
        f"Reverse {invoice['id']}, which bills a second time what was billed before",
        found["account_id"],
        found["currency"],
        case.impact,
        (reversal(invoice, case.facts.today.isoformat()),),
        tuple(dict.fromkeys((*case.settles, *(line["discrepancy_id"] for line in doubled)))),
        effect=f"The customer does not owe {owed} any more.",
        remains="Send the customer word that the invoice is void.",
    )


def reversal(invoice: dict[str, Any], day: str) -> Step:
    """The request that reverses an invoice on a day."""
    paid = as_text(invoice["paid_amount"])
    return Step(
        "ordway",
        f"Reverse {invoice['id']} on {day}",
        "PUT",
        f"invoices/{invoice['id']}/reverse",
        {"reversed_on": day},
        (Change("status", invoice["status"], "Reversed", "status"), Change("paid_amount", paid, paid, "paid amount")),
        Target("invoices", invoice["id"]),
        certainty=Certainty.CONFIRMED,
        doubt="Whether Ordway invoices the same period again after a reversal is not known: look at its next run.",
        moves=moved(Decimal(str(invoice["invoice_amount"])), invoice["currency"]),
    )


def _refuse_paid(invoice: dict[str, Any]) -> None:
    if invoice["status"] != "Posted" or Decimal(str(invoice["paid_amount"])) or invoice.get("credits"):
        raise NotPlannableError(
            f"{invoice['id']} is {invoice['status'].lower()}; only one that is posted, without payments and credits, "
            "can be reversed. Give a credit instead."
        )


def _refuse_other_lines(invoice_id: str, lines: Sequence[Row]) -> None:
    if others := [one["product_key"] for one in lines if one["net_amount"] != one["doubled_amount"]]:
        raise NotPlannableError(
            f"{invoice_id} also bills {', '.join(others)}, which was not billed before. Give a credit instead."
        )
