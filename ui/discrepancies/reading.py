"""Reading the queue: from a board, which holds it as it stands, so that a filter is answered at once."""

from functools import partial

import streamlit as st

from queries.known.board import boards, fill_board, tell_month, tell_search
from queries.known.shelf import Shelf
from queries.store import Store
from ui.reading import Reader

# Whoever draws while something is decided still reads the board before.
_BOARDS = 2


# Whoever keeps a shelf keeps its store, so no other store has the same id meanwhile.
@st.cache_resource(max_entries=1, hash_funcs={Store: id}, show_spinner=False)
def _shelf(store: Store) -> Shelf:
    return boards(store, _BOARDS)


def read_queue(now: Reader, search: str = "", month: str = "") -> Reader:
    """A reader of the queue as it stands; of searches for accounts it answers the one named, and so of months."""
    key = (str(now.store.path), now.version, now.today.isoformat())
    board = _shelf(now.store).dossier(key, partial(fill_board, store=now.store, day=now.today))
    with now.of_its_state():
        tell_search(board, now.store, search)
    tell_month(board, now.store, month)
    return now.of(board, now.version)
