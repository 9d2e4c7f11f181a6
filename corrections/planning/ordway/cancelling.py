"""Ending a subscription that no contract stands behind, and bringing back one that was ended too early."""

from dataclasses import replace
from datetime import date, timedelta

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Money, Plan, Step, moved
from corrections.planning.case import Case
from corrections.planning.contracts import contract_of
from corrections.planning.effects import settled_now
from corrections.planning.ordway.settlement import settlement
from corrections.planning.ordway.subscriptions import (
    Held,
    act,
    held,
    held_lines,
    invoiced_until,
    next_version,
    refuse_unless,
    settled_by,
)
from corrections.planning.worth import goes_on_until, rates_held, worth

_DOUBT = (
    "The name of the day's field is that of Ordway's import. The day is taken as the first that is not served any "
    "more, as in Ordway's example; were it the last one, a day would be billed, which the next comparison shows."
)
_BILLED_STANDS = "What was billed already stands; credit it where the customer is to get it back."


def cancel_subscription(case: Case) -> Plan:
    """The subscription ends where its invoices end, and what they bill after the contract's end is credited.

    It ends there, and not on an earlier day, so that Ordway gives nothing back by itself that is credited too. One that
    is no longer active keeps its state. Raises `NotPlannableError`.
    """
    subscription = held(case.facts, case.found["subscription_id"])
    is_ended = case.found["rule"] == "C3" and subscription.status in ("Cancelled", "Expired")
    if not is_ended:
        refuse_unless(subscription, "Active")
    steps = () if is_ended else (_cancel(case, subscription),)
    settling, purposes = settlement(case, case.symptoms, len(steps) + 1)
    if not steps and not settling:
        raise NotPlannableError("The subscription has ended and nothing is left to be credited.")
    return Plan(
        "cancel_subscription",
        "ordway",
        f"Cancel {subscription.subscription_id} of {case.found['account_name']}",
        case.found["account_id"],
        case.found["currency"],
        case.impact,
        (*steps, *settling),
        case.settles,
        effect=f"Nothing more is billed. {settled_now(case.symptoms)}".strip(),
        remains="" if case.symptoms else _BILLED_STANDS,
        purposes=purposes,
    )


def reactivate(case: Case) -> Plan:
    """Work for a person: no request is known that brings a cancelled or paused subscription back.

    A new subscription in its place would leave the periods before without one that bills them, so the old one is kept.
    What was not billed since is left to a correction of its own: invoices of a run by hand would count as late.
    """
    subscription = held(case.facts, case.found["subscription_id"])
    contract = contract_of(case.facts, case.found["contract_id"])
    return Plan(
        "reactivate",
        "ordway",
        f"Bring {subscription.subscription_id} of {case.found['account_name']} back",
        case.found["account_id"],
        case.found["currency"],
        case.impact,
        (),
        settled_by(case, ()),
        effect="Nothing is billed by it.",
        remains="What was not billed since it stopped, and what the contract got since, is found by the next sync. "
        "Have it put right from there.",
        instructions=_instructions(subscription, contract.contract_number, contract.ends_on),
        moves=_left(case, subscription, case.found["period_start"] or case.facts.today),
    )


def _cancel(case: Case, subscription: Held) -> Step:
    until = invoiced_until(case.facts, subscription.subscription_id)
    day = until + timedelta(days=1) if until else subscription.term_starts_on
    changes = (
        next_version(subscription.version),
        Change("status", "Active", "Cancelled", "status"),
        Change("cancellation_date", subscription.raw.get("cancellation_date"), f"{day}", "day it ends"),
    )
    says = f"Cancel {subscription.subscription_id} from {day} on"
    body = {"cancellation_date": f"{day}"}
    step = act(subscription.subscription_id, "cancel", says, body, changes, Certainty.INFERRED, _DOUBT)
    return replace(step, moves=_left(case, subscription, day))


def _left(case: Case, subscription: Held, day: date) -> tuple[Money, ...]:
    """What would have been billed from a day on."""
    rates = rates_held(held_lines(case.facts, subscription.subscription_id)).values()
    last = goes_on_until(subscription)
    return moved(worth(rates, day, last), subscription.currency, day, last)


def _instructions(subscription: Held, number: str, ends_on: date | None) -> tuple[str, ...]:
    name, end = subscription.subscription_id, f" ends on {ends_on}, and" if ends_on else ""
    if subscription.status == "Paused":
        back = f"Open {name} in Ordway and choose Resume, with the day from which it was paused."
    elif subscription.status == "Expired":
        back = f"Open {name} in Ordway and choose Renew, so that a term follows the one to {subscription.term_ends_on}."
    else:
        day = subscription.raw.get("cancellation_date") or "the day it was cancelled"
        back = f"Open {name} in Ordway and choose Reactivate, effective {day}, so that no day is left out."
    return (
        back,
        f"Check that it is Active and{end} bills {number} as before.",
        "Do not run its billing, and say here that it is done.",
    )
