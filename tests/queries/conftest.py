"""Stores with what a small world holds, pulled over HTTP."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from queries.store import Store, connect
from sandbox.serving import Sandbox, serve
from sandbox.world import World
from sync.pull import PullRequest, pull
from tests.shelf import put_pulled
from tests.stores import fresh_store
from tests.sync.conftest import DAY, settings_for
from tests.sync.small_company import small_company

Pulled = Callable[[World], Store]
PulledOnce = Callable[[World], AbstractContextManager[Store]]


@dataclass(frozen=True)
class Served:
    """A world that is served, and the store that is pulled from it as often as it changes."""

    world: World
    sandbox: Sandbox
    store: Store

    def pull(self) -> None:
        """Pull everything anew."""
        wanted = settings_for(self.sandbox, self.store.path)
        assert pull(self.store, wanted, PullRequest("a test", full=True)).status == "done"


@contextmanager
def served_from(folder: Path, world: World) -> Iterator[Served]:
    """A world that is served and was pulled once, until the end of the block."""
    with serve(world) as sandbox:
        store = fresh_store(folder / "tieout.duckdb")
        found = Served(world, sandbox, store)
        found.pull()
        yield found
        store.close()


@contextmanager
def pulled_into(folder: Path, world: World) -> Iterator[Store]:
    """A store that holds what the world does, until the end of the block."""
    file = folder / "tieout.duckdb"
    put_pulled(file, world)
    store = connect(str(file), holder="a test")
    yield store
    store.close()


@pytest.fixture
def pulled(tmp_path: Path) -> Iterator[Pulled]:
    """For a test with a world of its own."""
    with ExitStack() as open_stores:
        yield lambda world: open_stores.enter_context(pulled_into(tmp_path, world))


@pytest.fixture(scope="module")
def pulled_once(tmp_path_factory: pytest.TempPathFactory) -> PulledOnce:
    """For the tests of a file that only look at one world."""
    return lambda world: pulled_into(tmp_path_factory.mktemp("pulled"), world)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """For the tests of a file that change a small company and pull it again: eight customers, six invoices."""
    with served_from(tmp_path_factory.mktemp("served"), small_company(DAY, customers=8, invoices=6)) as found:
        yield found
