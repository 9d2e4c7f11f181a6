"""Bringing the store to the present schema: numbered SQL files, each applied once, and the model's views."""

from pathlib import Path

from queries.store import Cursor, Store

_FOLDER = Path(__file__).parent
MIGRATIONS = tuple(sorted((_FOLDER / "schema").glob("[0-9]*.sql")))
VIEWS = tuple(sorted((_FOLDER / "model").glob("[0-9]*.sql")))

_APPLIED = """
create schema if not exists meta;
create table if not exists meta.migration (
    name varchar primary key,
    applied_at timestamp not null default current_timestamp::timestamp
);
"""


def migrate(store: Store) -> list[str]:
    """Apply what is not applied yet, all in one transaction, and define the model's views anew.

    Returns the names of the migrations applied now.
    """
    with store.transaction() as cursor:
        cursor.run(_APPLIED)
        done = {name for (name,) in cursor.rows("select name from meta.migration")}
        missing = [file for file in MIGRATIONS if file.name not in done]
        for file in missing:
            _apply(cursor, file)
        for file in VIEWS:
            cursor.run(file.read_text(encoding="utf-8"))
    return [file.name for file in missing]


def _apply(cursor: Cursor, file: Path) -> None:
    cursor.run(file.read_text(encoding="utf-8"))
    cursor.run("insert into meta.migration (name) values ($name)", name=file.name)
