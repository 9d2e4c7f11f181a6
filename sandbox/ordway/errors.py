"""Ordway's error bodies."""

import uuid
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from sandbox.state import encode


@dataclass
class OrdwayError(Exception):
    """A request is refused; `body` is what the API answers."""

    status: int
    body: dict[str, Any]

    def as_response(self) -> Response:
        """The answer."""
        headers = {"x-request-id": str(uuid.uuid4())}
        return Response(encode(self.body), self.status, headers, media_type="application/json; charset=utf-8")


def not_found(resource: str, record_id: str) -> OrdwayError:
    """No record of that id."""
    return OrdwayError(404, {"errors": {"status": 404, "source": resource, "details": f"{record_id} not found"}})


def not_valid(message: str) -> OrdwayError:
    """The body, or what it asks for, is not valid."""
    return OrdwayError(422, {"errors": {"details": {"message": message}}})


def bad_request(message: str) -> OrdwayError:
    """The address cannot be understood."""
    return OrdwayError(400, {"errors": {"details": {"message": message}}})
