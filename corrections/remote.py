"""Firmao and Ordway as a correction meets them: a record read, a record found again, a request sent once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

import msgspec

from corrections.plan import Reference, Step
from corrections.records import is_same, value_at
from sync.http import Traffic, Written
from sync.pages import Page
from sync.withheld import answer_without

Record = dict[str, Any]
# A record that was taken back does not do any more what it was made for.
_TAKEN_BACK = {"reversed", "cancelled", "void"}
_MADE = "{made:"
# A number stays the text it came as.
_decode = msgspec.json.Decoder(float_hook=str).decode


class Client(Protocol):
    """What a correction needs of a system's client."""

    system: str

    def one(self, path: str, record_id: str, traffic: Traffic) -> msgspec.Raw | None: ...
    def reader(self, path: str, query: Mapping[str, str], traffic: Traffic) -> Callable[[int], Page]: ...
    def send(self, method: str, path: str, body: bytes) -> Written: ...


class Remote:
    """One of the two systems. Every method raises the `RemoteError` that says what went wrong."""

    def __init__(self, client: Client) -> None:
        self.system = client.system
        self._client = client

    def read(self, resource: str, record_id: str) -> Record | None:
        """A record as it is now; None where it is not there, or only marked as deleted."""
        raw = self._client.one(resource, record_id, Traffic())
        record: Record | None = None if raw is None else _decode(raw)
        return None if record is None or record.get("deleted") is True else record

    def search(self, reference: Reference) -> Iterator[Record]:
        """The records that hold what a reference says."""
        for record in self._listed(reference):
            is_gone = record.get("deleted") is True or (value_at(record, "status") or "").lower() in _TAKEN_BACK
            if not is_gone and all(is_same(value_at(record, path), value) for path, value in reference.holds.items()):
                yield record

    def _listed(self, reference: Reference) -> Iterator[Record]:
        fetch = self._client.reader(reference.resource, reference.query, Traffic())
        number, page = 0, fetch(0)
        while page.rows:
            yield from (_decode(row) for row in page.rows)
            number += 1
            before, page = page, page if page.is_last else fetch(number)
            if page is before or page.repeats(before):
                return

    def send(self, step: Step) -> Written:
        """Have the request of a step carried out, once at most; of the answer, what nobody may keep is left out."""
        body = b"" if step.body is None else msgspec.json.encode(step.body)
        written = self._client.send(step.method, step.path, body)
        return replace(written, body=answer_without(self.system, step.path, written.body))


def made_id(written: Written) -> str | None:
    """The id of the record an answer tells of: Ordway answers the record, Firmao a log of what changed."""
    try:
        told = _decode(written.body)
    except msgspec.DecodeError:
        return None
    if not isinstance(told, dict):
        return None
    logged = told.get("changelog") or [{}]
    found = told.get("id") or logged[0].get("objectId")
    return None if found is None else str(found)


def rendered(step: Step, made: Mapping[int, str]) -> Step:
    """The step with the ids of the records that earlier steps made in the places that stand for them."""
    ids = {f"{_MADE}{number}}}": record_id for number, record_id in made.items()}
    path = "/".join(ids.get(part, part) for part in step.path.split("/"))
    target = step.target and replace(step.target, record_id=ids.get(step.target.record_id, step.target.record_id))
    changes = tuple(replace(one, after=ids.get(one.after or "", one.after)) for one in step.changes)
    reference = step.reference and replace(
        step.reference, holds=_filled(step.reference.holds, ids), query=_filled(step.reference.query, ids)
    )
    body = _filled(step.body, ids)
    return replace(step, path=path, target=target, body=body, changes=changes, reference=reference)


def _filled(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, Mapping):
        return {key: _filled(one, ids) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_filled(one, ids) for one in value]
    return value
