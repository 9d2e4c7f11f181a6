"""Having approved corrections sent because a person asks for it."""

from collections.abc import Collection

from corrections.life import find
from corrections.outbox import Outbox
from corrections.people import Person, Right, require, right_to
from corrections.states import State
from corrections.systems import systems
from queries.ledger.audit import append_event
from queries.store import Store
from sync.settings import Settings


def push(store: Store, settings: Settings, person: Person, wanted: Collection[str] | None) -> dict[str, State]:
    """Send these approved corrections or, with none named, everything approved or under way; where each came to, by id.

    Raises `RightMissingError` where the person may not send all of it, `UnknownCorrectionError`, and as `systems` does.
    """
    _note_asked(store, person, wanted)
    with systems(settings) as remotes:
        outbox = Outbox(store, remotes)
        return outbox.work_off() if wanted is None else {one: outbox.carry_on(one) for one in sorted(wanted)}


def _note_asked(store: Store, person: Person, wanted: Collection[str] | None) -> None:
    with store.transaction() as cursor:
        kinds = [""] if wanted is None else [find(cursor, one).kind for one in wanted]
        for kind in kinds:
            require(person, right_to(Right.SEND, kind))
        for one in sorted(wanted) if wanted is not None else (None,):
            append_event(cursor, "sending asked for", who=person.name, role=person.role, correction_id=one)
