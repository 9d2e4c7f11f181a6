"""Keeping corrections: what was proposed, how far each step has come, and what was made for what."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from queries.store import Cursor

_NEW = (
    "correction_id kind side title account_id currency impact plan why proposed_by batch_id undoes state changed_at "
    "proposed_at"
).split()
_PURPOSE = "correction_id reference kind invoice_id subscription_id product_key period_start net_amount".split()


@dataclass(frozen=True)
class KeptStep:
    """How far one request of a correction has come."""

    position: int
    state: str
    attempts: int
    record_id: str | None
    found: str | None

    @property
    def known(self) -> frozenset[str]:
        """Ids of the records alike that were there before it was sent, so that none of them is taken for ours."""
        told = json.loads(self.found) if self.found else None
        return frozenset(told) if isinstance(told, list) else frozenset()


@dataclass(frozen=True)
class Kept:
    """A correction as the ledger has it. `plan` is JSON text."""

    correction_id: str
    kind: str
    side: str
    title: str
    account_id: str | None
    currency: str | None
    impact: Decimal
    plan: str
    why: str
    proposed_by: str
    batch_id: str | None
    undoes: str | None
    state: str
    story: str


_KEPT = ", ".join(field.name for field in fields(Kept))


def next_id(cursor: Cursor) -> str:
    """The id after the last, such as `TO-00042`. Called inside the transaction that keeps the correction."""
    last = cursor.value("select max(correction_id[4:]::integer) from ledger.correction")
    return f"TO-{(last or 0) + 1:05d}"


def keep_correction(cursor: Cursor, settles: Collection[str], steps: int, **facts: Any) -> None:
    """Keep a new correction with the discrepancies it settles and so many steps, none of them sent."""
    now = _now()
    row = dict.fromkeys(_NEW) | facts | {"proposed_at": now, "changed_at": now}
    cursor.run(
        f"insert into ledger.correction by name select {', '.join(f'${name} as {name}' for name in _NEW)}", **row
    )
    cursor.run(
        "insert into ledger.correction_discrepancy select distinct $id, unnest($settles::varchar[])",
        id=facts["correction_id"],
        settles=list(settles),
    )
    cursor.run(
        "insert into ledger.correction_step by name select $id as correction_id, "
        "unnest(range(1, $steps + 1)) as position, 'waiting' as state, $now as changed_at",
        id=facts["correction_id"],
        steps=steps,
        now=now,
    )


def read_correction(cursor: Cursor, correction_id: str) -> Kept | None:
    """One correction, None where there is none of that id."""
    rows = cursor.rows(f"select {_KEPT} from ledger.correction where correction_id = $id", id=correction_id)
    return Kept(*rows[0]) if rows else None


def read_steps(cursor: Cursor, correction_id: str) -> list[KeptStep]:
    """The steps of a correction in their order."""
    rows = cursor.rows(
        "select position, state, attempts, record_id, found from ledger.correction_step where correction_id = $id "
        "order by position",
        id=correction_id,
    )
    return [KeptStep(*row) for row in rows]


def in_states(cursor: Cursor, states: Sequence[str]) -> list[str]:
    """Ids of the corrections in some states, those of an earlier state first, the oldest first."""
    rows = cursor.rows(
        "select correction_id from ledger.correction where state in (select unnest($states)) "
        "order by list_position($states, state), proposed_at, correction_id",
        states=list(states),
    )
    return [correction_id for (correction_id,) in rows]


def set_state(cursor: Cursor, correction_id: str, before: str, after: str, story: str) -> bool:
    """Move a correction from one state to another; False where it is not in the first any more."""
    moved = cursor.rows(
        "update ledger.correction set state = $after, story = $story, changed_at = $now "
        "where correction_id = $id and state = $before returning correction_id",
        id=correction_id,
        before=before,
        after=after,
        story=story,
        now=_now(),
    )
    return bool(moved)


def set_step(cursor: Cursor, correction_id: str, position: int, state: str, **told: Any) -> None:
    """Note how far a step has come: `record_id`, `request`, `answer`, `found`, `attempts` where there is news of it."""
    news = {name: value for name, value in told.items() if value is not None}
    assignments = "".join(f", {name} = ${name}" for name in news)
    cursor.run(
        f"update ledger.correction_step set state = $state, changed_at = $now{assignments} "
        "where correction_id = $id and position = $position",
        id=correction_id,
        position=position,
        state=state,
        now=_now(),
        **news,
    )


def keep_purpose(cursor: Cursor, **facts: Any) -> None:
    """Note what a record of Ordway was made for, once."""
    row = dict.fromkeys(_PURPOSE) | facts
    columns = ", ".join(f"${name} as {name}" for name in _PURPOSE)
    cursor.run(
        f"insert into ledger.correction_purpose by name from (select {columns}) "
        "except select * from ledger.correction_purpose",
        **row,
    )


def settled_before(cursor: Cursor, discrepancy_id: str) -> int:
    """How many corrections of a discrepancy were carried out already: a next one makes other records than they did."""
    counted = cursor.value(
        "select count(*) from ledger.correction_discrepancy inner join ledger.correction using (correction_id) "
        "where discrepancy_id = $id and state = 'verified'",
        id=discrepancy_id,
    )
    return int(counted)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
