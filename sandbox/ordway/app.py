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
from sandbox.control import routes as control_routes
from sandbox.faults import Answer
from sandbox.gate import Gate
from sandbox.ordway.books import Books
from sandbox.ordway.errors import OrdwayError, not_found, not_valid
from sandbox.ordway.reading import listed
from sandbox.ordway.records import as_answered
from sandbox.ordway.writing import Writing
from sandbox.state import State, encode
from sandbox.world import Record

RESOURCES = (
    "customers products plans subscriptions orders invoices payments credits refunds debit_memos billing_runs "
    "billing_schedules payment_runs revenue_schedules revenue_rules journal_entries usages coupons statements "
    "chart_of_accounts webhooks"
).split()
_NESTED = {"customers": ("contacts", "payment_methods", "customer_notes"), "plans": ("charges",)}
_HEADERS = {
    "x-user-company": credentials.ORDWAY_COMPANY,
    "x-user-email": credentials.ORDWAY_EMAIL,
    "x-user-token": credentials.ORDWAY_TOKEN,
}
Handler = Callable[[Request], Awaitable[Response]]


def ordway_app(state: State) -> ASGIApp:
    """The whole of Ordway for one company."""
    books = Books(state)
    writing = Writing(books)

    async def many(request: Request) -> Response:
        with state.lock:
            return _json(listed(state, _resource(request), dict(request.query_params)))

    async def one(request: Request) -> Response:
        with state.lock:
            return _json(_record(state, _resource(request), request.path_params["record_id"]))

    async def create(request: Request) -> Response:
        told = await _told(request)
        with state.lock:
            return _json(as_answered(writing.create(_resource(request), told)), 201)

    async def update(request: Request) -> Response:
        told = await _told(request)
        with state.lock:
            return _json(as_answered(writing.update(_resource(request), request.path_params["record_id"], told)))

    async def delete(request: Request) -> Response:
        with state.lock:
            writing.delete(_resource(request), request.path_params["record_id"])
        return Response(status_code=204)

    async def nested(request: Request) -> Response:
        resource, record_id, name = _resource(request), request.path_params["record_id"], request.path_params["name"]
        if name not in _NESTED.get(resource, ()):
            raise not_found(resource, name)
        with state.lock:
            record = books.find(resource, record_id)
            is_first = request.query_params.get("page", "1") == "1"
            return _json([as_answered(row) for row in record.get(name, [])] if is_first else [])

    async def act(request: Request) -> Response:
        told = await _told(request)
        path = request.path_params
        with state.lock:
            return _json(as_answered(writing.act(_resource(request), path["record_id"], path["name"], told)))

    base = "/api/v1/{resource}"
    routes = [
        Route(base, _guarded(many), methods=["GET"]),
        Route(base, _guarded(create), methods=["POST"]),
        Route(f"{base}/{{record_id}}", _guarded(one), methods=["GET"]),
        Route(f"{base}/{{record_id}}", _guarded(update), methods=["PUT"]),
        Route(f"{base}/{{record_id}}", _guarded(delete), methods=["DELETE"]),
        Route(f"{base}/{{record_id}}/{{name}}", _guarded(nested), methods=["GET"]),
        Route(f"{base}/{{record_id}}/{{name}}", _guarded(act), methods=["PUT"]),
    ]
    return Gate(Starlette(routes=[*control_routes(state), *routes]), state, "ordway", _sign_in)


def _sign_in(headers: dict[str, str]) -> Answer | None:
    kind = ((b"content-type", b"application/json"),)
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
    for row in state.rows("ordway", resource):
        if isinstance(row, dict) and row.get("id") == record_id:
            return as_answered(row)
    raise not_found(resource, record_id)


def _json(body: Any, status: int = 200) -> Response:
    content = encode(body)
    headers = {
        "etag": f'W/"{zlib.crc32(content):08x}"',
        "cache-control": "max-age=0, private, must-revalidate",
        "x-request-id": str(uuid.uuid4()),
    }
    return Response(content, status, headers, media_type="application/json; charset=utf-8")
