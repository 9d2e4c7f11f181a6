"""Records that were made are gone, reversed or cancelled, whichever their system allows."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Step, Target
from corrections.planning.case import Facts
from corrections.planning.firmao.words import called
from corrections.planning.ordway.reversing import reversal
from corrections.planning.ordway.subscriptions import held, invoiced_until
from corrections.records import value_at
from corrections.undoing.done import Done, WayBack, is_made_by

_AGREEMENT = "ordway.subscription.firmao_agreement_id"
_DOUBT = "The body of a cancellation is not documented; reading back tells whether it was taken."
_UNLINK_DOUBT = "That a custom field can be emptied alone is judged by reading back."


def unmake(one: Done, others: Sequence[Done], facts: Facts) -> WayBack:
    """What takes back the record that a request made, beside all `others` of its correction."""
    resource = one.step.path
    known = _UNMADE.get((one.step.system, resource))
    if known is None:
        system = one.step.system.capitalize()
        return WayBack(by_hand=(f"No request takes back {resource} {one.record_id}. Delete it in {system} by hand.",))
    return known(one, others, facts)


def _mark_deleted(one: Done, _: Sequence[Done], __: Facts) -> WayBack:
    """What is deleted in Firmao stays there, marked so; reading back it counts as gone."""
    resource = one.step.path
    says = f"Mark the {called(resource, {'id': one.record_id})} as deleted"
    change, target = Change("deleted", None, "true", "deleted"), Target(resource, one.record_id)
    return WayBack((Step("firmao", says, "PUT", target.path, {"deleted": True}, (change,), target),))


def _delete(one: Done, _: Sequence[Done], __: Facts) -> WayBack:
    return WayBack((_deletion(one.step.system, one.step.path, one.record_id),))


def _deletion(system: str, resource: str, record_id: str) -> Step:
    target = Target(resource, record_id)
    return Step(system, f"Delete the {called(resource, {'id': record_id})}", "DELETE", target.path, None, target=target)


def _reverse(one: Done, _: Sequence[Done], facts: Facts) -> WayBack:
    target = Target(one.step.path, one.record_id)
    change = Change("status", "Processed", "Reversed", "status")
    body = {"reversed_on": facts.today.isoformat()}
    says = f"Reverse {one.step.path} {one.record_id}"
    return WayBack((Step("ordway", says, "PUT", f"{target.path}/reverse", body, (change,), target),))


def _invoices_of_run(one: Done, _: Sequence[Done], facts: Facts) -> WayBack:
    """Every invoice that the run made and posted is reversed; what was paid or credited meanwhile is a person's."""
    steps: list[Step] = []
    by_hand: list[str] = []
    for row in facts.rows("corrections/invoices_of_run", run=one.record_id):
        if row["is_reversible"]:
            steps.append(reversal(facts.record("ordway", "invoices", row["invoice_id"]), facts.today.isoformat()))
        elif not row["is_void"]:
            by_hand.append(
                f"{row['invoice_id']} over {row['gross_amount']} {row['currency']}, which the billing run made, was "
                "paid or credited, so that it is not reversed. Give a credit over it in Ordway, and refund what was "
                "paid."
            )
    return WayBack(tuple(steps), tuple(by_hand))


def _cancel_order(one: Done, others: Sequence[Done], _: Facts) -> WayBack:
    """An order that was invoiced cannot be cancelled: its invoice is what is reversed."""
    if any(other.step.path == "billing_runs" and _is_for_order(other.step, one.record_id) for other in others):
        told = (
            f"Look at {one.record_id} in Ordway: where it is not shown as invoiced, cancel it, or a run bills it again."
        )
        return WayBack(by_hand=(told,))
    change, target = Change("status", "Fulfilled", "Cancelled", "status"), Target("orders", one.record_id)
    return WayBack((_cancellation(target, f"Cancel {target.path}", {}, (change,)),))


def _is_for_order(run: Step, order_id: str) -> bool:
    return value_at(run.body, "filter_options.order_id") == order_id


def _end_subscription(one: Done, others: Sequence[Done], facts: Facts) -> WayBack:
    """A draft is deleted; an active one is bound to no contract any more, and ends where its invoices end."""
    if not any(other.step.path == f"subscriptions/{one.record_id}/activate" for other in others):
        return _delete(one, others, facts)
    subscription = held(facts, one.record_id)
    until = invoiced_until(facts, one.record_id)
    day = until + timedelta(days=1) if until else subscription.term_starts_on
    return WayBack((_unlink(one, facts), _cancel_from(one.record_id, subscription.version, day)))


def _unlink(one: Done, facts: Facts) -> Step:
    path = facts.path(_AGREEMENT)
    container, _, name = path.partition(".")
    linked = next((change.after for change in one.step.changes if change.path == path), None)
    target = Target("subscriptions", one.record_id)
    return Step(
        "ordway",
        f"Name no agreement of Firmao in {one.record_id} any more",
        "PUT",
        target.path,
        {container: {name: ""}},
        (Change(path, linked, None, "agreement in Firmao"),),
        target,
        certainty=Certainty.INFERRED,
        doubt=_UNLINK_DOUBT,
    )


def _cancel_from(subscription_id: str, version: int, day: date) -> Step:
    changes = (
        Change("version", str(version), str(version + 1), "version"),
        Change("status", "Active", "Cancelled", "status"),
        Change("cancellation_date", None, day.isoformat(), "day it ends"),
    )
    target = Target("subscriptions", subscription_id)
    return _cancellation(target, f"Cancel {subscription_id} from {day} on", {"cancellation_date": f"{day}"}, changes)


def _cancellation(target: Target, says: str, body: dict[str, str], changes: tuple[Change, ...]) -> Step:
    path = f"{target.path}/cancel"
    return Step("ordway", says, "PUT", path, body, changes, target, certainty=Certainty.INFERRED, doubt=_DOUBT)


def _delete_customer(one: Done, others: Sequence[Done], facts: Facts) -> WayBack:
    """Ordway deletes no customer whom something was billed."""
    runs = [other.record_id for other in others if other.step.path == "billing_runs"]
    made = any(is_made_by(others, "subscriptions", other.record_id) for other in others)
    if not made and not any(facts.rows("corrections/invoices_of_run", run=run) for run in runs):
        return _delete(one, others, facts)
    told = f"Ordway deletes no customer with subscriptions or invoices. Set {one.record_id} to Inactive there by hand."
    return WayBack(by_hand=(told,))


def refuse_unseen_runs(done: Sequence[Done], *, is_compared: bool) -> None:
    """Raises `NotPlannableError` where a billing run was made whose invoices were not pulled yet."""
    if not is_compared and any(one.step.path == "billing_runs" for one in done):
        raise NotPlannableError("Which invoices its billing run made was not pulled yet. Sync first, and undo it then.")


_Unmaking = Callable[[Done, Sequence[Done], Facts], WayBack]
_UNMADE: dict[tuple[str, str], _Unmaking] = {
    ("firmao", "customers"): _mark_deleted,
    ("firmao", "agreements"): _mark_deleted,
    ("firmao", "salesnotes"): _mark_deleted,
    ("firmao", "tasks"): _mark_deleted,
    ("firmao", "transactionentries"): _delete,
    ("ordway", "billing_runs"): _invoices_of_run,
    ("ordway", "credits"): _reverse,
    ("ordway", "payments"): _reverse,
    ("ordway", "customers"): _delete_customer,
    ("ordway", "subscriptions"): _end_subscription,
    ("ordway", "orders"): _cancel_order,
}
