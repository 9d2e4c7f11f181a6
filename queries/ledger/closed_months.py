"""Which closed months something belongs to."""

from collections.abc import Collection, Sequence
from datetime import date

from queries.store import Cursor

_TOUCHED = """
select month
from ledger.closed_month as closed
where exists (
        from ledger.closing_discrepancy as signed
        where signed.closing_id = closed.closing_id
            and (signed.discrepancy_id in (select unnest($ids::varchar[])) or signed.account_id = $account_id)
    )
    or exists (
        from recon.discrepancy as found
        where found.discrepancy_id in (select unnest($ids::varchar[]))
            and found.period_start < model.month_after(closed.month)
            and coalesce(found.period_end, found.period_start) >= closed.month
    )
    or exists (
        from (select unnest($days::date[]) as day)
        where day >= closed.month and day < model.month_after(closed.month)
    )
order by month
"""


def closed_months_of(
    cursor: Cursor, *, discrepancies: Collection[str], days: Collection[date], account_id: str | None
) -> Sequence[date]:
    """The first days of the closed months that discrepancies or days fall into, or that hold anything of an account."""
    rows = cursor.rows(_TOUCHED, ids=list(discrepancies), days=[one.isoformat() for one in days], account_id=account_id)
    return [month for (month,) in rows]
