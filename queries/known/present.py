"""The records of one account as they are now, and what Tieout keeps of it, read from the store."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pyarrow as pa

from queries.extracts.accounts import ACCOUNTS
from queries.known.filed import NOTHING_FILED, Filed, filed_of
from queries.known.kept import kept_of
from queries.known.parts import BILLING, EVERYONE, PARTS, Part, ids_of_account
from queries.run import look_at
from queries.store import Cursor, Store

ALWAYS = datetime(9999, 12, 31, tzinfo=UTC).replace(tzinfo=None)
# Rows are found by one column and fetched by their place: of millions, every other column would be read to the end.
_NEAR = "where rowid in (select rowid from {name} where {column} in (select unnest($ids)))"
# Where a single id is looked for, whatever holds none of it is passed over anyway.
_OF_ONE = "where {column} = $ids[1]"
_WITHOUT_TEXTS = "* replace (null::json as raw)"
# What a refund took off invoices is told by how its payment was seen before.
_ONCE_PAID = """
from history.past_version
where rowid in (
    select rowid
    from history.past_version
    where system = 'ordway' and resource = 'payments' and record_id in (select unnest($ids))
)
"""
# What was agreed and is to be billed, and the rest with what Tieout keeps: neither needs what the other one reads, and
# one takes about as long as the other.
_NAMES_OF_AGREED = ("firmao.agreements", "firmao.entries", "ordway.subscriptions", "ordway.billing_schedules")
_AGREED = tuple(part for part in PARTS if part.name in _NAMES_OF_AGREED)
_REST = tuple(part for part in PARTS if part not in _AGREED)


def present(store: Store, account_id: str) -> dict[str, pa.Table]:
    """The rows by qualified table, without the texts they were read from; tables without a row may be left out.

    Of its payments that were refunded there are past texts too: what that took off invoices is known of no payment by
    somebody else. Of an account that is not there only what belongs to everyone. Two processors read side by side.
    """
    look_at(store, ACCOUNTS.name)
    with store.cursor() as cursor:
        ids = ids_of_account(cursor, account_id)
        with ThreadPoolExecutor(max_workers=1) as aside:
            agreed = aside.submit(_read_agreed, store, ids)
            filed = filed_of(store, cursor, ids[BILLING][0]) if ids[BILLING] else NOTHING_FILED
            rest = _read(cursor, _REST, ids, filed)
            kept = kept_of(cursor, account_id, ALWAYS)
            return {**rest, **_before_refunds(cursor, rest), **kept, **agreed.result()}


def _read_agreed(store: Store, ids: dict[str, list[str]]) -> dict[str, pa.Table]:
    with store.cursor() as cursor:
        return _read(cursor, _AGREED, ids, NOTHING_FILED)


def _before_refunds(cursor: Cursor, read: dict[str, pa.Table]) -> dict[str, pa.Table]:
    refunds = read.get("ordway.refunds")
    paid = refunds.column("payment_id").drop_null().unique().to_pylist() if refunds else []
    return {"history.past_version": cursor.table(_ONCE_PAID, ids=paid)} if paid else {}


def _read(cursor: Cursor, parts: Sequence[Part], ids: dict[str, list[str]], filed: Filed) -> dict[str, pa.Table]:
    reading = _Reading(cursor, dict(ids), filed)
    for part in parts:
        reading.read(part)
    return reading.tables


@dataclass(frozen=True)
class _Reading:
    """Reads one part after the other; `ids` by the table that they are of."""

    cursor: Cursor
    ids: dict[str, list[str]]
    filed: Filed
    tables: dict[str, pa.Table] = field(default_factory=dict)

    def read(self, part: Part) -> None:
        """Read the records of a part, those shared with other accounts too, and their lists."""
        own = self._own(part)
        shared = self._found(part.name, "id", sorted(set(self._shared(part)) - set(_ids(own))), _WITHOUT_TEXTS)
        others = _ids(shared)
        self._keep(part.name, own + shared)
        self.ids.setdefault(part.name, _ids(own) + others)
        for name, parent in part.lists:
            listed = f"{part.system}.{name}"
            self._keep(listed, self._listed(part, listed, parent, own=_ids(own), others=others))

    def _own(self, part: Part) -> list[pa.Table]:
        if part.of == EVERYONE:
            return [self.cursor.table(f"select {_WITHOUT_TEXTS} from {part.name}")]
        if part.name in self.filed.own:
            return [self.filed.own[part.name]]
        return self._found(part.name, part.column, self.ids[part.of], _WITHOUT_TEXTS)

    def _listed(self, part: Part, name: str, parent: str, *, own: list[str], others: list[str]) -> list[pa.Table]:
        if part.of == EVERYONE:
            return [self.cursor.table(f"from {name}")]
        if name in self.filed.own:
            return [self.filed.own[name], *self._found(name, parent, others, "*")]
        return self._found(name, parent, own + others, "*")

    def _found(self, name: str, column: str, ids: Sequence[str], what: str) -> list[pa.Table]:
        if not ids:
            return []
        where = (_OF_ONE if len(ids) == 1 else _NEAR).format(name=name, column=column)
        return [self.cursor.table(f"select {what} from {name} {where}", ids=list(ids))]

    def _shared(self, part: Part) -> list[str]:
        if part.name in self.filed.shared:
            return self.filed.shared[part.name]
        by = self.ids[part.by] if part.shared else []
        return [value for (value,) in self.cursor.rows(part.shared, ids=by) if value] if by else []

    def _keep(self, name: str, rows: Sequence[pa.Table]) -> None:
        if rows:
            self.tables[name] = pa.concat_tables(rows)


def _ids(rows: Sequence[pa.Table]) -> list[str]:
    return [one for table in rows for one in table.column("id").to_pylist()]
