"""Every query about revenue, collections and commission on 100,000 accounts and 5 million invoice lines:
`python -m benchmarks.figures.run [--accounts 100000] [--rounds 5] [--store FILE]`.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from benchmarks.figures.asking import Answer
from benchmarks.machine import surroundings
from benchmarks.measure import measure
from benchmarks.pages.store import make_store
from benchmarks.reconcile.store import LINES, MONTHS
from benchmarks.report import RESULTS, keep, markdown, table, verdict

FULL = 100_000
AIM_MS = 1000.0
_FOLDER = Path("data/bench/figures")
_HEAD = ("query", "median ms", "slowest ms", "CPU ms", "rows")
_NO_AIMS = "the aims are for the full size"


def answers(file: Path, rounds: int) -> list[Answer]:
    """All answers of a store, by a process of its own."""
    log = RESULTS / "raw" / "figures.log"
    measure(
        [sys.executable, "-m", "benchmarks.figures.asking", str(file), "--rounds", str(rounds)], dict(os.environ), log
    )
    return [Answer(**json.loads(line)) for line in log.read_text().splitlines() if line.startswith("{")]


def compared(found: Sequence[Answer]) -> str:
    """The table, one row a query."""
    return table(_HEAD, (_figures(name, [one for one in found if one.name == name]) for name in _names(found)))


def _figures(name: str, mine: Sequence[Answer]) -> list[str]:
    walls = [one.wall for one in mine]
    cpu = median(one.cpu for one in mine)
    return [name, f"{median(walls):.0f}", f"{max(walls):.0f}", f"{cpu:.0f}", f"{mine[0].rows:,}"]


def verdicts(found: Sequence[Answer]) -> list[str]:
    """The slowest query against the aim, by the median of its answers, and which ones miss it."""
    medians = {name: median(one.wall for one in found if one.name == name) for name in _names(found)}
    slow = [f"{name} ({ms:.0f})" for name, ms in medians.items() if ms > AIM_MS]
    line = verdict("slowest query, median", max(medians.values()), AIM_MS, at_most=True, unit=" ms")
    return [f"{line}{'; above it: ' if slow else ''}{', '.join(slow)}"]


def _names(found: Sequence[Answer]) -> list[str]:
    return list(dict.fromkeys(one.name for one in found))


def main() -> None:
    """Make a store, ask, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=FULL)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--store", type=Path, help="one that was made before, for so many accounts")
    given = parser.parse_args()
    file = given.store or _FOLDER / "made.duckdb"
    if not given.store:
        _FOLDER.mkdir(parents=True, exist_ok=True)
        make_store(file, given.accounts)
    load = os.getloadavg()[0]
    found = answers(file, given.rounds)
    is_full = given.accounts >= FULL
    facts = surroundings() | {
        "company": f"{given.accounts:,} accounts, {given.accounts * LINES * MONTHS:,} invoice lines",
        "asked": f"each {given.rounds} times, after once that is not counted, on one thread and 400 MB as the app asks",
        "load before": f"{load:.1f}",
    }
    lines = verdicts(found) if is_full else [_NO_AIMS]
    keep(
        "figures" if is_full else "figures-small",
        markdown("Figures", compared(found), facts, lines),
        {"facts": facts, "verdicts": lines, "answers": [asdict(one) for one in found]},
    )


if __name__ == "__main__":
    main()
