"""What tests ask the sandbox itself, outside both APIs: what was planted, what is held, what was asked."""

from collections import Counter
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.ordway.records import as_answered
from sandbox.state import State, encode

SYSTEMS = ("firmao", "ordway")


def routes(state: State) -> list[Route]:
    """The routes under `/_sandbox`, the same for both systems."""

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "as_of": state.world.as_of.isoformat()})

    async def planted(_: Request) -> Response:
        return JSONResponse([asdict(one) for one in state.world.planted])

    async def export(request: Request) -> Response:
        system, resource = request.path_params["system"], request.path_params["resource"]
        if system not in SYSTEMS:
            return JSONResponse({"error": f"{system!r} is none of {', '.join(SYSTEMS)}"}, status_code=404)
        with state.lock:
            rows = [row for row in state.rows(system, resource) if not (isinstance(row, dict) and row.get("deleted"))]
            shown = [as_answered(row) if system == "ordway" else row for row in rows]
            return Response(encode(shown), media_type="application/json")

    async def requests(request: Request) -> Response:
        if request.method == "DELETE":
            state.requests.clear()
        counted = Counter((one.system, one.method, one.path) for one in list(state.requests))
        return JSONResponse(
            [{"system": s, "method": m, "path": p, "count": n} for (s, m, p), n in sorted(counted.items())]
        )

    async def faults(request: Request) -> Response:
        try:
            told = await request.json()
            state.faults.switch(str(told.get("profile") if isinstance(told, dict) else told))
        except ValueError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        return JSONResponse({"profile": state.faults.profile})

    return [
        Route("/_sandbox/health", health),
        Route("/_sandbox/planted", planted),
        Route("/_sandbox/export/{system}/{resource}", export),
        Route("/_sandbox/requests", requests, methods=["GET", "DELETE"]),
        Route("/_sandbox/faults", faults, methods=["PUT"]),
    ]
