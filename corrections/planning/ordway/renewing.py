"""Renewing a subscription whose contract goes on, and billing what is due of the new term."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Plan, Step, moved
from corrections.planning.case import Case
from corrections.planning.contracts import Contract, contract_of, sold_under
from corrections.planning.effects import billed_at_once
from corrections.planning.ordway.billing_runs import purpose_of_run, run_of_subscription
from corrections.planning.ordway.comparing import as_agreed, line_said
from corrections.planning.ordway.months import term_end, whole_months
from corrections.planning.ordway.subscriptions import (
    Held,
    HeldLine,
    act,
    held,
    held_lines,
    next_version,
    refuse_accepted,
    refuse_unless,
    settled_by,
)
from corrections.planning.worth import rates_held, worth
from queries.currency import rounded

_DOUBT = (
    "That renewing has an address of its own is inferred: a public client sends it to another one by mistake. What the "
    "body holds is not known; only a term of another length than agreed in Ordway is told there, and read back."
)
_MOST_TERMS = 20


def renew_subscription(case: Case) -> Plan:
    """The next term, or all that have begun since, and what is due of them billed. Raises `NotPlannableError`.

    Where the renewal would not make the lines as agreed, nothing is billed before they are corrected.
    """
    subscription = held(case.facts, case.found["subscription_id"])
    refuse_unless(subscription, "Active", "Expired")
    terms = _terms(case, subscription)
    lines = held_lines(case.facts, subscription.subscription_id)
    rates = rates_held(lines).values()
    steps = tuple(
        replace(
            _renew(subscription, number, term, _renewed(subscription, lines, number + 1)),
            moves=moved(
                worth(rates, term.starts_on, term.ends_on), subscription.currency, term.starts_on, term.ends_on
            ),
        )
        for number, term in enumerate(terms)
    )
    plan = Plan(
        "renew_subscription",
        "ordway",
        f"Renew {subscription.subscription_id} of {case.found['account_name']} to {terms[-1].ends_on}",
        case.found["account_id"],
        case.found["currency"],
        case.impact,
        steps,
        settled_by(case, ()),
    )
    differing = _differing(case, subscription, len(terms))
    return _to_correct_first(plan, differing) if differing else _billed(case, subscription, plan)


@dataclass(frozen=True)
class _Term:
    """A term to come. `told` are its months where Ordway would make it of another length."""

    starts_on: date
    ends_on: date
    told: int | None


def _terms(case: Case, subscription: Held) -> list[_Term]:
    """Each term to come, up to the one that runs today, which ends with the contract."""
    agreed = str(subscription.raw.get("renewal_term") or subscription.raw.get("contract_term") or "")
    if subscription.term_ends_on is None or not agreed.isdecimal() or not int(agreed):
        raise NotPlannableError(f"{subscription.subscription_id} has no term that could be renewed.")
    contract = contract_of(case.facts, case.found["contract_id"])
    terms: list[_Term] = []
    end = subscription.term_ends_on
    while end < case.facts.today and len(terms) < _MOST_TERMS:
        terms.append(_term(end + timedelta(days=1), int(agreed), contract))
        end = terms[-1].ends_on
    if not terms or end < case.facts.today:
        raise NotPlannableError(f"{subscription.subscription_id} has no term to renew that reaches today.")
    return terms


def _term(starts_on: date, agreed: int, contract: Contract) -> _Term:
    """The term from a day on: to the end of the contract that covers it, else of the months agreed in Ordway."""
    is_covered = contract.starts_on is not None and contract.starts_on <= starts_on
    months = whole_months(starts_on, contract.ends_on) if is_covered and contract.ends_on else None
    ends_on = term_end(starts_on, months or agreed)
    return _Term(starts_on, ends_on, months if months != agreed else None)


def _renew(subscription: Held, number: int, term: _Term, lines: Sequence[HeldLine]) -> Step:
    """The renewal after so many others, with the lines of its term."""
    status = subscription.status if number == 0 else "Active"
    changes = [next_version(subscription.version + number)]
    changes += [Change("status", status, "Active", "status")] if status != "Active" else []
    before = term.starts_on - timedelta(days=1)
    changes.append(Change("current_term_end_date", f"{before}", f"{term.ends_on}", "end of the term"))
    told = "; ".join(line_said(one, subscription.currency) for one in lines)
    says = f"Renew {subscription.subscription_id} from {term.starts_on} to {term.ends_on}: {told}"
    body = {"renewal_term": str(term.told)} if term.told else {}
    return act(subscription.subscription_id, "renew", says, body, changes, Certainty.INFERRED, _DOUBT)


def _differing(case: Case, subscription: Held, times: int) -> list[str]:
    """What will differ between the contract and the lines of the new term, at the uplift agreed in Ordway."""
    renewed = _renewed(subscription, held_lines(case.facts, subscription.subscription_id), times)
    return as_agreed(sold_under(case.facts, subscription.subscription_id), renewed, subscription.currency)


def _renewed(subscription: Held, lines: Iterable[HeldLine], times: int) -> list[HeldLine]:
    """The lines of the term after so many renewals; what is charged once is not charged again."""
    return [_uplifted(subscription, line, times) for line in lines if not line.is_one_time]


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
    refuse_accepted(case, case.found["contract_id"])
    return replace(
        plan,
        steps=(*plan.steps, run_of_subscription(case.facts, subscription.subscription_id, case.facts.today)),
        settles=case.settles,
        effect=billed_at_once(case.symptoms),
        purposes=(purpose_of_run(len(plan.steps) + 1),),
    )


def _to_correct_first(plan: Plan, differing: Sequence[str]) -> Plan:
    return replace(
        plan,
        effect="No invoice is made yet.",
        remains=f"The renewed lines will not be as agreed: {'; '.join(differing)}. Sync, correct the lines, and then "
        "bill what is due of the new term.",
    )
