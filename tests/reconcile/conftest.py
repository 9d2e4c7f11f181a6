"""Made-up companies, pulled over HTTP into a store of their own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from queries.reconcile.run import Terms, prepare, reconcile
from queries.store import Store, connect
from sandbox.company import make_world
from sandbox.world import World
from tests.queries.small_records import copied, put_linked_account, small_store
from tests.reconcile.agreed import CHOSEN, DAY, Agreed
from tests.shelf import put_pulled


@contextmanager
def pulled(world: World, file: Path) -> Iterator[Store]:
    """A store with what both systems of a world hold."""
    put_pulled(file, world)
    store = connect(str(file), holder="a test")
    try:
        yield store
    finally:
        store.close()


@pytest.fixture(scope="session")
def agreeing(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The file of a store in which both systems agree, and the records of the account that the tests change."""
    file = tmp_path_factory.mktemp("agreeing") / "tieout.duckdb"
    with pulled(make_world(11, 150, DAY, is_clean=True), file) as store:
        assert reconcile(store, DAY).found == 0
        with store.transaction() as cursor:
            prepare(cursor, DAY, Terms(), None)
            chosen = cursor.records(CHOSEN)[0]
    return file, {key: str(value) for key, value in chosen.items()}


@pytest.fixture
def agreed(agreeing: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Agreed]:
    """A copy of it for one test."""
    file = tmp_path / "tieout.duckdb"
    shutil.copy(agreeing[0], file)
    opened = connect(str(file), holder="a test")
    yield Agreed(opened, agreeing[1])
    opened.close()


@pytest.fixture(scope="session")
def one_customer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with one customer of both systems, who has bought nothing."""
    file = tmp_path_factory.mktemp("one_customer") / "tieout.duckdb"
    with small_store(file) as opened:
        put_linked_account(opened, 1)
    return file


@pytest.fixture
def bare(one_customer: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(one_customer, tmp_path) as opened:
        yield opened
