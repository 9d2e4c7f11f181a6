"""What the app's worker does for notices: tell what is new after each pull, and the digest at its hour."""

import logging
import threading
from datetime import datetime, timedelta

from queries.store import Store
from sync.duties import Duty, Finished
from sync.notices.questions import this_moment
from sync.notices.sending import tell
from sync.settings import Settings

NAME = "notices"
_AGAIN_IN = timedelta(hours=1)
logger = logging.getLogger(__name__)


def telling(store: Store, settings: Settings) -> Duty:
    """The duty. It looks again by itself within the hour, where anybody has an address."""

    def carry_out(_: frozenset[str], stop: threading.Event) -> Finished:
        moment = this_moment()
        for one in tell(store, settings.policy.notifications, settings.addresses, moment=moment, stop=stop):
            if one.outcome.story:
                logger.warning("Notice %s for %s: %s", one.notice_id, one.notice.role, one.outcome.story)
        wanted = settings.addresses.by_role
        return Finished(
            again_in=_until_next(moment.wall, settings.policy.notifications.digest_hour) if wanted else None
        )

    return carry_out


def _until_next(wall: datetime, hour: int) -> float:
    """Seconds until the digest's hour begins, an hour at most."""
    digest = wall.replace(hour=hour, minute=0, second=0, microsecond=0)
    due = digest if digest > wall else digest + timedelta(days=1)
    return min(due - wall, _AGAIN_IN).total_seconds()
