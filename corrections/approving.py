"""Who has to approve: whether corrections take a second person, why, and why somebody may not be that person.

The one place where this is decided; the function that approves, the buttons and the previews all ask here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from corrections.closed_months import why_closed
from corrections.people import Person, Right, is_same_name, own_refusal, refusal, right_to
from corrections.plan import Plan, plan_of
from queries.ledger.batches import corrections_of
from queries.ledger.corrections import Kept, read_correction
from queries.ledger.let_through import let_through_by, let_through_for
from queries.limits import added, excess
from queries.store import Cursor
from sync.policy import Approval


def weight_of(plan: Plan) -> dict[str, Decimal]:
    """The money that a plan is judged by, by currency: what it settles or, where that is more, its exposure."""
    sums = plan.exposure
    impact, currency = abs(Decimal(plan.impact)), plan.currency or ""
    return sums | ({currency: max(impact, sums.get(currency, Decimal(0)))} if impact else {})


def why_second(
    cursor: Cursor, approval: Approval, people: Iterable[str], plans: Sequence[Plan], without: Collection[str] = ()
) -> str:
    """Why a second person has to approve plans that go together, '' where nobody has to.

    They count with their sum, and with what any of the `people`, who propose and approve it, let through today already,
    and others for the same accounts: what is large cannot be split below the limit. `without` are corrections of these
    plans themselves. What touches a closed month takes two, whatever it is worth.
    """
    listed = sorted({kind for plan in plans for kind in plan.kinds} & approval.always)
    if listed:
        kinds = ", ".join(kind.replace("_", " ") for kind in listed)
        return f"The policy has a second person approve this always: {kinds}."
    if closed := why_closed(cursor, plans):
        return closed
    told = _above_in_one(approval, plans) or (
        _above_in_a_day(cursor, approval, people, plans, without) if _sum_of(plans) else ""
    )
    return f"{told}, so a second person approves it." if told else ""


def _above_in_one(approval: Approval, plans: Sequence[Plan]) -> str:
    return excess(approval.limits, _sum_of(plans))


def _above_in_a_day(
    cursor: Cursor, approval: Approval, people: Iterable[str], plans: Sequence[Plan], without: Collection[str]
) -> str:
    """By whom, and for which account, too much would be let through today."""
    for who in dict.fromkeys(people):
        before = let_through_by(cursor, who, without)
        if told := excess(approval.person_a_day, added(_sum_of(plans), before), " a person and day"):
            return f"With what {who} let through today, {told}"
    for account_id in dict.fromkeys(plan.account_id for plan in plans if plan.account_id):
        own, before = (
            _sum_of(plan for plan in plans if plan.account_id == account_id),
            let_through_for(cursor, account_id, without),
        )
        if own and (told := excess(approval.account_a_day, added(own, before), " an account and day")):
            return f"With what was let through for {account_id} today, {told}"
    return ""


def _sum_of(plans: Iterable[Plan]) -> dict[str, Decimal]:
    return added(*(weight_of(plan) for plan in plans))


def why_second_for(cursor: Cursor, kept: Kept, approval: Approval, person: Person) -> str:
    """Why a second person has to approve a correction, '' where this one may alone; one of a batch counts with all."""
    together = corrections_of(cursor, kept.batch_id) if kept.batch_id else [kept.correction_id]
    people = (person.name, kept.proposed_by)
    return why_second(cursor, approval, people, plans_of(cursor, together), together)


def plans_of(cursor: Cursor, correction_ids: Sequence[str]) -> list[Plan]:
    """The plans of some corrections."""
    kept = (read_correction(cursor, one) for one in correction_ids)
    return [plan_of(one.plan) for one in kept if one]


def is_second(person: Person, proposed_by: str) -> bool:
    """Whether a person may approve for somebody else, above every limit too."""
    return person.may(Right.APPROVE) and not is_same_name(person.name, proposed_by)


def refusal_to_approve(person: Person, kinds: Iterable[str], proposers: Mapping[str, str], second: str) -> str:
    """Why a person may not approve corrections of some kinds, '' where they may.

    `second` is why a second person has to, '' where whoever may send them approves them; `proposers` are who proposed
    what.
    """
    if not second:
        return next(filter(None, (refusal(person, right_to(Right.SEND, kind)) for kind in kinds)), "")
    own = (own_refusal(person, who, what, second) for what, who in proposers.items())
    return refusal(person, Right.APPROVE) or next(filter(None, own), "")
