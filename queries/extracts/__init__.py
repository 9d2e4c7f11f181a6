"""The extracts that queries read, by the names that the headers of these call them by."""

import logging

from queries.extracts.accounts import ACCOUNTS
from queries.extracts.applied import APPLIED
from queries.extracts.balances import BALANCES, OPEN_INVOICES
from queries.extracts.cash import BILLED, DRAFTS, DUE, LEAKS, UNCOLLECTED
from queries.extracts.commission import COMMISSION
from queries.extracts.documents import CUSTOMER_INVOICES, CUSTOMER_PAYMENTS
from queries.extracts.extract import Copy, Extract
from queries.extracts.filed import FILED
from queries.extracts.links import LINKS
from queries.extracts.mapping import MAPPING
from queries.extracts.owners import OWNERS
from queries.extracts.payments import ATTEMPTS, HABITS, RECEIVABLES, SALES, SETTLEMENTS
from queries.extracts.recurring import ACCOUNT_MRR, MRR, RECURRING_SINCE
from queries.extracts.segments import SEGMENTS
from queries.store import Store, StoreFailedError

logger = logging.getLogger(__name__)

_OF_LISTS = (ACCOUNTS, LINKS, OWNERS, SEGMENTS, CUSTOMER_INVOICES, CUSTOMER_PAYMENTS, MAPPING)
_OF_DEBTS = (APPLIED, SETTLEMENTS, HABITS, RECEIVABLES, SALES, BALANCES, OPEN_INVOICES, ATTEMPTS)
_OF_CASH = (DUE, BILLED, DRAFTS, LEAKS, UNCOLLECTED)
_OF_REVENUE = (MRR, ACCOUNT_MRR, RECURRING_SINCE)
COPIES: dict[str, Copy] = {one.name: one for one in (*_OF_LISTS, *_OF_DEBTS, *_OF_CASH, *_OF_REVENUE)}
EXTRACTS: dict[str, Extract] = {**COPIES, COMMISSION.name: COMMISSION, FILED.name: FILED}


def bring_all_up_to_date(store: Store) -> set[str]:
    """Tell every extract anew that is of another state than the store; the names of those that are of its state now.

    One that cannot be told keeps nothing else from going on: whoever asks for it next tries again and is told why not.
    """
    found = set[str]()
    for one in EXTRACTS.values():
        try:
            one.bring_up_to_date(store, waits=True)
        except StoreFailedError as error:
            logger.warning("What is kept as %s could not be told anew: %s", one.name, error)
        else:
            found.add(one.name)
    return found
