"""What was not billed, billed too little or too much: invoiced, or credited."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Plan, Step
from corrections.planning.by_hand import by_hand
from corrections.planning.case import Case
from corrections.planning.ordway.making import span
from corrections.planning.ordway.missing import missing
from corrections.planning.ordway.settlement import settlement
from queries.currency import money


def create_invoice(case: Case) -> Plan:
    """The invoice that is missing is made and posted, with what else of its subscription is missing by then."""
    plan = _settled(case, "create_invoice", f"Invoice {case.found['product_key']}, {span(case.found)}", "")
    runs, _ = missing(case, [case.found])
    along = dict.fromkeys((*plan.settles, *(one for run in runs for one in run.settles)))
    return replace(plan, settles=tuple(along), effect=_invoiced(case, plan))


def _invoiced(case: Case, plan: Plan) -> str:
    currency, own = case.found["currency"], case.found["impact"]
    billed = plan.exposure[currency]
    told = (
        f"The customer is billed {money(billed, currency)} net, and the tax on it, with the date of {case.facts.today}."
    )
    if billed == own:
        return told
    return (
        f"{told} {_amount_of(case)} of it is this; a billing run takes what else of the same subscription is missing "
        "up to then onto the same invoice."
    )


def invoice_rest(case: Case) -> Plan:
    """What was billed too little is billed, by an invoice of its own. Raises `NotPlannableError` for too much."""
    if case.found["impact"] <= 0:
        raise NotPlannableError("Nothing is missing: too much was billed. Give a credit instead.")
    title = f"Invoice the rest of {case.found['product_key']}, {span(case.found)}"
    effect = f"The customer is billed {_amount_of(case)} net, and the tax on it, by an invoice of its own."
    return _settled(case, "invoice_rest", title, effect)


def credit(case: Case) -> Plan:
    """What was billed too much, or after the contract's end, is credited; what was paid too much is left for later.

    Raises `NotPlannableError` where nothing was billed too much.
    """
    if case.found["rule"] == "P3":
        return _keep_overpaid(case)
    if case.found["rule"] == "C3":
        _refuse_running(case)
    if case.found["impact"] >= 0:
        raise NotPlannableError("Nothing was billed too much, so there is nothing to credit.")
    about = case.found["invoice_id"] or case.found["subscription_id"]
    title = f"Credit what was billed too much on {about}"
    return _settled(case, "credit", title, f"The customer gets {_amount_of(case)} net back, and the tax on it.")


def _settled(case: Case, kind: str, title: str, effect: str) -> Plan:
    found = case.found
    steps, purposes = settlement(case, (found, *case.symptoms), 1)
    if not steps:
        raise NotPlannableError("There is nothing to bill and nothing to credit. Sync, and look again.")
    return Plan(
        kind,
        "ordway",
        title,
        found["account_id"],
        found["currency"],
        case.impact,
        steps,
        case.settles,
        effect=effect,
        remains=_remains(steps, found["currency"]),
        purposes=purposes,
    )


def _remains(steps: tuple[Step, ...], currency: str | None) -> str:
    """What of the credits is left for the next invoices, in words."""
    left = sum((_unapplied(one.body) for one in steps if one.body and one.path == "credits"), Decimal(0))
    if not left:
        return ""
    return (
        f"{money(left, currency)} of the credit is left for the customer's next invoices. Ordway applies it by "
        "itself to customers on auto-pay; for others apply it there, or refund it."
    )


def _unapplied(body: Any) -> Decimal:
    applied = sum((Decimal(one["amount_applied"]) for one in body["invoices"]), Decimal(0))
    return Decimal(body["credit_amount"]) - applied


def _refuse_running(case: Case) -> None:
    subscription = case.facts.record("ordway", "subscriptions", case.found["subscription_id"])
    if subscription["status"] == "Active":
        raise NotPlannableError(
            "The subscription still runs. Cancel it; what was billed too much is credited with that."
        )


def _keep_overpaid(case: Case) -> Plan:
    found, amount = case.found, -case.found["impact"]
    too_much = money(amount, found["currency"])
    payments = case.facts.rows("corrections/paying", invoice=found["invoice_id"])
    latest = payments[0]["payment_id"] if payments else "the latest payment"
    return by_hand(
        case,
        "credit",
        f"Keep {too_much} of {latest} for the next invoices",
        (
            f"In Ordway open the payment {latest} of the customer {found['ordway_customer_id']} and choose its "
            "applications.",
            f"Lower what is applied to {found['invoice_id']} by {too_much}, so that the invoice is "
            f"paid with {found['expected']} exactly.",
            "Apply the rest to the customer's oldest open invoice; where none is open, leave it unapplied.",
        ),
        f"{too_much} pays for something else; no money is sent back.",
        amount,
    )


def _amount_of(case: Case) -> str:
    return money(abs(case.found["impact"]), case.found["currency"])
