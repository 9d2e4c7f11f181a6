"""Undo: a new correction, planned from the values that were recorded before, with a conflict check of its own."""

from collections.abc import Sequence
from datetime import date

from corrections.errors import NotPlannableError
from corrections.life import find
from corrections.once import refuse_undone
from corrections.plan import Plan, Step, plan_of
from corrections.planning.afterwards import published_anew
from corrections.planning.case import Facts
from corrections.planning.ground import with_ground
from corrections.remote import rendered
from corrections.states import State, StepState
from corrections.undoing.changes import change_back
from corrections.undoing.done import Done, WayBack, is_made_by
from corrections.undoing.fields import set_back
from corrections.undoing.made import refuse_unseen_runs, unmake
from corrections.undoing.no_way_back import no_way_back
from queries.ledger.corrections import KeptStep, read_steps
from queries.ledger.others import is_compared
from queries.store import Store
from sync.mapping import Mapping

_UNDONE = {State.VERIFIED, State.APPLIED, State.FAILED, State.CONFLICTED}


def plan_undo(store: Store, meanings: Mapping, correction_id: str, today: date) -> Plan:
    """The plan that takes a correction back, the last step first; of one that failed, what had been carried out.

    What no request takes back stands in its instructions. Raises `NotPlannableError` where there is no request at all,
    and says what a person does instead.
    """
    with store.cursor() as cursor:
        kept, steps = find(cursor, correction_id), read_steps(cursor, correction_id)
        is_seen = is_compared(cursor, correction_id)
        refuse_undone(cursor, correction_id)
    plan = plan_of(kept.plan)
    _refuse_nothing_done(correction_id, State(kept.state), plan)
    done = _carried_out(plan, steps)
    if not done:
        raise NotPlannableError(f"Nothing of correction {correction_id} was carried out; there is nothing to undo.")
    refuse_unseen_runs(done, is_compared=is_seen)
    facts = Facts(store, meanings, today)
    back = _plan(correction_id, plan, [_way_back(one, done, facts) for one in reversed(done)], facts)
    # Until it is pulled, the store holds what was before: beside that, what we changed would be taken for a conflict.
    return with_ground(facts, back, plan.settles) if is_seen else back


def _refuse_nothing_done(correction_id: str, state: State, plan: Plan) -> None:
    if state not in _UNDONE:
        raise NotPlannableError(f"Correction {correction_id} is {state}; there is nothing to undo.")
    if plan.is_manual:
        told = " ".join(plan.instructions)
        raise NotPlannableError(f"It was done by hand, and is taken back by hand: reverse what these steps did. {told}")


def _carried_out(plan: Plan, kept: Sequence[KeptStep]) -> list[Done]:
    """The steps that changed something over there, with the ids of records put in; what was so already is left."""
    made = {one.position: one.record_id for one in kept if one.record_id}
    pairs = zip(plan.steps, kept, strict=True)
    return [
        Done(rendered(step, made), str(one.record_id))
        for step, one in pairs
        if one.state == StepState.APPLIED and one.attempts
    ]


def _way_back(one: Done, done: Sequence[Done], facts: Facts) -> WayBack:
    step = one.step
    if step.target and is_made_by(done, step.target.resource, step.target.record_id):
        return WayBack()
    if step.reference:
        return unmake(one, done, facts).moving(step.moves)
    if told := no_way_back(step):
        return WayBack(by_hand=(told,))
    if step.target and step.path.endswith("/change"):
        return change_back(step, step.target.record_id, facts)
    if back := set_back(step):
        return WayBack((back,))
    return WayBack(by_hand=(f"“{step.says}” is not taken back by a request. Do it by hand in {_name(step)}.",))


def _plan(correction_id: str, plan: Plan, ways: Sequence[WayBack], facts: Facts) -> Plan:
    steps = tuple(step for way in ways for step in way.steps)
    by_hand = tuple(told for way in ways for told in way.by_hand)
    if not steps:
        raise NotPlannableError(f"No request takes {correction_id} back. {' '.join(by_hand)}".strip())
    return Plan(
        f"undo_{plan.kind}",
        plan.side,
        f"Undo {correction_id}: {plan.title}",
        plan.account_id,
        plan.currency,
        plan.impact,
        steps,
        settles=(),
        moves=plan.moves,
        effect="What it did to the money is taken back, and what it settled is found again.",
        instructions=by_hand,
        publishes=published_anew(facts, plan.publishes),
    )


def _name(step: Step) -> str:
    return step.system.capitalize()
