"""Changing Firmao: dotted keys in, a changelog out, stamps moved, documents summed up anew."""

from collections.abc import Sequence
from typing import Any

from sandbox.firmao.creations import REQUIRED, WITHOUT_STAMPS, begun, complete
from sandbox.firmao.documents import DOCUMENTS, called, documents_of, sum_up
from sandbox.firmao.errors import FirmaoError, duplicate, not_found, number_taken
from sandbox.firmao.fields import parsed, put, shown_at, values
from sandbox.state import State
from sandbox.world import Record


class Writing:
    """Everything that changes Firmao's records. Called with the state's lock held.

    What is refused changes nothing: every value is looked at before the first is set.
    """

    def __init__(self, state: State) -> None:
        self._state = state

    def create(self, resource: str, body: bytes) -> Record:
        """Create a record from dotted keys; returns the changelog with the new id."""
        told = parsed(body)
        required = REQUIRED.get(resource)
        if required and not told.get(required):
            raise FirmaoError(400, {"errorCode": "requiredFieldMissing", "field": required})
        record_id = max((int(key) for table in self._state.world.firmao.values() for key in table), default=0) + 1
        now = self._state.clock.seconds()
        record = begun(resource, record_id, now)
        self._set_all(resource, record, told)
        complete(resource, record, self._held)
        self._held(resource)[record_id] = record
        self._written(resource, record)
        return {"changelog": [{"objectId": record_id, "modification": "CREATE", "date": now}]}

    def change(self, resource: str, record_id: str, body: bytes) -> Record:
        """Change a record by dotted keys; returns a changelog row for each value that is different now."""
        record = self._find(resource, record_id)
        told = parsed(body)
        before = {key: shown_at(record, key) for key in told}
        left = documents_of(record)
        self._set_all(resource, record, told)
        if resource != WITHOUT_STAMPS:
            record["lastUpdateDate"] = self._state.clock.seconds()
        self._written(resource, record, left)
        after = {key: shown_at(record, key) for key in told}
        return {"changelog": [_changed(record, k, before[k], after[k]) for k in told if before[k] != after[k]]}

    def delete(self, resource: str, record_id: str) -> Record:
        """Really delete a line item; everything else is only marked deleted, by a PUT."""
        record = self._find(resource, record_id)
        if resource != "transactionentries":
            raise FirmaoError(400, {"errorCode": "operationNotSupported"})
        del self._held(resource)[record["id"]]
        self._written(resource, record)
        return {"changelog": [{"objectId": record["id"], "modification": "DELETE"}]}

    def _held(self, resource: str) -> dict[int, Record]:
        return self._state.world.firmao.setdefault(resource, {})

    def _find(self, resource: str, record_id: str) -> Record:
        record = self._held(resource).get(int(record_id)) if record_id.isdecimal() else None
        if record is None:
            raise not_found(resource, record_id)
        return record

    def _set_all(self, resource: str, record: Record, told: Record) -> None:
        becoming = values(told, record, lambda kind, record_id: self._held(kind).get(record_id))
        if resource == "customers" and told.get("nipNumber"):
            self._refuse_duplicate(record, told["nipNumber"])
        if resource in DOCUMENTS and (key := called(resource, "number")) in told:
            self._refuse_taken_number(resource, record, key, str(told[key]))
        for key, value in becoming.items():
            put(record, key, value)

    def _refuse_duplicate(self, record: Record, tax_id: Any) -> None:
        for other in self._held("customers").values():
            if other["id"] != record["id"] and other.get("nipNumber") == tax_id:
                raise duplicate("customer", "nipNumber", other["id"], tax_id)

    def _refuse_taken_number(self, resource: str, record: Record, key: str, number: str) -> None:
        taken = {other.get(key) for other in self._held(resource).values() if other["id"] != record["id"]}
        if number in taken:
            raise number_taken(next(f"{number}/{n}" for n in range(1, 10_000) if f"{number}/{n}" not in taken))

    def _written(self, resource: str, record: Record, left: Sequence[tuple[str, str, int]] = ()) -> None:
        """Lists are to be read anew, and the documents a line item hangs under, or hung under, summed up."""
        self._state.version += 1
        if resource != "transactionentries":
            return
        for kind, key, document_id in {*documents_of(record), *left}:
            document = self._held(kind).get(document_id)
            if document is not None:
                entries = self._held("transactionentries").values()
                sum_up(kind, document, [one for one in entries if (one.get(key) or {}).get("id") == document_id])
                document["lastUpdateDate"] = self._state.clock.seconds()


def _changed(record: Record, key: str, before: str, after: str) -> Record:
    row = {"objectId": record["id"], "modification": "CHANGE", "property": key}
    return row | {"oldValueDisplay": before, "newValueDisplay": after}
