"""Running both played systems on loopback, each on a port and a thread of its own."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.firmao.app import firmao_app
from sandbox.ordway.app import ordway_app
from sandbox.state import Asked, State, Written
from sandbox.world import World
from sandbox.write_faults import WriteFault, WriteFaults


class ServingError(Exception):
    """One of the systems cannot be served; the message says why."""


@dataclass(frozen=True)
class Sandbox:
    """Both systems, running. `firmao_url` is the host only, `ordway_url` ends with `/api/v1`."""

    firmao_url: str
    ordway_url: str
    state: State

    @property
    def world(self) -> World:
        """What both systems hold."""
        return self.state.world

    @property
    def requests(self) -> list[Asked]:
        """Every request so far, those to `/_sandbox` left out."""
        return self.state.requests

    @property
    def writes(self) -> list[Written]:
        """Every write that was carried out so far, in order."""
        return self.state.writes

    def begin_anew(self, world: World) -> None:
        """Play another world from now on, as if it were the first."""
        self.state.begin_anew(world)

    def spoil(self, *faults: WriteFault) -> None:
        """Let something go wrong with the next writes that these faults are for."""
        self.state.faults.writes.add(faults)


@contextlib.contextmanager
def serve(
    world: World,
    *,
    faults: str = "none",
    latency_ms: float = 0,
    firmao_port: int = 0,
    ordway_port: int = 0,
    page_limit: int = 100,
    lists_deleted: bool = False,
    hold_seconds: float = 3.0,
    fault_seed: int = 7,
    hour: int = 8,
    checks_changes: bool = False,
) -> Iterator[Sandbox]:
    """Play both systems until the end of the block; port 0 takes a free one. Raises `ServingError`.

    Their clock starts at `hour` of the world's day: a world that was played before goes on later.
    """
    state = State(
        world,
        Clock(world.as_of, hour),
        Faults(hold_seconds=hold_seconds, writes=WriteFaults(seed=fault_seed)),
        latency=latency_ms / 1000,
        page_limit=page_limit,
        lists_deleted=lists_deleted,
        checks_changes=checks_changes,
    )
    state.faults.switch(faults)
    with _running(firmao_app(state), firmao_port) as firmao, _running(ordway_app(state), ordway_port) as ordway:
        yield Sandbox(f"http://127.0.0.1:{firmao}", f"http://127.0.0.1:{ordway}/api/v1", state)


@contextlib.contextmanager
def _running(app: ASGIApp, port: int) -> Iterator[int]:
    """An app served from a thread; yields its port."""
    bound = _bound(port)
    config = uvicorn.Config(app, log_level="critical", date_header=False, server_header=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise ServingError(f"The server for port {port} ended before it answered.")
        time.sleep(0.01)
    try:
        yield int(bound.getsockname()[1])
    finally:
        server.should_exit = server.force_exit = True
        thread.join()
        bound.close()


def _bound(port: int) -> socket.socket:
    # Named as TCP so that asyncio sends small answers at once; otherwise each waits 40 ms for the client's receipt.
    bound = socket.socket(proto=socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("127.0.0.1", port))
    except OSError as error:
        bound.close()
        raise ServingError(f"Port {port} on 127.0.0.1 cannot be had: {error.strerror}.") from error
    return bound
