"""Changing a subscription: everything that differs from its contract and that a change can mend, in one change.

Two changes with one effective date corrupt the history of a subscription in Ordway. So whichever difference a plan
begins with, it mends all of them, sends every line whole, and holds the version before and after.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from corrections.plan import Certainty, Change, Money, Plan, Purpose, Step, moved
from corrections.planning.case import Case, Row, at_stake
from corrections.planning.effects import settled_now
from corrections.planning.ordway.amended_lines import Amended, amended
from corrections.planning.ordway.amended_terms import terms_told
from corrections.planning.ordway.billing_runs import purpose_of_run, run_of_subscription
from corrections.planning.ordway.effective import effective_day
from corrections.planning.ordway.settlement import settlement
from corrections.planning.ordway.subscriptions import Held, act, held, held_lines, net_of, next_version, refuse_unless
from corrections.planning.worth import charged, goes_on_until, months_in, parted, rates_held, rates_sent
from queries.currency import money, plain_amount

_DOUBT = (
    "The name of the day's field is not known: were it not taken, the change would count from today. What Ordway "
    "answers while it validates a change is waited for; the version tells whether it is in force."
)


@dataclass(frozen=True)
class _Open:
    """What one change of a subscription mends, and the symptoms under it."""

    causes: Sequence[Row]
    symptoms: Sequence[Row]


def change_subscription(case: Case) -> Plan:
    """The expansion, the billing period or the term is as agreed. Raises as `_change_all` does."""
    return _change_all(case, "change_subscription")


def add_line(case: Case) -> Plan:
    """What is missing becomes a line, and is billed. Raises as `_change_all` does."""
    return _change_all(case, "add_line")


def remove_line(case: Case) -> Plan:
    """What was not agreed is a line no longer, and is credited. Raises as `_change_all` does."""
    return _change_all(case, "remove_line")


def change_line(case: Case) -> Plan:
    """Units, price and discount are as agreed, what was billed otherwise is settled. Raises as `_change_all` does."""
    return _change_all(case, "change_line")


def _change_all(case: Case, kind: str) -> Plan:
    """The one change that mends all that differs, and what was billed wrongly because of it.

    Raises `NotPlannableError` for a subscription that is not active, and where Ordway lacks a product or charge.
    """
    subscription = held(case.facts, case.found["subscription_id"])
    refuse_unless(subscription, "Active")
    found = _open(case)
    wanted = amended(case, subscription, found.causes)
    told, changes = terms_told(case, subscription, found.causes)
    day = effective_day(case.facts, subscription, wanted)
    step = replace(
        _change(subscription, wanted, day, told, changes),
        moves=_apart_in_worth(case, subscription, wanted, day, (told, changes)),
    )
    return replace(_with_billing(case, subscription, found, wanted, day, step), kind=kind)


def _apart_in_worth(
    case: Case, subscription: Held, wanted: Amended, day: date, terms: tuple[dict[str, object], Sequence[Change]]
) -> tuple[Money, ...]:
    """What each line will come to more or less from a day on; what was charged once already is not charged again."""
    told, changes = terms
    lines = held_lines(case.facts, subscription.subscription_id)
    sent = _charged_again(case, subscription, wanted)
    ends = [one.after for one in changes if one.path == "current_term_end_date" and one.after]
    end = date.fromisoformat(ends[0]) if ends else subscription.term_ends_on
    later = replace(subscription, raw={**subscription.raw, **told}, term_ends_on=end)
    before, after = goes_on_until(subscription), goes_on_until(later)
    apart = parted(rates_held(lines), rates_sent(case.facts, sent), months_in(day, before), months_in(day, after))
    return moved(apart, subscription.currency, day, max(before, after) if before and after else None)


def _open(case: Case) -> _Open:
    rows = case.facts.rows("corrections/differences", discrepancy=case.found["discrepancy_id"], as_of=case.facts.today)
    causes = [one for one in rows if one["root_id"] is None]
    return _Open(causes, [one for one in rows if one["root_id"] is not None])


def _change(subscription: Held, wanted: Amended, day: date, told: dict[str, object], changes: Sequence[Change]) -> Step:
    says = f"Change {subscription.subscription_id} from {day} on: {'; '.join([*wanted.says, *_says(changes)])}"
    body = {"effective_date": f"{day}", **told, "plans": wanted.lines}
    fields = (next_version(subscription.version), *wanted.changes, *changes)
    return act(subscription.subscription_id, "change", says, body, fields, Certainty.UNKNOWN, _DOUBT)


def _says(changes: Sequence[Change]) -> list[str]:
    return [f"{one.meaning} {one.after}" for one in changes]


def _with_billing(case: Case, subscription: Held, found: _Open, wanted: Amended, day: date, step: Step) -> Plan:
    """The change with what it does to billing: Ordway bills or gives back from its day on, the rest is settled."""
    ours, theirs = _apart(found.symptoms, wanted, day)
    steps: tuple[Step, ...] = (step,)
    purposes: tuple[Purpose, ...] = ()
    at_once = _charged_at_once(case, subscription, wanted, day) if ours or wanted.needed_from else None
    if at_once is not None:
        run = run_of_subscription(case.facts, subscription.subscription_id, case.facts.today)
        steps = (*steps, replace(run, moves=moved(at_once, subscription.currency, day, case.facts.today)))
        purposes = (purpose_of_run(2),)
    settling, why = settlement(case, theirs, len(steps) + 1)
    return Plan(
        "change_subscription",
        "ordway",
        f"Change {subscription.subscription_id} of {case.found['account_name']} to what was agreed",
        case.found["account_id"],
        case.found["currency"],
        plain_amount(at_stake(found.causes), subscription.currency),
        (*steps, *settling),
        tuple(one["discrepancy_id"] for one in (*found.causes, *found.symptoms)),
        effect=settled_now(found.symptoms) or _billed_next(at_once, subscription.currency),
        remains=_remains(ours),
        purposes=(*purposes, *why),
    )


def _charged_at_once(case: Case, subscription: Held, wanted: Amended, day: date) -> Decimal:
    """What the run after the change invoices at most: each period of its lines that has begun since its day."""
    rates = rates_sent(case.facts, _charged_again(case, subscription, wanted)).values()
    return charged(rates, day, case.facts.today)


def _charged_again(case: Case, subscription: Held, wanted: Amended) -> list[dict[str, Any]]:
    """The lines as they are sent, without those that were charged once already."""
    lines = held_lines(case.facts, subscription.subscription_id)
    once = {one.subscription_line_id for one in lines if one.is_one_time}
    return [one for one in wanted.lines if one.get("subscription_line_id") not in once]


def _billed_next(at_once: Decimal | None, currency: str) -> str:
    if at_once:
        return f"Up to {money(at_once, currency)} net is invoiced at once; the next invoices are as agreed."
    return "Nothing that was billed changes; the next invoices are as agreed."


def _apart(symptoms: Sequence[Row], wanted: Amended, day: date) -> tuple[list[Row], list[Row]]:
    """What Ordway bills or gives back by itself, and what is settled beside it."""
    ours = [one for one in symptoms if one["period_start"] >= day and one["product_key"] not in wanted.charged_once]
    return ours, [one for one in symptoms if one not in ours]


def _remains(ours: Sequence[Row]) -> str:
    if net_of(ours) >= 0:
        return ""
    return (
        "Everything up to the end of the term is invoiced already, so Ordway gives the difference back by an invoice "
        "with a negative amount. Apply it to the next ones there, or refund it."
    )
