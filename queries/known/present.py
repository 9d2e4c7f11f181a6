"""The records of one account as they are now, and what Tieout keeps of it, read from the store."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pyarrow as pa

from queries.extracts.accounts import ACCOUNTS
from queries.known.kept import kept_of
from queries.known.parts import EVERYONE, PARTS, Part, ids_of_account
from queries.run import look_at
from queries.store import Cursor, Store

ALWAYS = datetime(9999, 12, 31, tzinfo=UTC).replace(tzinfo=None)
# Rows are found by one column and fetched by their place: of millions, every other column would be read to the end.
_NEAR = "where rowid in (select rowid from {name} where {column} in (select unnest($ids)))"
# Where a single id is looked for, whatever holds none of it is passed over anyway.
_OF_ONE = "where {column} = $ids[1]"
_WITHOUT_TEXTS = "* replace (null::json as raw)"
# What a customer was billed and paid, and the rest: neither needs what the other one reads, and with what Tieout keeps
# the rest takes about as long.
_MONEY = {"ordway.customers", "ordway.invoices", "ordway.payments", "ordway.credits"}
_PAID = tuple(part for part in PARTS if part.name in _MONEY)
_REST = tuple(part for part in PARTS if part not in _PAID)


def present(store: Store, account_id: str) -> dict[str, pa.Table]:
    """The rows by qualified table, without the texts they were read from; tables without a row may be left out.

    Of an account that is not there only what belongs to everyone. Two processors read side by side.
    """
    look_at(store, ACCOUNTS.name)
    with store.cursor() as cursor:
        ids = ids_of_account(cursor, account_id)
    with ThreadPoolExecutor(max_workers=1) as aside:
        paid = aside.submit(_read, store, _PAID, ids)
        read = _read(store, _REST, ids)
        with store.cursor() as cursor:
            return {**read, **kept_of(cursor, account_id, ALWAYS), **paid.result()}


def _read(store: Store, parts: Sequence[Part], ids: dict[str, list[str]]) -> dict[str, pa.Table]:
    with store.cursor() as cursor:
        reading = _Reading(cursor, dict(ids))
        for part in parts:
            reading.read(part)
    return reading.tables


@dataclass(frozen=True)
class _Reading:
    """Reads one part after the other; `ids` by the table that they are of."""

    cursor: Cursor
    ids: dict[str, list[str]]
    tables: dict[str, pa.Table] = field(default_factory=dict)

    def read(self, part: Part) -> None:
        """Read the records of a part, those shared with other accounts too, and their lists."""
        found = self._rows(part, part.name, part.column, self.ids[part.of], _WITHOUT_TEXTS)
        if others := sorted(set(self._shared(part)) - set(_ids(found))):
            found += self._rows(part, part.name, "id", others, _WITHOUT_TEXTS)
        self._keep(part.name, found)
        self.ids.setdefault(part.name, _ids(found))
        for name, parent in part.lists:
            listed = f"{part.system}.{name}"
            self._keep(listed, self._rows(part, listed, parent, _ids(found), "*"))

    def _rows(self, part: Part, name: str, column: str, ids: Sequence[str], what: str) -> list[pa.Table]:
        if part.of == EVERYONE:
            return [self.cursor.table(f"select {what} from {name}")]
        if not ids:
            return []
        where = (_OF_ONE if len(ids) == 1 else _NEAR).format(name=name, column=column)
        return [self.cursor.table(f"select {what} from {name} {where}", ids=list(ids))]

    def _shared(self, part: Part) -> list[str]:
        by = self.ids[part.by] if part.shared else []
        return [value for (value,) in self.cursor.rows(part.shared, ids=by) if value] if by else []

    def _keep(self, name: str, rows: Sequence[pa.Table]) -> None:
        if rows:
            self.tables[name] = pa.concat_tables(rows)


def _ids(rows: Sequence[pa.Table]) -> list[str]:
    return [one for table in rows for one in table.column("id").to_pylist()]
