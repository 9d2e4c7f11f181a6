"""Requests that no request takes back: why, and what a person does instead. Told before they are sent, and after."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from corrections.plan import Plan, Step

_Told = Callable[[Step], str]


def no_way_back(step: Step) -> str:
    """Why a request cannot be taken back and what a person does instead, '' where a request may take it back."""
    told = _TOLD.get((step.system, *_kind(step)))
    return told(step) if told else ""


def without_way_back(plan: Plan) -> str:
    """Which requests of a plan cannot be taken back by others, '' where all can or there are none."""
    made = {f"{{made:{number}}}" for number, one in enumerate(plan.steps, start=1) if one.reference}
    told = [
        f"Request {number} cannot be taken back by another: {no_way_back(one)}"
        for number, one in enumerate(plan.steps, start=1)
        if no_way_back(one) and not (one.target and one.target.record_id in made)
    ]
    return " ".join(told)


def without_way_back_among(plans: Sequence[Plan]) -> str:
    """How many of some plans cannot be taken back as a whole, and why the first cannot; '' where all can."""
    told = [one for one in map(without_way_back, plans) if one]
    return f"{len(told):,} of {len(plans):,} cannot be taken back as a whole; the first: {told[0]}" if told else ""


def _kind(step: Step) -> tuple[str, str]:
    """The list a request is about, and what it does there: the last word of its path, or its method."""
    resource, *rest = step.path.split("/")
    return (resource, "DELETE") if step.method == "DELETE" else (resource, rest[-1] if len(rest) > 1 else step.method)


def _activated(step: Step) -> str:
    return (
        f"Ordway makes no active subscription a draft again. To stop billing, cancel {_id(step)} there from its first "
        "day on, and create it anew as a draft where it is still wanted."
    )


def _renewed(step: Step) -> str:
    before = _before(step).get("current_term_end_date")
    return (
        f"Ordway takes no renewal back. Open {_id(step)} there and cancel it with the end of the term before, "
        f"{before}, as its last day."
    )


def _cancelled(step: Step) -> str:
    day = _after(step).get("cancellation_date")
    return (
        f"No request brings a cancelled subscription back. Open {_id(step)} in Ordway and choose Reactivate, effective "
        f"{day}, so that no day is left out."
    )


def _invoice_reversed(step: Step) -> str:
    return f"A reversed invoice is not posted again. Copy {_id(step)} in Ordway to a new invoice and post that one."


def _payment_reversed(step: Step) -> str:
    amount = _before(step).get("payment_amount")
    return (
        f"A reversed payment is not restored. Record {amount} again in Ordway with the day, customer and invoices of "
        f"{_id(step)}."
    )


def _refunded(step: Step) -> str:
    amount = _after(step).get("refunded_amount")
    return (
        f"Money that was sent back is not fetched. Have the customer pay {amount} again, and record it in Ordway as a "
        f"payment for the invoices of {_id(step)}."
    )


def _entry_removed(step: Step) -> str:
    told = ", ".join(f"{one.meaning or one.path} {one.before}" for one in step.changes if one.before)
    return f"Firmao keeps no line item that was deleted. Add it to the agreement there again: {told}."


def _id(step: Step) -> str:
    return step.target.record_id if step.target else step.path


def _before(step: Step) -> Mapping[str, Any]:
    return {one.path: one.before for one in step.changes}


def _after(step: Step) -> Mapping[str, Any]:
    return {one.path: one.after for one in step.changes}


_TOLD: dict[tuple[str, str, str], _Told] = {
    ("ordway", "subscriptions", "activate"): _activated,
    ("ordway", "subscriptions", "renew"): _renewed,
    ("ordway", "subscriptions", "cancel"): _cancelled,
    ("ordway", "invoices", "reverse"): _invoice_reversed,
    ("ordway", "payments", "reverse"): _payment_reversed,
    ("ordway", "payments", "refund"): _refunded,
    ("firmao", "transactionentries", "DELETE"): _entry_removed,
}
