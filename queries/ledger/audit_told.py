"""Corrections rebuilt from the events of the audit: what each of them, its requests and its purposes have to be.

Whoever edits a correction in the store leaves the events as they were, so that what is kept is not what is told.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from queries.store import Cursor

Facts = dict[str, Any]
_MOVES = ("proposed", "approved", "sending", "unknown", "applied", "verified", "rejected", "conflicted", "failed")
# In which state a request is left by what is told of it; an answer leaves it carried out once it names the record.
_LEAVES = {
    "step sending": "sending",
    "step answer lost": "sending",
    "step answered": "sending",
    "step postponed": "waiting",
    "step applied": "applied",
    "step refused": "refused",
    "step conflicted": "conflicted",
    "step lost": "lost",
}
_HOLDS = {"batch paused": True, "batch resumed": False}
_AS_PLANNED = ("kind", "side", "title", "account_id", "currency")
# Told by later events only: of a correction whose proposal is older, nothing is known of them.
_PLACED = {"batch_id": "batch", "undoes": "undoes"}
_NOT_SENT = {"state": "waiting", "attempts": 0, "record_id": None, "request": None, "answer": None, "found": None}
_PURPOSE = ("kind", "reference", "invoice_id", "subscription_id", "product_key", "period_start", "net_amount")
_MADE = "{made:"
_EVENTS = """
select kind, correction_id, who, why, happened_at, data
from ledger.audit_event
where correction_id is not null or kind in ('batch paused', 'batch resumed')
order by sequence
"""


@dataclass
class Told:
    """What the events tell: corrections by id, their requests by id and then by position, and batches by id."""

    corrections: dict[str, Facts] = field(default_factory=dict)
    steps: dict[str, dict[int, Facts]] = field(default_factory=dict)
    batches: dict[str, Facts] = field(default_factory=dict)


def told_by_events(cursor: Cursor) -> Told:
    """All of it, in the names of the ledger's columns; amounts `Decimal` in currency, instants UTC.

    A correction also has its `plan` taken apart, the ids it `settles`, the `plan_hash` that was approved, and its
    `purposes`.
    """
    told = Told()
    for event in cursor.records(_EVENTS):
        data = json.loads(event["data"])
        if event["kind"] in _LEAVES:
            _add_step(told, event, data)
        elif event["kind"] in _HOLDS:
            told.batches.setdefault(data["batch"], {})["is_paused"] = _HOLDS[event["kind"]]
        elif event["kind"] in _MOVES:
            _add_move(told, event, data)
    for correction_id, facts in told.corrections.items():
        facts["purposes"] = set(_purposes(told, correction_id, facts["plan"]))
    return told


def purpose_of(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """What a record was made for, as texts that compare."""
    return tuple(_amount_text(name, facts.get(name)) for name in _PURPOSE)


def _add_move(told: Told, event: Facts, data: Facts) -> None:
    if event["kind"] == "proposed":
        _add_proposal(told, event, data)
    facts = told.corrections.setdefault(event["correction_id"], {"plan": {}})
    story = "" if event["kind"] == "proposed" else event["why"]
    facts |= {"state": event["kind"], "story": story, "changed_at": event["happened_at"]}
    if "plan_hash" in data:
        facts["plan_hash"] = data["plan_hash"]


def _add_proposal(told: Told, event: Facts, data: Facts) -> None:
    plan, correction_id = data["plan"], event["correction_id"]
    told.corrections[correction_id] = {
        **{name: plan[name] for name in _AS_PLANNED},
        **{name: data[key] for name, key in _PLACED.items() if key in data},
        "impact": _exact(plan["impact"]),
        "plan": plan,
        "settles": set(plan["settles"]),
        "why": event["why"],
        "proposed_by": event["who"],
        "proposed_at": event["happened_at"],
    }
    not_sent = _NOT_SENT | {"changed_at": event["happened_at"]}
    told.steps[correction_id] = {position: dict(not_sent) for position in range(1, len(plan["steps"]) + 1)}
    if batch_id := data.get("batch"):
        batch = {"is_paused": False, "why": event["why"], "proposed_by": event["who"]}
        told.batches[batch_id] = batch | told.batches.get(batch_id, {})


def _add_step(told: Told, event: Facts, data: Facts) -> None:
    is_answered = event["kind"] == "step answered" and "record_id" in data
    news = {"state": "applied" if is_answered else _LEAVES[event["kind"]], "changed_at": event["happened_at"]}
    steps = told.steps.setdefault(event["correction_id"], {})
    steps.setdefault(data.pop("step"), dict(_NOT_SENT)).update(data | news)


def _purposes(told: Told, correction_id: str, plan: Facts) -> Iterator[tuple[str, ...]]:
    """What without a reference of ours was made for something is told by its id, once that is known."""
    for one in plan.get("purposes", ()):
        if not one["reference"].startswith(_MADE):
            yield purpose_of(one)
            continue
        step = told.steps.get(correction_id, {}).get(int(one["reference"][len(_MADE) : -1]), _NOT_SENT)
        if step["state"] == "applied" and step["record_id"]:
            yield purpose_of({"kind": one["kind"], "reference": step["record_id"]})


def _amount_text(name: str, value: Any) -> str:
    if value is None:
        return ""
    return str(_exact(value)) if name == "net_amount" else str(value)


def _exact(value: Any) -> Decimal:
    """As the ledger keeps an amount."""
    return Decimal(value).quantize(Decimal("0.0001"), ROUND_HALF_UP)
