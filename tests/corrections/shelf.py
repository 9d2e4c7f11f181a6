"""Made-up companies pulled and reconciled once in a run, by whichever process asks first, and copied by each test."""

import fcntl
import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from queries.reconcile.run import reconcile
from sandbox.company import make_world
from sandbox.serving import serve
from sandbox.world import World
from sync.pull import PullRequest, pull
from tests.stores import fresh_store
from tests.sync.conftest import settings_for


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
        shutil.copy(self.folder / "tieout.duckdb", file)


def pulled(folder: Path, seed: int, accounts: int, day: date) -> Pulled:
    """The company of a seed, day and number of accounts, made if it is asked for the first time."""

    def make(place: Path) -> None:
        world, file = make_world(seed, accounts, day), place / "tieout.duckdb"
        (place / "world").write_bytes(pickle.dumps(world))
        store = fresh_store(file)
        with serve(world) as sandbox:
            assert pull(store, settings_for(sandbox, file), PullRequest("a test", full=True)).status == "done"
        reconcile(store, day)
        store.close()

    return Pulled(made_once(folder, f"company-{seed}-{accounts}-{day}", make))


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
