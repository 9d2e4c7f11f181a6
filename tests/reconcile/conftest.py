"""Made-up companies, pulled over HTTP into a store of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from queries.migrate import migrate
from queries.store import Store, connect
from sandbox.serving import serve
from sandbox.world import World
from sync.pull import PullRequest, pull
from tests.sync.conftest import settings_for


@contextmanager
def pulled(world: World, file: Path) -> Iterator[Store]:
    """A store with what both systems of a world hold."""
    with serve(world) as sandbox:
        store = connect(str(file), holder="a test")
        migrate(store)
        assert pull(store, settings_for(sandbox, file), PullRequest("a test", full=True)).status == "done"
    try:
        yield store
    finally:
        store.close()
