"""What a body sent to Firmao may hold: which keys are taken, and what their values become."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sandbox.firmao.errors import FirmaoError, bad_reference, invalid_value, unknown_parameter
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
_LISTS_OF_REFERENCES = {"responsibleUsers": "users"}
_READ_ONLY = {"id", "permissions", "creationDate", "createdBy", "lastUpdateDate", "lastSalesNote"}
_MONEY = {"nettoPrice", "bruttoPrice", "vatPrice", "unitNettoPrice", "unitBruttoPrice", "quantity", "discount"}
_MONEY |= {"vatPercent", "value", "saleNetPrice", "saleGrossPrice", "vat"}
_NESTED = {"officeAddress", "correspondenceAddress", "customFields", "customerAddress"}
# Fields that the manual knows and a record may lack until they are first written.
_KNOWN = set(
    (
        "name type mode offerStatus offerDate validFrom paymentDate daysToDueDate paymentType currency customer "
        "nipNumber tags description annotations customFields number emails phones officeAddress correspondenceAddress "
        "customerType customerGroups status industry website employeesNumber ownership product productCode quantity "
        "unit discount unitNettoPrice unitBruttoPrice nettoPrice bruttoPrice vatPrice vatPercent classificationNumber "
        "agreement offer transaction date taskType priority responsibleUsers plannedStartDate plannedEndDate deleted "
        "issuingPerson email phone vatUE firstName lastName position contact label calculateFromGross"
    ).split()
)
Find = Callable[[str, int], Record | None]


def parsed(body: bytes) -> Record:
    """The object in a body, its numbers exact. Raises 400."""
    try:
        told = json.loads(body, parse_float=Decimal)
    except ValueError as error:
        raise FirmaoError(400, {"errorCode": "invalidJson"}) from error
    if not isinstance(told, dict):
        raise FirmaoError(400, {"errorCode": "invalidJson"})
    return told


def values(told: Record, record: Record, find: Find) -> Record:
    """What each dotted key of a body becomes on the record; `find` looks references up. Raises 400, changes nothing."""
    return {key: _value(key, value, record, find) for key, value in told.items()}


def _value(key: str, value: Any, record: Record, find: Find) -> Any:
    first, _, rest = key.partition(".")
    is_known = first in _KNOWN or first in record
    if isinstance(value, dict) or first in _READ_ONLY or not is_known or bool(rest) != (first in _NESTED):
        raise unknown_parameter(key)
    if first == "customFields" and not isinstance(value, str) and value is not None:
        raise invalid_value(key, value)
    if key in REFERENCES and value is not None:
        return _reference(key, REFERENCES[key], value, find)
    if key in _LISTS_OF_REFERENCES and isinstance(value, list):
        return [_reference(key, _LISTS_OF_REFERENCES[key], one, find) for one in value]
    return _amount(key, value) if key in _MONEY else value


def _reference(key: str, kind: str, value: Any, find: Find) -> Record:
    found = find(kind, int(value)) if str(value).isdecimal() else None
    if found is None:
        raise bad_reference(key, value, key)
    label = found.get("label") or found.get("name") or found.get("number") or str(found["id"])
    return {"id": found["id"], "label": label} | ({"name": found["name"]} if key == "product" else {})


def _amount(key: str, value: Any) -> Decimal | None:
    try:
        amount = None if value is None else Decimal(str(value))
    except ArithmeticError as error:
        raise invalid_value(key, value) from error
    if amount is not None and not amount.is_finite():
        raise invalid_value(key, value)
    return amount


def put(record: Record, key: str, value: Any) -> None:
    """Set the value behind a dotted key."""
    first, _, rest = key.partition(".")
    record[first] = (record.get(first) or {}) | {rest: value} if rest else value


def shown_at(record: Record, key: str) -> str:
    """The value behind a dotted key as a changelog shows it."""
    first, _, rest = key.partition(".")
    value = record.get(first)
    value = (value or {}).get(rest) if rest else value
    if isinstance(value, dict):
        return str(value.get("label", value))
    return "" if value is None else str(value)
