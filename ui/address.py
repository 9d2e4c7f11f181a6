"""The address of the page on the screen: what is chosen stands in it, so that it can be sent to a colleague."""

from collections.abc import Collection
from typing import NoReturn
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from ui.sheet import Node, link

# What is ticked in a list stands in the address too, but in none of the links: each tick would change them all.
TICKED = "ticked"


def here(**changes: str) -> str:
    """The present address with some of its parts changed; an empty text takes a part away."""
    told = {key: st.query_params[key] for key in st.query_params if key != TICKED} | changes
    return f"?{urlencode({key: value for key, value in told.items() if value})}"


def to_account(account_id: str) -> str:
    """The address of an account's page, seen from any page."""
    return f"account?{urlencode({'account': account_id})}"


def to_choices(**chosen: str) -> str:
    """The address of this page with just these choices."""
    return f"?{urlencode({key: value for key, value in chosen.items() if value})}"


def link_here(text: str, **changes: str) -> Node:
    """A link to this page with something else chosen; follow it with `go`."""
    return link(text, here(**changes), here(**changes))


def is_here(opened: str | None) -> bool:
    """Whether a link that was followed stays on this page."""
    return bool(opened and opened.startswith("?"))


def named_in(address: str, key: str) -> str:
    """What a link of the app says of one choice, '' for nothing."""
    return dict(parse_qsl(address.removeprefix("?"))).get(key, "")


def link_to(address: str) -> tuple[str, dict[str, str]]:
    """The page that a link of the app names, and what is chosen there: `account?account=F1`."""
    path, _, chosen = address.partition("?")
    return path, dict(parse_qsl(chosen))


def go(address: str, but: Collection[str] = ()) -> NoReturn:
    """Take over the choices of a link to this page and draw it anew, `but` those that a widget keeps in the address.

    What is ticked stays so.
    """
    wanted = dict(parse_qsl(address.removeprefix("?")))
    left_alone = {*but, TICKED}
    # In the order of the link, so that the address reads as it does.
    for key in [one for one in dict.fromkeys([*wanted, *st.query_params]) if one not in left_alone]:
        if wanted.get(key) != st.query_params.get(key):
            _set(key, wanted.get(key))
    st.rerun()


def _set(key: str, value: str | None) -> None:
    if value is None:
        del st.query_params[key]
    else:
        st.query_params[key] = value
