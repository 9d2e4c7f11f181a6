"""What tests ask the sandbox itself, outside both APIs: what was planted, what is held, asked and written.

`/_sandbox/faults` takes a profile by PUT, and by POST a list of faults, each for the next writes it is for:
`[{"kind": "timeout_after", "method": "POST", "path": "payments", "system": "ordway", "times": 1}]`. GET tells those
that still wait, DELETE forgets them. `/_sandbox/writes` is the journal of the writes that were carried out.
"""

from collections import Counter
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.ordway.records import as_answered
from sandbox.state import State, encode
from sandbox.write_faults import read_fault

SYSTEMS = ("firmao", "ordway")


def routes(state: State) -> list[Route]:
    """The routes under `/_sandbox`, the same for both systems."""
    control = _Control(state)
    return [
        Route("/_sandbox/health", control.health),
        Route("/_sandbox/planted", control.planted),
        Route("/_sandbox/export/{system}/{resource}", control.export),
        Route("/_sandbox/requests", control.requests, methods=["GET", "DELETE"]),
        Route("/_sandbox/writes", control.writes, methods=["GET", "DELETE"]),
        Route("/_sandbox/faults", control.profile, methods=["PUT"]),
        Route("/_sandbox/faults", control.faults, methods=["GET", "POST", "DELETE"]),
    ]


class _Control:
    """One coroutine for each address."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def health(self, _: Request) -> Response:
        return JSONResponse({"status": "ok", "as_of": self._state.world.as_of.isoformat()})

    async def planted(self, _: Request) -> Response:
        return JSONResponse([asdict(one) for one in self._state.world.planted])

    async def export(self, request: Request) -> Response:
        state, system, resource = self._state, request.path_params["system"], request.path_params["resource"]
        if system not in SYSTEMS:
            return JSONResponse({"error": f"{system!r} is none of {', '.join(SYSTEMS)}"}, status_code=404)
        with state.lock:
            rows = [row for row in state.rows(system, resource) if not (isinstance(row, dict) and row.get("deleted"))]
            shown = [as_answered(row) if system == "ordway" else row for row in rows]
            return _encoded(shown)

    async def requests(self, request: Request) -> Response:
        if request.method == "DELETE":
            self._state.requests.clear()
        counted = Counter((one.system, one.method, one.path) for one in list(self._state.requests))
        return JSONResponse(
            [{"system": s, "method": m, "path": p, "count": n} for (s, m, p), n in sorted(counted.items())]
        )

    async def writes(self, request: Request) -> Response:
        if request.method == "DELETE":
            self._state.writes.clear()
        return _encoded(list(self._state.writes))

    async def profile(self, request: Request) -> Response:
        try:
            told = await request.json()
            self._state.faults.switch(str(told.get("profile") if isinstance(told, dict) else told))
        except ValueError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        return JSONResponse({"profile": self._state.faults.profile})

    async def faults(self, request: Request) -> Response:
        waiting = self._state.faults.writes
        if request.method == "DELETE":
            waiting.clear()
        if request.method == "POST":
            try:
                waiting.add([read_fault(one) for one in _listed(await request.json())])
            except ValueError as error:
                return JSONResponse({"error": str(error)}, status_code=400)
        return JSONResponse([asdict(one) for one in waiting.waiting])


def _encoded(told: object) -> Response:
    return Response(encode(told), media_type="application/json")


def _listed(told: object) -> list[object]:
    """What must be told as a list. Raises `ValueError`."""
    if not isinstance(told, list):
        raise ValueError("a list is wanted")
    return told
