"""One correction on its page: everything about it, and what whoever looks at it may do next."""

from functools import partial

from corrections import offers
from corrections.plan import plan_of
from corrections.undoing.no_way_back import without_way_back
from pages._correcting import draw_undo
from pages._desk import desk
from pages._watching import watch_sending
from sync.running import running
from ui.corrections.page import Notes, draw_correction
from ui.reading import Reader, Row


def draw_one_correction(read: Reader, found: Row) -> str | None:
    """All of it; returns the link that was followed just now, if any."""
    here = desk(read)
    second = offers.second_for(here, found) if found["standing"] == "waiting" else ""
    notes = Notes(second, without_way_back(plan_of(found["plan"])))
    actions = offers.for_correction(here, running().worker, found)
    opened = draw_correction(read, found, actions, notes, partial(draw_undo, read, found))
    watch_sending(is_moving=found["standing"] == "running")
    return opened
