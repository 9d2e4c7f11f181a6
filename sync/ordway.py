"""Reading from Ordway and writing to it. Its facts come from recorded answers, help articles and public clients."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

import msgspec

from sync.errors import NotFoundError
from sync.http import Traffic, Transport, Written
from sync.pace import Pace
from sync.pages import Page
from sync.policy import SyncPolicy
from sync.settings import OrdwaySettings

# The largest page both public clients keep to.
_ROWS_ASKED = 50

_array = msgspec.json.Decoder(list[msgspec.Raw])
_wrapped = msgspec.json.Decoder(dict[str, msgspec.Raw])
_one = msgspec.json.Decoder(msgspec.Raw)


class OrdwayClient:
    """Lists and single records of one Ordway company."""

    system = "ordway"

    def __init__(self, settings: OrdwaySettings, policy: SyncPolicy, stop: threading.Event | None = None) -> None:
        stop = stop or threading.Event()
        self.parallel = policy.ordway_parallel_requests
        self._transport = Transport(
            self.system,
            settings.base_url,
            headers={
                "X-User-Company": _on_the_wire(settings.company),
                "X-User-Email": _on_the_wire(settings.email),
                "X-User-Token": settings.token,
                "X-API-KEY": settings.api_key,
                "Accept": "application/json",
            },
            pace=Pace(policy.ordway_requests_per_second, stop.wait),
            parallel=self.parallel,
            timeouts=(policy.connect_timeout_seconds, policy.read_timeout_seconds),
            attempts=policy.attempts,
            read_error=refusal_in_words,
            stop=stop,
        )

    def reader(self, path: str, query: Mapping[str, str], traffic: Traffic) -> Callable[[int], Page]:
        """A function that reads page n of a list, from 0. The end is an empty page, not a short one."""

        def fetch(number: int) -> Page:
            asked = {"sort": "id", "size": str(_ROWS_ASKED), "page": str(number + 1), **query}
            rows, answer = self._transport.get(path, asked, rows_of, traffic)
            return Page(rows, answer.server_time, is_short=len(rows) < _ROWS_ASKED)

        return fetch

    def one(self, path: str, record_id: str, traffic: Traffic) -> msgspec.Raw | None:
        """The untouched text of one record, or None when there is none of that id."""
        try:
            return self._transport.get(f"{path}/{quote(record_id, safe='')}", {}, _one.decode, traffic)[0]
        except NotFoundError:
            return None

    def since(self, moment: datetime) -> dict[str, str]:
        """The filter for what changed at `moment` or later: the comparison is part of the key."""
        return {"updated_date>": f"{moment:%Y-%m-%dT%H:%M:%S.%fZ}"}

    def of_document(self, field: str, document_id: str) -> dict[str, str]:
        """The filter for the records that name another, e.g. `customer_id=C-00042`."""
        return {field: document_id}

    def send(self, method: str, path: str, body: bytes) -> Written:
        """Have a write carried out, once at most. Raises as `Transport.send` does."""
        return self._transport.send(method, path, body)

    def close(self) -> None:
        """Let go of the connections."""
        self._transport.close()


def rows_of(body: bytes) -> list[msgspec.Raw]:
    """The rows of a list: a bare array, or (seen once) wrapped under the collection's name with a total."""
    if body.lstrip()[:1] == b"[":
        return _array.decode(body)
    lists = [value for value in _wrapped.decode(body).values() if bytes(value).lstrip()[:1] == b"["]
    if len(lists) != 1:
        raise msgspec.DecodeError("neither a list nor one wrapped list")
    return _array.decode(lists[0])


def refusal_in_words(body: bytes) -> str:
    """What Ordway's error body says, whichever of its known forms it has."""
    try:
        told = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return "a page instead of data" if body.lstrip().startswith(b"<") else "no explanation"
    return _flat(told) or "no explanation"


def _flat(told: Any) -> str:
    if isinstance(told, dict):
        for key in ("errors", "details", "message", "error"):
            if told.get(key):
                return _flat(told[key])
        return "; ".join(f"{key}: {_flat(value)}" for key, value in told.items())
    if isinstance(told, list):
        return ", ".join(_flat(one) for one in told)
    return str(told)[:200]


def _on_the_wire(text: str) -> str:
    """A header in UTF-8, as company names are written; the connection itself sends one byte for each letter."""
    return text.encode().decode("latin-1")
