"""The constant marks: which system a value comes from, and what state a thing is in."""

import streamlit as st

_SYSTEMS = {
    "firmao": ":blue-badge[:material/handshake: Firmao]",
    "ordway": ":violet-badge[:material/receipt_long: Ordway]",
}
# Word, shape and colour together: the colour is never the only signal.
_STATES = {
    "paid": (":material/check_circle:", "green"),
    "processed": (":material/check_circle:", "green"),
    "done": (":material/check_circle:", "green"),
    "active": (":material/check_circle:", "green"),
    "accepted": (":material/check_circle:", "green"),
    "executed": (":material/task_alt:", "gray"),
    "posted": (":material/schedule:", "blue"),
    "partially_paid": (":material/incomplete_circle:", "orange"),
    "pending": (":material/hourglass_top:", "orange"),
    "draft": (":material/edit_note:", "gray"),
    "reversed": (":material/undo:", "gray"),
    "refunded": (":material/undo:", "gray"),
    "cancelled": (":material/cancel:", "gray"),
    "failed": (":material/error:", "red"),
    "quarantined": (":material/warning:", "orange"),
    "interrupted": (":material/warning:", "orange"),
    "running": (":material/sync:", "blue"),
    "overdue": (":material/priority_high:", "red"),
}


def system_mark(system: str) -> str:
    """The mark of Firmao or Ordway, as Markdown."""
    return _SYSTEMS[system]


def state_mark(state: str | None, text: str | None = None) -> str:
    """A state as word, shape and colour, as Markdown; an unknown one is a plain word."""
    word = (text or (state or "unknown").replace("_", " ")).capitalize()
    shape, colour = _STATES.get(state or "", (":material/circle:", "gray"))
    safe = "".join(letter for letter in word if letter.isalnum() or letter in " ,.-")
    return f":{colour}-badge[{shape} {safe}]"


def titled(title: str, context: str) -> None:
    """The head of a page: what it answers, and one line of context."""
    st.title(title, anchor=False)
    st.caption(context)
