"""One customer for whoever collects: how it stands, what is next, what it owes and what it said."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from ui.account.links_to import to_correction, to_shown
from ui.address import here
from ui.collections.words import STAGES, action_told, channel_told, promise_mark, promise_told, stage_cell
from ui.figures import Figure, figures, line
from ui.ledger import Cell, Column, Parts, Row, column, ledger
from ui.marks import state_mark
from ui.reading import Reader
from ui.sheet import Node, link, node
from ui.text import NONE, amount, count, day, short_day
from ui.wording import _, later

INVOICES = (
    column("invoice_id", "Open invoice", "code"),
    column("invoiced_on", "Invoiced", "day", minor=True),
    column("due_on", "Due", "day"),
    column("days_overdue", "Days late", "number", minor=True),
    column("currency", "Cur.", "code"),
    column("gross_amount", "Gross", "money", minor=True),
    column("balance", "Open", "money"),
    column("stage", "Stage", "state"),
)
_PROMISES = (
    column("promised_on", "Promised on", "day", minor=True),
    column("promised_for", "By", "day"),
    column("currency", "Cur.", "code"),
    column("amount", "Promised", "money"),
    column("received_amount", "Came in", "money", minor=True),
    column("state", "What became of it", "state"),
    column("words", "Said", minor=True),
    column("who", "Noted by", minor=True),
)
_DISPUTES = (
    column("disputed_on", "Since", "day"),
    column("invoice_id", "Disputed", "code"),
    column("reason", "Why"),
    column("is_on_hold", "Dunned", "state"),
    column("who", "Noted by", minor=True),
)
_FAILED = (
    column("payment_id", "Failed payment", "code"),
    column("paid_on", "Failed on", "day"),
    column("failure_reason", "Why", minor=True),
    column("currency", "Cur.", "code"),
    column("amount", "Amount", "money"),
    column("count_retries", "Retries", "number", minor=True),
    column("recovered_on", "Came in on", "day"),
)
_LOG = (
    column("happened_on", "Day", "day"),
    column("what", "What"),
    column("words", "Said"),
    column("who", "Noted by", minor=True),
    column("correction_id", "In Firmao"),
)
# What a link of the log asks for: the preview of writing an entry to Firmao.
WRITE = "write="

_CHANGED = {
    "dispute": later("Disputed"),
    "held": later("Put on hold"),
    "released": later("Released to be dunned"),
    "settled": later("Dispute settled"),
}


def standing(rows: Sequence[Row], today: date) -> Node:
    """The figures of the customer, from its rows of the worklist; where it has none, nothing is past due."""
    if not rows:
        return line(_("Nothing of this customer is past due today."), kind="note")
    first = rows[0]
    habit = count(first["usual_days_late"], "day")
    planned = first["next_action_on"]
    since = _("due since {day}", day=day(planned)) if planned < today else _("on {day}", day=day(planned))
    strip = figures(
        [
            Figure(_("Overdue"), tuple(amount(row["overdue"], row["currency"]) for row in rows), _held(rows), "bad"),
            Figure(_("Stage"), (_stage(first),), _("{days} late", days=count(first["days_overdue"], "day"))),
            Figure(_("Next"), (action_told(first),), since),
            Figure(_("Last contact"), (short_day(first["last_contact_on"]),), channel_told(first["last_contact_by"])),
            Figure(_("Mostly pays late by"), (habit,), _("of invoices paid in the last two years")),
        ]
    )
    return node("div", strip, *(line(promise_told(row)) for row in rows if row["promise"]))


def documents(read: Reader, account_id: str) -> Node:
    """What it owes, promised, disputes and failed to pay; what there is nothing of is left out."""
    asked = {"account": account_id, "as_of": read.today}
    invoice, payment = partial(_shown, account_id, "invoice"), partial(_shown, account_id, "payment")
    tables: tuple[tuple[str, Sequence[Row], Sequence[Column], Mapping[str, Callable[[Row], Cell]]], ...] = (
        (
            _("Open invoices"),
            read.rows("collections/invoices", **asked),
            INVOICES,
            {"invoice_id": invoice, "stage": _dunned},
        ),
        (_("Promises"), read.rows("collections/promises", **asked), _PROMISES, {"state": _state}),
        (
            _("Disputes"),
            read.rows("collections/disputes", **asked),
            _DISPUTES,
            {"invoice_id": invoice, "is_on_hold": _hold},
        ),
        (_("Failed payments"), read.rows("collections/failed_payments", **asked), _FAILED, {"payment_id": payment}),
    )
    return node(
        "div",
        *(
            node("section", node("h3", title), ledger(rows, columns, title, Parts(cells=cells)))
            for title, rows, columns, cells in tables
            if rows
        ),
    )


def log(rows: Sequence[Row]) -> Node:
    """All that was said and done, the latest first."""
    if not rows:
        return line(_("Nothing was noted yet."), kind="note")
    return ledger(rows, _LOG, _("What was said and done"), Parts(cells={"what": _what, "correction_id": _written}))


def _held(rows: Sequence[Row]) -> str:
    held = [amount(row["on_hold"], row["currency"]) for row in rows if row["on_hold"]]
    return _("{amount} of it in dispute", amount=", ".join(held)) if held else _("past due today")


def _stage(row: Row) -> str:
    return _(STAGES[row["stage"]]) if row["stage"] else _("Not dunned")


def _dunned(row: Row) -> Cell:
    return state_mark("paused", _("On hold")) if row["is_on_hold"] else stage_cell(row)


def _state(row: Row) -> Cell:
    return promise_mark(row["state"])


def _shown(account_id: str, kind: str, row: Row) -> Cell:
    """The record as a link; a dispute without one is about all that is open."""
    number = row[f"{kind}_id"]
    return to_shown(account_id, kind, number) if number else _("All that is open")


def _hold(row: Row) -> Cell:
    if row["settled_on"]:
        return state_mark("settled", _("Settled on {day}", day=short_day(row["settled_on"])))
    return state_mark("paused", _("On hold")) if row["is_on_hold"] else state_mark("open", _("Dunned all the same"))


def _what(row: Row) -> Cell:
    if row["kind"] == "promise":
        told = _("Promised {amount}", amount=amount(row["amount"], row["currency"]))
        return node("div", told, node("span", _("by {day}", day=short_day(row["until"])), kind="sub"))
    if row["kind"] in ("dispute", "change"):
        return node("div", _(_CHANGED[row["what"]]), node("span", row["invoice_id"] or NONE, kind="sub"))
    if row["kind"] == "withdrawal":
        return _("Promise withdrawn")
    return channel_told(row["what"])


def _written(row: Row) -> Cell:
    """Where it stands in Firmao, or the link that writes it there."""
    if row["kind"] == "crm":
        return node("span", _("From there"), kind="quiet")
    if row["correction_id"]:
        return to_correction(row["correction_id"], row["correction_id"])
    return link(_("Write to Firmao"), here(), f"{WRITE}{row['entry_id']}")
