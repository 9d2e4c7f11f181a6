"""Firmao and Ordway played on loopback for reading only, as cheaply per request as Python allows.

`python -m benchmarks.pull.server --records full` prints its address when it is ready. Any sign-in is
accepted, a change filter is ignored, GET /_bench/stats tells what was served.
"""

import argparse
import asyncio
import json
import time
from pathlib import Path
from typing import cast

from benchmarks.pull.answers import Served, is_played, page, understood, whole
from benchmarks.pull.pages import CACHE, NOTHING, Records, open_world
from benchmarks.pull.volume import NAMED

_END_OF_HEAD = b"\r\n\r\n"


class Systems:
    """Both systems' records, what was served of them, and how long an answer is held back (seconds)."""

    def __init__(self, world: dict[str, Records], latency: float) -> None:
        self.world = world
        self.latency = latency
        self.served = {"ordway": Served(), "firmao": Served()}
        self.answers = 0

    def stats(self) -> bytes:
        """What was served so far, and the processor time (seconds) of this process."""
        told = {
            name: {
                "requests": dict(served.requests),
                "rows": dict(served.rows),
                "bytes": served.bytes,
                "most_under_way": served.most_under_way,
            }
            for name, served in self.served.items()
        }
        return json.dumps({"systems": told, "cpu_seconds": time.process_time()}).encode()


class Connection(asyncio.Protocol):
    """One kept-alive connection; requests have no body and are answered in turn."""

    def __init__(self, systems: Systems) -> None:
        self._systems = systems
        self._unread = bytearray()
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Answer every request that has arrived whole."""
        self._unread += data
        while (end := self._unread.find(_END_OF_HEAD)) >= 0:
            line = bytes(self._unread[: self._unread.find(b"\r\n")])
            del self._unread[: end + len(_END_OF_HEAD)]
            self._answer(line.decode("ascii"))

    def _answer(self, line: str) -> None:
        method, target, _ = line.split(" ")
        request = understood(target) if method == "GET" else None
        if target == "/_bench/stats":
            self._send(b"200 OK", [self._systems.stats()])
        elif request is None:
            self._send(b"404 Not Found", [b'{"error":"not played by the benchmark"}'])
        elif not is_played(request, self._records(request.system, request.resource)):
            self._send(b"400 Bad Request", [b'{"error":"filter not played by the benchmark"}'])
        else:
            served = self._systems.served[request.system]
            served.begin(request.resource)
            body, rows = page(request, self._systems.world)
            served.rows[request.resource] += rows
            served.bytes += sum(map(len, body))
            self._send_later(body, served)

    def _records(self, system: str, resource: str) -> Records:
        return self._systems.world.get(f"{system}.{resource}", NOTHING)

    def _send_later(self, body: list[bytes | memoryview], served: Served) -> None:
        def send() -> None:
            served.under_way -= 1
            self._send(b"200 OK", body)

        if self._systems.latency:
            asyncio.get_running_loop().call_later(self._systems.latency, send)
        else:
            send()

    def _send(self, status: bytes, body: list[bytes | memoryview]) -> None:
        self._systems.answers += 1
        self._transport.write(whole(status, body, self._systems.answers))


async def serve(systems: Systems, port: int) -> None:
    """Answer on 127.0.0.1 until the process is ended; port 0 takes a free one. Prints the address."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(systems), "127.0.0.1", port)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


def main() -> None:
    """Render or open the records, then serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", choices=sorted(NAMED), default="full")
    parser.add_argument("--times", type=float, default=1.0, help="so many times the records")
    parser.add_argument("--latency-ms", type=float, default=0.0)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--cache", type=Path, default=CACHE)
    given = parser.parse_args()
    world = open_world(NAMED[given.records].times(given.times), given.cache)
    asyncio.run(serve(Systems(world, given.latency_ms / 1000), given.port))


if __name__ == "__main__":
    main()
