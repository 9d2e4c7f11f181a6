"""The whole company as it was known on a past day: a store in memory over what the store keeps of every record."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from queries.errors import DayNotKnownError
from queries.known.kept import copy_kept
from queries.known.parts import PARTS
from queries.known.shapes import Shapes
from queries.load.merge import Merge
from queries.load.shape import Child, Shape
from queries.migrate import migrate
from queries.store import Cursor, Store

_CATALOG = "known"
_CHUNK = 10_000
# These are fetched by their place while reconciling, which only a table has.
_BY_PLACE = ("subscription_lines",)
# Every list that is compared has been read whole once.
_SINCE = """
select if(count(*) = $lists, max(first_read_at), null)
from (
    select min(finished_at) as first_read_at
    from ledger.sync_step
    where status = 'done' and system || '.' || resource in (select unnest($names))
    group by system, resource
)
"""
# A pull that was under way at midnight had brought half of what changed, which looks like a disagreement.
_UNDER_WAY = """
select min(started_at)
from ledger.sync_run
where started_at < $midnight and coalesce(finished_at >= $midnight, true)
"""
_COMPARED_LATER = "select exists (from ledger.reconciliation where covers_until is not null and as_of > $day)"
_REPLACED = """
create or replace temp table replaced as
select (row_number() over (order by record_id) - 1)::integer as row_number, raw as json
from {source}.history.past_version
where system = $system and resource = $resource and seen_from < $until and seen_until >= $until
"""
_HISTORY = """
drop table history.past_version cascade;
create view history.past_version as
from {source}.history.past_version
where seen_until < timestamp '{until}'
"""
_CHUNK_OF_REPLACED = """
select (row_number - $first)::integer as row_number, json
from replaced
where row_number >= $first and row_number < $first + $chunk
"""


def known_since(store: Store) -> datetime | None:
    """When the store first held every list that is compared (UTC); None while it does not."""
    names = [part.name for part in PARTS]
    with store.cursor() as cursor:
        since: datetime | None = cursor.value(_SINCE, lists=len(names), names=names)
    return since


def is_known(store: Store, day: date) -> bool:
    """Whether the store held every list at the end of a day (UTC)."""
    since = known_since(store)
    return since is not None and since < _midnight(day)


def has_gone_on(store: Store, day: date) -> bool:
    """Whether the store was compared for a later day already, so that what is found for this one is not its present."""
    with store.cursor() as cursor:
        return bool(cursor.value(_COMPARED_LATER, day=day))


@contextmanager
def company_as_known(store: Store, day: date, shapes: Shapes) -> Iterator[Store]:
    """A store with every record as it was known at the end of a day (UTC), and what was found and decided by then.

    Whatever is written into it is forgotten with it. What has not changed since is read where it is, not copied.
    Raises `DayNotKnownError` when the store does not go back that far.
    """
    if not is_known(store, day):
        since = known_since(store)
        raise DayNotKnownError(day, since.date() if since else None)
    with store.beside(_CATALOG) as known:
        migrate(known)
        _fill(known, store, shapes, _until(store, day))
        yield known


def _midnight(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time())


def _until(store: Store, day: date) -> datetime:
    """The first instant that does not count any more."""
    with store.cursor() as cursor:
        under_way: datetime | None = cursor.value(_UNDER_WAY, midnight=_midnight(day))
    return under_way or _midnight(day)


def _fill(known: Store, store: Store, shapes: Shapes, until: datetime) -> None:
    with store.cursor() as source, known.cursor() as reader, known.transaction() as target:
        for (_, resource), shape in shapes.items():
            past = _Past(target, reader, store.catalog, resource, shape, until)
            past.read_replaced()
            past.show()
        target.run(_HISTORY.format(source=store.catalog, until=until))
        copy_kept(source, target, None, until)


@dataclass(frozen=True)
class _Past:
    """One list as it was known just before `until`: versions replaced since, and those that still stand."""

    target: Cursor
    reader: Cursor
    source: str
    resource: str
    shape: Shape
    until: datetime

    def read_replaced(self) -> None:
        """Read the texts of the versions that another one has replaced since, the way a pull reads them."""
        whose = {"system": self.shape.system, "resource": self.resource}
        self.target.run(_REPLACED.format(source=self.source), **whose, until=self.until)
        count = self.target.value("select count(*) from replaced")
        if count:
            merge = Merge(self.target, self.reader, self.shape, self.resource, now=self.until, run="")
            merge.begin_reading()
            for first in range(0, count, _CHUNK):
                merge.write(merge.parse(self.target.table(_CHUNK_OF_REPLACED, first=first, chunk=_CHUNK)))

    def show(self) -> None:
        """Let what stood then and still stands be read together with what was replaced."""
        later = f"{self.shape.target}_later"
        self.target.run(f"create table {later} as {self._later()}")
        self._put_together(self.shape.table, self._standing())
        for child in self.shape.children:
            self._put_together(child.table, self._standing_elements(child, later))

    def _put_together(self, table: str, standing: str) -> None:
        system = self.shape.system
        self.target.run(f"alter table {system}.{table} rename to {table}_replaced")
        kind = "table" if table in _BY_PLACE else "view"
        self.target.run(
            f"create {kind} {system}.{table} as from {system}.{table}_replaced union all by name {standing}"
        )

    def _later(self) -> str:
        return f"select id from {self.source}.{self.shape.target} where synced_at >= timestamp '{self.until}'"

    def _standing(self) -> str:
        gone = f"if(deleted_at < timestamp '{self.until}', deleted_at, null)"
        return f"""
select * replace ({gone} as deleted_at)
from {self.source}.{self.shape.target}
where synced_at < timestamp '{self.until}'
"""

    def _standing_elements(self, child: Child, later: str) -> str:
        elements = f"{self.source}.{self.shape.system}.{child.table}"
        return f"select one.* from {elements} as one anti join {later} as later on later.id = one.{child.parent_key}"
