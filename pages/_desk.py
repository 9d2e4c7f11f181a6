"""What the pages that correct have in common: whoever works, at which desk."""

from corrections.people import acting
from corrections.proposing import Desk
from sync.running import running
from ui.access import person
from ui.reading import Reader


def desk(read: Reader) -> Desk:
    """The desk of whoever works on the page."""
    here, me = running(), person()
    policy = here.settings.policy
    return Desk(read.store, policy.mapping, policy.approval, acting(me.name, me.roles), read.today)
