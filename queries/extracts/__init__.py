"""The extracts that queries read, by the names that the headers of these call them by."""

from queries.extracts.accounts import ACCOUNTS
from queries.extracts.applied import APPLIED
from queries.extracts.commission import COMMISSION
from queries.extracts.extract import Copy, Extract
from queries.extracts.mapping import MAPPING
from queries.extracts.owners import OWNERS
from queries.extracts.payments import RECEIVABLES, SETTLEMENTS
from queries.store import Store

COPIES: dict[str, Copy] = {one.name: one for one in (ACCOUNTS, OWNERS, APPLIED, MAPPING, SETTLEMENTS, RECEIVABLES)}
EXTRACTS: dict[str, Extract] = {**COPIES, COMMISSION.name: COMMISSION}


def bring_all_up_to_date(store: Store) -> None:
    """Tell every extract anew that is of another state than the store."""
    for one in EXTRACTS.values():
        one.bring_up_to_date(store, waits=True)
