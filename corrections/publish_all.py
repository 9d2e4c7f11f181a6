"""Publishing many accounts: one plan for each whose figures in Firmao are not those of today."""

from collections.abc import Iterator
from datetime import date

from corrections.errors import NotPlannableError
from corrections.plan import Plan
from corrections.planning.case import Facts
from corrections.planning.firmao.publishing import publishing
from queries.run import records
from queries.store import Store
from sync.mapping import Mapping


def publications(
    store: Store, meanings: Mapping, today: date, account_id: str | None = None, *, with_note: bool = False
) -> Iterator[Plan]:
    """The plans that publish one account, or every account whose figures changed; none where Firmao shows them all.

    What is published settles the open discrepancies that say it was stale.
    """
    stale = _stale(store, today)
    for row in records(store, "corrections/published", account=account_id or "", as_of=today):
        if not row["is_current"] or with_note:
            yield from _plan(Facts(store, meanings, today), row["account_id"], stale, with_note=with_note)


def _plan(facts: Facts, account_id: str, stale: dict[str, str], *, with_note: bool) -> Iterator[Plan]:
    settles = (stale[account_id],) if account_id in stale else ()
    try:
        yield publishing(facts, account_id, settles, with_note=with_note)
    except NotPlannableError:
        # Firmao writes some figures in another way than Tieout, which is no difference.
        return


def _stale(store: Store, today: date) -> dict[str, str]:
    """The open discrepancy of each account whose figures in Firmao are stale."""
    found = records(store, "discrepancies/queue", rule="M1", status="open", as_of=today)
    return {row["account_id"]: row["id"] for row in found}
