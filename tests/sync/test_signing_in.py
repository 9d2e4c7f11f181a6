"""What goes out with a request: the sign-in of the settings, whatever else lies about; and how long we wait."""

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from sync.errors import OverloadedError
from sync.firmao import FirmaoClient
from sync.http import Traffic
from sync.ordway import OrdwayClient
from sync.policy import SyncPolicy
from sync.settings import FirmaoSettings, OrdwaySettings

UNPACED = SyncPolicy(firmao_requests_per_second=0, ordway_requests_per_second=0, attempts=1)
SIGNED = f"Basic {base64.b64encode(b'login:password').decode()}"


class Keeping(BaseHTTPRequestHandler):
    """Keeps what it was asked, and answers a record or, where it is told to, that it was asked too often."""

    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []
    told: ClassVar[dict[str, str]] = {}

    def do_GET(self) -> None:
        """Answer one request."""
        self.asked.append((self.path, dict(self.headers)))
        is_first = len(self.asked) == 1
        self.send_response(429 if self.told and is_first else 200)
        for name, value in (self.told if is_first else {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def send_response(self, code: int, message: str | None = None) -> None:
        """Answer with a status; the time is told by the test."""
        self.send_response_only(code, message)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def host() -> Iterator[str]:
    """A server on loopback that keeps what it was asked."""
    Keeping.asked.clear()
    Keeping.told.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Keeping)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in which somebody keeps other credentials for the same host."""
    file = tmp_path / "netrc"
    file.write_text("default login somebody password else\n")
    monkeypatch.setenv("NETRC", str(file))


def firmao(host: str, policy: SyncPolicy = UNPACED) -> FirmaoClient:
    """A client that signs in with a login and a password."""
    return FirmaoClient(FirmaoSettings(host, "acme", "login", "password"), policy)


@pytest.mark.usefixtures("netrc")
def test_the_sign_in_of_the_settings_wins_over_netrc(host: str) -> None:
    firmao(host).one("customers", "1", Traffic())
    OrdwayClient(OrdwaySettings(f"{host}/api/v1", "A", "me@a.example", "token", "key"), UNPACED).one(
        "x", "1", Traffic()
    )
    (_, to_firmao), (_, to_ordway) = Keeping.asked
    assert to_firmao["Authorization"] == SIGNED
    assert to_ordway["X-User-Token"] == "token"
    assert "Authorization" not in to_ordway


@pytest.mark.usefixtures("netrc")
def test_a_proxy_of_the_environment_is_gone_through(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", host)
    monkeypatch.setenv("no_proxy", "")
    firmao("http://crm.example").one("customers", "1", Traffic())
    [(path, headers)] = Keeping.asked
    assert path == "http://crm.example/acme/svc/v1/customers/1"
    assert headers["Authorization"] == SIGNED


@pytest.mark.parametrize(
    ("told", "waited"),
    [
        ({"Retry-After": "1"}, 1.0),
        ({"Retry-After": "Thu, 01 Oct 2026 10:00:07 GMT", "Date": "Thu, 01 Oct 2026 10:00:05 GMT"}, 2.0),
        ({"Retry-After": "Thu, 01 Oct 2020 10:00:00 GMT"}, 0.0),
        ({"Retry-After": "²", "Date": "Thu, 01 Oct 2026 10:00:05 GMT"}, None),
        ({"Retry-After": "soon"}, None),
    ],
)
def test_the_time_to_wait_may_be_told_as_seconds_or_as_a_moment(
    host: str, monkeypatch: pytest.MonkeyPatch, told: dict[str, str], waited: float | None
) -> None:
    Keeping.told.update(told)
    heard: list[float | None] = []

    def hear(attempt: int, attempts: int, seconds: float | None) -> None:
        heard.append(seconds)

    monkeypatch.setattr("sync.http.wait_before_retry", hear)
    with pytest.raises(OverloadedError):
        firmao(host).one("customers", "1", Traffic())
    assert heard == [waited]
