"""What every request passes on its way to one of the APIs: log, latency, sign-in, faults, the server's clock."""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.faults import Answer
from sandbox.state import Asked, State

SignIn = Callable[[dict[str, str]], Answer | None]


class Gate:
    """Wraps one API. Requests under `/_sandbox` go through untouched."""

    def __init__(self, app: ASGIApp, state: State, system: str, sign_in: SignIn) -> None:
        self._app = app
        self._state = state
        self._system = system
        self._sign_in = sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"].startswith("/_sandbox"):
            await self._app(scope, receive, send)
            return
        if self._state.latency:
            await asyncio.sleep(self._state.latency)
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        query = scope["query_string"].decode("latin-1")

        async def ask() -> Answer:
            return self._sign_in(headers) or await self._ask(scope, receive)

        answer = await self._state.faults.answered(f"{self._system} {scope['method']} {scope['path']}?{query}", ask)
        self._state.requests.append(Asked(self._system, scope["method"], scope["path"], query, answer.status))
        await self._send(answer, send)

    async def _ask(self, scope: Scope, receive: Receive) -> Answer:
        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        await self._app(scope, receive, keep)
        body = b"".join(message.get("body", b"") for message in sent[1:])
        kept = [(key, value) for key, value in sent[0]["headers"] if key.lower() != b"content-length"]
        return Answer(sent[0]["status"], tuple(kept), body)

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
