"""A store that can take no more ends the list that met it, in words; the others go on and nothing is half done."""

import json
import random
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from queries.migrate import migrate
from queries.store import Store, connect
from sandbox.world import Record
from sync.pull import Outcome, PullRequest, pull
from tests.sync.conftest import Served, Serving
from tests.sync.test_kill import environment
from tests.sync.test_pull import FULL, held, stored

NOISE = random.Random(7)


def grow(invoices: dict[str, Record], size: int) -> None:
    """Give every invoice a text that cannot be compressed, `size` characters long."""
    for invoice in invoices.values():
        invoice["notes"] = NOISE.randbytes(size // 2).hex()


def pull_where_files_end_at(largest: int, served: Served, folder: Path) -> dict[str, Any]:
    """Pull in a process that can write no file beyond `largest` bytes, as on a full disk; its outcome."""
    done = subprocess.run(
        [sys.executable, "-m", "sync", "pull", "--full", "--json"],
        env=environment(served, folder),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    outcome: dict[str, Any] = json.loads(done.stdout)
    return outcome


def test_full_disk_fails_one_list_and_leaves_what_was(serving: Serving, tmp_path: Path) -> None:
    served = serving()
    path = Path(served.settings.store_url)
    pull_where_files_end_at(resource.RLIM_INFINITY, served, tmp_path)
    before = held(served, "ordway", "invoices")
    grow(served.world.ordway["invoices"], 100_000)
    served.world.ordway["payments"]["PMT-00001"]["notes"] = "came although the disk was full"
    outcome = pull_where_files_end_at(path.stat().st_size + 1_000_000, served, tmp_path)
    [failure] = outcome["failures"]
    assert failure["resource"] == "invoices"
    assert "Free space on the disk" in failure["message"]
    store = connect(str(path), holder="a test")
    migrate(store)
    assert stored(store, "ordway.invoices") == before
    assert stored(store, "ordway.payments") == held(served, "ordway", "payments")
    assert pull(store, served.settings, FULL).status == "done"
    assert stored(store, "ordway.invoices") == held(served, "ordway", "invoices")
    store.close()


def pull_only(resource: str, store: Store, served: Served) -> Outcome:
    return pull(store, served.settings, PullRequest("a test", full=True, only=frozenset({resource})))


def test_too_little_memory_is_told_and_the_store_goes_on(serving: Serving, tmp_path: Path) -> None:
    served = serving()
    grow(served.world.ordway["invoices"], 100_000)
    store = connect(served.settings.store_url, holder="a test", memory_limit="24MB")
    migrate(store)
    outcome = pull_only("ordway.invoices", store, served)
    assert outcome.status == "failed"
    assert "give it more memory" in outcome.message
    assert not stored(store, "ordway.invoices")
    assert pull_only("users", store, served).status == "done"
    store.close()
    store = connect(served.settings.store_url, holder="a test")
    assert pull_only("ordway.invoices", store, served).status == "done"
    assert len(stored(store, "ordway.invoices")) == 260
    store.close()
