"""What people decide about discrepancies: kept as events in the ledger, which nothing ever rewrites, and audited."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from queries.errors import DecisionRefusedError
from queries.ledger.audited import require, tell_decision
from queries.ledger.waiving import require_for_exception, require_within_limit
from queries.people import Person, Right
from queries.reconcile.rulebook import rulebook
from queries.store import Cursor, Store


@dataclass(frozen=True)
class Scope:
    """Where an exception holds; what is left out does not narrow it.

    Of the days, the first one that a discrepancy is about counts. `expires_on` is the last day it holds.
    """

    rule: str
    account_id: str | None = None
    contract_id: str | None = None
    subscription_id: str | None = None
    product_key: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    expires_on: date | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether it names what it is about: a rule cannot be silenced everywhere."""
        return any((self.account_id, self.contract_id, self.subscription_id))


@dataclass(frozen=True)
class Outcome:
    """What became of a decision about one discrepancy: it was written down, or it had been so already."""

    discrepancy_id: str
    is_changed: bool


def waive(store: Store, ids: Collection[str], *, who: Person, why: str, until: date | None = None) -> list[Outcome]:
    """Let discrepancies be, until the end of a day or for good; above the limit of the policy only who may approve.

    Every function here about discrepancies returns what became of each, by id, and raises `DecisionRefusedError`, also
    where the person has not the right to decide.
    """
    return _decide(store, ids, "waived", who, _day(until), _required(why, "why it is waived"))


def unwaive(store: Store, ids: Collection[str], *, who: Person, why: str) -> list[Outcome]:
    """Take a waiver back."""
    return _decide(store, ids, "unwaived", who, "", _required(why, "why the waiver is taken back"))


def assign(store: Store, ids: Collection[str], *, who: Person, owner: str | None) -> list[Outcome]:
    """Say who takes care of discrepancies; None for nobody."""
    return _decide(store, ids, "assigned", who, (owner or "").strip())


def set_due(store: Store, ids: Collection[str], *, who: Person, on: date | None) -> list[Outcome]:
    """Say by when they are to be settled; None for no day."""
    return _decide(store, ids, "due", who, _day(on))


def snooze(store: Store, ids: Collection[str], *, who: Person, until: date | None) -> list[Outcome]:
    """Keep them out of the queue until a day; None to show them again."""
    return _decide(store, ids, "snoozed", who, _day(until))


def comment(
    store: Store, ids: Collection[str], *, who: Person, text: str, mentions: Collection[str] = ()
) -> list[Outcome]:
    """Note something beside them; it waits for those whom it mentions."""
    named = "\n".join(sorted({one.strip() for one in mentions if one.strip()}))
    return _decide(store, ids, "commented", who, named, _required(text, "a text"))


def register_exception(store: Store, scope: Scope, *, who: Person, why: str) -> str:
    """Silence one rule within a scope, for a reason. Returns the exception's id. It takes the right to approve."""
    if scope.rule not in {one.code for one in rulebook()}:
        raise DecisionRefusedError(f"There is no rule {scope.rule!r}. The codes are in the list of discrepancies.")
    if not scope.is_narrow:
        raise DecisionRefusedError("An exception has to name an account, a contract or a subscription.")
    require(who, Right.DECIDE)
    require_for_exception(who)
    now, reason = _now(), _required(why, "why it is an exception")
    kept = asdict(scope) | {"exception_id": uuid.uuid4().hex, "why": reason, "who": _name(who), "made_at": now}
    with store.transaction() as cursor:
        columns = ", ".join(f"${name} as {name}" for name in kept)
        cursor.run(f"insert into ledger.exception by name select {columns}", **kept)
        tell_decision(cursor, "exception registered", who, reason, now)
    return str(kept["exception_id"])


def end_exception(store: Store, exception_id: str, *, who: Person, why: str) -> None:
    """End an exception before its day. One that has ended stays so."""
    require(who, Right.DECIDE)
    now, name, reason = _now(), _name(who), _required(why, "why the exception ends")
    with store.transaction() as cursor:
        if not cursor.rows("select 1 from ledger.exception where exception_id = $id", id=exception_id):
            raise DecisionRefusedError("There is no such exception. Reload the page: it may show an older store.")
        cursor.run(
            "insert or ignore into ledger.exception_end values ($id, $who, $why, $now)",
            id=exception_id,
            who=name,
            why=reason,
            now=now,
        )
        tell_decision(cursor, "exception ended", who, reason, now)


# A decision that changes nothing is not written down: the same owner again, a waiver where there is none to take back.
_CHANGES = """
with latest as (
    select discrepancy_id, max_by({'kind': kind, 'value': value, 'note': note}, happened_at) as told
    from ledger.discrepancy_event
    where kind in (select unnest($alike))
    group by discrepancy_id
)

select wanted.discrepancy_id, case
    when $kind = 'commented' then true
    when told is null then $kind <> 'unwaived' and ($value <> '' or $kind = 'waived')
    else told.kind <> $kind or told.value <> $value or (told.note <> $note and $kind = 'waived')
end as is_changed
from (select unnest($ids) as discrepancy_id) as wanted
left join latest using (discrepancy_id)
order by wanted.discrepancy_id
"""
_TOGETHER = ("waived", "unwaived")


def _decide(store: Store, ids: Collection[str], kind: str, who: Person, value: str, note: str = "") -> list[Outcome]:
    require(who, Right.COMMENT if kind == "commented" else Right.DECIDE)
    told, now = {"kind": kind, "value": value, "note": note}, _now()
    alike = _TOGETHER if kind in _TOGETHER else (kind,)
    with store.transaction() as cursor:
        _check_known(cursor, ids)
        if kind == "waived":
            require_within_limit(cursor, ids, who, now)
        outcomes = [Outcome(*row) for row in cursor.rows(_CHANGES, ids=sorted(set(ids)), alike=list(alike), **told)]
        changed = [one.discrepancy_id for one in outcomes if one.is_changed]
        _write(cursor, changed, told | {"who": _name(who), "now": now})
        tell_decision(cursor, f"discrepancy {kind}", who, note, now)
    return outcomes


def _write(cursor: Cursor, ids: Sequence[str], told: dict[str, object]) -> None:
    cursor.run(
        "insert into ledger.discrepancy_event by name select unnest($ids) as discrepancy_id, $now as happened_at, "
        "$kind as kind, $who as who, $value as value, $note as note",
        ids=list(ids),
        **told,
    )


def _check_known(cursor: Cursor, ids: Collection[str]) -> None:
    known = cursor.rows(
        "select discrepancy_id from recon.discrepancy where discrepancy_id in (select unnest($ids))", ids=list(ids)
    )
    unknown = sorted(set(ids) - {one for (one,) in known})
    if unknown or not ids:
        named = f"There is no discrepancy {unknown[0]}." if unknown else "No discrepancy was chosen."
        raise DecisionRefusedError(f"{named} Reload the list and choose again; nothing was changed.")


def _name(person: Person) -> str:
    return _required(person.name, "who decides")


def _required(text: str, what: str) -> str:
    if not text.strip():
        raise DecisionRefusedError(f"Say {what}; nothing was changed.")
    return text.strip()


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
