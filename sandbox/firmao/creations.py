"""What a new record of Firmao holds beside what was sent: fields left out, and those taken from what it refers to."""

from collections.abc import Callable
from decimal import Decimal

from sandbox import credentials
from sandbox.world import Record

# Line items carry no stamps of their own.
WITHOUT_STAMPS = "transactionentries"
REQUIRED = {"customers": "name", "agreements": "number", "salesnotes": "customer", "tasks": "name"}
_NOTHING = Decimal("0.00")
_SUMS: Record = {"nettoPrice": _NOTHING, "vatPrice": _NOTHING, "bruttoPrice": _NOTHING}
_ADDRESS: Record = dict.fromkeys(("street", "city", "postCode", "country", "county"))
_DOCUMENTS: Record = dict.fromkeys(("agreement", "offer", "transaction"))
_DEFAULTS: dict[str, Record] = {
    "customers": {
        "nipNumber": None, "vatUE": None, "emails": [], "email": "", "phones": [], "phone": "",
        "officeAddress": _ADDRESS, "correspondenceAddress": _ADDRESS, "customerType": "CUSTOMER", "customerGroups": [],
        "status": "ACTIVE", "industry": None, "tags": [], "website": "", "description": "",
    },
    "agreements": {
        "name": "", "type": "AGREEMENT", "mode": "SALE", "offerStatus": "NEW", "offerDate": None, "validFrom": None,
        "paymentDate": None, "daysToDueDate": None, "paymentType": "TRANSFER", "currency": "PLN", "customer": None,
        "calculateFromGross": False, "issuingPerson": None, "tags": [], "description": "", "annotations": "", **_SUMS,
    },
    "transactionentries": {
        "product": None, "quantity": Decimal(1), "discount": Decimal(0), "classificationNumber": "", "description": "",
        **_SUMS,
    },
    "salesnotes": {"type": "NOTE", "description": "", **_DOCUMENTS},
    "tasks": {
        "description": "", "taskType": "", "priority": "", "status": "", "responsibleUsers": [], "customer": None,
        "plannedStartDate": None, "plannedEndDate": None, **_DOCUMENTS,
    },
}  # fmt: skip
_OF_PRODUCT = {"productCode": "productCode", "unit": "unit", "unitNettoPrice": "saleNetPrice", "vatPercent": "vat"}
Held = Callable[[str], dict[int, Record]]


def begun(resource: str, record_id: int, now: str) -> Record:
    """A record of a resource before what was sent is set on it."""
    record: Record = {"id": record_id, "customFields": None}
    record |= {key: _own(value) for key, value in _DEFAULTS.get(resource, {}).items()}
    if resource == WITHOUT_STAMPS:
        return record
    dated = {"date": now} if resource == "salesnotes" else {}
    by = {"id": 1, "label": credentials.FIRMAO_LOGIN}
    return record | dated | {"createdBy": by, "creationDate": now, "lastUpdateDate": now}


def complete(resource: str, record: Record, held: Held) -> None:
    """Fill what was left out from the records it refers to."""
    if resource == "customers":
        record.setdefault("label", record["name"])
    elif resource == "agreements":
        record.setdefault("label", record["number"])
        customer = _referred(record, "customer", held("customers"))
        _fill(record, {"customerName": customer.get("name"), "nipNumber": customer.get("nipNumber")})
    elif resource == "transactionentries":
        product = _referred(record, "product", held("products"))
        document = _referred(record, "agreement", held("agreements"))
        _fill(record, {name: product.get(of_product) for name, of_product in _OF_PRODUCT.items()})
        _fill(record, {name: document.get(name) for name in ("type", "mode")})


def _referred(record: Record, key: str, held: dict[int, Record]) -> Record:
    """The record that another one refers to, without a field where there is none."""
    reference = record.get(key)
    return held.get(reference["id"], {}) if reference else {}


def _fill(record: Record, told: Record) -> None:
    record |= {key: value for key, value in told.items() if record.get(key) is None}


def _own(value: object) -> object:
    """A copy where the default could be changed in place."""
    return value.copy() if isinstance(value, (dict, list)) else value
