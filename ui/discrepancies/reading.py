"""Reading the queue: from a board, which holds it as it stands, so that a filter is answered at once."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from queries.known.board import Kind, boards, fill_board, tell_month, tell_search
from queries.known.shelf import Shelf
from queries.known.symptoms import may_match_symptoms
from queries.store import Store
from ui.reading import Reader

# Whoever draws while something is decided still reads the boards before, one of each kind.
_BOARDS = 6


# Whoever keeps a shelf keeps its store, so no other store has the same id meanwhile.
@st.cache_resource(max_entries=1, hash_funcs={Store: id}, show_spinner=False)
def _shelf(store: Store) -> Shelf:
    return boards(store, _BOARDS)


def read_queue(now: Reader, search: str = "", month: str = "", kind: Kind = "causes") -> Reader:
    """A reader of the queue as it stands; of searches for accounts it answers the one named, and so of months.

    What it knows of symptoms is told by the kind of its board: causes alone are told in half the time.
    """
    key = (str(now.store.path), now.version, now.today.isoformat(), kind)
    filling = partial(fill_board, store=now.store, day=now.today, kind=kind)
    board = _shelf(now.store).dossier(key, filling)
    with now.of_its_state():
        tell_search(board, now.store, search)
    tell_month(board, now.store, month)
    return now.of(board, now.version)


def read_to_count(now: Reader, read: Reader, asked: Mapping[str, Any]) -> Reader | None:
    """A reader that counts symptoms too, where any could match what is asked; `read` answers without them."""
    if not may_match_symptoms(read.store, now.store, asked):
        return None
    return read_queue(now, asked["search"], asked["month"], "counted")


def make_queue_ready(now: Reader) -> None:
    """Fill the board of causes, and that of everything where one of an earlier state is kept."""
    kinds = {key[-1] for key in _shelf(now.store).kept()}
    read_queue(now)
    if "everything" in kinds:
        read_queue(now, kind="everything")
