"""What is still to be read because of what was merged: kept in the cache, and let go of by what merges it."""

from collections import defaultdict
from collections.abc import Collection

from queries.store import Cursor

# Stands for every record of the list.
WHOLE_LIST = None


def note_pending(cursor: Cursor, system: str, resource: str, under: str, record_ids: Collection[str | None]) -> None:
    """Keep that a list is to be read for some records, inside the transaction that merged what leads to it.

    `under` names the field that refers to a document and `record_ids` documents; with `under` empty they are records
    of the list itself. `WHOLE_LIST` among them stands for all of it.
    """
    if record_ids:
        cursor.run(
            f"insert into {system}.pending select $resource, $under, unnest($record_ids::varchar[])",
            resource=resource,
            under=under,
            record_ids=list(record_ids),
        )


def read_pending(cursor: Cursor, system: str, resource: str) -> dict[str, set[str | None]]:
    """What a list is still to be read for: ids by `under`, as they were noted."""
    found: defaultdict[str, set[str | None]] = defaultdict(set)
    rows = cursor.rows(f"select under, record_id from {system}.pending where resource = $resource", resource=resource)
    for under, record_id in rows:
        found[under].add(record_id)
    return dict(found)


def settle_pending(cursor: Cursor, system: str, resource: str, under: str, record_ids: Collection[str]) -> None:
    """Let go of some of it, inside the transaction that merged what was read for it."""
    if record_ids:
        cursor.run(
            f"delete from {system}.pending where resource = $resource and under = $under "
            "and record_id in (select unnest($record_ids))",
            resource=resource,
            under=under,
            record_ids=list(record_ids),
        )


def settle_all_pending(cursor: Cursor, system: str, resource: str) -> None:
    """Let go of all of it, inside the transaction that merged the whole list."""
    cursor.run(f"delete from {system}.pending where resource = $resource", resource=resource)
