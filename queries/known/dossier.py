"""Filling a blank store with the records of one account: as they are now, or as they were known on a past day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol

from queries.extracts.accounts import bring_list_up_to_date
from queries.known.kept import copy_kept
from queries.known.parts import BILLING, CRM, EVERYONE, PARTS, Part
from queries.known.shapes import Shapes
from queries.load.merge import Merge
from queries.load.shape import Shape
from queries.store import Cursor, Store

_ALWAYS = datetime(9999, 12, 31, tzinfo=UTC).replace(tzinfo=None)
_SIDES = "select firmao_customer_id, ordway_customer_id from recon.listed_account where account_id = $account"
_TEXTS = """
select (row_number() over (order by record_id) - 1)::integer as row_number, raw as json
from history.version
where system = $system and resource = $resource and ($is_all or record_id in (select unnest($ids)))
    and seen_from < $until and coalesce(seen_until >= $until, true)
"""
_ONCE_HELD = """
select distinct record_id
from history.past_version
where system = $system and resource = $resource and (raw ->> $path) in (select unnest($ids))
"""
# Rows are found by one column and fetched by their place: of millions, every other column would be read to the end.
_NEAR = "where rowid in (select rowid from {name} where {column} in (select unnest($ids)))"
# What nearly every question asks is told once: in a dossier these views are tables, in this order.
_TOLD_ONCE = ("account", "contract", "subscription", "contract_link", "invoice", "payment")


class Bringing(Protocol):
    """How the records of a part come into the blank store."""

    def bring(self, part: Part, ids: Sequence[str], shared: Sequence[str]) -> list[str]:
        """Bring the records that hang under `ids`, and the `shared` ones; the ids of all of them."""


def fill(blank: Store, store: Store, account_id: str) -> None:
    """Copy an account, as it is now, into a blank store; of one that is not there only what belongs to everyone."""
    bring_list_up_to_date(store)
    with store.cursor() as source, blank.transaction() as target:
        _bring_all(source, account_id, _Now(source, target))
        copy_kept(source, target, account_id, _ALWAYS)
        _tell_once(target)


def fill_as_known(blank: Store, store: Store, account_id: str, day: date, shapes: Shapes) -> None:
    """Read the records of an account, as they were known at the end of a day (UTC), into a blank store."""
    until = datetime.combine(day + timedelta(days=1), time())
    bring_list_up_to_date(store)
    with store.cursor() as source, blank.cursor() as reader, blank.transaction() as target:
        _bring_all(source, account_id, _Then(source, target, reader, shapes, until))
        copy_kept(source, target, account_id, until)
        _tell_once(target)


def _bring_all(source: Cursor, account_id: str, how: Bringing) -> None:
    found = source.rows(_SIDES, account=account_id)
    crm, billing = found[0] if found else (None, None)
    ids: dict[str, list[str]] = {EVERYONE: [], CRM: [crm] if crm else [], BILLING: [billing] if billing else []}
    for part in PARTS:
        shared = _column(source, part.shared, ids=ids[part.by]) if part.shared and ids[part.by] else []
        brought = how.bring(part, ids[part.of], shared)
        ids.setdefault(part.name, brought)


@dataclass(frozen=True)
class _Now:
    """Copies the records as they are read already; their texts stay where they are."""

    source: Cursor
    target: Cursor

    def bring(self, part: Part, ids: Sequence[str], shared: Sequence[str]) -> list[str]:
        found = self._copy(part, part.resource, part.column, ids, but="raw")
        others = sorted(set(shared) - set(found))
        found += self._copy(part, part.resource, "id", others, but="raw") if others else []
        for name, parent in part.lists:
            self._copy(part, name, parent, found)
        return found

    def _copy(self, part: Part, table: str, column: str, ids: Sequence[str], but: str = "") -> list[str]:
        if not ids and part.of != EVERYONE:
            return []
        name = f"{part.system}.{table}"
        where = "" if part.of == EVERYONE else _NEAR.format(name=name, column=column)
        asked = {"ids": list(ids)} if where else {}
        rows = self.source.table(f"select * {f'exclude ({but})' if but else ''} from {name} {where}", **asked)
        if rows.num_rows:
            self.target.register("brought", rows)
            self.target.run(f"insert into {name} by name select * from brought")
        return rows.column("id").to_pylist() if but else []


@dataclass(frozen=True)
class _Then:
    """Reads the texts of the versions that were current just before `until`, the way a pull reads them."""

    source: Cursor
    target: Cursor
    reader: Cursor
    shapes: Shapes
    until: datetime

    def bring(self, part: Part, ids: Sequence[str], shared: Sequence[str]) -> list[str]:
        shape = self.shapes[part.system, part.resource]
        held = [*self._held(part, shape, ids), *shared]
        whose = {"system": part.system, "resource": part.resource}
        texts = self.source.table(_TEXTS, **whose, ids=held, is_all=part.of == EVERYONE, until=self.until)
        if texts.num_rows:
            merge = Merge(self.target, self.reader, shape, part.resource, now=self.until, run="")
            merge.begin_reading()
            merge.write(merge.parse(texts))
        return held

    def _held(self, part: Part, shape: Shape, ids: Sequence[str]) -> list[str]:
        """Also those that hung under it in a version of theirs that is past."""
        if part.of in (EVERYONE, part.name):
            return list(ids)
        path = next(one.path for one in shape.columns if one.name == part.column)
        now = f"select id from {part.name} where {part.column} in (select unnest($ids))"
        once = _column(self.source, _ONCE_HELD, system=part.system, resource=part.resource, path=path, ids=list(ids))
        return list({*_column(self.source, now, ids=list(ids)), *once})


def _tell_once(target: Cursor) -> None:
    for name in _TOLD_ONCE:
        target.run(f"create table model.told as from model.{name}")
        target.run(f"drop view model.{name}; alter table model.told rename to {name}")


def _column(cursor: Cursor, sql: str, **params: Any) -> list[str]:
    return [value for (value,) in cursor.rows(sql, **params) if value]
