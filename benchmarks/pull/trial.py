"""One contestant's pull into a fresh store: measured, then checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.measure import Measured, measure
from benchmarks.pull.check import check
from benchmarks.pull.contestants import Contestant, environment, fresh_store
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


def medians(trials: Sequence[Trial]) -> dict[str, float]:
    """Medians of one contestant's trials: seconds, and megabytes (10⁶ bytes)."""
    measured = [trial.measured for trial in trials]
    return {
        "wall_seconds": median(one.wall_seconds for one in measured),
        "cpu_seconds": median(one.cpu_seconds for one in measured),
        "peak_mb": median(one.peak_bytes for one in measured) / 1e6,
        "store_mb": median(trial.store_bytes for trial in trials) / 1e6,
        "load_before": median(one.load_before for one in measured),
        "server_cpu_seconds": median(trial.server_cpu_seconds for trial in trials),
    }
