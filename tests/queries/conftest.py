"""Stores with what a small world holds, pulled over HTTP."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest

from queries.store import Store
from sandbox.serving import serve
from sandbox.world import World
from sync.pull import PullRequest, pull
from tests.stores import fresh_store
from tests.sync.conftest import settings_for

Pulled = Callable[[World], Store]
PulledOnce = Callable[[World], AbstractContextManager[Store]]


@contextmanager
def pulled_into(folder: Path, world: World) -> Iterator[Store]:
    """A store that holds what the world does, until the end of the block."""
    file = folder / "tieout.duckdb"
    with serve(world) as sandbox:
        store = fresh_store(file)
        assert pull(store, settings_for(sandbox, file), PullRequest("a test", full=True)).status == "done"
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
