"""Keeping the hashes of stored records true: DuckDB may hash differently from one version to the next."""

from queries.store import Cursor, Store

_PROBE = """
create schema if not exists meta;
create table if not exists meta.hash_probe (hash ubigint not null);
"""
_HASHED = """
select schema_name || '.' || table_name
from duckdb_columns()
where database_name = current_database() and column_name = 'raw_hash'
"""


def keep_hashes_true(store: Store) -> bool:
    """Hash every kept text anew where this DuckDB hashes otherwise than the one that wrote the store.

    Without it the next pull would take every record for a changed one. Returns whether that was needed.
    """
    with store.transaction() as cursor:
        cursor.run(_PROBE)
        if cursor.value("select hash from meta.hash_probe") == cursor.value("select hash('Tieout')"):
            return False
        _hash_anew(cursor)
        return True


def _hash_anew(cursor: Cursor) -> None:
    for (table,) in cursor.rows(_HASHED):
        cursor.run(f"update {table} set raw_hash = hash(raw)")
    cursor.run("delete from meta.hash_probe")
    cursor.run("insert into meta.hash_probe select hash('Tieout')")
