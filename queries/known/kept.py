"""What Tieout itself keeps of one account, or of all: discrepancies, decisions, corrections, up to an instant.

`$account` is null for all. `$until` is the first instant (UTC) that does not count any more. Every statement names both
parameters.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa

from queries.store import Cursor

_ASKED = "($account::varchar is null or account_id = $account)"
_OWN = f"correction_id in (select correction_id from ledger.correction where {_ASKED})"
_FOUND = f"discrepancy_id in (select discrepancy_id from recon.discrepancy where {_ASKED})"
_DISPUTED = f"dispute_id in (select dispute_id from ledger.dispute where {_ASKED})"
_EVERY = "($account::varchar is null or true)"
_OF_ALL = f"{_EVERY} and $until is not null"

# Each table, and which of its rows. A new store comes with rows of these, or every account has some.
_KEPT = (
    ("recon.rule", _OF_ALL),
    ("recon.won_status", _OF_ALL),
    ("recon.custom_billing_period", _OF_ALL),
    ("recon.dunning_stage", _OF_ALL),
    # A look at all accounts joins them itself.
    ("recon.account_link", "account_id = $account and $until is not null"),
    ("ledger.reconciliation", f"finished_at < $until and {_EVERY}"),
    ("ledger.discrepancy_event", f"happened_at < $until and {_FOUND}"),
)
# Most accounts have no row in most of these.
_SELDOM = (
    ("recon.not_checked", f"{_ASKED} and $until is not null"),
    ("ledger.link_decision", f"decided_at < $until and {_EVERY}"),
    ("ledger.exception", "made_at < $until and coalesce(account_id = $account, true)"),
    ("ledger.exception_end", f"ended_at < $until and {_EVERY}"),
    ("ledger.dispute", f"{_ASKED} and made_at < $until"),
    ("ledger.dispute_change", f"{_DISPUTED} and made_at < $until"),
    ("ledger.promise", f"{_ASKED} and made_at < $until"),
    ("ledger.promise_withdrawal", f"made_at < $until and {_EVERY}"),
    ("ledger.correction_batch", f"proposed_at < $until and {_EVERY}"),
    ("ledger.correction", f"{_ASKED} and proposed_at < $until"),
)
_OF_CORRECTIONS = (
    ("ledger.correction_discrepancy", f"{_OWN} and $until is not null"),
    ("ledger.correction_step", f"{_OWN} and changed_at < $until"),
    ("ledger.correction_purpose", f"{_OWN} and $until is not null"),
    ("ledger.audit_event", f"{_OWN} and happened_at < $until"),
)
# Which of those have a row, in one statement: each costs more to plan than to carry out.
_HELD = " union all ".join(f"(select '{name}' from {name} where {where} limit 1)" for name, where in _SELDOM)

# The data's own events say whether a discrepancy stood at that instant. Its words and the money at stake are those it
# was found with last: no earlier ones are kept.
_DISCREPANCIES = f"""
with moved as (
    select discrepancy_id, max_by(kind, happened_at) as kind, max(happened_at) as happened_at
    from ledger.discrepancy_event
    where happened_at < $until and kind in ('found', 'reopened', 'resolved') and {_FOUND}
    group by discrepancy_id
)

select found.* replace (if(moved.kind = 'resolved', moved.happened_at, null) as resolved_at)
from recon.discrepancy as found
inner join moved using (discrepancy_id)
where {_ASKED}
"""


def kept_of(source: Cursor, account_id: str | None, until: datetime) -> dict[str, pa.Table]:
    """The rows by qualified table; tables that are empty in a new store too are left out where there is no row."""
    asked = {"account": account_id, "until": until}
    held = {name for (name,) in source.rows(_HELD, **asked)}
    kept = _rows(source, [*_KEPT, *(one for one in _SELDOM if one[0] in held)], asked)
    if "ledger.correction" in held:
        kept |= _rows(source, _OF_CORRECTIONS, asked)
    if kept["ledger.discrepancy_event"].num_rows:
        kept["recon.discrepancy"] = source.table(_DISCREPANCIES, **asked)
    return kept


def copy_kept(source: Cursor, target: Cursor, account_id: str | None, until: datetime) -> None:
    """Copy it from one store into another; what a new store comes with is replaced."""
    for name, rows in kept_of(source, account_id, until).items():
        _replace(target, name, rows)


def _replace(target: Cursor, name: str, rows: pa.Table) -> None:
    target.run(f"delete from {name}")
    if rows.num_rows:
        target.register("brought", rows)
        target.run(f"insert into {name} by name select * from brought")


def _rows(source: Cursor, tables: Sequence[tuple[str, str]], asked: Mapping[str, Any]) -> dict[str, pa.Table]:
    return {name: source.table(f"select * from {name} where {where}", **asked) for name, where in tables}
