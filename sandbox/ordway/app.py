"""Ordway's addresses: lists and single records, nested lists, creating, changing, deleting, actions."""

import json
import uuid
import zlib
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from sandbox import credentials
from sandbox.answers import Answer
from sandbox.control import routes as control_routes
from sandbox.gate import Gate
from sandbox.ordway.books import Books
from sandbox.ordway.documents import PATH, pdf_of
from sandbox.ordway.errors import OrdwayError, not_found, not_valid
from sandbox.ordway.reading import listed
from sandbox.ordway.records import as_answered
from sandbox.ordway.subscriptions import CALLBACK
from sandbox.ordway.writing import Writing
from sandbox.state import State, encode
from sandbox.world import Record

RESOURCES = (
    "customers products plans subscriptions orders invoices payments credits refunds debit_memos billing_runs "
    "billing_schedules payment_runs revenue_schedules revenue_rules journal_entries usages coupons statements "
    "chart_of_accounts webhooks"
).split()
# A customer with its payment links, which the made-up customers always carry.
_VERBOSE = "verbose"
_NESTED = {"customers": ("contacts", "payment_methods", "customer_notes", _VERBOSE), "plans": ("charges",)}
_HEADERS = {
    "x-user-company": credentials.ORDWAY_COMPANY,
    "x-user-email": credentials.ORDWAY_EMAIL,
    "x-user-token": credentials.ORDWAY_TOKEN,
}
Handler = Callable[[Request], Awaitable[Response]]


def ordway_app(state: State) -> ASGIApp:
    """The whole of Ordway for one company."""
    return Gate(Starlette(routes=[*control_routes(state), *_routes(_Handlers(state))]), state, "ordway", _sign_in)


class _Handlers:
    """One coroutine for each kind of request. Each holds the state's lock while it works."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._books = Books(state)
        self._writing = Writing(self._books)

    async def many(self, request: Request) -> Response:
        with self._state.lock:
            self._writing.settle(_resource(request))
            return _json(listed(self._state, _resource(request), dict(request.query_params)))

    async def settings(self, _: Request) -> Response:
        """What Ordway keeps as one object without an id; what stands in it is not known."""
        return _json({})

    async def one(self, request: Request) -> Response:
        with self._state.lock:
            self._writing.settle(_resource(request))
            return _json(_record(self._state, _resource(request), request.path_params["record_id"]))

    async def nested(self, request: Request) -> Response:
        resource, record_id, name = _resource(request), request.path_params["record_id"], request.path_params["name"]
        if name not in _NESTED.get(resource, ()):
            raise not_found(resource, name)
        with self._state.lock:
            record = self._books.find(resource, record_id)
            if name == _VERBOSE:
                return _json(as_answered(record))
            is_first = request.query_params.get("page", "1") == "1"
            return _json([as_answered(row) for row in record.get(name, [])] if is_first else [])

    async def document(self, request: Request) -> Response:
        """An invoice as a PDF."""
        with self._state.lock:
            made = pdf_of(self._books.find("invoices", request.path_params["number"]))
        return Response(made, media_type="application/pdf")

    async def create(self, request: Request) -> Response:
        told = await _told(request)
        with self._state.lock:
            return _json(as_answered(self._writing.create(_resource(request), told)), 201)

    async def update(self, request: Request) -> Response:
        told = await _told(request)
        with self._state.lock:
            return _json(as_answered(self._writing.update(_resource(request), request.path_params["record_id"], told)))

    async def delete(self, request: Request) -> Response:
        with self._state.lock:
            self._writing.delete(_resource(request), request.path_params["record_id"])
        return Response(status_code=204)

    async def act(self, request: Request) -> Response:
        told = await _told(request)
        if CALLBACK in request.query_params:
            told |= {CALLBACK: request.query_params[CALLBACK]}
        path = request.path_params
        with self._state.lock:
            return _json(as_answered(self._writing.act(_resource(request), path["record_id"], path["name"], told)))

    async def add_nested(self, request: Request) -> Response:
        told = await _told(request)
        path = request.path_params
        with self._state.lock:
            made = self._writing.add_nested(_resource(request), path["record_id"], path["name"], told)
            return _json(as_answered(made), 201)

    async def change_nested(self, request: Request) -> Response:
        told = await _told(request)
        path = request.path_params
        with self._state.lock:
            place = path["record_id"], path["name"], path["nested_id"]
            return _json(as_answered(self._writing.change_nested(_resource(request), *place, told)))


def _routes(handlers: _Handlers) -> list[Route]:
    every = "/api/v1/{resource}"
    single, nested = f"{every}/{{record_id}}", f"{every}/{{record_id}}/{{name}}"
    return [
        Route(f"{PATH}/{{number}}.pdf", _guarded(handlers.document), methods=["GET"]),
        Route("/api/v1/notifications", _guarded(handlers.settings), methods=["GET"]),
        Route(every, _guarded(handlers.many), methods=["GET"]),
        Route(every, _guarded(handlers.create), methods=["POST"]),
        Route(single, _guarded(handlers.one), methods=["GET"]),
        Route(single, _guarded(handlers.update), methods=["PUT"]),
        Route(single, _guarded(handlers.delete), methods=["DELETE"]),
        Route(nested, _guarded(handlers.nested), methods=["GET"]),
        Route(nested, _guarded(handlers.act), methods=["PUT"]),
        Route(nested, _guarded(handlers.add_nested), methods=["POST"]),
        Route(f"{nested}/{{nested_id}}", _guarded(handlers.change_nested), methods=["PUT"]),
    ]


def _sign_in(headers: dict[str, str]) -> Answer | None:
    kind = ((b"content-type", b"application/json"), (b"x-request-id", str(uuid.uuid4()).encode()))
    if headers.get("x-api-key") != credentials.ORDWAY_API_KEY:
        return Answer(403, kind, b'{"message":"Forbidden"}')
    if any(headers.get(name) != value for name, value in _HEADERS.items()):
        return Answer(401, kind, b'{"error":"Invalid user or token"}')
    return None


def _guarded(handler: Handler) -> Handler:
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except OrdwayError as refused:
            return refused.as_response()

    return answer


def _resource(request: Request) -> str:
    resource: str = request.path_params["resource"]
    if resource not in RESOURCES:
        raise not_found(resource, resource)
    return resource


async def _told(request: Request) -> Record:
    body = await request.body()
    try:
        told = json.loads(body) if body else {}
    except ValueError:
        raise not_valid("the body is not JSON") from None
    if not isinstance(told, dict):
        raise not_valid("the body is not an object")
    return told


def _record(state: State, resource: str, record_id: str) -> Any:
    found = state.record("ordway", resource, record_id)
    if found is None:
        raise not_found(resource, record_id)
    return as_answered(found)


def _json(body: Any, status: int = 200) -> Response:
    content = encode(body)
    headers = {
        "etag": f'W/"{zlib.crc32(content):08x}"',
        "cache-control": "max-age=0, private, must-revalidate",
        "x-request-id": str(uuid.uuid4()),
    }
    return Response(content, status, headers, media_type="application/json; charset=utf-8")
