"""Telling: decide what is told and record it in one transaction, then send it, then keep what became of it."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from queries.ledger.notices import (
    REFUSED,
    UNKNOWN,
    Notice,
    asked_tests,
    begin_test,
    end_interrupted,
    leave_others,
    record,
    settle,
)
from queries.store import Cursor, Store
from sync.notices.addresses import SETTINGS, Addresses
from sync.notices.composing import trial_of
from sync.notices.deciding import decide
from sync.notices.questions import Moment, ask, this_moment
from sync.notices.services import Outcome, Service, service
from sync.policy.notifications import Notifications

# Longer than Apprise waits for a connection and an answer one after the other, which for e-mail is longest.
PATIENCE_SECONDS = 20.0
# One sends at a time, so that whatever is recorded as being sent without it was left by a process that is no more.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Sent:
    """A notice and what became of it."""

    notice_id: str
    notice: Notice
    outcome: Outcome


@dataclass(frozen=True)
class _Leaving:
    notice_id: str
    notice: Notice
    service: Service | None


def tell(
    store: Store,
    policy: Notifications,
    addresses: Addresses,
    *,
    moment: Moment | None = None,
    stop: threading.Event | None = None,
) -> list[Sent]:
    """Tell each role that has an address what it was not told yet. Nothing is sent that was not recorded before.

    Returns what was sent with what became of it. A service that does not answer keeps nobody waiting for long.
    """
    reached = services(addresses)
    with _ONE_AT_A_TIME:
        leaving = _record_all(store, policy, addresses, reached, moment or this_moment())
        return _send_all(store, leaving, stop or threading.Event())


def preview(
    store: Store, policy: Notifications, addresses: Addresses, *, moment: Moment | None = None
) -> tuple[Notice, ...]:
    """What `tell` would send at that moment if every role had an address, word for word; nothing is recorded."""
    roles = list(policy.roles)
    standing = ask(store, policy, roles, moment or this_moment())
    with store.cursor() as cursor:
        return decide(cursor, standing, policy, roles, addresses.app).notices


def services(addresses: Addresses) -> dict[str, Service]:
    """The service of each role that has an address which is known."""
    found = {role: service(address) for role, address in addresses.by_role.items()}
    return {role: one for role, one in found.items() if one}


def _record_all(
    store: Store, policy: Notifications, addresses: Addresses, reached: Mapping[str, Service], moment: Moment
) -> list[_Leaving]:
    """Decide and record. The questions are asked before: they take long, and what is new is told by the ledger."""
    roles = list(reached)
    standing = ask(store, policy, roles, moment)
    with store.transaction() as cursor:
        end_interrupted(cursor)
        leave_others(cursor, roles)
        decided = decide(cursor, standing, policy, roles, addresses.app)
        for beginning in decided.beginnings:
            beginning.keep(cursor, standing)
        new = [(record(cursor, one, reached[one.role].name, moment.now), one) for one in decided.notices]
        return [*(_Leaving(made, one, reached[one.role]) for made, one in new), *_tests(cursor, policy, reached)]


def _tests(cursor: Cursor, policy: Notifications, reached: Mapping[str, Service]) -> list[_Leaving]:
    """Tests that somebody asked for; one for a role without an address is begun too, and refused where it is sent."""
    found = []
    for notice_id, role in asked_tests(cursor):
        notice, to = trial_of(role, policy.language), reached.get(role)
        begin_test(cursor, notice_id, notice, to.name if to else "")
        found.append(_Leaving(notice_id, notice, to))
    return found


def _send_all(store: Store, leaving: list[_Leaving], stop: threading.Event) -> list[Sent]:
    """Send all of them at once, each in a thread of its own, and keep what becomes of each as soon as it is known."""
    answers: SimpleQueue[tuple[_Leaving, Outcome]] = SimpleQueue()
    for one in leaving:
        threading.Thread(target=_send, args=(one, answers), name="notice", daemon=True).start()
    sent: list[Sent] = []
    end = time.monotonic() + PATIENCE_SECONDS
    while len(sent) < len(leaving) and time.monotonic() < end and not stop.is_set():
        try:
            one, outcome = answers.get(timeout=0.1)
        except Empty:
            continue
        sent.append(_settled(store, one, outcome))
    known = {one.notice_id for one in sent}
    sent += [_settled(store, one, _no_answer(one)) for one in leaving if one.notice_id not in known]
    return sorted(sent, key=lambda one: one.notice_id)


def _send(one: _Leaving, answers: SimpleQueue[tuple[_Leaving, Outcome]]) -> None:
    notice = one.notice
    nowhere = Outcome(REFUSED, f"No address is set: {SETTINGS[notice.role]} is empty.")
    answers.put((one, one.service.send(notice.title, notice.body) if one.service else nowhere))


def _settled(store: Store, one: _Leaving, outcome: Outcome) -> Sent:
    settle(store, one.notice_id, outcome.state, outcome.story)
    return Sent(one.notice_id, one.notice, outcome)


def _no_answer(one: _Leaving) -> Outcome:
    name = one.service.name if one.service else "Tieout"
    return Outcome(UNKNOWN, f"{name} did not answer in time: it may have arrived.")
