"""Bringing the store to the present schema: numbered SQL files, each applied once, and the model's views."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from queries.ledger.audited import adopt_decisions
from queries.store import Cursor, Store

_FOLDER = Path(__file__).parent
MIGRATIONS = tuple(sorted((_FOLDER / "schema").glob("[0-9]*.sql")))
VIEWS = tuple(sorted((_FOLDER / "model").glob("[0-9]*.sql")))

# What SQL alone cannot do once a migration is applied.
_FOLLOWS: dict[str, Callable[[Cursor], None]] = {"0022_audited_decisions.sql": adopt_decisions}
_APPLIED = """
create schema if not exists meta;
create table if not exists meta.migration (
    name varchar primary key,
    applied_at timestamp not null default current_timestamp::timestamp
);
create table if not exists meta.model_made (
    texts varchar not null,
    made varchar not null
);
"""
_HAS_META = """
select count(*) = 2
from duckdb_tables()
where database_name = current_database() and schema_name = 'meta' and table_name in ('migration', 'model_made')
"""
# What the store holds of the model, in DuckDB's own words: another version of Tieout may have defined it since. What a
# macro excludes DuckDB names in another order each time it opens the file.
_MADE = r"""
with defined as (
    select view_name as name, sql as text
    from duckdb_views()
    where database_name = current_database() and schema_name = 'model'
    union all
    select function_name as name, concat(parameters::varchar, macro_definition) as text
    from duckdb_functions()
    where database_name = current_database() and schema_name = 'model'
)

select md5(string_agg(name || regexp_replace(text, 'EXCLUDE \([^)]*\)', 'EXCLUDE', 'g'), '' order by name)) as made
from defined
"""


def migrate(store: Store) -> list[str]:
    """Apply what is not applied yet, all in one transaction, and define the model's views anew where they differ.

    A store that is up to date is only read. Returns the names of the migrations applied now.
    """
    with store.cursor() as cursor:
        if _is_present(cursor):
            return []
    with store.transaction() as cursor:
        applied = _apply_missing(cursor)
        _define_model(cursor)
    return applied


def migrate_tables(store: Store) -> list[str]:
    """Apply what is not applied yet, and leave the model to whoever reads it: filling a store needs none of it.

    Defining it takes most of the time that a new store takes. Returns the names of the migrations applied now.
    """
    with store.cursor() as cursor:
        if _has_tables(cursor):
            return []
    with store.transaction() as cursor:
        return _apply_missing(cursor)


def _apply_missing(cursor: Cursor) -> list[str]:
    cursor.run(_APPLIED)
    missing = _missing(cursor)
    for file in missing:
        _apply(cursor, file)
    return [file.name for file in missing]


def _is_present(cursor: Cursor) -> bool:
    return _has_tables(cursor) and _has_model(cursor)


def _has_tables(cursor: Cursor) -> bool:
    return bool(cursor.value(_HAS_META)) and not _missing(cursor)


def _has_model(cursor: Cursor) -> bool:
    return cursor.rows("select texts, made from meta.model_made") == [(_texts(), cursor.value(_MADE))]


def _missing(cursor: Cursor) -> list[Path]:
    done = {name for (name,) in cursor.rows("select name from meta.migration")}
    return [file for file in MIGRATIONS if file.name not in done]


def _define_model(cursor: Cursor) -> None:
    for file in VIEWS:
        cursor.run(file.read_text(encoding="utf-8"))
    cursor.run("delete from meta.model_made")
    cursor.run("insert into meta.model_made values ($texts, $made)", texts=_texts(), made=cursor.value(_MADE))


def _texts() -> str:
    """Changes whenever a view of the model is defined otherwise."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in VIEWS)).hexdigest()


def _apply(cursor: Cursor, file: Path) -> None:
    cursor.run(file.read_text(encoding="utf-8"))
    cursor.run("insert into meta.migration (name) values ($name)", name=file.name)
    if follows := _FOLLOWS.get(file.name):
        follows(cursor)
