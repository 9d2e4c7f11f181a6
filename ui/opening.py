"""What pages ask as they open, before anybody has chosen anything: the figures above them.

Only what most decisions leave as it is; the rest would be asked anew after each.
"""

import threading
from contextlib import suppress

from queries.catalogue import query
from queries.errors import QueryError
from ui.collections.asking import asked_as_it_opens as asked_of_collections
from ui.reading import Question, Reader
from ui.revenue.opening import asked_as_it_opens as asked_of_revenue


def answer_as_pages_open(read: Reader, stop: threading.Event) -> None:
    """Have it answered before anybody asks; a page asks again for what cannot be, and is told then what is wrong."""
    with suppress(QueryError):
        if not stop.is_set():
            read.answer(asked_as_pages_open(read), stop)


def asked_as_pages_open(read: Reader) -> list[Question]:
    """In the order in which pages ask it, for the present day."""
    rates: Question = ("revenue/currencies", {"as_of": read.today})
    moved: Question = ("home/moved_money", {"as_of": read.today})
    of_revenue = asked_of_revenue(read.today, read.rows(rates[0], **rates[1]))
    asked = [("health/tie_out", {}), rates, moved, *of_revenue, *asked_of_collections(read.today)]
    return [(name, params) for name, params in asked if query(name).rests_on]
