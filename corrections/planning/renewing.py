"""Renewing a subscription whose contract goes on, and billing what is due of the new term."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Plan, Step
from corrections.planning.billing_runs import purpose_of_run, run_of_subscription
from corrections.planning.case import Case
from corrections.planning.comparing import as_agreed
from corrections.planning.contracts import contract_of, sold_under
from corrections.planning.effects import billed_at_once
from corrections.planning.making import rounded
from corrections.planning.months import term_end
from corrections.planning.subscriptions import (
    Held,
    HeldLine,
    act,
    held,
    held_lines,
    next_version,
    refuse_unless,
    settled_by,
    unsettled,
)

_DOUBT = (
    "That renewing has an address of its own is inferred: a public client sends it to another one by mistake. What the "
    "body holds is not known; it is sent without any."
)
_MOST_TERMS = 20


def renew_subscription(case: Case) -> Plan:
    """The next term, or all that have begun since, and what is due of them billed. Raises `NotPlannableError`.

    Where the renewal would not make the lines as agreed, nothing is billed before they are corrected.
    """
    subscription = held(case.facts, case.found["subscription_id"])
    refuse_unless(subscription, "Active", "Expired")
    terms = _terms(case, subscription)
    steps = tuple(_renew(subscription, number, term) for number, term in enumerate(terms))
    plan = Plan(
        "renew_subscription",
        "ordway",
        f"Renew {subscription.subscription_id} of {case.found['account_name']} to {terms[-1][1]}",
        case.found["account_id"],
        case.found["currency"],
        case.impact,
        steps,
        settled_by(case, ()),
    )
    differing = _differing(case, subscription, len(terms))
    return _to_correct_first(plan, differing) if differing else _billed(case, subscription, plan)


def _terms(case: Case, subscription: Held) -> list[tuple[date, date]]:
    """First and last day of each term to come, up to the one that runs today."""
    months = str(subscription.raw.get("renewal_term") or subscription.raw.get("contract_term") or "")
    if subscription.term_ends_on is None or not months.isdecimal() or not int(months):
        raise NotPlannableError(f"{subscription.subscription_id} has no term that could be renewed.")
    contract = contract_of(case.facts, case.found["contract_id"])
    terms: list[tuple[date, date]] = []
    end = subscription.term_ends_on
    while end < case.facts.today and (contract.ends_on is None or end < contract.ends_on):
        start = end + timedelta(days=1)
        end = term_end(start, int(months))
        terms.append((start, end))
    if not 0 < len(terms) <= _MOST_TERMS:
        raise NotPlannableError(f"{subscription.subscription_id} has no term to renew that the contract covers.")
    return terms


def _renew(subscription: Held, number: int, term: tuple[date, date]) -> Step:
    """The renewal after so many others."""
    status = subscription.status if number == 0 else "Active"
    changes = [next_version(subscription.version + number)]
    changes += [Change("status", status, "Active", "status")] if status != "Active" else []
    before = subscription.term_ends_on if number == 0 else term[0] - timedelta(days=1)
    changes.append(Change("current_term_end_date", f"{before}", f"{term[1]}", "end of the term"))
    says = f"Renew {subscription.subscription_id} from {term[0]} to {term[1]}"
    return act(subscription.subscription_id, "renew", says, {}, changes, Certainty.INFERRED, _DOUBT)


def _differing(case: Case, subscription: Held, times: int) -> list[str]:
    """What will differ between the contract and the lines of the new term, at the uplift agreed in Ordway."""
    lines = held_lines(case.facts, subscription.subscription_id)
    renewed = [_uplifted(subscription, line, times) for line in lines]
    return as_agreed(sold_under(case.facts, subscription.subscription_id), renewed, once=False)


def _uplifted(subscription: Held, line: HeldLine, times: int) -> HeldLine:
    plans: list[dict[str, Any]] = subscription.raw["plans"]
    raw = next(one for one in plans if one["subscription_line_id"] == line.subscription_line_id)
    own = raw.get("override_renewal_increment_percent") is True
    percent = (raw if own else subscription.raw).get("renewal_increment_percent") or 0
    factor = 1 + Decimal(str(percent)) / 100
    price = line.unit_price
    for _ in range(times):
        price = rounded(price * factor, subscription.currency)
    return replace(line, unit_price=price)


def _billed(case: Case, subscription: Held, plan: Plan) -> Plan:
    symptoms = unsettled(case.symptoms)
    today = case.facts.today
    return replace(
        plan,
        steps=(*plan.steps, run_of_subscription(subscription.subscription_id, today, today)),
        settles=settled_by(case, symptoms),
        effect=billed_at_once(symptoms),
        purposes=(purpose_of_run(len(plan.steps) + 1),),
    )


def _to_correct_first(plan: Plan, differing: Sequence[str]) -> Plan:
    return replace(
        plan,
        effect="No invoice is made yet.",
        remains=f"The renewed lines will not be as agreed: {'; '.join(differing)}. Sync, correct the lines, and then "
        "bill what is due of the new term.",
    )
