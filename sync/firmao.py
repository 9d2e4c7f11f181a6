"""Reading from Firmao and writing to it. Facts about its API come from its own manual."""

import base64
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

import msgspec

from sync.errors import NotFoundError
from sync.http import Traffic, Transport, Written
from sync.pace import Pace
from sync.pages import Page
from sync.policy import SyncPolicy
from sync.settings import FirmaoSettings

# The licence caps how many rows come back; asking for more than any licence is known to give costs nothing.
_ROWS_ASKED = 500


class _List(msgspec.Struct):
    data: list[msgspec.Raw]
    totalSize: int = -1  # noqa: N815 - the API's own name


class _Duplicate(msgspec.Struct):
    objectId: int | str = ""  # noqa: N815 - the API's own name
    value: str = ""


class _More(msgspec.Struct, frozen=True):
    suggestedNumber: str = ""  # noqa: N815 - the API's own name


class _Refusal(msgspec.Struct):
    errorCode: str = ""  # noqa: N815 - the API's own name
    field: str = ""
    fieldName: str = ""  # noqa: N815 - the API's own name
    objectName: str = ""  # noqa: N815 - the API's own name
    rejectedValue: str = ""  # noqa: N815 - the API's own name
    additionalInfo: _More | None = None  # noqa: N815 - the API's own name
    duplicateValues: list[_Duplicate] = []  # noqa: N815 - the API's own name


_list = msgspec.json.Decoder(_List)
_one = msgspec.json.Decoder(msgspec.Raw)
_refusal = msgspec.json.Decoder(_Refusal)


class FirmaoClient:
    """Lists and single records of one Firmao organization."""

    system = "firmao"

    def __init__(self, settings: FirmaoSettings, policy: SyncPolicy, stop: threading.Event | None = None) -> None:
        stop = stop or threading.Event()
        self.parallel = policy.firmao_parallel_requests
        sign_in = base64.b64encode(f"{settings.login}:{settings.password}".encode()).decode("ascii")
        self._transport = Transport(
            self.system,
            f"{settings.base_url}/{settings.organization}/svc/v1",
            headers={"Authorization": f"Basic {sign_in}", "Accept": "application/json"},
            pace=Pace(policy.firmao_requests_per_second, stop.wait),
            parallel=self.parallel,
            timeouts=(policy.connect_timeout_seconds, policy.read_timeout_seconds),
            attempts=policy.attempts,
            read_error=refusal_in_words,
            stop=stop,
        )

    def reader(self, path: str, query: Mapping[str, str], traffic: Traffic) -> Callable[[int], Page]:
        """A function that reads page n of a list, from 0.

        `start` counts rows and a page may hold fewer rows than asked, so the first answer sets the length of a
        page and what a later answer is short of is asked for again before the next.
        """
        step = 0

        def fetch(number: int) -> Page:
            nonlocal step
            if number == 0:
                page = self._rows(path, query, 0, _ROWS_ASKED, traffic)
                step = len(page.rows)
            else:
                page = self._full_page(path, query, number * step, step, traffic)
            return replace(page, count_pages=-(-page.announced // step) if page.announced and step else None)

        return fetch

    def _full_page(self, path: str, query: Mapping[str, str], start: int, length: int, traffic: Traffic) -> Page:
        page = self._rows(path, query, start, length, traffic)
        while 0 < len(page.rows) < length and not page.is_last:
            rest = self._rows(path, query, start + len(page.rows), length - len(page.rows), traffic)
            page = Page(page.rows + rest.rows, page.server_time, rest.announced, rest.is_last or not rest.rows)
        return page

    def _rows(self, path: str, query: Mapping[str, str], start: int, limit: int, traffic: Traffic) -> Page:
        asked = {"start": str(start), "limit": str(limit), "sort": "id", "dir": "ASC", **query}
        found, answer = self._transport.get(path, asked, _list.decode, traffic)
        announced = found.totalSize if found.totalSize >= 0 else None
        end = start + len(found.data)
        return Page(found.data, answer.server_time, announced, is_last=announced is not None and end >= announced)

    def one(self, path: str, record_id: str, traffic: Traffic) -> msgspec.Raw | None:
        """The untouched text of one record, or None when there is none of that id."""
        try:
            return self._transport.get(f"{path}/{record_id}", {}, _one.decode, traffic)[0]
        except NotFoundError:
            return None

    def since(self, moment: datetime) -> dict[str, str]:
        """The filter for what changed at `moment` or later. Inferred: field and operator are documented apart."""
        return {"lastUpdateDate(ge)": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}

    def of_document(self, field: str, document_id: str) -> dict[str, str]:
        """The filter for the line items of one document, e.g. `transaction(eq)=50`."""
        return {f"{field}(eq)": document_id}

    def send(self, method: str, path: str, body: bytes) -> Written:
        """Have a write carried out, once at most. Raises as `Transport.send` does."""
        return self._transport.send(method, path, body)

    def close(self) -> None:
        """Let go of the connections."""
        self._transport.close()


def refusal_in_words(body: bytes) -> str:
    """What Firmao's error body says, e.g. `entityNotFoundForId (project: 50)`.

    Of a duplicate it names who has the value already, of a number that is taken one that is free.
    """
    try:
        told = _refusal.decode(body)
    except msgspec.DecodeError:
        return "a page instead of data" if body.lstrip().startswith(b"<") else "no explanation"
    if told.duplicateValues:
        held = ", ".join(f"{one.value} of {told.objectName} {one.objectId}" for one in told.duplicateValues)
        return f"{told.fieldName or 'a value'} is taken already: {held}"
    suggested = told.additionalInfo and told.additionalInfo.suggestedNumber
    free = f"{suggested} is free" if suggested else ""
    where = ": ".join(part for part in (told.field, told.rejectedValue, free) if part)
    return f"{told.errorCode or 'no explanation'}{f' ({where})' if where else ''}"
