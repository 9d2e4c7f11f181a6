"""Answers on their way out, and the ways in which one is spoiled."""

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Answer:
    """An answer on its way out. With `is_dropped` the connection ends in the middle of the body.

    With `is_held` it waits first, longer than a client does.
    """

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    is_dropped: bool = False
    is_held: bool = False


Fault = Callable[[Answer], Answer]
_JSON = ((b"content-type", b"application/json"),)
_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>"


def rate_limit(_: Answer) -> Answer:
    """429 with the time to wait."""
    return Answer(429, (*_JSON, (b"retry-after", b"1")), b'{"message":"Too Many Requests"}')


def rate_limit_silent(_: Answer) -> Answer:
    """429 without a word on how long to wait."""
    return Answer(429, _JSON, b'{"message":"Too Many Requests"}')


def bad_gateway(_: Answer) -> Answer:
    """A proxy's HTML page instead of data."""
    return Answer(502, ((b"content-type", b"text/html"),), _PAGE)


def down(_: Answer) -> Answer:
    """503, always."""
    return Answer(503, _JSON, b'{"message":"Service Unavailable"}')


def timeout(answer: Answer) -> Answer:
    """Held back longer than a client waits, and never sent whole."""
    return replace(answer, is_held=True, is_dropped=True)


def dropped(answer: Answer) -> Answer:
    """The connection ends in the middle of the body."""
    return replace(answer, is_dropped=True)


def truncated(answer: Answer) -> Answer:
    """A complete transfer of a text that was cut off."""
    return replace(answer, body=answer.body[: max(1, len(answer.body) * 2 // 3)])
