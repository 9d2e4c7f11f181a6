"""Commission in words: its states, what a line waits for, and how a plan pays."""

from collections.abc import Mapping
from typing import Any

from ui.ledger import Row
from ui.text import amount, count, plain, short_day
from ui.wording import _, later

STATES = ("expected", "invoiced", "at risk", "earned", "released", "clawed back")
STATE_NAMES = {
    "at risk": later("At risk"),
    "invoiced": later("Invoiced"),
    "expected": later("Expected"),
    "earned": later("Earned"),
    "released": later("Released"),
    "clawed back": later("Clawed back"),
}
TRIGGERS: Mapping[str, str] = {
    "invoice_paid_in_full": later("once an invoice is paid in full"),
    "pro_rata_on_cash": later("with each payment, in proportion"),
    "first_invoice_paid": later("all at once with the first invoice that is paid"),
}
PROBLEMS: Mapping[str, str] = {
    "undated": later("A day of its service cannot be read. Enter it in Firmao."),
    "no plan": later("No plan is for it. Name one in the table [commission] of the policy."),
    "nobody": later("It names nobody who sold it. Enter the sales person in Firmao."),
    "split unreadable": later(
        "How it is shared cannot be read. Write it as name@company.example:60;other@company.example:40."
    ),
    "split not whole": later("Its shares do not add up to 100 %. Put them right in Firmao."),
}


def in_words(row: Row) -> Row:
    """The row with its state as the screen says it."""
    return {**row, "state": _(STATE_NAMES[row["state"]])}


def releases(row: Row) -> str:
    """What would release a line, and what its customer said of that, as sentences; '' where it waits for nothing."""
    told = (_waits_for(row), _promised(row), _disputed(row))
    return " ".join(one for one in told if one)


def _promised(row: Row) -> str:
    if not row.get("promise"):
        return ""
    said = {"amount": amount(row["promised_amount"], row["currency"]), "day": short_day(row["promised_for"])}
    if row["promise"] == "broken":
        return _("Its customer had promised {amount} by {day} and did not pay.", **said)
    return _("Its customer promised {amount} by {day}.", **said)


def _disputed(row: Row) -> str:
    if not row.get("disputed_on"):
        return ""
    return _(
        "Disputed since {day}: {why}.", day=short_day(row["disputed_on"]), why=row["disputed_because"].rstrip(". ")
    )


def _waits_for(row: Row) -> str:
    told = {
        "hold": _hold,
        "first payment": lambda _row: _("The first invoice of the contract has to be paid in full."),
        "invoice": lambda _row: _("It has to be invoiced, and the invoice paid."),
        "other currency": _other_currency,
        "pending payment": _pending,
        "payment": _payment,
    }.get(row["waits_for"] or "")
    return told(row) if told else ""


def _hold(row: Row) -> str:
    return _("Paid; released on {day} unless the money goes back.", day=short_day(row["releasable_on"]))


def _other_currency(row: Row) -> str:
    return _(
        "{invoices}: billed in {billed}, sold in {sold}. Correct the invoice first.",
        invoices=row["withheld"],
        billed=row["withheld_currency"],
        sold=row["currency"],
    )


def _pending(row: Row) -> str:
    return _("A payment of {invoice} is pending: it counts once the money is there.", invoice=row["invoice_id"])


def _payment(row: Row) -> str:
    unpaid = amount(row["unpaid_amount"], row["currency"])
    if row["days_overdue"]:
        return _(
            "{unpaid} of {invoice} has to be paid: {days} overdue.",
            unpaid=unpaid,
            invoice=row["invoice_id"],
            days=count(row["days_overdue"], "day"),
        )
    return _(
        "{unpaid} of {invoice} has to be paid, due {day}.",
        unpaid=unpaid,
        invoice=row["invoice_id"],
        day=short_day(row["due_on"]),
    )


def plan_in_words(traced: Mapping[str, Any]) -> str:
    """How the plan of a line pays and, where its terms changed, which of them these are."""
    told = _(
        "Plan {plan}: earned {trigger}, released {hold} later, at risk when more than {risk} overdue, taken back with "
        "money that goes back within {clawback} after it was earned.",
        plan=plain(traced["plan"]),
        trigger=_(TRIGGERS[traced["trigger_name"]]),
        hold=count(traced["hold_days"], "day"),
        risk=count(traced["at_risk_days"], "day"),
        clawback=count(traced["clawback_days"], "day"),
    )
    if not traced["plan_since"]:
        return told
    since = short_day(traced["plan_since"])
    return f"{told} {_('These are its terms for contracts signed on {day} or later.', day=since)}"
