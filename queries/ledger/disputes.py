"""Disputes: what a customer will not pay and why, whether it is dunned meanwhile, and how it was settled."""

from dataclasses import dataclass
from datetime import date

from queries.errors import DecisionRefusedError
from queries.ledger.collection_rows import Keeping, happened, keeping, new_id, required
from queries.people import Person, Right
from queries.store import Store

CHANGES = ("held", "released", "settled")
_OWN = "select 1 from model.invoice where invoice_id = $invoice and account_id = $account"
_SAME = """
select 1 from model.dispute
where account_id = $account and invoice_id is not distinct from $invoice and settled_on is null
"""
_STANDING = "select is_on_hold, settled_on from model.dispute where dispute_id = $id"


@dataclass(frozen=True)
class Disputed:
    """An invoice or, without one, all that the account owes; on hold it is not dunned until released or settled."""

    account_id: str
    invoice_id: str | None
    reason: str
    is_on_hold: bool


def open_dispute(store: Store, disputed: Disputed, *, who: Person, on: date) -> str:
    """Note what a customer disputed on a day. Returns the id of the dispute.

    Every function here raises `DecisionRefusedError`, also where the person has not the right; then nothing is kept.
    """
    reason = required(disputed.reason, "why it is disputed")
    row = {
        "dispute_id": new_id(),
        "account_id": disputed.account_id,
        "invoice_id": disputed.invoice_id,
        "reason": reason,
        "is_on_hold": disputed.is_on_hold,
        "disputed_on": happened(on),
    }
    with keeping(store, who, Right.COLLECT) as kept:
        kept.require_account(disputed.account_id)
        _require_disputable(kept, disputed)
        kept.keep("dispute", row, "dispute opened", reason)
    return str(row["dispute_id"])


def change_dispute(store: Store, dispute_id: str, change: str, *, who: Person, why: str, on: date) -> None:
    """Hold a dispute, release it to be dunned again, or settle it for good; `change` is one of `CHANGES`."""
    reason = required(why, "why the dispute changes")
    row = {"dispute_id": dispute_id, "kind": change, "why": reason, "changed_on": happened(on)}
    with keeping(store, who, Right.COLLECT) as kept:
        _require_change(kept, dispute_id, change)
        kept.keep("dispute_change", row, f"dispute {change}", reason)


def _require_disputable(kept: Keeping, disputed: Disputed) -> None:
    what = {"invoice": disputed.invoice_id, "account": disputed.account_id}
    if disputed.invoice_id and not kept.cursor.rows(_OWN, **what):
        raise DecisionRefusedError(f"The account has no invoice {disputed.invoice_id}; nothing was changed.")
    if kept.cursor.rows(_SAME, **what):
        raise DecisionRefusedError("It is disputed already: change that dispute; nothing was changed.")


def _require_change(kept: Keeping, dispute_id: str, change: str) -> None:
    found = kept.cursor.rows(_STANDING, id=dispute_id)
    if not found or change not in CHANGES:
        raise DecisionRefusedError("There is no such dispute. Reload the page; nothing was changed.")
    [(is_on_hold, settled_on)] = found
    if settled_on or (change == "held" and is_on_hold) or (change == "released" and not is_on_hold):
        raise DecisionRefusedError("The dispute stands so already; nothing was changed.")
