"""What Tieout itself keeps of one account: discrepancies, decisions, corrections, up to an instant.

`$until` is the first instant (UTC) that does not count any more. Every statement names both parameters.
"""

_OWN = "correction_id in (select correction_id from ledger.correction where account_id = $account)"
_FOUND = "discrepancy_id in (select discrepancy_id from recon.discrepancy where account_id = $account)"
_OF_ALL = "$account is not null and $until is not null"

# Each table, and which of its rows.
KEPT = (
    ("recon.rule", _OF_ALL),
    ("recon.won_status", _OF_ALL),
    ("recon.custom_billing_period", _OF_ALL),
    ("recon.account_link", "account_id = $account and $until is not null"),
    ("recon.not_checked", "account_id = $account and $until is not null"),
    ("ledger.link_decision", "decided_at < $until and $account is not null"),
    ("ledger.exception", "made_at < $until and coalesce(account_id = $account, true)"),
    ("ledger.exception_end", "ended_at < $until and $account is not null"),
    ("ledger.reconciliation", "finished_at < $until and $account is not null"),
    ("ledger.discrepancy_event", f"happened_at < $until and {_FOUND}"),
    ("ledger.correction_batch", "proposed_at < $until and $account is not null"),
    ("ledger.correction", "account_id = $account and proposed_at < $until"),
    ("ledger.correction_discrepancy", f"{_OWN} and $until is not null"),
    ("ledger.correction_step", f"{_OWN} and changed_at < $until"),
    ("ledger.correction_purpose", f"{_OWN} and $until is not null"),
    ("ledger.audit_event", f"{_OWN} and happened_at < $until"),
)

# The data's own events say whether a discrepancy stood at that instant. Its words and the money at stake are those it
# was found with last: no earlier ones are kept.
DISCREPANCIES = """
with moved as (
    select discrepancy_id, max_by(kind, happened_at) as kind, max(happened_at) as happened_at
    from ledger.discrepancy_event
    where happened_at < $until and kind in ('found', 'reopened', 'resolved')
    group by discrepancy_id
)

select found.* replace (if(moved.kind = 'resolved', moved.happened_at, null) as resolved_at)
from recon.discrepancy as found
inner join moved using (discrepancy_id)
where found.account_id = $account
"""
