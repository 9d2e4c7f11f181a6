"""Stages of dunning, next actions and ways of contact, in words."""

from ui.ledger import Cell, Row
from ui.marks import state_mark
from ui.sheet import node
from ui.text import NONE, amount, short_day, words
from ui.wording import _, later

STAGES = {
    "reminder": later("Reminder"),
    "second": later("Second reminder"),
    "final": later("Final notice"),
    "escalated": later("Escalated"),
}
ACTIONS = {
    "send_reminder": later("Send a reminder"),
    "send_second": later("Send the second reminder"),
    "send_final": later("Send the final notice"),
    "send_escalated": later("Escalate"),
    "follow_up": later("Follow up"),
    "await_promise": later("Wait for the promise"),
    "chase_promise": later("Ask about the broken promise"),
    "settle_failed_payment": later("Ask about the failed payment"),
    "settle_dispute": later("Settle the dispute"),
    "wait": later("Nothing yet"),
}
# The CRM's words for what speaks to a customer stand beside ours.
CHANNELS = {
    "call": later("Call"),
    "e-mail": later("E-mail"),
    "letter": later("Letter"),
    "note": later("Note"),
    "phone_call": later("Phone call"),
    "meeting": later("Meeting"),
}
BUCKETS = {
    "1–30": later("1 to 30 days late"),
    "31–60": later("31 to 60 days late"),
    "61–90": later("61 to 90 days late"),
    "91+": later("Over 90 days late"),
}
# Who is asked for where something has no sales person.
NOBODY = "nobody"
PROMISES = {"open": later("Promise open"), "kept": later("Promise kept"), "broken": later("Promise broken")}
# How grave each is, as the marks of states have it.
_MARKED = {"reminder": "open", "second": "pending", "final": "overdue", "escalated": "failed"}
_PROMISE_MARKED = {"open": "pending", "kept": "done", "broken": "failed"}


def stage_cell(row: Row) -> Cell:
    """The stage as word, shape and colour; what is not dunned has none."""
    stage = row["stage"]
    return state_mark(_MARKED[stage], _(STAGES[stage])) if stage else node("span", NONE, kind="quiet")


def owner_told(owner: str) -> str:
    """A sales person as an address names one."""
    return _("Nobody") if owner == NOBODY else owner


def action_told(row: Row) -> str:
    """What is to be done next."""
    return _(ACTIONS[row["next_action"]])


def channel_told(channel: str | None) -> str:
    """How somebody was spoken to, '' for not at all."""
    return _(CHANNELS[channel]) if channel in CHANNELS else words(channel) if channel else ""


def promise_mark(state: str) -> Cell:
    """What became of a promise, as word, shape and colour."""
    return state_mark(_PROMISE_MARKED[state], _(PROMISES[state]))


def promise_told(row: Row) -> str:
    """The promise that counts: `Promise broken: 100.00 PLN by 10 Nov 2026`."""
    return _(
        "{state}: {amount} by {day}",
        state=_(PROMISES[row["promise"]]),
        amount=amount(row["promised_amount"], row["currency"]),
        day=short_day(row["promised_for"]),
    )
