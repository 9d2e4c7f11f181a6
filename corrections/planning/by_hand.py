"""What Ordway's API is not known to do: posting, editing, applying. Exact instructions for a person instead."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from corrections.errors import NotPlannableError
from corrections.plan import Plan, moved
from corrections.planning.case import Case
from queries.currency import money


def by_hand(
    case: Case, kind: str, title: str, instructions: Sequence[str], effect: str, moves: Decimal = Decimal(0)
) -> Plan:
    """A plan of an Ordway correction that a person carries out, step by step in the words of its screens.

    `moves` is the money moved by that, in the currency of the discrepancy.
    """
    found = case.found
    return Plan(
        kind,
        "ordway",
        title,
        found["account_id"],
        found["currency"],
        case.impact,
        (),
        case.settles,
        effect=effect,
        remains="Say here that it is done; after the next sync it is compared whether it helped.",
        instructions=tuple(instructions),
        moves=moved(moves, found["currency"]),
    )


def update_invoice(case: Case) -> Plan:
    """The invoice gets the due date that the contract's terms make it."""
    found = case.found
    return by_hand(
        case,
        "update_invoice",
        f"Set the due date of {found['invoice_id']} to {found['expected']}",
        (
            f"In Ordway open the invoice {found['invoice_id']} of the customer {found['ordway_customer_id']} and "
            "choose Edit. Where that is not offered, an administrator first allows it in the settings.",
            f"Change the due date from {found['actual']} to {found['expected']}. Change nothing else, and do not have "
            "the taxes generated anew.",
            "Save, and send the invoice to the customer again where the date is later than what they were told.",
        ),
        "No amount changes; reminders go by the other date.",
    )


def post_invoice(case: Case) -> Plan:
    """The draft is posted, so that the customer owes it."""
    found, draft = case.found, case.facts.record("ordway", "invoices", case.found["invoice_id"])
    amount = Decimal(str(draft["invoice_amount"]))
    total = money(amount, draft["currency"])
    return by_hand(
        case,
        "post_invoice",
        f"Post the draft {found['invoice_id']} over {total}",
        (
            f"In Ordway open the draft invoice {found['invoice_id']} of {draft['invoice_date']} for the customer "
            f"{found['ordway_customer_id']} and check that it says {total}, tax included.",
            "Choose Post, and send the invoice to the customer.",
        ),
        f"The customer owes {total} from then on.",
        amount,
    )


def apply_payment(case: Case) -> Plan:
    """Cash that is left over pays the oldest invoices of the same account."""
    return _apply(case, "apply_payment", "payment", case.found["payment_id"])


def apply_credit(case: Case) -> Plan:
    """A credit that is left over pays the oldest invoices of the same account."""
    return _apply(case, "apply_credit", "credit", case.found["credit_id"])


def _apply(case: Case, kind: str, word: str, record_id: str) -> Plan:
    found, left = case.found, -case.found["impact"]
    spread = list(_spread(case, left))
    if not spread:
        raise NotPlannableError("No invoice in that currency is open any more. Sync, and look again.")
    currency = found["currency"]
    applied = sum((amount for _, _, amount in spread), Decimal(0))
    total = money(applied, currency)
    apply = (f"Enter {money(amount, currency)} for {one}, due on {due_on}." for one, due_on, amount in spread)
    return by_hand(
        case,
        kind,
        f"Apply {total} of {record_id}",
        (
            f"In Ordway open the {word} {record_id} of the customer {found['ordway_customer_id']}, of which "
            f"{money(left, currency)} is not applied, and choose Apply.",
            *apply,
            "Leave every other invoice at nothing, and choose Apply Now.",
        ),
        f"The customer owes {total} less; no money moves.",
        applied,
    )


def _spread(case: Case, left: Decimal) -> Iterator[tuple[str, date, Decimal]]:
    """How an amount is spread over the open invoices, the oldest first: id, due day, amount."""
    rows = case.facts.rows(
        "corrections/open_invoices", account=case.found["account_id"], currency=case.found["currency"]
    )
    for one in rows:
        amount = min(left, one["balance"])
        left -= amount
        if amount > 0:
            yield one["invoice_id"], one["due_on"], amount
