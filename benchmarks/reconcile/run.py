"""A whole reconciliation beside the bare comparison in DuckDB and in pandas, and one after a hundred changes:
`python -m benchmarks.reconcile.run [--contracts 100000] [--rounds 3]`.

All ask the same store, in turns, each in a process of its own; the bare ones must count the same differences. How long
it takes after the changes is held against the whole without the start of the process: the app reconciles in the process
that has just pulled.
"""

import argparse
import os
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.machine import surroundings
from benchmarks.measure import Measured, measure
from benchmarks.reconcile.changes import CHANGED, change_records
from benchmarks.reconcile.store import LINES, MONTHS, make_store
from benchmarks.report import RESULTS, keep, markdown, table, verdict

FULL = 100_000
PLAIN_AIM, CHANGES_AIM = 10.0, 0.1
TITLES = {
    "plain": "bare schedule and join, DuckDB",
    "in_pandas": "the same in pandas",
    "whole": "whole reconciliation",
    "again": f"after {CHANGED} changed records",
}
_PROGRAMS = {
    "plain": ("benchmarks.reconcile.plain",),
    "in_pandas": ("benchmarks.reconcile.in_pandas",),
    "whole": ("benchmarks.reconcile.ours", "whole"),
    "again": ("benchmarks.reconcile.ours", "again"),
}
_HEAD = ("asked", "wall s", "CPU s", "itself s", "× bare wall", "× bare CPU", "peak MB", "runs", "load before")
_FOLDER = Path("data/bench/reconcile")
_NO_AIMS = "the aims are for the full size: of a small one, most is the start of the interpreter"


@dataclass(frozen=True)
class Trial:
    """One run of a contestant: its process, and for ours what the reconciliation alone took, in seconds."""

    process: Measured
    wall_itself: float = 0.0
    cpu_itself: float = 0.0


Trials = dict[str, list[Trial]]


class NotTheSameError(RuntimeError):
    """The contestants did not count the same, so their times say nothing."""


def compare(contracts: int, rounds: int) -> Trials:
    """Everybody's trials, in turns so that a change of the machine's load meets all. Raises `NotTheSameError`."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    made, copy = _FOLDER / "made.duckdb", _FOLDER / "copy.duckdb"
    made.unlink(missing_ok=True)
    make_store(made, contracts)
    trials: Trials = {name: [] for name in TITLES}
    for _ in range(rounds):
        _round(made, copy, trials)
    return trials


def medians(trials: list[Trial]) -> dict[str, float]:
    """Medians of one contestant's trials: seconds, and megabytes (10⁶ bytes)."""
    return {
        "wall": median(one.process.wall_seconds for one in trials),
        "cpu": median(one.process.cpu_seconds for one in trials),
        "wall_itself": median(one.wall_itself for one in trials),
        "cpu_itself": median(one.cpu_itself for one in trials),
        "peak_mb": median(one.process.peak_bytes for one in trials) / 1e6,
        "load": median(one.process.load_before for one in trials),
    }


def verdicts(trials: Trials) -> list[str]:
    """Each aim with what was found, by wall time and by processor time, which a busy machine stretches less."""
    whole, plain, again = (medians(trials[name]) for name in ("whole", "plain", "again"))
    lines = []
    for time, title in (("wall", "wall time"), ("cpu", "processor time")):
        lines += [
            verdict(f"all rules, {title} to the bare one's", whole[time] / plain[time], PLAIN_AIM, at_most=True),
            verdict(
                f"after {CHANGED} changes, {title} of reconciling to all",
                again[f"{time}_itself"] / whole[f"{time}_itself"],
                CHANGES_AIM,
                at_most=True,
            ),
        ]
    return lines


def compared(trials: Trials) -> str:
    """The table, one row a contestant, medians of its trials."""
    bare = medians(trials["plain"])
    return table(_HEAD, (_row(title, trials[name], bare) for name, title in TITLES.items()))


def _row(title: str, trials: list[Trial], bare: dict[str, float]) -> list[str]:
    found = medians(trials)
    return [
        title,
        f"{found['wall']:.1f}",
        f"{found['cpu']:.1f}",
        f"{found['wall_itself']:.2f}" if found["wall_itself"] else "",
        f"{found['wall'] / bare['wall']:.1f}",
        f"{found['cpu'] / bare['cpu']:.1f}",
        f"{found['peak_mb']:.0f}",
        str(len(trials)),
        f"{found['load']:.1f}",
    ]


def _round(made: Path, copy: Path, trials: Trials) -> None:
    shutil.copy(made, copy)
    if _ask("plain", made, trials) != _ask("in_pandas", made, trials):
        raise NotTheSameError("the comparison in pandas counts other differences than the one in DuckDB")
    if _ask("whole", copy, trials) == 0:
        raise NotTheSameError("the reconciliation found nothing of what is wrong in the company")
    change_records(copy)
    looked_at = _ask("again", copy, trials)
    if not 0 < looked_at <= 2 * CHANGED:
        raise NotTheSameError(f"{CHANGED} changed records made {looked_at} accounts be looked at")


def _ask(name: str, file: Path, trials: Trials) -> int:
    """What a contestant counts; its time and memory are added to the trials."""
    log = RESULTS / "raw" / f"reconcile-{name}.log"
    command = [sys.executable, "-m", *_PROGRAMS[name], str(file)]
    measured = measure(command, dict(os.environ), log)
    *itself, count = log.read_text().splitlines()[-1].split()
    trials[name].append(Trial(measured, *map(float, itself)))
    print(f"{TITLES[name]}: {measured.wall_seconds:.1f} s, {measured.cpu_seconds:.1f} s of processor", flush=True)
    return int(count)


def _times_pandas(trials: Trials) -> float:
    return medians(trials["whole"])["wall"] / medians(trials["in_pandas"])["wall"]


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contracts", type=int, default=FULL)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    trials = compare(given.contracts, given.rounds)
    is_full = given.contracts >= FULL
    facts = surroundings() | {
        "company": f"{given.contracts:,} contracts, {given.contracts * LINES * MONTHS:,} invoice lines, most as agreed",
        "beside pandas": f"all rules take {_times_pandas(trials):.1f} × the wall time of the bare comparison in pandas",
        "checked": "DuckDB and pandas count the same differences in every round",
    }
    lines = verdicts(trials) if is_full else [_NO_AIMS]
    keep(
        "reconcile" if is_full else "reconcile-small",
        markdown("Reconciling", compared(trials), facts, lines),
        {"facts": facts, "verdicts": lines, "trials": {who: [asdict(one) for one in t] for who, t in trials.items()}},
    )


if __name__ == "__main__":
    main()
