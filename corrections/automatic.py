"""What the policy corrects by itself: chosen rules on a chosen side, below an amount; off unless it names some."""

import logging
from collections.abc import Iterator
from datetime import date

from corrections.approving import weight_of, why_second
from corrections.errors import NotPlannableError
from corrections.life import approve_by_policy, propose
from corrections.people import POLICY
from corrections.plan import Plan
from corrections.planner import plan_correction
from queries.currency import money
from queries.run import records
from queries.store import Store
from sync.mapping import Mapping
from sync.policy import Approval, Automatic

logger = logging.getLogger(__name__)


def correct_automatically(store: Store, meanings: Mapping, approval: Approval, today: date) -> list[str]:
    """Propose and approve what the policy allows, and return the ids. It is sent like everything else.

    A discrepancy that was corrected so before, in vain, is left to people.
    """
    made = []
    for allowed in approval.automatic:
        for discrepancy_id in _within(store, allowed, today):
            below = money(allowed.below, allowed.currency)
            why = f"the policy corrects {allowed.rule} in {allowed.side.capitalize()} below {below}"
            try:
                plan = plan_correction(
                    store, meanings, discrepancy_id, allowed.side, today, publishes=approval.publishes
                )
                made += _let_through(store, plan, allowed, approval, why)
            except NotPlannableError as refused:
                logger.info("%s is left to people: %s", discrepancy_id, refused)
    return made


def _let_through(store: Store, plan: Plan, allowed: Automatic, approval: Approval, why: str) -> list[str]:
    """The id of the correction, proposed and approved; none where it is left to people."""
    # Nobody else writes in between: what was let through today is still as it was counted.
    with store.writing:
        if not is_small(store, plan, allowed, approval):
            return []
        correction_id = propose(store, plan, POLICY, why)
        approve_by_policy(store, correction_id, why)
    return [correction_id]


def is_small(store: Store, plan: Plan, allowed: Automatic, approval: Approval) -> bool:
    """What puts one right may move more than that: all of it counts, and what takes two people is left to them."""
    is_below = all(
        amount < allowed.below and allowed.currency in (None, currency) for currency, amount in weight_of(plan).items()
    )
    with store.cursor() as cursor:
        return is_below and not why_second(cursor, approval, [POLICY.name], [plan])


def _within(store: Store, allowed: Automatic, today: date) -> Iterator[str]:
    for row in records(store, "corrections/automatic", rule=allowed.rule, as_of=today):
        is_meant = allowed.currency in (None, row["currency"]) or row["impact"] == 0
        if is_meant and abs(row["impact"]) < allowed.below:
            yield row["discrepancy_id"]
