"""Billing runs that make and post the invoice of one order, or what is ready of one subscription."""

from dataclasses import replace
from datetime import date
from typing import Any

from corrections.plan import Certainty, Change, Purpose, Reference, Step
from corrections.planning.case import Facts
from corrections.planning.guards import subscription

_DOUBT = (
    "How a billing run is filtered is a guess; what it invoiced is judged by reading it and by the next comparison."
)


def run_of_order(order_id: str, today: date) -> Step:
    """The run that invoices an order of ours today and posts the invoice. The id may be `{made:1}`."""
    return _run(
        f"Invoice the order with the date of {today} and post the invoice",
        _body(today, today, {"filter_options": {"order_id": order_id}}),
        {"filter_options.order_id": order_id},
        (Change("invoices_count", None, "1", "number of invoices"),),
        is_own=True,
    )


def run_of_subscription(facts: Facts, subscription_id: str, until: date) -> Step:
    """The run that invoices today what a subscription owes up to a day, in one invoice, and posts it.

    The id may be `{made:1}`. It rests on the subscription as it was pulled, unless the plan changes it before. A run
    that finds nothing left to invoice makes no invoice, and is no failure.
    """
    today = facts.today
    run = _run(
        f"Invoice what {subscription_id} owes up to {until} with the date of {today} and post the invoice",
        _body(until, today, {"subscription_filter_options": {"subscription_id": subscription_id}}),
        {
            "target_date": until.isoformat(),
            "invoice_date": today.isoformat(),
            "subscription_filter_options.subscription_id": subscription_id,
        },
        (),
        is_own=False,
    )
    return replace(run, guards=subscription(facts, subscription_id))


def purpose_of_run(number: int) -> Purpose:
    """That the invoices of the run of a step were made by a correction, so that they are not late."""
    return Purpose("billing_run", f"{{made:{number}}}")


def _body(until: date, today: date, filters: dict[str, Any]) -> dict[str, Any]:
    return {"target_date": until.isoformat(), "invoice_date": today.isoformat(), "auto_post": True, **filters}


def _run(says: str, body: dict[str, Any], holds: dict[str, str], changes: tuple[Change, ...], *, is_own: bool) -> Step:
    reference = Reference("billing_runs", {}, holds, is_own)
    return Step(
        "ordway",
        says,
        "POST",
        "billing_runs",
        body,
        changes,
        reference=reference,
        certainty=Certainty.UNKNOWN,
        doubt=_DOUBT,
    )
