"""Firmao's addresses: lists and single records, creating, changing, deleting."""

import base64
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
from sandbox.firmao.errors import FirmaoError, not_found
from sandbox.firmao.reading import page
from sandbox.firmao.writing import Writing
from sandbox.gate import Gate
from sandbox.state import State, encode

RESOURCES = (
    "customers contacts customergroups offers agreements transactions transactionentries products "
    "salesopportunities salesnotes tasks projects users documents mails storagedocs invoicenumbers"
).split()
Handler = Callable[[Request], Awaitable[Response]]


def firmao_app(state: State) -> ASGIApp:
    """The whole of Firmao for one organization."""
    writing = Writing(state)

    async def listed(request: Request) -> Response:
        resource = _resource(request)
        with state.lock:
            return _json(page(state, resource, dict(request.query_params)))

    async def one(request: Request) -> Response:
        with state.lock:
            return _json(_record(state, _resource(request), request.path_params["record_id"]))

    async def create(request: Request) -> Response:
        body = await request.body()
        with state.lock:
            return _json(writing.create(_resource(request), body), 201)

    async def change(request: Request) -> Response:
        body = await request.body()
        with state.lock:
            return _json(writing.change(_resource(request), request.path_params["record_id"], body))

    async def delete(request: Request) -> Response:
        with state.lock:
            return _json(writing.delete(_resource(request), request.path_params["record_id"]))

    base = f"/{credentials.FIRMAO_ORGANIZATION}/svc/v1/{{resource}}"
    app = Starlette(
        routes=[
            *control_routes(state),
            Route(base, _guarded(listed), methods=["GET"]),
            Route(base, _guarded(create), methods=["POST"]),
            Route(f"{base}/{{record_id}}", _guarded(one), methods=["GET"]),
            Route(f"{base}/{{record_id}}", _guarded(change), methods=["PUT"]),
            Route(f"{base}/{{record_id}}", _guarded(delete), methods=["DELETE"]),
        ]
    )
    return Gate(app, state, "firmao", _sign_in)


def _sign_in(headers: dict[str, str]) -> Answer | None:
    wanted = base64.b64encode(f"{credentials.FIRMAO_LOGIN}:{credentials.FIRMAO_PASSWORD}".encode()).decode()
    if headers.get("authorization") == f"Basic {wanted}":
        return None
    told = encode({"errorCode": "unauthorized"})
    return Answer(401, ((b"content-type", b"application/json"), (b"www-authenticate", b"Basic")), told)


def _guarded(handler: Handler) -> Handler:
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except FirmaoError as refused:
            return refused.as_response()

    return answer


def _resource(request: Request) -> str:
    resource: str = request.path_params["resource"]
    if resource not in RESOURCES:
        raise not_found(resource, "")
    return resource


def _record(state: State, resource: str, record_id: str) -> Any:
    found = state.record("firmao", resource, int(record_id)) if record_id.isdecimal() else None
    if found is None:
        raise not_found(resource, record_id)
    return found


def _json(body: Any, status: int = 200) -> Response:
    return Response(encode(body), status, media_type="application/json; charset=UTF-8")
