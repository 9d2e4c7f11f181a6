"""The summaries that queries read, by the names that the headers of these call them by."""

from queries.store import Store
from queries.summaries.accounts import ACCOUNTS
from queries.summaries.applied import APPLIED
from queries.summaries.owners import OWNERS
from queries.summaries.summary import Summary

SUMMARIES: dict[str, Summary] = {one.name: one for one in (ACCOUNTS, OWNERS, APPLIED)}


def bring_all_up_to_date(store: Store) -> None:
    """Tell every summary anew that is of another state than the store."""
    for one in SUMMARIES.values():
        one.bring_up_to_date(store)
