"""The server as a separate process, for as long as a measurement lasts."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from benchmarks.pull.pages import CACHE


class ServerNotStartedError(RuntimeError):
    """The server ended before it told its address; what it complained of stands above."""


@dataclass(frozen=True)
class Traffic:
    """What one system served: requests and the rows in them, by resource; bytes of bodies."""

    requests: Mapping[str, int]
    rows: Mapping[str, int]
    bytes: int
    most_under_way: int

    @property
    def count_requests(self) -> int:
        """Requests to all resources."""
        return sum(self.requests.values())


@dataclass(frozen=True)
class Stats:
    """What the server did since it started; `cpu_seconds` is its own processor time."""

    systems: Mapping[str, Traffic]
    cpu_seconds: float


@dataclass(frozen=True)
class Serving:
    """A running server."""

    url: str

    def stats(self) -> Stats:
        """What was served so far."""
        connection = HTTPConnection(self.url.removeprefix("http://"))
        connection.request("GET", "/_bench/stats")
        told: dict[str, Any] = json.load(connection.getresponse())
        connection.close()
        systems = {name: Traffic(**traffic) for name, traffic in told["systems"].items()}
        return Stats(systems, told["cpu_seconds"])


@contextmanager
def serving(records: str, *, times: float = 1.0, latency_ms: float = 0.0, cache: Path = CACHE) -> Iterator[Serving]:
    """A server with the named records, ended at the end. The first start renders the records, about 15 s."""
    command = [sys.executable, "-m", "benchmarks.pull.server", "--records", records]
    command += ["--times", str(times), "--latency-ms", str(latency_ms), "--cache", str(cache)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Serving(_address(process))
        finally:
            process.terminate()


def _address(process: "subprocess.Popen[str]") -> str:
    for line in process.stdout or ():
        return line.strip()
    raise ServerNotStartedError
