"""The extracts that queries read, by the names that the headers of these call them by."""

import logging

from queries.extracts.accounts import ACCOUNTS
from queries.extracts.applied import APPLIED
from queries.extracts.balances import BALANCES, OPEN_INVOICES
from queries.extracts.commission import COMMISSION
from queries.extracts.extract import Copy, Extract
from queries.extracts.links import LINKS
from queries.extracts.mapping import MAPPING
from queries.extracts.owners import OWNERS
from queries.extracts.payments import ATTEMPTS, HABITS, RECEIVABLES, SALES, SETTLEMENTS
from queries.extracts.recurring import MRR, RECURRING_SINCE
from queries.store import Store, StoreFailedError

logger = logging.getLogger(__name__)

COPIES: dict[str, Copy] = {
    one.name: one
    for one in (
        ACCOUNTS, LINKS, OWNERS, APPLIED, MAPPING, SETTLEMENTS, HABITS, RECEIVABLES, SALES, BALANCES, OPEN_INVOICES,
        ATTEMPTS, MRR, RECURRING_SINCE,
    )
}  # fmt: skip
EXTRACTS: dict[str, Extract] = {**COPIES, COMMISSION.name: COMMISSION}


def bring_all_up_to_date(store: Store) -> None:
    """Tell every extract anew that is of another state than the store.

    One that cannot be told keeps nothing else from going on: whoever asks for it next tries again and is told why not.
    """
    for one in EXTRACTS.values():
        try:
            one.bring_up_to_date(store, waits=True)
        except StoreFailedError as error:
            logger.warning("What is kept as %s could not be told anew: %s", one.name, error)
