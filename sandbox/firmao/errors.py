"""Firmao's error bodies."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from sandbox.state import encode


@dataclass
class FirmaoError(Exception):
    """A request is refused; `body` is what the API answers."""

    status: int
    body: dict[str, Any]

    def as_response(self) -> Response:
        """The answer."""
        return Response(encode(self.body), self.status, media_type="application/json; charset=UTF-8")


def unknown_parameter(name: str) -> FirmaoError:
    """A key or filter the resource does not take."""
    return FirmaoError(400, {"errorCode": "unknownParameter", "field": name})


def invalid_value(name: str, value: object) -> FirmaoError:
    """A value that is not of the field's type."""
    return FirmaoError(400, {"errorCode": "invalidValue", "field": name, "rejectedValue": str(value)})


def not_found(kind: str, record_id: object) -> FirmaoError:
    """No record of that id at this address."""
    told = {"errorCode": "entityNotFoundForId", "additionalInfo": {"id": str(record_id), "cls": kind}}
    return FirmaoError(404, told)


def bad_reference(field: str, value: object, kind: str) -> FirmaoError:
    """A reference to a record that is not there."""
    info = {"id": str(value), "cls": kind}
    told = {"errorCode": "entityNotFoundForId", "field": field, "rejectedValue": str(value), "additionalInfo": info}
    return FirmaoError(400, told)


def duplicate(kind: str, field: str, record_id: int, value: object) -> FirmaoError:
    """Another record holds the same value."""
    told = {
        "errorCode": "duplicateValueFoundException",
        "objectName": kind,
        "fieldName": field,
        "duplicateValues": [{"objectId": record_id, "value": str(value)}],
    }
    return FirmaoError(409, told)


def number_taken(suggested: str) -> FirmaoError:
    """Another document has this number."""
    told = {"errorCode": "transactionNumberAlreadyExists", "additionalInfo": {"suggestedNumber": suggested}}
    return FirmaoError(400, told)
