"""Bringing a store to the present schema: written only when something is missing, right whoever wrote it last."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from queries import migrate as migrating
from queries.migrate import MIGRATIONS, migrate, migrate_tables
from queries.store import Cursor, Store, connect


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Store]:
    """A store with the present schema."""
    opened = connect(str(tmp_path / "tieout.duckdb"), holder="a test")
    assert migrate(opened) == [file.name for file in MIGRATIONS]
    yield opened
    opened.close()


def count_writes(store: Store, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many transactions bringing it to the present schema takes."""
    begun: list[Store] = []
    whole = Store.transaction

    def counted(self: Store) -> AbstractContextManager[Cursor]:
        begun.append(self)
        return whole(self)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "transaction", counted)
        migrate(store)
    return len(begun)


def test_a_store_that_is_up_to_date_is_only_read(made: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert count_writes(made, monkeypatch) == 0


def test_views_that_another_version_defined_are_defined_anew(made: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with made.cursor() as cursor:
        before = cursor.value("select sql from duckdb_views() where schema_name = 'model' and view_name = 'invoice'")
        cursor.run("create or replace view model.invoice as select 1 as one")
    assert count_writes(made, monkeypatch) == 1
    with made.cursor() as cursor:
        after = cursor.value("select sql from duckdb_views() where schema_name = 'model' and view_name = 'invoice'")
    assert after == before
    assert count_writes(made, monkeypatch) == 0


def test_views_that_are_written_otherwise_now_are_defined_anew(
    made: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    added = tmp_path / "99_added.sql"
    added.write_text("create or replace view model.added as select 1 as one;")
    monkeypatch.setattr(migrating, "VIEWS", (*migrating.VIEWS, added))
    assert count_writes(made, monkeypatch) == 1
    with made.cursor() as cursor:
        assert cursor.value("select one from model.added") == 1
    added.write_text("create or replace view model.added as select 2 as one;")
    assert count_writes(made, monkeypatch) == 1
    with made.cursor() as cursor:
        assert cursor.value("select one from model.added") == 2


def test_a_missing_migration_is_applied(made: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    added = tmp_path / "9999_added.sql"
    added.write_text("create table meta.added (one integer);")
    monkeypatch.setattr(migrating, "MIGRATIONS", (*MIGRATIONS, added))
    assert migrate(made) == ["9999_added.sql"]
    assert count_writes(made, monkeypatch) == 0


def test_what_fills_a_store_leaves_the_model_to_whoever_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = connect(str(tmp_path / "tieout.duckdb"), holder="a test")
    assert migrate_tables(store) == [file.name for file in MIGRATIONS]
    assert migrate_tables(store) == []
    with store.cursor() as cursor:
        assert cursor.value("select count(*) from duckdb_views() where schema_name = 'model'") == 0
    assert count_writes(store, monkeypatch) == 1
    with store.cursor() as cursor:
        assert cursor.value("select count(*) from model.invoice") == 0
    store.close()
