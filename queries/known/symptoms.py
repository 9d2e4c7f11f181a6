"""Whether symptoms that a board of causes leaves out could match: this is asked before they are told and counted."""

from collections.abc import Mapping
from typing import Any

from queries.store import Store

# What the census tells by itself is asked first, then whose they are, when they are due and what they are worth: what
# is waived makes no symptom worth more than it was found to be. Which limit it is held against goes by its currency.
_MAY_MATCH = """
select exists(
    from {board}.model.census_told
    where not is_cause
        and $rule in ('', rule)
        and $severity in ('', severity)
        and $owner in ('', coalesce(nullif(owner, ''), 'nobody'))
        and $currency in ('', coalesce(nullif(currency, ''), 'none'))
        and $status in ('', if(status = 'reopened', 'open', status))
)
and exists(
    select currency
    from recon.discrepancy
    where root_id is not null
        and $account in ('', account_id)
        and (
            $search = ''
            or upper(discrepancy_id) = upper($search)
            or account_id in (select told.account_id from {board}.model.found_told as told where told.wanted = $search)
        )
        and (
            $mentioned = ''
            or discrepancy_id in (
                select mention.discrepancy_id
                from {board}.model.open_mention as mention
                where mention.person = lower(trim($mentioned))
            )
        )
        and (
            $due not in ('overdue', 'week')
            or discrepancy_id in (select event.discrepancy_id from ledger.discrepancy_event as event where kind = 'due')
        )
    group by currency
    having ($way <> 'under' or max(under_collected) > 0)
        and ($way <> 'over' or min(over_collected) < 0)
        and ($over = '' or model.is_over_limit(max(under_collected), min(over_collected), currency, $over))
)
"""
_ASKED_FIRST = (
    "rule", "severity", "owner", "currency", "status", "account", "search", "mentioned", "due", "way", "over",
)  # fmt: skip


def may_match_symptoms(board: Store, store: Store, asked: Mapping[str, Any]) -> bool:
    """Whether symptoms could match what the queue is asked for: False is certain, and told before any symptom is.

    `asked` are parameters of the queue's queries; what it is asked to search for was told.
    """
    wanted = {name: str(asked[name]).strip() if name == "search" else asked[name] for name in _ASKED_FIRST}
    with store.cursor() as cursor:
        return bool(cursor.value(_MAY_MATCH.format(board=board.catalog), **wanted))
