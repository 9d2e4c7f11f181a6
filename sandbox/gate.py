"""What every request passes on its way to one of the APIs: log, latency, sign-in, faults, the server's clock."""

import asyncio
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.answers import Answer
from sandbox.faults import Request
from sandbox.ordway.documents import PATH
from sandbox.state import Asked, State, Written

_OPEN = ("/_sandbox/", f"{PATH}/")
SignIn = Callable[[dict[str, str]], Answer | None]


class Gate:
    """Wraps one API. Requests elsewhere, under `/_sandbox` and for documents, go through untouched."""

    def __init__(self, app: ASGIApp, state: State, system: str, sign_in: SignIn) -> None:
        self._app = app
        self._state = state
        self._system = system
        self._sign_in = sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"].startswith(_OPEN):
            await self._app(scope, receive, send)
            return
        if self._state.latency:
            await asyncio.sleep(self._state.latency)
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        query = scope["query_string"].decode("latin-1")

        async def ask() -> Answer:
            return self._sign_in(headers) or await self._ask(scope, receive)

        request = Request(self._system, scope["method"], _within(scope["path"]), query)
        answer = await self._state.faults.answered(request, ask)
        self._state.requests.append(Asked(self._system, scope["method"], scope["path"], query, answer.status))
        await self._send(answer, send)

    async def _ask(self, scope: Scope, receive: Receive) -> Answer:
        sent: list[Message] = []
        received: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        async def hear() -> Message:
            received.append(await receive())
            return received[-1]

        await self._app(scope, hear, keep)
        if scope["method"] != "GET" and sent[0]["status"] < 400:
            self._note(scope, b"".join(message.get("body", b"") for message in received))
        body = b"".join(message.get("body", b"") for message in sent[1:])
        kept = [(key, value) for key, value in sent[0]["headers"] if key.lower() != b"content-length"]
        return Answer(sent[0]["status"], tuple(kept), body)

    def _note(self, scope: Scope, body: bytes) -> None:
        """Keep a write that was carried out in the journal."""
        query = scope["query_string"].decode("latin-1")
        told = json.loads(body, parse_float=Decimal) if body else None
        written = Written(self._system, scope["method"], _within(scope["path"]), query, told)
        self._state.writes.append(written)

    async def _send(self, answer: Answer, send: Send) -> None:
        body = answer.body[: len(answer.body) // 2] if answer.is_dropped else answer.body
        start: dict[str, Any] = {
            "type": "http.response.start",
            "status": answer.status,
            "headers": [
                *answer.headers,
                (b"content-length", str(len(answer.body)).encode()),
                (b"date", self._state.clock.header().encode()),
            ],
        }
        await send(start)
        # Ending here with more to come makes the server close the connection short of the announced length.
        await send({"type": "http.response.body", "body": body, "more_body": answer.is_dropped})


def _within(path: str) -> str:
    """The path after what all of the system's begin with: `payments/PMT-00001/refund`."""
    return path.partition("/v1/")[2]
