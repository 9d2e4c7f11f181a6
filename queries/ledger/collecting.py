"""Contacts with customers about money, and promises to pay, kept as they were said.

Whether a promise was kept is nowhere written down: payments tell it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from queries.currency import decimals, places
from queries.errors import DecisionRefusedError
from queries.ledger.collection_rows import happened, keeping, new_id, required
from queries.people import Person, Right
from queries.store import Store

CHANNELS = ("call", "e-mail", "letter", "note")


@dataclass(frozen=True)
class Promised:
    """So much money, in currency, until the end of a day."""

    amount: Decimal
    currency: str
    until: date


def log_contact(store: Store, account_id: str, *, who: Person, channel: str, words: str, on: date) -> str:
    """Note that somebody called or wrote to a customer on a day or, as a `note`, what is worth knowing. Returns its id.

    A note takes the right to leave notes, all else that to collect.
    Every function here raises `DecisionRefusedError`, also where the person has not the right; then nothing is kept.
    """
    if channel not in CHANNELS:
        raise DecisionRefusedError(f"There is no way of contact {channel!r}. There are: {', '.join(CHANNELS)}.")
    said, contact_id = required(words, "what was said"), new_id()
    row = {"contact_id": contact_id, "account_id": account_id, "channel": channel, "words": said}
    with keeping(store, who, Right.NOTE if channel == "note" else Right.COLLECT) as kept:
        kept.require_account(account_id)
        kept.keep("collection_contact", row | {"contacted_on": happened(on)}, "customer contacted", said)
    return contact_id


def promise(store: Store, account_id: str, promised: Promised, *, who: Person, on: date, words: str = "") -> str:
    """Note what a customer promised on a day to pay. Returns the id of the promise."""
    _check(promised, on)
    row = {
        "promise_id": new_id(),
        "account_id": account_id,
        "amount": promised.amount,
        "currency": promised.currency,
        "promised_on": happened(on),
        "promised_for": promised.until,
        "words": words.strip(),
    }
    with keeping(store, who, Right.COLLECT) as kept:
        kept.require_account(account_id)
        kept.keep("promise", row, "payment promised", words.strip())
    return str(row["promise_id"])


def withdraw_promise(store: Store, promise_id: str, *, who: Person, why: str) -> None:
    """Take out a promise that was noted wrongly; it counts as one that was never made."""
    reason = required(why, "why the promise is withdrawn")
    with keeping(store, who, Right.COLLECT) as kept:
        if not kept.cursor.rows("select 1 from model.promise where promise_id = $id", id=promise_id):
            raise DecisionRefusedError("There is no such promise. Reload the page; nothing was changed.")
        kept.keep("promise_withdrawal", {"promise_id": promise_id, "why": reason}, "promise withdrawn", reason)


def _check(promised: Promised, on: date) -> None:
    if promised.amount <= 0 or places(promised.amount, 0) > decimals(promised.currency):
        raise DecisionRefusedError("What is promised is an amount above zero, in whole cents; nothing was changed.")
    if promised.until < on:
        raise DecisionRefusedError("A promise ends on the day it was made or later; nothing was changed.")
    required(promised.currency, "in which currency")
