"""Who has to approve: whether corrections take a second person, why, and why somebody may not be that person.

The one place where this is decided; the function that approves, the buttons and the previews all ask here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from corrections.people import Person, Right, own_refusal, refusal, right_to
from corrections.plan import Plan, plan_of
from queries.currency import money
from queries.ledger.batches import corrections_of
from queries.ledger.corrections import Kept, read_correction
from queries.store import Cursor
from sync.policy import Approval


def at_stake(plan: Plan) -> dict[str, Decimal]:
    """The money that a plan is judged by, by currency: what it settles or, where that is more, its exposure."""
    sums = plan.exposure
    impact, currency = abs(Decimal(plan.impact)), plan.currency or ""
    return sums | ({currency: max(impact, sums.get(currency, Decimal(0)))} if impact else {})


def why_second(approval: Approval, plans: Iterable[Plan]) -> str:
    """Why a second person has to approve plans that go together, '' where nobody has to.

    They count with their sum in each currency: what is large cannot be split below the limit.
    """
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for plan in plans:
        if listed := sorted(plan.kinds & approval.always):
            kinds = ", ".join(kind.replace("_", " ") for kind in listed)
            return f"The policy has a second person approve this always: {kinds}."
        for currency, amount in at_stake(plan).items():
            sums[currency] += amount
    return next(filter(None, (_above(approval, currency, amount) for currency, amount in sums.items())), "")


def _above(approval: Approval, currency: str, amount: Decimal) -> str:
    limit = approval.limits.get(currency)
    if limit is None:
        return f"No limit is set for {currency or 'other currencies'}, so a second person approves it."
    if amount <= limit:
        return ""
    return f"{money(amount, currency)} is above the limit of {money(limit, currency)}, so a second person approves it."


def why_second_for(cursor: Cursor, kept: Kept, approval: Approval) -> str:
    """Why a second person has to approve a correction, '' where nobody has to; one of a batch counts with all of it."""
    together = corrections_of(cursor, kept.batch_id) if kept.batch_id else [kept.correction_id]
    return why_second(approval, plans_of(cursor, together))


def plans_of(cursor: Cursor, correction_ids: Sequence[str]) -> list[Plan]:
    """The plans of some corrections."""
    kept = (read_correction(cursor, one) for one in correction_ids)
    return [plan_of(one.plan) for one in kept if one]


def refusal_to_approve(person: Person, kinds: Iterable[str], proposers: Mapping[str, str], second: str) -> str:
    """Why a person may not approve corrections of some kinds, '' where they may.

    `second` is why a second person has to, '' where whoever may send them approves them; `proposers` are who proposed
    what.
    """
    if not second:
        return next(filter(None, (refusal(person, right_to(Right.SEND, kind)) for kind in kinds)), "")
    own = (own_refusal(person, who, what, second) for what, who in proposers.items())
    return refusal(person, Right.APPROVE) or next(filter(None, own), "")
