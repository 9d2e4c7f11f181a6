"""Ordway's subscriptions as planners read them, and the requests that every plan about one is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Step, Target
from corrections.planning.case import Case, Facts, Row

_REFUSED = {
    "Paused": "is paused, and Ordway changes no paused subscription. Resume it in Ordway, sync, and plan again",
    "Expired": "has expired. Renew it first, sync, and plan again",
    "Draft": "is still a draft. Activate it first, sync, and plan again",
    "Validating": "is being worked on in Ordway. Sync in some minutes, and plan again",
    "Cancelled": "is cancelled, and Ordway changes no cancelled subscription. Plan from what is open of its contract",
}


@dataclass(frozen=True)
class Held:
    """A subscription as it was pulled last: `raw` as Ordway answers it; None for a term that has no end."""

    raw: Mapping[str, Any]
    subscription_id: str
    status: str
    version: int
    currency: str
    term_starts_on: date
    term_ends_on: date | None


@dataclass(frozen=True)
class HeldLine:
    """A line of a subscription by the key that products are compared on; prices net, in its currency."""

    position: int
    subscription_line_id: str
    product_key: str
    product_name: str
    is_one_time: bool
    months: int | None
    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal


def held(facts: Facts, subscription_id: str | None) -> Held:
    """The subscription of that id. Raises `NotPlannableError` where it is not there."""
    raw = facts.record("ordway", "subscriptions", subscription_id)
    start = raw.get("current_term_start_date") or raw["service_start_date"]
    end = raw.get("current_term_end_date")
    return Held(
        raw,
        raw["id"],
        str(raw["status"]).capitalize(),
        int(raw.get("version") or 1),
        raw["currency"],
        date.fromisoformat(start),
        date.fromisoformat(end) if end and end != "-" else None,
    )


def held_lines(facts: Facts, subscription_id: str) -> list[HeldLine]:
    """The lines of a subscription, in their order."""
    return [HeldLine(**row) for row in facts.rows("corrections/subscription_lines", subscription=subscription_id)]


def invoiced_until(facts: Facts, subscription_id: str) -> date | None:
    """The last day that an invoice of a subscription charges for, None where there is none."""
    found = facts.rows("corrections/invoiced", subscription=subscription_id)
    until: date | None = found[0]["invoiced_until"] if found else None
    return until


def refuse_unless(subscription: Held, *statuses: str) -> None:
    """Raises `NotPlannableError`, saying what a person can do, for a subscription in another state."""
    if subscription.status not in statuses:
        why = _REFUSED.get(subscription.status, f"is {subscription.status}. Look at it in Ordway")
        raise NotPlannableError(f"{subscription.subscription_id} {why}.")


def act(
    subscription_id: str,
    action: str,
    says: str,
    body: Mapping[str, Any],
    changes: Sequence[Change],
    certainty: Certainty,
    doubt: str,
) -> Step:
    """An action on a subscription, whose id may be `{made:1}`: activate, change, renew or cancel."""
    return Step(
        "ordway",
        says,
        "PUT",
        f"subscriptions/{subscription_id}/{action}",
        body,
        tuple(changes),
        Target("subscriptions", subscription_id),
        certainty=certainty,
        doubt=doubt,
    )


def next_version(version: int) -> Change:
    """That the subscription has the version it was planned from before, and the next one after."""
    return Change("version", str(version), str(version + 1), "version")


def refuse_accepted(case: Case, *contract_ids: str | None) -> None:
    """Raises `NotPlannableError` where Ordway, once these are billed, bills what was accepted as not billed."""
    missing = (one for one in case.accepted if one["rule"] == "I1" and one["contract_id"] in contract_ids)
    free = [f"{one['product_key']} from {one['period_start']}" for one in missing]
    if free:
        raise NotPlannableError(
            f"It was accepted that {', '.join(free)} is not invoiced, and Ordway would invoice it all the same. Set "
            "the subscription up there by hand without it, or take that back."
        )


def settled_by(case: Case, symptoms: Sequence[Row]) -> tuple[str, ...]:
    """The discrepancy itself and some of its symptoms."""
    return (case.found["discrepancy_id"], *(one["discrepancy_id"] for one in symptoms))


def net_of(rows: Sequence[Row]) -> Decimal:
    """The money at stake in some discrepancies, signed, net."""
    return sum((one["impact"] for one in rows), Decimal(0))
