"""What the pages that correct have in common: whoever works, at which desk."""

from corrections.proposing import Desk
from sync.running import running
from ui.access import decider
from ui.reading import Reader


def desk(read: Reader) -> Desk:
    """The desk of whoever works on the page."""
    policy = running().settings.policy
    return Desk(read.store, policy.mapping, policy.approval, decider(), read.today)
