"""A service on loopback that notices are sent to: it keeps what arrives, and answers as it is told to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "s3cr3t-t0ken"


@dataclass
class Receiver:
    """Where it is reached and what arrived, in order. `status` is what it answers; `before` is called first."""

    port: int = 0
    status: int = 200
    arrived: list[dict[str, Any]] = field(default_factory=list)
    before: Callable[[], object] = bool

    @property
    def address(self) -> str:
        """Apprise's address of it, with a secret in it."""
        return f"json://user:{SECRET}@127.0.0.1:{self.port}/{SECRET}"

    @property
    def titles(self) -> list[str]:
        """The first lines of what arrived."""
        return [one["title"] for one in self.arrived]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A service that listens until the end of the block."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Keep what arrives."""
            receiver.arrived.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            receiver.before()
            self.send_response(receiver.status)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
