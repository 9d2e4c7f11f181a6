"""Downloads: files made when somebody takes them, under an address that outlives the drawing of a page.

Streamlit's own button forgets what it offered as soon as a page begins to be drawn anew, here or in another tab, so
that a click in that moment brings nothing. What is offered here stays as long as the session that it was offered to.
"""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote
from weakref import WeakValueDictionary

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

ROUTE = "/download/{token}"
_KEPT = "downloads"
# More than the widest page offers; what was offered before that is forgotten.
_MOST = 40

logger = logging.getLogger("tieout.downloads")


@dataclass(frozen=True)
class Download:
    """A file that is made when it is asked for."""

    token: str
    name: str
    media_type: str
    make: Callable[[], bytes]


# Every session keeps what it was offered; here it is only found again, by a token that nobody can guess.
_offered: WeakValueDictionary[str, Download] = WeakValueDictionary()


def offer(key: str, name: str, media_type: str, make: Callable[[], bytes]) -> str:
    """The address, relative to the page, under which this session may take a file of that name until it ends.

    Offered anew under the same key, a file keeps its address.
    """
    kept: dict[str, Download] = st.session_state.setdefault(_KEPT, {})
    before = kept.pop(key, None)
    download = Download(before.token if before else secrets.token_urlsafe(32), name, media_type, make)
    kept[key] = _offered[download.token] = download
    for forgotten in list(kept)[:-_MOST]:
        del kept[forgotten]
    return ROUTE.format(token=download.token).removeprefix("/")


def answer(request: Request) -> Response:
    """Makes and hands out the file that was offered under the token; else says in words why there is none."""
    download = _offered.get(request.path_params["token"])
    if download is None:
        return PlainTextResponse(
            "This file is no longer offered: the page it stood on was closed, or Tieout was started anew. "
            "Go back, load the page again and take the file from there.",
            404,
        )
    try:
        made = download.make()
    except Exception:
        logger.exception("The file %s could not be made", download.name)
        return PlainTextResponse(
            "This file could not be made. The log of the app says why; the data are not affected. "
            "Go back, load the page again and try once more.",
            500,
        )
    disposition = f"attachment; filename*=utf-8''{quote(download.name)}"
    headers = {"content-disposition": disposition, "cache-control": "no-store"}
    return Response(made, media_type=download.media_type, headers=headers)
