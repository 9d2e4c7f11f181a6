"""What is made ready while nobody waits: after data changed, what pages asked lately is asked again."""

from queries.store import Store
from ui.discrepancy_reading import read_queue
from ui.reading import reader


def make_ready(store: Store) -> None:
    """Fill the board of the queue and ask again what was asked lately, so that the next drawing finds the answers."""
    read = reader(store)
    read_queue(read)
    read.ask_again()
