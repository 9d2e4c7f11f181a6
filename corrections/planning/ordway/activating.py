"""Activating what was left as a draft, and billing what is due of it."""

from dataclasses import replace

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Plan, Step, moved
from corrections.planning.case import Case
from corrections.planning.contracts import sold_under
from corrections.planning.effects import billed_at_once
from corrections.planning.ordway.billing_runs import purpose_of_run, run_of_subscription
from corrections.planning.ordway.comparing import as_agreed
from corrections.planning.ordway.subscriptions import act, held, held_lines, refuse_accepted, refuse_unless
from corrections.planning.worth import goes_on_until, rate_of, worth

_DOUBT = "What Ordway wants in the body of an activation is not known; it is sent without any."


def activate_subscription(case: Case) -> Plan:
    """The draft becomes active and is billed from its start. Raises `NotPlannableError` where it is not as agreed."""
    subscription = held(case.facts, case.found["subscription_id"])
    if subscription.status != "Draft":
        refuse_unless(subscription, "Draft")
    subscription_id, today = subscription.subscription_id, case.facts.today
    lines = held_lines(case.facts, subscription_id)
    differing = as_agreed(sold_under(case.facts, subscription_id), lines, subscription.currency)
    if differing:
        raise NotPlannableError(
            f"The draft {subscription_id} is not as agreed: {'; '.join(differing)}. Correct the draft in Ordway first, "
            "or it would be billed wrongly from its first day."
        )
    refuse_accepted(case, case.found["contract_id"])
    rates = [rate_of(one, None if one.is_one_time else one.months or 1) for one in lines]
    first, last = subscription.term_starts_on, goes_on_until(subscription)
    term = moved(worth(rates, first, last), subscription.currency, first, last)
    activating = activate_step(subscription_id, f"Activate {subscription_id}")
    return Plan(
        "activate_subscription",
        "ordway",
        f"Activate {subscription_id} of {case.found['account_name']} and bill what is due",
        case.found["account_id"],
        case.found["currency"],
        case.impact,
        (
            replace(activating, moves=term),
            run_of_subscription(case.facts, subscription_id, today),
        ),
        case.settles,
        effect=billed_at_once(case.symptoms),
        purposes=(purpose_of_run(2),),
    )


def activate_step(subscription_id: str, says: str) -> Step:
    """The request that makes a draft active; its id may be `{made:1}`."""
    changes = (Change("status", "Draft", "Active", "status"),)
    return act(subscription_id, "activate", says, {}, changes, Certainty.UNKNOWN, _DOUBT)
