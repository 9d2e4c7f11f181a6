"""Changing Firmao: dotted keys in, a changelog out, stamps moved, documents summed up anew."""

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sandbox.firmao.errors import (
    FirmaoError,
    bad_reference,
    duplicate,
    invalid_value,
    not_found,
    number_taken,
    unknown_parameter,
)
from sandbox.state import State
from sandbox.world import Record

REFERENCES = {
    "customer": "customers",
    "contact": "contacts",
    "product": "products",
    "agreement": "agreements",
    "offer": "offers",
    "transaction": "transactions",
    "project": "projects",
    "task": "tasks",
}
_READ_ONLY = {"id", "permissions", "creationDate", "createdBy", "lastUpdateDate", "lastSalesNote"}
_DOCUMENTS = {"agreements": "agreement", "offers": "offer", "transactions": "transaction"}
_MONEY = {"nettoPrice", "bruttoPrice", "vatPrice", "unitNettoPrice", "unitBruttoPrice", "quantity", "discount"}
_MONEY |= {"vatPercent", "value"}
_NESTED = {"officeAddress", "correspondenceAddress", "customFields", "customerAddress"}
_CENT = Decimal("0.01")
_REQUIRED = {"customers": "name", "agreements": "number", "salesnotes": "customer", "tasks": "name"}
# Fields that the manual knows and a record may lack until they are first written.
_KNOWN = set(
    (
        "name type mode offerStatus offerDate validFrom paymentDate daysToDueDate paymentType currency customer "
        "nipNumber tags description annotations customFields number emails phones officeAddress correspondenceAddress "
        "customerType customerGroups status industry website employeesNumber ownership product productCode quantity "
        "unit discount unitNettoPrice unitBruttoPrice nettoPrice bruttoPrice vatPrice vatPercent classificationNumber "
        "agreement offer transaction date taskType priority responsibleUsers plannedStartDate plannedEndDate deleted "
        "email phone vatUE firstName lastName position contact label calculateFromGross"
    ).split()
)


class Writing:
    """Everything that changes Firmao's records. Called with the state's lock held."""

    def __init__(self, state: State) -> None:
        self._state = state

    def create(self, resource: str, body: bytes) -> Record:
        """Create a record from dotted keys; returns the changelog with the new id."""
        told = _parsed(body)
        required = _REQUIRED.get(resource)
        if required and not told.get(required):
            raise FirmaoError(400, {"errorCode": "requiredFieldMissing", "field": required})
        held = self._held(resource)
        record_id = max((int(key) for table in self._state.world.firmao.values() for key in table), default=0) + 1
        now = self._state.clock.seconds()
        record: Record = {"id": record_id, "customFields": None}
        if resource != "transactionentries":
            record |= {"creationDate": now, "lastUpdateDate": now}
        self._set_all(resource, record, told)
        held[record_id] = record
        self._after(resource, record)
        return {"changelog": [{"objectId": record_id, "modification": "CREATE", "date": now}]}

    def change(self, resource: str, record_id: str, body: bytes) -> Record:
        """Change a record by dotted keys; returns a changelog row for each value that is different now."""
        record = self._find(resource, record_id)
        told = _parsed(body)
        before = {key: _shown(_at(record, key)) for key in told}
        self._set_all(resource, record, told)
        if resource != "transactionentries":
            record["lastUpdateDate"] = self._state.clock.seconds()
        self._after(resource, record)
        rows = [
            {
                "objectId": record["id"],
                "modification": "CHANGE",
                "property": key,
                "oldValueDisplay": before[key],
                "newValueDisplay": _shown(_at(record, key)),
            }
            for key in told
            if before[key] != _shown(_at(record, key))
        ]
        return {"changelog": rows}

    def delete(self, resource: str, record_id: str) -> Record:
        """Really delete a line item; everything else is only marked deleted, by a PUT."""
        record = self._find(resource, record_id)
        if resource != "transactionentries":
            raise FirmaoError(400, {"errorCode": "operationNotSupported"})
        del self._held(resource)[record["id"]]
        self._after(resource, record)
        return {"changelog": [{"objectId": record["id"], "modification": "DELETE"}]}

    def _held(self, resource: str) -> dict[int, Record]:
        return self._state.world.firmao.setdefault(resource, {})

    def _find(self, resource: str, record_id: str) -> Record:
        record = self._held(resource).get(int(record_id)) if record_id.isdigit() else None
        if record is None:
            raise not_found(resource, record_id)
        return record

    def _set_all(self, resource: str, record: Record, told: Record) -> None:
        for key, value in told.items():
            self._refuse(resource, record, key, value)
        for key, value in told.items():
            self._set(record, key, value)

    def _refuse(self, resource: str, record: Record, key: str, value: Any) -> None:
        first = key.partition(".")[0]
        if isinstance(value, dict) or key in _READ_ONLY or (first not in _KNOWN and first not in record):
            raise unknown_parameter(key)
        if first in _NESTED and "." not in key:
            raise unknown_parameter(key)
        if first == "customFields" and not isinstance(value, str) and value is not None:
            raise invalid_value(key, value)
        if key == "nipNumber" and value:
            self._refuse_duplicate(resource, record, key, value)
        if key == "number" and resource in _DOCUMENTS:
            self._refuse_taken_number(resource, record, str(value))

    def _refuse_duplicate(self, resource: str, record: Record, key: str, value: Any) -> None:
        for other in self._held(resource).values():
            if resource == "customers" and other["id"] != record["id"] and other.get(key) == value:
                raise duplicate("customer", key, other["id"], value)

    def _refuse_taken_number(self, resource: str, record: Record, number: str) -> None:
        taken = {other.get("number") for other in self._held(resource).values() if other["id"] != record["id"]}
        if number in taken:
            raise number_taken(next(f"{number}/{n}" for n in range(1, 10_000) if f"{number}/{n}" not in taken))

    def _set(self, record: Record, key: str, value: Any) -> None:
        first, _, rest = key.partition(".")
        if rest:
            record[first] = (record.get(first) or {}) | {rest: value}
        elif key in REFERENCES and value is not None:
            record[key] = self._reference(key, value)
        else:
            record[key] = _amount(key, value) if key in _MONEY else value

    def _reference(self, key: str, value: Any) -> Record:
        found = self._state.world.firmao.get(REFERENCES[key], {}).get(int(value)) if str(value).isdigit() else None
        if found is None:
            raise bad_reference(key, value, key)
        label = found.get("label") or found.get("name") or found.get("number") or str(found["id"])
        return {"id": found["id"], "label": label} | ({"name": found["name"]} if key == "product" else {})

    def _after(self, resource: str, record: Record) -> None:
        """Sum up the document a line item hangs under."""
        if resource != "transactionentries":
            return
        for kind, key in _DOCUMENTS.items():
            if record.get(key):
                self._sum_up(kind, key, int(record[key]["id"]))

    def _sum_up(self, kind: str, key: str, document_id: int) -> None:
        document = self._held(kind).get(document_id)
        if document is None:
            return
        entries = [e for e in self._held("transactionentries").values() if (e.get(key) or {}).get("id") == document_id]
        for entry in entries:
            _reckon(entry)
        for field in ("nettoPrice", "vatPrice", "bruttoPrice"):
            document[field] = sum((entry[field] for entry in entries), Decimal("0.00"))
        document["lastUpdateDate"] = self._state.clock.seconds()


def _reckon(entry: Record) -> None:
    """Net, tax and gross of a line item from its price, quantity, discount and rate."""
    net = Decimal(entry.get("unitNettoPrice") or 0) * Decimal(entry.get("quantity") or 0)
    net = (net * (1 - Decimal(entry.get("discount") or 0) / 100)).quantize(_CENT, ROUND_HALF_UP)
    tax = (net * Decimal(entry.get("vatPercent") or 0) / 100).quantize(_CENT, ROUND_HALF_UP)
    entry |= {"nettoPrice": net, "vatPrice": tax, "bruttoPrice": net + tax}


def _parsed(body: bytes) -> Record:
    try:
        told = json.loads(body, parse_float=Decimal)
    except ValueError as error:
        raise FirmaoError(400, {"errorCode": "invalidJson"}) from error
    if not isinstance(told, dict):
        raise FirmaoError(400, {"errorCode": "invalidJson"})
    return told


def _amount(key: str, value: Any) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except ArithmeticError as error:
        raise invalid_value(key, value) from error


def _at(record: Record, key: str) -> Any:
    first, _, rest = key.partition(".")
    value = record.get(first)
    return (value or {}).get(rest) if rest else value


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("label", value))
    return "" if value is None else str(value)
