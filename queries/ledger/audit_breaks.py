"""Where the audit does not hold: the chain itself, or what the ledger keeps beside what the events tell of it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from queries.ledger.audit import COLUMNS, event_hash, hash_of, read_head
from queries.ledger.audit_told import Facts, Told, purpose_of, told_by_events
from queries.store import Cursor, Store


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold, and what is wrong there; None where it holds and what it tells of does not."""

    sequence: int | None
    what: str


_IN_ORDER = f"select {', '.join(COLUMNS)}, hash from ledger.audit_event order by sequence"
_UNREADABLE = "select min(sequence) from ledger.audit_event where not json_valid(data)"
_TAKEN_OUT = "from ledger.decision_told except all from ledger.decision order by all limit 1"
_NOT_TOLD = "from ledger.decision except all from ledger.decision_told order by all limit 1"
_SETTLED = "select correction_id, discrepancy_id from ledger.correction_discrepancy"
_PURPOSES = "from ledger.correction_purpose"
_BATCHES = "select batch_id, why, proposed_by, is_paused from ledger.correction_batch"
# What a request made is noted a moment after its event, so that a process may have ended in between.
_IN_FLIGHT = ("sending", "unknown")
# An event is told in the transaction of what it tells of, a moment later.
_SECONDS_APART = 60
_SHORT = 40


def find_break(store: Store) -> Break | None:
    """The first of the breaks, None where the audit holds."""
    return next(iter(find_breaks(store)), None)


def find_breaks(store: Store) -> list[Break]:
    """The first event that was changed, taken out or cut off, a decision that is not as it was told, and every
    correction and batch that is not; empty where the whole chain holds and so does all it tells of.
    """
    with store.cursor() as cursor:
        return breaks_in(cursor)


def breaks_in(cursor: Cursor) -> list[Break]:
    """The same, as a transaction of one's own sees it."""
    broken = _broken_chain(cursor)
    if unreadable := cursor.value(_UNREADABLE):
        # Nothing can be rebuilt from what is no JSON any more.
        return broken or [Break(unreadable, f"event {unreadable} cannot be read")]
    broken += _differing_decision(cursor)
    return broken + [Break(None, told) for told in _differing(cursor, told_by_events(cursor))]


def _broken_chain(cursor: Cursor) -> list[Break]:
    events, head = cursor.records(_IN_ORDER), read_head(cursor)
    if found := next(_breaks(events), None):
        return [found]
    if (len(events), events[-1]["hash"] if events else "") == (head.sequence, head.hash):
        return []
    return [Break(len(events) + 1, f"the chain ends after {len(events)} events, and {head.sequence} were kept")]


def _breaks(events: list[dict[str, Any]]) -> Iterator[Break]:
    previous = ""
    for expected, event in enumerate(events, start=1):
        told = event["hash"]
        if event["sequence"] != expected:
            yield Break(expected, f"event {expected} is missing")
        elif event["previous_hash"] != previous:
            yield Break(expected, f"event {expected} does not follow the one before it")
        elif event_hash(event) != told:
            yield Break(expected, f"event {expected} was changed after it was kept")
        previous = told


def _differing_decision(cursor: Cursor) -> list[Break]:
    for statement, wrong in (
        (_TAKEN_OUT, "was changed or taken out after it was told"),
        (_NOT_TOLD, "stands in the store and no event tells of it"),
    ):
        for one in cursor.records(statement):
            what = f"the decision “{one['kind']}” about {one['subject']} by {one['who']}, {one['decided_at']}, {wrong}"
            return [Break(None, what)]
    return []


def _differing(cursor: Cursor, told: Told) -> Iterator[str]:
    kept, steps = _kept_corrections(cursor), _kept_steps(cursor)
    for one in sorted(kept.keys() | told.corrections.keys()):
        if one not in kept or one not in told.corrections:
            yield _one_sided(f"correction {one}", is_kept=one in kept)
            continue
        own = _wrong(_comparable(kept[one], told.corrections[one]), told.corrections[one])
        yield from _named(f"correction {one}", chain(own, _wrong_steps(steps[one], told.steps.get(one, {}))))
    yield from _differing_batches(cursor, told)


def _differing_batches(cursor: Cursor, told: Told) -> Iterator[str]:
    kept = {one.pop("batch_id"): one for one in cursor.records(_BATCHES)}
    for batch_id, facts in sorted(told.batches.items()):
        if batch_id not in kept:
            yield _one_sided(f"batch {batch_id}", is_kept=False)
            continue
        yield from _named(f"batch {batch_id}", _wrong({name: kept[batch_id][name] for name in facts}, facts))


def _one_sided(what: str, *, is_kept: bool) -> str:
    return f"{what} {'stands in the store and no event tells of it' if is_kept else 'was taken out after it was told'}"


def _named(what: str, wrong: Iterable[str]) -> Iterator[str]:
    if told := "; ".join(wrong):
        yield f"{what} is not as its events tell: {told}"


def _wrong_steps(kept: Mapping[int, Facts], told: Mapping[int, Facts]) -> Iterator[str]:
    for position in sorted(kept.keys() | told.keys()):
        if position in kept and position in told:
            yield from (f"request {position}: {one}" for one in _wrong(kept[position], told[position]))
        else:
            yield f"request {position} {'was never told of' if position in kept else 'was taken out'}"


def _wrong(kept: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(kept.keys() | told.keys()):
        if not _is_same(kept.get(name), told.get(name)):
            yield _apart(name.replace("_", " "), kept.get(name), told.get(name))


def _apart(name: str, kept: object, told: object) -> str:
    """Both values where they are short enough to be read, else only that they differ."""
    texts = [str(one) if one is not None else "empty" for one in (kept, told)]
    return f"{name} is {texts[0]}, told {texts[1]}" if max(map(len, texts)) <= _SHORT else f"{name} differs"


def _is_same(kept: object, told: object) -> bool:
    if isinstance(kept, datetime) and isinstance(told, datetime):
        return abs((kept - told).total_seconds()) < _SECONDS_APART
    return kept == told


def _comparable(kept: Facts, told: Facts) -> Facts:
    """What is kept, without what the events say nothing of."""
    plan = {"plan_hash": hash_of(kept["plan"])} if "plan_hash" in told else {}
    known = {name: value for name, value in kept.items() if name in told} | plan | {"plan": _parsed(kept["plan"])}
    if kept["state"] in _IN_FLIGHT and kept["purposes"] <= told["purposes"]:
        known["purposes"] = told["purposes"]
    return known


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _kept_corrections(cursor: Cursor) -> dict[str, Facts]:
    settled: defaultdict[str, set[str]] = defaultdict(set)
    for correction_id, discrepancy_id in cursor.rows(_SETTLED):
        settled[correction_id].add(discrepancy_id)
    purposes: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for one in cursor.records(_PURPOSES):
        purposes[one["correction_id"]].add(purpose_of(one))
    return {
        one["correction_id"]: one
        | {"settles": settled[one["correction_id"]], "purposes": purposes[one["correction_id"]]}
        for one in cursor.records("from ledger.correction")
    }


def _kept_steps(cursor: Cursor) -> dict[str, dict[int, Facts]]:
    steps: defaultdict[str, dict[int, Facts]] = defaultdict(dict)
    for one in cursor.records("from ledger.correction_step"):
        steps[one.pop("correction_id")][one.pop("position")] = one
    return steps
