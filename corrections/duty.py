"""What the app's worker does for corrections: proposes what the policy does itself, sends, and looks again."""

import logging
import threading

from corrections.automatic import correct_automatically
from corrections.manual import judge_manual
from corrections.outbox import Outbox
from corrections.people import SENDER
from corrections.publishing_after import publish_after
from corrections.states import ENDED, UNDER_WAY, State
from corrections.systems import systems
from queries.ledger.audit import append_event
from queries.ledger.corrections import in_states
from queries.ledger.others import is_any_unsettled
from queries.run import today
from queries.store import Store
from sync.duties import Duty, Finished
from sync.errors import SyncError
from sync.settings import Settings

NAME = "corrections"
# What could not be settled yet is taken up again after so many seconds.
_AGAIN_IN = 60.0
logger = logging.getLogger(__name__)


def sending(store: Store, settings: Settings) -> Duty:
    """The duty; its subjects are ids of failed corrections to be looked at again."""

    def carry_out(subjects: frozenset[str], stop: threading.Event) -> Finished:
        _prepare(store, settings)
        if not subjects and not _waiting(store):
            return Finished()
        with systems(settings, stop) as remotes:
            outbox = Outbox(store, remotes, stop=stop)
            looked = [_look_again(store, outbox, one) for one in sorted(subjects)]
            states = [*looked, *outbox.work_off().values()]
        return Finished(_has_changed(states), _AGAIN_IN if _is_unsettled(store) else None)

    return carry_out


def _prepare(store: Store, settings: Settings) -> None:
    """Judge what was done by hand, propose what follows money that moved and what the policy does itself.

    None of it may keep from sending.
    """
    try:
        judge_manual(store)
        publish_after(store, settings.policy.mapping, settings.policy.approval, today())
        correct_automatically(store, settings.policy.mapping, settings.policy.approval, today())
    except Exception:
        logger.exception("What is judged and proposed before sending could not be")


def _waiting(store: Store) -> list[str]:
    with store.cursor() as cursor:
        return in_states(cursor, UNDER_WAY)


def _look_again(store: Store, outbox: Outbox, correction_id: str) -> State:
    """Where it stands now; that it was looked at is kept, whatever came of it."""
    try:
        state = outbox.look_again(correction_id)
        told = "Read again: it is as planned after all." if state is State.VERIFIED else "Read again: nothing is new."
    except SyncError as error:
        state, told = State.FAILED, f"It could not be read again: {error}"
    with store.transaction() as cursor:
        append_event(cursor, "looked again", who=SENDER.name, role=SENDER.role, why=told, correction_id=correction_id)
    return state


def _has_changed(states: list[State]) -> bool:
    return any(state in ENDED for state in states)


def _is_unsettled(store: Store) -> bool:
    with store.cursor() as cursor:
        return is_any_unsettled(cursor)
