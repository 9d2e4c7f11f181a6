"""What can be done about a discrepancy, and the plan of it."""

from collections.abc import Sequence
from datetime import date

from corrections.errors import NotPlannableError
from corrections.plan import Plan
from corrections.planning import PLANNERS
from corrections.planning.afterwards import with_publication
from corrections.planning.case import Case, Facts
from corrections.planning.ground import with_ground
from queries.ledger.corrections import settled_before
from queries.reconcile.rulebook import rule
from queries.run import records
from queries.store import Store
from sync.mapping import Mapping


def kinds_for(code: str, side: str) -> tuple[str, ...]:
    """The kinds of correction that a rule names on one side, the usual one first."""
    return tuple(kind for system, kind in rule(code).fixes if system == side)


def sides_for(code: str) -> tuple[str, ...]:
    """The systems in which a rule's discrepancies can be put right, Ordway first."""
    return tuple(
        side for side in ("ordway", "firmao") if any((side, kind) in PLANNERS for kind in kinds_for(code, side))
    )


def not_put_right(code: str, side: str, kind: str | None = None) -> str:
    """That a rule's discrepancies are not put right in a system, or not by a kind, and what to do instead."""
    sides = " or ".join(one.capitalize() for one in sides_for(code))
    kinds = ", ".join(one for one in kinds_for(code, side) if (side, one) in PLANNERS)
    told = f"{code} is not put right in {side.capitalize()}{f' by {kind}' if kind else ''}."
    if kinds:
        return f"{told} It can be by {kinds}."
    return f"{told} {f'Put it right in {sides}.' if sides else 'Look at both records; accept it where it is right.'}"


def plan_correction(
    store: Store,
    meanings: Mapping,
    discrepancy_id: str,
    side: str,
    today: date,
    kind: str | None = None,
    *,
    publishes: bool = True,
) -> Plan:
    """The plan that puts a discrepancy right on one side, by the first of its kinds that fits, or by the one named.

    With `publishes`, the accounts whose money it moves are published after it. Raises `NotPlannableError` where nothing
    fits, and says why.
    """
    case = make_case(store, meanings, discrepancy_id, today)
    plan = with_ground(case.facts, _first_that_fits(case, side, kind))
    return with_publication(case.facts, plan) if publishes else plan


def make_case(store: Store, meanings: Mapping, discrepancy_id: str, today: date) -> Case:
    """A discrepancy with its symptoms, as planners want it. Raises `NotPlannableError` where it is not open."""
    found = records(store, "corrections/case", discrepancy=discrepancy_id, as_of=today)
    own = [one for one in found if one["discrepancy_id"] == discrepancy_id]
    if not own:
        raise NotPlannableError(f"There is no discrepancy {discrepancy_id}. Reload the list: it may be an older one.")
    if own[0]["status"] == "resolved":
        raise NotPlannableError("The data agree by now; there is nothing to correct.")
    if own[0]["status"] == "waived":
        raise NotPlannableError("It was accepted. Take that back first, if it is to be corrected after all.")
    with store.cursor() as cursor:
        number = settled_before(cursor, discrepancy_id) + 1
    below = [one for one in found if one["root_id"]]
    accepted = [one for one in below if one["status"] == "waived"]
    symptoms = [one for one in below if one["status"] != "waived"]
    return Case(own[0], symptoms, f"Tieout {discrepancy_id}/{number}", Facts(store, meanings, today), accepted)


def _first_that_fits(case: Case, side: str, kind: str | None) -> Plan:
    code = case.found["rule"]
    wanted = [one for one in kinds_for(code, side) if kind in (None, one) and (side, one) in PLANNERS]
    if not wanted:
        raise NotPlannableError(not_put_right(code, side, kind))
    refusals = []
    for one in wanted:
        try:
            return PLANNERS[side, one](case)
        except NotPlannableError as refused:
            refusals.append(str(refused))
    raise NotPlannableError(_together(refusals))


def _together(refusals: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(refusals))
