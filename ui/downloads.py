"""Downloads: files made when somebody takes them, under an address that outlives the drawing of a page.

Streamlit's own button forgets what it offered as soon as a page begins to be drawn anew, here or in another tab, so
that a click in that moment brings nothing. What is offered here stays as long as the session that it was offered to,
and is handed to whoever is signed in there alone. Where nobody signs in, whoever reaches the app may see all of it, so
that the token, which nobody can guess, is enough.
"""

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote
from weakref import WeakValueDictionary

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

ROUTE = "/download/{token}"
_KEPT = "downloads"
# Streamlit keeps who is signed in in cookies of this name, numbered where one does not hold it.
_SIGNED_IN = "_streamlit_user"
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
    signed_in: Mapping[str, str]


# Every session keeps what it was offered; here it is only found again, by a token that nobody can guess.
_offered: WeakValueDictionary[str, Download] = WeakValueDictionary()


def offer(key: str, name: str, media_type: str, make: Callable[[], bytes]) -> str:
    """The address, relative to the page, under which this session may take a file of that name until it ends.

    Offered anew under the same key, a file keeps its address.
    """
    kept: dict[str, Download] = st.session_state.setdefault(_KEPT, {})
    before = kept.pop(key, None)
    token = before.token if before else secrets.token_urlsafe(32)
    download = Download(token, name, media_type, make, _signed_in(st.context.cookies))
    kept[key] = _offered[download.token] = download
    for forgotten in list(kept)[:-_MOST]:
        del kept[forgotten]
    return ROUTE.format(token=download.token).removeprefix("/")


def answer(request: Request) -> Response:
    """Hands out the file of the token, made now, to whom it was offered; else says in words why there is none."""
    download = _offered.get(request.path_params["token"])
    if download is None or download.signed_in != _signed_in(request.cookies):
        return PlainTextResponse(
            "This file is no longer offered: the page it stood on was closed, somebody else is signed in, or Tieout "
            "was started anew. "
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


def _signed_in(cookies: Mapping[str, str]) -> dict[str, str]:
    """What a browser says of who is signed in, {} where nobody is."""
    return {name: value for name, value in cookies.items() if name.startswith(_SIGNED_IN)}
