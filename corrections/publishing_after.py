"""Publishing after money moved: what sales sees in the CRM is brought up to date under the approval that moved it.

It is a correction of its own, and no last request of the one that moved the money: the figures are what Ordway holds
afterwards, and the id of an invoice still to be made, or the tax on it, is not known before.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import msgspec

from corrections.errors import NotPlannableError
from corrections.life import approve_by_policy, propose
from corrections.people import POLICY
from corrections.plan import Plan, Publication
from corrections.planning.case import Facts, Row
from corrections.planning.firmao.publishing import publishing
from queries.ledger.audit import append_event
from queries.run import records
from queries.store import Store
from sync.mapping import Mapping
from sync.policy import Approval

_KIND = "publish"


def publish_after(store: Store, meanings: Mapping, approval: Approval, today: date) -> list[str]:
    """Propose and approve what verified corrections were approved to publish, and return the ids. It is sent like
    everything else.

    Each is followed up once, when a comparison has seen it: what comes later is not what was approved. Where the policy
    always wants a second person for it, it waits for one.
    """
    if not approval.publishes:
        return []
    by_account: defaultdict[str, list[Row]] = defaultdict(list)
    for row in records(store, "corrections/to_publish"):
        by_account[row["account_id"]].append(row)
    facts = Facts(store, meanings, today)
    return [made for rows in by_account.values() if (made := _follow_up(facts, rows, approval))]


def _follow_up(facts: Facts, rows: Sequence[Row], approval: Approval) -> str:
    """Publish one account after everything that moved its money; '' where there is nothing to publish."""
    why = f"approved with {', '.join('{correction_id} by {approved_by}'.format_map(one) for one in rows)}"
    made = ""
    try:
        made = propose(facts.store, _plan(facts, rows), POLICY, why)
        story = f"{made} publishes what Ordway holds of {rows[0]['account_id']} now."
    except NotPlannableError as refused:
        story = f"{rows[0]['account_id']} was not published: {refused}"
    if made and _KIND not in approval.always:
        approve_by_policy(facts.store, made, why)
    _note(facts.store, rows, story)
    return made


def _plan(facts: Facts, rows: Sequence[Row]) -> Plan:
    """The plan within what was approved. Raises `NotPlannableError`."""
    settles = (rows[0]["stale"],) if rows[0]["stale"] else ()
    plan = publishing(facts, rows[0]["account_id"], settles)
    if not all(_is_approved(plan, msgspec.json.decode(one["publication"], type=Publication)) for one in rows):
        raise NotPlannableError("By now another customer of Firmao belongs to it than was approved. Publish it anew.")
    return plan


def _is_approved(plan: Plan, approved: Publication) -> bool:
    paths = {one.path for one in approved.shown}
    return all(
        one.target == approved.target and all(change.path in paths for change in one.changes) for one in plan.steps
    )


def _note(store: Store, rows: Sequence[Row], story: str) -> None:
    with store.transaction() as cursor:
        for one in rows:
            append_event(
                cursor, "followed up", who=POLICY.name, role=POLICY.role, why=story, correction_id=one["correction_id"]
            )
