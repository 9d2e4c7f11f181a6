"""Asking one of the two systems over HTTP: sign-in, pace, time-outs and retries of what only reads."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urlencode

import msgspec
import requests
import urllib3
from requests.adapters import HTTPAdapter

from sync.errors import Call, RemoteError, UnreachableError, UnreadableError, error_for_status
from sync.pace import RETRIED_STATUSES, Pace, wait_before_retry

T = TypeVar("T")
logger = logging.getLogger(__name__)
_REQUEST_IDS = ("X-Request-Id", "x-amzn-RequestId")


@dataclass(frozen=True)
class Answer:
    """A successful answer: its body as sent, and the server's own clock."""

    call: Call
    body: bytes
    server_time: datetime


@dataclass
class Traffic:
    """What one piece of work has asked of a system; counted from several threads."""

    requests: int = 0
    retries: int = 0
    bytes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add(self, *, requests: int = 0, retries: int = 0, received: int = 0) -> None:
        """Count what happened."""
        with self._lock:
            self.requests += requests
            self.retries += retries
            self.bytes += received


class Transport:
    """Reads from one system. Safe to use from several threads; never logs headers or bodies."""

    def __init__(
        self,
        system: str,
        base_url: str,
        *,
        headers: Mapping[str, str],
        pace: Pace,
        parallel: int,
        timeouts: tuple[float, float],
        attempts: int,
        read_error: Callable[[bytes], str],
    ) -> None:
        self.system = system
        self._base_url = base_url
        self._pace = pace
        self._timeouts = timeouts
        self._attempts = attempts
        self._read_error = read_error
        self._session = requests.Session()
        self._session.headers.update(headers)
        self._session.mount(base_url, HTTPAdapter(pool_maxsize=parallel))
        # Building each request from scratch costs more than sending it; only the address differs between two.
        self._template = self._session.prepare_request(requests.Request("GET", base_url))
        self._route = self._session.merge_environment_settings(base_url, {}, True, None, None)

    def get(
        self, path: str, query: Mapping[str, str], decode: Callable[[bytes], T], traffic: Traffic
    ) -> tuple[T, Answer]:
        """The decoded answer to a GET, asked again while that can help; `traffic` counts what it took.

        Raises the `RemoteError` that says what kept failing.
        """
        call = Call(self.system, "GET", path)
        attempt = 1
        while True:
            try:
                return self._once(call, query, decode, traffic)
            except _RetryableError as failed:
                wait = wait_before_retry(attempt, self._attempts, failed.retry_after)
                if wait is None:
                    raise failed.error from failed.__cause__
                logger.info("%s %s: attempt %d failed, waiting %.1f s", self.system, call, attempt, wait)
                self._pause(wait, everyone=failed.error.status == 429)
            attempt += 1
            traffic.add(retries=1)

    def _pause(self, wait: float, *, everyone: bool) -> None:
        if everyone:
            self._pace.hold(wait)
        else:
            time.sleep(wait)

    def _once(
        self, call: Call, query: Mapping[str, str], decode: Callable[[bytes], T], traffic: Traffic
    ) -> tuple[T, Answer]:
        self._pace.take_turn()
        response, body = self._exchange(call, query)
        traffic.add(requests=1, received=len(body))
        if response.status_code != 200:
            raise self._refusal(call, response, body)
        try:
            body.decode("utf-8")
            return decode(body), Answer(call, body, _server_time(response))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            broken = UnreadableError(
                call, f"a body that cannot be read ({error})", status=200, request_id=_request_id(response)
            )
            raise _RetryableError(broken) from error

    def _exchange(self, call: Call, query: Mapping[str, str]) -> tuple[requests.Response, bytes]:
        request = self._template.copy()
        request.url = f"{self._base_url}/{call.path}{'?' + urlencode(query) if query else ''}"
        try:
            response = self._session.send(
                request, timeout=self._timeouts, allow_redirects=False, **(self._route | {"stream": True})
            )
            # The raw stream also notices a body shorter than its announced length.
            body: bytes = response.raw.read(decode_content=True)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise _RetryableError(UnreachableError(call, f"no answer ({_in_words(error)})")) from error
        return response, body

    def _refusal(self, call: Call, response: requests.Response, body: bytes) -> Exception:
        status = response.status_code
        error = error_for_status(status)(
            call, f"{status}: {self._read_error(body)}", status=status, request_id=_request_id(response)
        )
        return _RetryableError(error, _retry_after(response)) if status in RETRIED_STATUSES else error

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()


class _RetryableError(Exception):
    """An attempt failed in a way that another attempt may mend."""

    def __init__(self, error: RemoteError, retry_after: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.retry_after = retry_after


def _request_id(response: requests.Response) -> str | None:
    return next((response.headers[name] for name in _REQUEST_IDS if name in response.headers), None)


def _retry_after(response: requests.Response) -> float | None:
    told = response.headers.get("Retry-After", "")
    return float(told) if told.isdigit() else None


def _server_time(response: requests.Response) -> datetime:
    told = response.headers.get("Date")
    try:
        return parsedate_to_datetime(told).astimezone(UTC) if told else datetime.now(UTC)
    except ValueError:
        return datetime.now(UTC)


def _in_words(error: Exception) -> str:
    text = str(error).lower()
    if "timed out" in text or "timeout" in text:
        return "it took too long"
    if "refused" in text:
        return "the connection was refused"
    if "resolve" in text or "name or service" in text:
        return "the host name is not known"
    if "certificate" in text:
        return "its certificate is not trusted"
    return "the connection was lost"
