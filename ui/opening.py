"""What pages ask as they open, before anybody has chosen anything: the figures above them.

Only what most decisions leave as it is; the rest would be asked anew after each.
"""

from queries.catalogue import query
from ui.collections.asking import asked_as_it_opens as asked_of_collections
from ui.reading import Question, Reader
from ui.revenue.opening import asked_as_it_opens as asked_of_revenue


def asked_as_pages_open(read: Reader) -> list[Question]:
    """In the order in which pages ask it, for the present day."""
    rates: Question = ("revenue/currencies", {"as_of": read.today})
    moved: Question = ("home/moved_money", {"as_of": read.today})
    of_revenue = asked_of_revenue(read.today, read.rows(rates[0], **rates[1]))
    asked = [("health/tie_out", {}), rates, moved, *of_revenue, *asked_of_collections(read.today)]
    return [(name, params) for name, params in asked if query(name).rests_on]
