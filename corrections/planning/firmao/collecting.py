"""What a collector noted, written back to Firmao: a note on the customer and, with it, how its collection stands."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Change, Plan, Reference, Step
from corrections.planning.case import Facts
from corrections.planning.firmao.publishing import status_steps
from queries.currency import money

_DONE = {
    "call": "Called about payment",
    "e-mail": "Wrote about payment (e-mail)",
    "letter": "Wrote about payment (letter)",
    "note": "Note on payment",
    "withdrawn": "Promise withdrawn",
    "held": "Dispute put on hold",
    "released": "Dispute released to be dunned",
    "settled": "Dispute settled",
}


def collection_note(facts: Facts, account_id: str, entry_id: str, *, with_status: bool) -> Plan:
    """The plan that writes one entry of the log back, once, and on request the collection status as it stands now.

    Raises `NotPlannableError` where it was written back already, or Firmao does not know the customer.
    """
    entry = _entry(facts, account_id, entry_id)
    customer = facts.rows("account/overview", account=account_id)[0]
    if not customer["firmao_customer_id"]:
        raise NotPlannableError("Firmao does not know the customer, so nobody can be told. Create or link it first.")
    status = status_steps(facts, account_id) if with_status else ()
    title = f"Firmao: what was noted of collecting from {customer['name']}"
    return Plan(
        "publish" if status else "note",
        "firmao",
        title,
        account_id,
        None,
        "0.00",
        (_note(entry, customer), *status),
        (),
        effect="No money moves; whoever looks after the customer is told.",
    )


def noted(plan: Plan) -> str:
    """What the note of such a plan says."""
    return str(plan.steps[0].changes[0].after)


def _entry(facts: Facts, account_id: str, entry_id: str) -> Mapping[str, Any]:
    log = facts.rows("collections/log", account=account_id, as_of=facts.today)
    found = next((row for row in log if row["entry_id"] == entry_id and row["reference"]), None)
    if found is None:
        raise NotPlannableError("There is no such entry. Reload the page: it may show an older store.")
    if found["correction_id"]:
        raise NotPlannableError(f"Correction {found['correction_id']} writes it to Firmao already.")
    return found


def _note(entry: Mapping[str, Any], customer: Mapping[str, Any]) -> Step:
    words, own_id = _words(entry), customer["firmao_customer_id"]
    body = {"type": "NOTE", "customer": int(own_id), "description": words, "date": _noon(entry["happened_on"])}
    return Step(
        "firmao",
        f"Leave a note on {customer['name']}",
        "POST",
        "salesnotes",
        body,
        (Change("description", None, words, "note"),),
        reference=Reference("salesnotes", {"customer(eq)": own_id}, {"description": words}),
    )


def _words(entry: Mapping[str, Any]) -> str:
    """`Called about payment: They will pay. (Anna) [TC-1a2b3c4d5e]`: its reference makes it one of a kind."""
    said = f": {entry['words']}" if entry["words"] else "."
    return f"{_done(entry)}{said} ({entry['who']}) [{entry['reference']}]"


def _done(entry: Mapping[str, Any]) -> str:
    about = entry["invoice_id"] or "all that is open"
    if entry["kind"] == "promise":
        return f"Promised to pay {money(entry['amount'], entry['currency'])} by {entry['until']}"
    if entry["kind"] == "dispute":
        return f"Disputes {about}"
    return f"{_DONE[entry['what']]} ({about})" if entry["kind"] == "change" else _DONE[entry["what"]]


def _noon(day: date) -> str:
    return f"{datetime(day.year, day.month, day.day, 12, tzinfo=UTC):%Y-%m-%dT%H:%M:%SZ}"
