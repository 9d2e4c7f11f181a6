"""Half letters in an answer: an emoji that some program cut in two leaves a lone half, which no JSON reader takes."""

import re
from collections.abc import Callable
from typing import TypeVar

import msgspec

T = TypeVar("T")
# Every escape is matched whole, so that the letters after an escaped backslash are never taken for one.
_ESCAPE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\."
)
_UNKNOWN_LETTER = rb"\ufffd"


def read_with_whole_letters(decode: Callable[[bytes], T], body: bytes) -> T:
    """What `decode` reads; where half letters keep it from that, the sign for an unknown letter stands in their place.

    Raises `msgspec.DecodeError` when something else is wrong too.
    """
    try:
        return decode(body)
    except msgspec.DecodeError:
        whole = _ESCAPE.sub(_whole, body)
        if whole == body:
            raise
        return decode(whole)


def _whole(escape: re.Match[bytes]) -> bytes:
    return _UNKNOWN_LETTER if escape[1] else escape[0]
