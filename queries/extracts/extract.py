"""An extract of the records: told anew before it is read, wherever what it is made of has changed since.

Whatever ends a pull, be it a crash, the next one who asks sees that the extract is of another state and mends it.
"""

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from queries.store import Cursor, Store


class Turn(Protocol):
    """What only one at a time may have."""

    def acquire(self, blocking: bool = True) -> bool:
        """Have it; False where that would have to wait and may not."""

    def release(self) -> None:
        """Leave it to the next."""


_KEPT = "select made_of from recon.extract where name = $name"
_FORGET = "delete from recon.extract where name = $name"
_REMEMBER = "insert into recon.extract values ($name, $made_of)"
# Only what differs is written.
_KEEP = """
create or replace temp table told_extract as {told};
merge into {table} as kept
using told_extract as told on kept is not distinct from told
when not matched then insert by name
when not matched by source then delete
"""


@dataclass(frozen=True, kw_only=True)
class Extract:
    """`tables` of the store that the statements `keep` write. The statement `made_of` tells the state of what they are
    told from, as one text; `rests_on` are the extracts that are read for it.

    One that `looks_at_everything` is given more of the machine's memory and processors. So is one `read_by_none`
    while it is of another state; neither it nor whoever writes waits for the other.
    """

    name: str
    tables: tuple[str, ...]
    keep: str
    made_of: str
    rests_on: tuple["Extract", ...] = ()
    looks_at_everything: bool = False
    read_by_none: bool = False
    # Two pages drawn at the same time must not write the same rows. A reconciliation under way is not waited for.
    mending: threading.Lock = field(default_factory=threading.Lock, compare=False)

    def bring_up_to_date(self, store: Store, *, waits: bool = False, looked_at: Collection[str] = ()) -> bool:
        """Tell it anew where it is of another state than the store; whether that was done.

        One that looks at everything waits for whoever writes just now only where nothing is kept yet or it `waits`: a
        page shows what is kept meanwhile, and the next one who asks mends it. Of those that it rests on, the ones that
        `looked_at` names are known to be up to date.
        """
        for one in self.rests_on:
            if one.name not in looked_at:
                one.bring_up_to_date(store, looked_at=looked_at)
        if self.is_up_to_date(store) or not self._begins(store, waits=waits):
            return False
        try:
            if self.is_up_to_date(store):
                return False
            with self._transaction(store) as cursor:
                self._tell_anew(cursor)
        finally:
            self._turn(store).release()
        return True

    def is_up_to_date(self, store: Store) -> bool:
        """Whether what is kept was told from the state that the store is of now."""
        with store.cursor() as cursor:
            return bool(cursor.value(_KEPT, name=self.name) == cursor.value(self.made_of))

    def _begins(self, store: Store, *, waits: bool) -> bool:
        return self._turn(store).acquire(blocking=waits or not self.looks_at_everything or self._kept_of(store) is None)

    def _turn(self, store: Store) -> Turn:
        return store.writing if self.looks_at_everything else self.mending

    def _kept_of(self, store: Store) -> str | None:
        """The state that what is kept was told from, None where nothing is."""
        with store.cursor() as cursor:
            kept: str | None = cursor.value(_KEPT, name=self.name)
            return kept

    @contextmanager
    def _transaction(self, store: Store) -> Iterator[Cursor]:
        if self.looks_at_everything or self.read_by_none:
            with store.spacious_aside() if self.read_by_none else store.spacious_transaction() as cursor:
                yield cursor
        else:
            with store.cursor() as cursor, cursor.atomic():
                yield cursor

    def _tell_anew(self, cursor: Cursor) -> None:
        made_of = cursor.value(self.made_of)
        cursor.run(self.keep)
        cursor.run(_FORGET, name=self.name)
        cursor.run(_REMEMBER, name=self.name, made_of=made_of)


@dataclass(frozen=True, kw_only=True)
class Copy(Extract):
    """An extract of one table, which holds what the statement `told` gives, in its order of columns.

    No two rows of that may be the same: of two that are, it cannot be told whether one has come or gone.
    """

    told: str


def copy(
    name: str,
    table: str,
    told: str,
    made_of: str,
    *,
    rests_on: tuple[Extract, ...] = (),
    looks_at_everything: bool = False,
) -> Copy:
    """The extract that keeps in `table` what `told` gives."""
    return Copy(
        name=name,
        tables=(table,),
        keep=_KEEP.format(told=told, table=table),
        made_of=made_of,
        told=told,
        rests_on=rests_on,
        looks_at_everything=looks_at_everything,
    )


def state(lists: dict[str, tuple[str, ...]], *further: str) -> str:
    """The statement that tells the state of lists, by system, of the model and of `further` statements of one text.

    Every merge leaves a step in its own transaction; the stamps and counts also tell what came in by another way.
    """
    names = [(system, name) for system, some in lists.items() for name in some]
    stamps = [
        f"select concat_ws(' ', '{system}.{name}', count(*), max(synced_at), count(deleted_at), max(deleted_at))"
        f" from {system}.{name}"
        for system, name in names
    ]
    resources = ", ".join(f"('{system}', '{name}')" for system, name in names)
    merged = (
        "select 'merged ' || count(*) from ledger.sync_step"
        f" where (system, resource) in ({resources}) and (mode = 'full' or inserted + updated + deleted > 0)"
    )
    told = "\nunion all\n".join(["select texts from meta.model_made", *([merged] if names else []), *stamps, *further])
    return f"with said (told) as (\n{told}\n)\n\nselect md5(string_agg(told, '; ' order by told)) from said"
