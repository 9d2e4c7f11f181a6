"""Made-up companies pulled, some reconciled, once in a run by whichever process asks first, and copied by each test."""

import fcntl
import hashlib
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from queries.reconcile.run import reconcile
from queries.store import Store
from sandbox.company import make_world
from sandbox.serving import serve
from sandbox.world import World
from sync.pull import PullRequest, pull
from tests.stores import fresh_store
from tests.sync.conftest import settings_for

_STORE = "tieout.duckdb"


@dataclass(frozen=True)
class Pulled:
    """A store file as a pull and a reconciliation left it, and the world behind it."""

    folder: Path

    def world(self) -> World:
        """What both systems hold, of one's own."""
        world: World = pickle.loads((self.folder / "world").read_bytes())  # noqa: S301 - written by this very run
        return world

    def copy_store(self, file: Path) -> None:
        """The store, of one's own."""
        shutil.copy(self.folder / _STORE, file)


def pulled(folder: Path, seed: int, accounts: int, day: date) -> Pulled:
    """The company of a seed, day and number of accounts, made if it is asked for the first time."""

    def make(place: Path) -> None:
        world = make_world(seed, accounts, day)
        (place / "world").write_bytes(pickle.dumps(world))
        with _pulled_at(place, world) as store:
            reconcile(store, day)

    return Pulled(made_once(folder, f"company-{seed}-{accounts}-{day}", make))


def put_pulled(file: Path, world: World) -> None:
    """Put a store at `file` that holds what both systems of a world do. Equal worlds are pulled once in a run."""

    def make(place: Path) -> None:
        with _pulled_at(place, world):
            pass

    told = hashlib.sha256(pickle.dumps(world)).hexdigest()
    shutil.copy(made_once(file.parent, f"world-{told}", make) / _STORE, file)


@contextmanager
def _pulled_at(place: Path, world: World) -> Iterator[Store]:
    file = place / _STORE
    store = fresh_store(file)
    with serve(world) as sandbox:
        assert pull(store, settings_for(sandbox, file), PullRequest("a test", full=True)).status == "done"
    try:
        yield store
    finally:
        store.close()


def made_once(folder: Path, name: str, make: Callable[[Path], Any]) -> Path:
    """The place of that name beside the folders of all tests, filled by whoever asks for it first."""
    own = folder.parent
    shelf = (own.parent if own.name.startswith("popen-gw") else own) / "shelf"
    place, done = shelf / name, shelf / f"{name}.done"
    place.mkdir(parents=True, exist_ok=True)
    with done.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(place)
            done.touch()
    return place
