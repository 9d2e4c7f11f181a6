"""What is made ready while nobody waits: after data changed, what pages asked lately is asked again."""

import threading
from dataclasses import replace

from queries.extracts import bring_all_up_to_date
from queries.store import Store
from ui.account.reading import set_up
from ui.discrepancies.reading import make_queue_ready
from ui.opening import answer_as_pages_open
from ui.reading import Reader, reader
from ui.sidebar import ask_for_sidebar


def make_ready(store: Store, stop: threading.Event) -> None:
    """Make ready what every page needs, fill the boards of the queue and ask again what was asked lately; before the
    first account is opened, set up what it is read on.

    The next drawing finds the answers; until then a drawing makes itself what it needs. `stop` ends it early.
    """
    read = make_ready_for_every_page(store, stop)
    make_queue_ready(read)
    set_up()
    read.ask_again(stop)


def make_ready_for_every_page(store: Store, stop: threading.Event) -> Reader:
    """Tell every extract anew that is of another state than the store, and answer what every sidebar and pages that
    open ask, whoever opens them.

    Returns a reader that knows of it, as every later one does.
    """
    read = reader(store)
    read.knows_up_to_date(bring_all_up_to_date(store))
    ask_for_sidebar(store, read.pulled)
    # Nobody asks that now: it is not among what is asked lately.
    answer_as_pages_open(replace(read, lately=None), stop)
    return read
