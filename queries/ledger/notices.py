"""The ledger of notices: what was told to whom, recorded before it is sent, so that nothing is ever told twice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from queries.ledger.audit import append_event
from queries.ledger.audited import require
from queries.notice_kinds import TEST
from queries.people import Person, Right
from queries.store import Cursor, Store

SENT, REFUSED, UNKNOWN = "sent", "refused", "unknown"
_INTERRUPTED = "Tieout ended while it was being sent: it may have arrived."
_NEW_KEYS = """
select notice_key
from (select unnest($keys::varchar[]) as notice_key)
anti join (from ledger.noticed where role = $role and kind = $kind) as told using (notice_key)
"""
_NOTE = f"""
insert into ledger.noticed by name
select $role as role, $kind as kind, notice_key, $notice_id as notice_id, $at as noticed_at
from ({_NEW_KEYS})
"""
_RECORD = """
insert into ledger.notice by name
select $notice_id as notice_id, $role as role, $kind as kind, $title as title, $body as body, $state as state,
    $service as service, $at as decided_at
"""
_WATCH = """
insert or replace into ledger.notice_watch by name
select $role as role, $kind as kind, $terms as terms, $at as began_at
"""
_SETTLE = """
update ledger.notice set state = $state, story = $story, settled_at = $at
where notice_id = $notice_id and state = 'sending'
"""
_INTERRUPT = "update ledger.notice set state = 'unknown', story = $story, settled_at = $at where state = 'sending'"
_BEGIN_TEST = """
update ledger.notice set state = 'sending', title = $title, body = $body, service = $service
where notice_id = $notice_id and state = 'asked'
"""
_LEAVE = "delete from ledger.notice_watch where not list_contains($roles::varchar[], role)"


@dataclass(frozen=True)
class Notice:
    """What is told to a role at once, and the keys of all that it tells of."""

    role: str
    kind: str
    title: str
    body: str
    keys: tuple[str, ...] = ()


def new_keys(cursor: Cursor, role: str, kind: str, keys: Collection[str]) -> set[str]:
    """Those of the keys that the role was not told of, and that did not stand when it began to be told."""
    return {key for (key,) in cursor.rows(_NEW_KEYS, role=role, kind=kind, keys=list(keys))}


def watched_terms(cursor: Cursor, role: str, kind: str) -> str | None:
    """By which terms the role is being told of a kind, None where it is not yet."""
    found = cursor.value(
        "select terms from ledger.notice_watch where role = $role and kind = $kind", role=role, kind=kind
    )
    return None if found is None else str(found)


def begin_watch(cursor: Cursor, role: str, kind: str, terms: str, keys: Collection[str], at: datetime) -> None:
    """Tell the role of a kind from now on; what stands already is taken as known."""
    cursor.run(_WATCH, role=role, kind=kind, terms=terms, at=at)
    cursor.run(_NOTE, role=role, kind=kind, keys=list(keys), notice_id=None, at=at)


def leave_others(cursor: Cursor, roles: Collection[str]) -> None:
    """Watch for no role but these: another begins anew once it is told of anything again."""
    cursor.run(_LEAVE, roles=list(roles))


def record(cursor: Cursor, notice: Notice, service: str, at: datetime) -> str:
    """Note a notice as being sent, in the transaction that decides to; its id, which is counted on."""
    made = _next_id(cursor)
    told = {"role": notice.role, "kind": notice.kind, "notice_id": made, "at": at}
    cursor.run(_RECORD, **told, title=notice.title, body=notice.body, state="sending", service=service)
    cursor.run(_NOTE, **told, keys=list(notice.keys))
    return made


def settle(store: Store, notice_id: str, state: str, story: str) -> None:
    """Keep what became of a notice that was being sent: `sent`, `refused` or `unknown`, and why."""
    with store.transaction() as cursor:
        cursor.run(_SETTLE, notice_id=notice_id, state=state, story=story, at=_now())


def end_interrupted(cursor: Cursor) -> None:
    """What was left as being sent by a process that is no more may have arrived: it is not sent again."""
    cursor.run(_INTERRUPT, story=_INTERRUPTED, at=_now())


def ask_test(store: Store, who: Person, role: str) -> str:
    """Want a test to be sent to a role; the id of the notice, which the worker sends.

    Raises `DecisionRefusedError` where the person may not.
    """
    require(who, Right.TEST_NOTICES)
    with store.transaction() as cursor:
        made = _next_id(cursor)
        cursor.run(
            _RECORD, notice_id=made, role=role, kind=TEST, title="", body="", state="asked", service="", at=_now()
        )
        data = {"notice": made, "told": role}
        append_event(cursor, "notification tested", who=who.name, role=who.role, data=data)
    return made


def asked_tests(cursor: Cursor) -> list[tuple[str, str]]:
    """Tests that somebody wants and that were not begun: id and role."""
    return [
        (str(notice_id), str(role))
        for notice_id, role in cursor.rows(
            "select notice_id, role from ledger.notice where state = 'asked' order by notice_id"
        )
    ]


def begin_test(cursor: Cursor, notice_id: str, notice: Notice, service: str) -> None:
    """Note a test that was asked for as being sent."""
    cursor.run(_BEGIN_TEST, notice_id=notice_id, title=notice.title, body=notice.body, service=service)


def _next_id(cursor: Cursor) -> str:
    return f"N-{cursor.value('select count(*) from ledger.notice') + 1:06d}"


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
