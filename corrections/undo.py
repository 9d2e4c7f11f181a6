"""Undo: a new correction, planned from the values that were recorded before, with a conflict check of its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from corrections.errors import NotPlannableError
from corrections.life import find
from corrections.plan import Certainty, Change, Plan, Step, Target, plan_of
from corrections.planning.case import Facts
from corrections.remote import rendered
from corrections.states import State, StepState
from queries.ledger.corrections import KeptStep, read_steps
from queries.ledger.others import undone_by
from queries.store import Store
from sync.mapping import Mapping

_UNDONE = {State.VERIFIED, State.APPLIED, State.FAILED, State.CONFLICTED}


def plan_undo(store: Store, meanings: Mapping, correction_id: str, today: date) -> Plan:
    """The plan that takes a correction back, the last step first; of one that failed, what had been carried out.

    Raises `NotPlannableError` where a step cannot be taken back, and says what a person can do.
    """
    with store.cursor() as cursor:
        kept, steps = find(cursor, correction_id), read_steps(cursor, correction_id)
        if other := undone_by(cursor, correction_id):
            raise NotPlannableError(f"Correction {other} takes {correction_id} back already.")
    if State(kept.state) not in _UNDONE:
        raise NotPlannableError(f"Correction {correction_id} is {kept.state}; there is nothing to undo.")
    plan = plan_of(kept.plan)
    facts = Facts(store, meanings, today)
    undone = [_inverse(step, done, facts) for step, done in reversed(_carried_out(plan, steps))]
    if not undone:
        raise NotPlannableError(f"Nothing of correction {correction_id} was carried out; there is nothing to undo.")
    return Plan(
        f"undo_{plan.kind}",
        plan.side,
        f"Undo {correction_id}: {plan.title}",
        plan.account_id,
        plan.currency,
        plan.impact,
        tuple(undone),
        settles=(),
        effect="What it did to the money is taken back, and what it settled is found again.",
    )


def _carried_out(plan: Plan, kept: list[KeptStep]) -> list[tuple[Step, KeptStep]]:
    """The steps that changed something over there, with the ids of records put in; what was so already is left."""
    made = {one.position: one.record_id for one in kept if one.record_id}
    pairs = zip(plan.steps, kept, strict=True)
    return [(rendered(step, made), one) for step, one in pairs if one.state == StepState.APPLIED and one.attempts]


def _inverse(step: Step, done: KeptStep, facts: Facts) -> Step:
    if step.reference:
        return _unmake(step, str(done.record_id), facts)
    if step.method == "PUT" and step.body and set(step.body) == {one.path for one in step.changes}:
        return _set_back(step)
    if (step.method, step.path.rpartition("/")[2]) == ("PUT", "change"):
        return _change_back(step, facts)
    raise NotPlannableError(f"“{step.says}” cannot be taken back by a request. Take it back by hand in {_name(step)}.")


def _set_back(step: Step) -> Step:
    """The fields hold again what they held before."""
    changes = tuple(Change(one.path, one.after, one.before, one.meaning) for one in step.changes)
    body = {one.path: one.after or "" for one in changes}
    return replace(step, says=f"Take back: {step.says}", body=body, changes=changes)


def _unmake(step: Step, record_id: str, facts: Facts) -> Step:
    """The record that was made is gone, reversed or cancelled, whichever its system allows."""
    resource = step.path
    if (step.system, resource) not in _UNMADE:
        told = f"The record {resource} {record_id} that was made cannot be taken back by a request."
        raise NotPlannableError(f"{told} Take it back by hand in {_name(step)}.")
    return _UNMADE[step.system, resource](resource, record_id, facts)


def _mark_deleted(resource: str, record_id: str, _: Facts) -> Step:
    """What is deleted in Firmao stays there, marked so; reading back it counts as gone."""
    says, path = f"Mark {resource} {record_id} as deleted", f"{resource}/{record_id}"
    change = Change("deleted", None, "true", "deleted")
    return Step("firmao", says, "PUT", path, {"deleted": True}, (change,), Target(resource, record_id))


def _delete(resource: str, record_id: str, _: Facts) -> Step:
    says, path = f"Delete {resource} {record_id}", f"{resource}/{record_id}"
    return Step("firmao", says, "DELETE", path, None, target=Target(resource, record_id))


def _reverse(resource: str, record_id: str, facts: Facts) -> Step:
    return Step(
        "ordway",
        f"Reverse {resource} {record_id}",
        "PUT",
        f"{resource}/{record_id}/reverse",
        {"reversed_on": facts.today.isoformat()},
        (Change("status", "Processed", "Reversed", "status"),),
        Target(resource, record_id),
    )


def _cancel(resource: str, record_id: str, facts: Facts) -> Step:
    return Step(
        "ordway",
        f"Cancel {resource} {record_id}",
        "PUT",
        f"{resource}/{record_id}/cancel",
        {"cancellation_date": facts.today.isoformat()} if resource == "subscriptions" else {},
        (Change("status", "Active" if resource == "subscriptions" else "Fulfilled", "Cancelled", "status"),),
        Target(resource, record_id),
        certainty=Certainty.INFERRED,
        doubt="The body of a cancellation is not documented; reading back tells whether it was taken.",
    )


_Unmaking = Callable[[str, str, Facts], Step]
_UNMADE: dict[tuple[str, str], _Unmaking] = {
    ("firmao", "customers"): _mark_deleted,
    ("firmao", "agreements"): _mark_deleted,
    ("firmao", "salesnotes"): _mark_deleted,
    ("firmao", "tasks"): _mark_deleted,
    ("firmao", "transactionentries"): _delete,
    ("ordway", "credits"): _reverse,
    ("ordway", "payments"): _reverse,
    ("ordway", "subscriptions"): _cancel,
    ("ordway", "orders"): _cancel,
}


def _change_back(step: Step, facts: Facts) -> Step:
    """Another change of the subscription, to the values its lines had before; lines stay told whole."""
    if step.target is None:
        raise NotPlannableError(f"“{step.says}” cannot be taken back: its subscription is not known.")
    current = facts.record("ordway", "subscriptions", step.target.record_id)
    version = str(current["version"])
    lines = [_line_as_before(line, step) for line in current["plans"]]
    if any(one.path.startswith("plans[") and one.before is None for one in step.changes):
        raise NotPlannableError("A line that was added cannot be taken back by itself. Remove it by hand in Ordway.")
    changes = tuple(
        Change(one.path, one.after, one.before, one.meaning) for one in step.changes if one.path != "version"
    )
    guard = Change("version", version, str(int(version) + 1), "version")
    return replace(
        step,
        says=f"Take back: {step.says}",
        body={**(step.body or {}), "plans": lines, "effective_date": facts.today.isoformat()},
        changes=(*changes, guard),
    )


def _line_as_before(line: dict[str, Any], step: Step) -> dict[str, Any]:
    prefix = f"plans[{line['subscription_line_id']}]."
    before = {one.path.removeprefix(prefix): one.before for one in step.changes if one.path.startswith(prefix)}
    return {key: value for key, value in (line | before).items() if key != "effective_price" or not before}


def _name(step: Step) -> str:
    return step.system.capitalize()
