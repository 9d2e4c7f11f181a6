"""Filling a blank store with the records of one account as they were known on a past day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from queries.extracts.accounts import ACCOUNTS
from queries.known.kept import copy_kept
from queries.known.lectern import TOLD_ONCE
from queries.known.parts import EVERYONE, PARTS, Part, ids_of_account
from queries.known.shapes import Shapes
from queries.load.merge import Merge
from queries.load.shape import Shape
from queries.run import look_at
from queries.store import Cursor, Store

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


def fill_as_known(blank: Store, store: Store, account_id: str, day: date, shapes: Shapes) -> None:
    """Read the records of an account, as they were known at the end of a day (UTC), into a blank store."""
    until = datetime.combine(day + timedelta(days=1), time())
    look_at(store, ACCOUNTS.name)
    with store.cursor() as source, blank.cursor() as reader, blank.transaction() as target:
        _bring_all(source, account_id, _Then(source, target, reader, shapes, until))
        copy_kept(source, target, account_id, until)
        _tell_once(target)


def _bring_all(source: Cursor, account_id: str, then: "_Then") -> None:
    ids = ids_of_account(source, account_id)
    for part in PARTS:
        shared = _column(source, part.shared, ids=ids[part.by]) if part.shared and ids[part.by] else []
        ids.setdefault(part.name, then.bring(part, ids[part.of], shared))


@dataclass(frozen=True)
class _Then:
    """Reads the texts of the versions that were current just before `until`, the way a pull reads them."""

    source: Cursor
    target: Cursor
    reader: Cursor
    shapes: Shapes
    until: datetime

    def bring(self, part: Part, ids: Sequence[str], shared: Sequence[str]) -> list[str]:
        """Bring the records that hang under `ids`, and the `shared` ones; the ids of all of them."""
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
    for name in TOLD_ONCE:
        target.run(f"create table model.told as from model.{name}")
        target.run(f"drop view model.{name}; alter table model.told rename to {name}")


def _column(cursor: Cursor, sql: str, **params: Any) -> list[str]:
    return [value for (value,) in cursor.rows(sql, **params) if value]
