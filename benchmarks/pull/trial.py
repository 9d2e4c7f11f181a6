"""One contestant's pull into a fresh store: measured, then checked."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.pull.check import check
from benchmarks.pull.contestants import Contestant, environment, fresh_store
from benchmarks.pull.measure import Measured, measure
from benchmarks.pull.serving import Serving
from benchmarks.pull.volume import Volume

RAW = Path("benchmarks/results/raw")


@dataclass(frozen=True)
class Trial:
    """A measured run whose store held exactly what was served. `store_bytes` is the file's size."""

    contestant: str
    measured: Measured
    store_bytes: int
    server_cpu_seconds: float


def try_out(contestant: Contestant, served: Serving, volume: Volume) -> Trial:
    """Pull once. Raises `CommandFailedError` or `NotTheSameError`; the output stays under results/raw."""
    with fresh_store() as store:
        before = served.stats().cpu_seconds
        log = RAW / f"pull-{contestant.name}.log"
        measured = measure(contestant.command(store), environment(served.url, store), log)
        server_cpu = served.stats().cpu_seconds - before
        size = store.stat().st_size
        check(contestant.title, store, contestant.question, volume)
    return Trial(contestant.name, measured, size, server_cpu)
