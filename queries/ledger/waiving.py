"""How much a person may waive alone: whoever accepts a loss decides about money as much as whoever sends a credit.

There is no second signature on a waiver: above the limit it takes somebody who may approve, since a waiver that waits
for one would need a life of its own, and nothing is lost while the discrepancy stays open.
"""

from collections.abc import Collection
from datetime import datetime

from queries.errors import DecisionRefusedError
from queries.limits import excess
from queries.people import Person, Right, refusal
from queries.store import Cursor

# What hangs under a cause that is waived too is worth what the cause is.
_AT_STAKE = """
with chosen as (
    select unnest($ids::varchar[]) as discrepancy_id
    union
    select discrepancy_id
    from ledger.discrepancy_event
    where kind = 'waived' and happened_at::date = $now::date and lower(trim(who)) = lower(trim($who))
)

select coalesce(found.currency, ''), sum(greatest(found.under_collected, -found.over_collected))::decimal(38, 4)
from recon.discrepancy as found
semi join chosen using (discrepancy_id)
anti join chosen as cause on cause.discrepancy_id = found.root_id
group by found.currency
order by found.currency
"""
_LIMITS = "select currency, amount from recon.waiver_limit order by currency"


def require_within_limit(cursor: Cursor, ids: Collection[str], who: Person, now: datetime) -> None:
    """Raises `DecisionRefusedError` where the money at stake in these, with what the person waived that day, is above
    the limit and they may not approve."""
    if who.may(Right.APPROVE):
        return
    sums = dict(cursor.rows(_AT_STAKE, ids=sorted(ids), now=now, who=who.name))
    if told := excess(dict(cursor.rows(_LIMITS)), sums, " a person and day"):
        raise DecisionRefusedError(
            f"{told}, with what {who.name} waived today. {refusal(who, Right.APPROVE)} Nothing was changed."
        )


def require_for_exception(who: Person) -> None:
    """Raises `DecisionRefusedError` for somebody who may not approve: what an exception silences later has no limit."""
    if missing := refusal(who, Right.APPROVE):
        raise DecisionRefusedError(f"An exception also accepts what is found later. {missing} Nothing was changed.")
