"""A subscription that was changed is changed again, to what its lines and its term were before; lines stay whole."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Change, Step
from corrections.planning.case import Facts
from corrections.planning.ordway.charges import as_number
from corrections.planning.ordway.effective import free_day
from corrections.planning.ordway.months import whole_months
from corrections.planning.ordway.subscriptions import Held, held, next_version
from corrections.undoing.done import WayBack

_TERM = "current_term_end_date"


def change_back(step: Step, subscription_id: str, facts: Facts) -> WayBack:
    """The change that takes another one back, from the first day on which none counts yet.

    A line that was taken out is left to a person. Raises `NotPlannableError` where no day of the term is left.
    """
    subscription = held(facts, subscription_id)
    day = free_day(facts, subscription, facts.today)
    gone = [one for one in step.changes if one.path.startswith("plans[") and one.after is None]
    by_hand = tuple(_add_again(one, subscription_id) for one in gone)
    changes = tuple(
        Change(one.path, one.after, one.before, one.meaning)
        for one in step.changes
        if one.path != "version" and one not in gone
    )
    if not changes:
        return WayBack(by_hand=by_hand)
    terms = _terms_before(step, subscription)
    body = {"effective_date": f"{day}", **terms, "plans": _lines_before(step, subscription)}
    says = f"Take back from {day} on: {step.says}"
    taken_back = replace(step, says=says, body=body, changes=(*changes, next_version(subscription.version)))
    return WayBack((taken_back,), (*by_hand, *_charged_between(step, day)))


def _add_again(gone: Change, subscription_id: str) -> str:
    line = gone.path.partition("[")[2].partition("]")[0]
    return (
        f"A line that was taken out does not come back by a request. Add {line} to {subscription_id} in Ordway again, "
        f"with {gone.before} {gone.meaning or 'units'} at the price and discount that its history there shows."
    )


def _charged_between(step: Step, day: date) -> tuple[str, ...]:
    began = (step.body or {}).get("effective_date")
    return (
        f"From {began} to the day before {day} it counts as it was corrected; credit or bill that where it matters.",
    )


def _lines_before(step: Step, subscription: Held) -> list[dict[str, Any]]:
    """The lines of now without those that were added, each as it was before."""
    added = {_element(one) for one in step.changes if one.path.startswith("plans[") and one.before is None}
    kept = {str(one["subscription_line_id"]) for one in _sent(step) if one.get("subscription_line_id")}
    lines: list[dict[str, Any]] = subscription.raw["plans"]
    return [_as_before(one, step) for one in lines if _is_old(one, kept, added)]


def _sent(step: Step) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = (step.body or {}).get("plans", [])
    return lines


def _is_old(line: Mapping[str, Any], kept: set[str], added: set[str]) -> bool:
    return str(line["subscription_line_id"]) in kept or str(line["product_id"]) not in added


def _element(change: Change) -> str:
    return change.path.removeprefix("plans[").partition("]")[0]


def _as_before(line: dict[str, Any], step: Step) -> dict[str, Any]:
    prefix = f"plans[{line['subscription_line_id']}]."
    before: dict[str, Any] = {
        one.path.removeprefix(prefix): one.before for one in step.changes if one.path.startswith(prefix)
    }
    told = line | before
    told |= {"quantity": as_number(Decimal(str(told["quantity"])))} if told.get("quantity") else {}
    return {key: value for key, value in told.items() if key != "effective_price" or not before}


def _terms_before(step: Step, subscription: Held) -> dict[str, Any]:
    """What the change told of the term and of renewal, as it was before."""
    before = {one.path: one.before for one in step.changes}
    told: dict[str, Any] = {}
    if _TERM in before:
        told["contract_term"] = _months(subscription, before[_TERM])
    if "auto_renew" in before:
        told["auto_renew"] = before["auto_renew"] == "true"
    return told


def _months(subscription: Held, ended_on: str | None) -> str:
    months = whole_months(subscription.term_starts_on, date.fromisoformat(ended_on)) if ended_on else None
    if months is None:
        raise NotPlannableError(
            f"The term of {subscription.subscription_id} ended on {ended_on or 'no day'} before, which Ordway cannot "
            "be told in whole months. Set it there by hand."
        )
    return str(months)
