"""Asking one of the two systems over HTTP: sign-in, pace, time-outs and retries of what only reads."""

import logging
import re
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import TypeVar, cast
from urllib.parse import urlencode

import msgspec
import pyarrow as pa
import requests
import urllib3
from requests.adapters import DEFAULT_CA_BUNDLE_PATH, HTTPAdapter
from urllib3 import BaseHTTPResponse

from sync.errors import (
    Call,
    NotSentError,
    PullStoppedError,
    RemoteError,
    UnansweredError,
    UnreachableError,
    UnreadableError,
    error_for_status,
)
from sync.letters import read_with_whole_letters
from sync.pace import RETRIED_STATUSES, Pace, wait_before_retry

T = TypeVar("T")
logger = logging.getLogger(__name__)
_REQUEST_IDS = ("X-Request-Id", "x-amzn-RequestId")
_CARRIED_OUT = frozenset({200, 201, 202, 204})
_JSON = {"Content-Type": "application/json; charset=UTF-8"}
_NO_CONNECTION = (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError)


@dataclass(frozen=True)
class Answer:
    """A successful answer: its body as sent, and when, by the server's own clock."""

    call: Call
    body: bytes
    date: str | None

    @property
    def server_time(self) -> datetime:
        """The server's clock, or ours where it does not tell."""
        try:
            return _moment(self.date) if self.date else datetime.now(UTC)
        except ValueError:
            return datetime.now(UTC)


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


@dataclass(frozen=True)
class Written:
    """What a system answered to a write that it carried out: the body as sent, empty where there is none."""

    status: int
    body: bytes
    request_id: str | None


class Transport:
    """Reads from one system and writes to it. Safe to use from several threads; never logs headers or bodies."""

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
        stop: threading.Event,
    ) -> None:
        self.system = system
        self._stop = stop
        self._pace = pace
        self._attempts = attempts
        self._read_error = read_error
        self._route = _Route(base_url, headers, parallel, timeouts)

    def get(
        self, path: str, query: Mapping[str, str], decode: Callable[[bytes], T], traffic: Traffic
    ) -> tuple[T, Answer]:
        """The decoded answer to a GET, asked again while that can help; `traffic` counts what it took.

        Raises the `RemoteError` that says what kept failing, and `PullStoppedError` where it is asked to stop.
        """
        call = Call(self.system, "GET", path)
        attempt = 1
        while True:
            if self._stop.is_set():
                raise PullStoppedError("The pull was stopped; what was merged before stays.")
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

    def send(self, method: str, path: str, body: bytes) -> Written:
        """Have a write carried out. It leaves once at most: whatever happens to it, it is not asked for again.

        Raises `NotSentError` or `OverloadedError` where it was certainly not carried out, `UnansweredError` where
        nobody knows, and the `RemoteError` of a refusal.
        """
        call = Call(self.system, method, path)
        self._pace.take_turn()
        try:
            response = self._route.ask(f"/{path}", method, body)
        except _NO_CONNECTION as error:
            raise NotSentError(call, f"no connection ({_in_words(error)})") from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise UnansweredError(call, f"no answer ({_in_words(error)})") from error
        if response.status in _CARRIED_OUT:
            return Written(response.status, response.data, _request_id(response))
        raise self._refused_write(call, response)

    def _refused_write(self, call: Call, response: BaseHTTPResponse) -> RemoteError:
        """A refusal changed nothing, but after a status from 500 on, or 408, nobody knows."""
        status = response.status
        if status == 429:
            self._pace.hold(_retry_after(response) or 1.0)
        kind = UnansweredError if status >= 500 or status == 408 else error_for_status(status)
        what = f"{status}: {self._read_error(response.data)}"
        return kind(call, what, status=status, request_id=_request_id(response))

    def _pause(self, wait: float, *, everyone: bool) -> None:
        if everyone:
            self._pace.hold(wait)
        else:
            self._stop.wait(wait)

    def _once(
        self, call: Call, query: Mapping[str, str], decode: Callable[[bytes], T], traffic: Traffic
    ) -> tuple[T, Answer]:
        self._pace.take_turn()
        response = self._exchange(call, query)
        body = response.data
        traffic.add(requests=1, received=len(body))
        if response.status != 200:
            raise self._refusal(call, response, body)
        try:
            _check_utf8(body)
            return read_with_whole_letters(decode, body), Answer(call, body, response.headers.get("Date"))
        except (msgspec.DecodeError, pa.ArrowInvalid) as error:
            broken = UnreadableError(
                call, f"a body that cannot be read ({error})", status=200, request_id=_request_id(response)
            )
            raise _RetryableError(broken) from error

    def _exchange(self, call: Call, query: Mapping[str, str]) -> BaseHTTPResponse:
        try:
            return self._route.ask(f"/{call.path}{'?' + urlencode(query) if query else ''}")
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise _RetryableError(UnreachableError(call, f"no answer ({_in_words(error)})")) from error

    def _refusal(self, call: Call, response: BaseHTTPResponse, body: bytes) -> Exception:
        status = response.status
        error = error_for_status(status)(
            call, f"{status}: {self._read_error(body)}", status=status, request_id=_request_id(response)
        )
        return _RetryableError(error, _retry_after(response)) if status in RETRIED_STATUSES else error

    def close(self) -> None:
        """Let go of the connections."""
        self._route.close()


class _Route:
    """The connections to one system.

    `requests` says how it is reached: proxies, certificates and headers, as settings and environment have it. Pages
    are then asked for through its connections directly, which takes a third of the processor time.
    """

    def __init__(self, base_url: str, headers: Mapping[str, str], parallel: int, timeouts: tuple[float, float]) -> None:
        self._session = requests.Session()
        self._session.headers.update(headers)
        self._session.auth = _signed_in_by_settings
        adapter = HTTPAdapter(pool_maxsize=parallel)
        self._session.mount(base_url, adapter)
        request = self._session.prepare_request(requests.Request("GET", base_url))
        found = self._session.merge_environment_settings(base_url, {}, False, None, None)
        trusted = DEFAULT_CA_BUNDLE_PATH if found["verify"] is True else found["verify"]
        pool = adapter.get_connection_with_tls_context(request, trusted, found["proxies"], found["cert"])
        self._pool = cast(urllib3.HTTPConnectionPool, pool)
        self._root = adapter.request_url(request, found["proxies"]).rstrip("/")
        self._headers = dict(request.headers)
        self._timeout = urllib3.Timeout(*timeouts)

    def ask(self, address: str, method: str = "GET", body: bytes | None = None) -> BaseHTTPResponse:
        """The answer to a request, read to its end; a body shorter than its announced length raises."""
        return self._pool.urlopen(
            method,
            self._root + address,
            body=body,
            headers=self._headers if body is None else self._headers | _JSON,
            timeout=self._timeout,
            retries=False,
            redirect=False,
            assert_same_host=False,
        )

    def close(self) -> None:
        self._session.close()


def _signed_in_by_settings(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Leave the headers as they are: without a sign-in of its own, `requests` would put that of ~/.netrc over them."""
    return request


class _RetryableError(Exception):
    """An attempt failed in a way that another attempt may mend."""

    def __init__(self, error: RemoteError, retry_after: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.retry_after = retry_after


def _request_id(response: BaseHTTPResponse) -> str | None:
    return next((response.headers[name] for name in _REQUEST_IDS if name in response.headers), None)


def _retry_after(response: BaseHTTPResponse) -> float | None:
    """Seconds to wait, told as such or as a moment, which is held against the server's own clock."""
    told = response.headers.get("Retry-After", "")
    if re.fullmatch(r"[0-9]+", told):
        return int(told)
    try:
        now = _moment(response.headers["Date"]) if "Date" in response.headers else datetime.now(UTC)
        return max(0.0, (parsedate_to_datetime(told).astimezone(UTC) - now).total_seconds())
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _moment(date: str) -> datetime:
    """Many answers of a second carry the same date."""
    return parsedate_to_datetime(date).astimezone(UTC)


def _check_utf8(body: bytes) -> None:
    """Raises `ArrowInvalid`; three times as fast as decoding."""
    ends = pa.py_buffer(struct.pack("=2i", 0, len(body)))
    pa.StringArray.from_buffers(1, ends, pa.py_buffer(body)).validate(full=True)


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
