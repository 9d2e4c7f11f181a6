"""A sheet: figures, texts and tables set as real HTML elements, made in the browser from plain data.

A text in a sheet becomes a text node and nothing else, so no name from outside is ever read as HTML or Markdown.
"""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

# An element as the browser is told it: tag, attributes, then children that are texts or elements.
Node = list[Any]
# The value of a box that ticks all others.
ALL = "*"
_FOLDER = Path(__file__).parent


def node(tag: str, *children: Node | str, **attributes: str) -> Node:
    """An element. `kind` is its class; `opens` makes a link report that value when it is followed; `prints` makes a
    button print the page.

    Tags and the names of attributes are ours alone, never text from outside.
    """
    return [tag, {_ATTRIBUTES.get(name, name): value for name, value in attributes.items() if value}, *children]


def link(text: str, address: str, value: str, **attributes: str) -> Node:
    """A link of the app's own: followed in the same session, opened in a new tab where one asks for that."""
    return node("a", text, href=address, opens=value, **attributes)


def pick(value: str, label: str) -> Node:
    """A box to tick; `ALL` ticks every box of the sheet. What is ticked is told by `draw_pickable`."""
    return node("input", type="checkbox", value=value, label=label)


def draw_sheet(content: Node, key: str) -> str | None:
    """Set the content on the page; returns the value of the link that was followed just now, if any."""
    opened = _component()(data=content, key=key, on_opened_change=_nothing_else)["opened"]
    return str(opened) if opened is not None else None


def draw_pickable(content: Node, key: str, ticked: Collection[str] = ()) -> tuple[str | None, list[str]]:
    """Set content with boxes to tick; returns the link followed just now, if any, and what is ticked.

    `ticked` is so where it begins.
    """
    told = _component()(
        data=[*node("div", **{"data-ticked": " ".join(ticked)}), content],
        key=key,
        default={"picked": list(ticked)},
        on_opened_change=_nothing_else,
        on_picked_change=_nothing_else,
    )
    return (str(told["opened"]) if told["opened"] is not None else None), [str(one) for one in told["picked"]]


def words_of(content: Node | str) -> str:
    """All texts of a sheet in reading order."""
    if isinstance(content, str):
        return content
    return " ".join(filter(None, (words_of(child) for child in content[2:])))


_ATTRIBUTES = {"kind": "class", "label": "aria-label", "sorted": "aria-sort", "current": "aria-current"}


@cache
def _component() -> Any:
    return st.components.v2.component("sheet", css=_asset("sheet.css"), js=_asset("keys.js") + _asset("sheet.js"))


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _nothing_else() -> None:
    """Streamlit tells what was opened only where a callback is named; the page itself acts on it."""
