"""Every page with its filters, drawn from a store of 100,000 accounts and 5 million invoice lines:
`python -m benchmarks.pages.run [--accounts 100000] [--rounds 20] [--store FILE]`.

What is measured is the run of a page's script, frame and sidebar included, in a session that has just begun: after the
data changed, so that nothing is kept in memory; after they changed and the worker asked again what was asked lately, as
it does after each pull; with the queue kept but no answer, as when another filter is chosen; and with every answer
kept, as for the second person who asks. Extracts are up to date, since the worker brings them so with each pull.
"""

import argparse
import json
import math
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from benchmarks.machine import surroundings
from benchmarks.measure import measure
from benchmarks.pages.drawing import EMPTY, JUDGED, KEPT, Drawing
from benchmarks.pages.machine import calm, fastest
from benchmarks.pages.store import make_store
from benchmarks.reconcile.store import LINES, MONTHS
from benchmarks.report import RESULTS, keep, markdown, table, verdict

FULL = 100_000
AIM_MS = 300.0
_FOLDER = Path("data/bench/pages")
_HEAD = ("page", *(f"{kept}: {what}" for kept in KEPT for what in ("median ms", "p95 ms", "CPU p95 ms")))
_HEAD_OF_JUDGED = ("page", *(f"{kept}: {what}" for kept in JUDGED for what in ("p95 ms", "aim")))
_NO_AIMS = "the aims are for the full size"
# Nobody answers there: a page asks the store alone.
_NOWHERE = {
    "FIRMAO_BASE_URL": "http://127.0.0.1:1", "FIRMAO_ORGANIZATION": "b", "FIRMAO_LOGIN": "a@b.example",
    "FIRMAO_PASSWORD": "x", "ORDWAY_BASE_URL": "http://127.0.0.1:1/api/v1", "ORDWAY_COMPANY": "B",
    "ORDWAY_EMAIL": "a@b.example", "ORDWAY_TOKEN": "x", "ORDWAY_API_KEY": "x",
}  # fmt: skip


def drawn(file: Path, accounts: int, rounds: int, minutes: float) -> list[Drawing]:
    """All drawings of a store, by a process of its own."""
    log = RESULTS / "raw" / "pages.log"
    asked = [str(file), "--accounts", str(accounts), "--rounds", str(rounds), "--minutes", str(minutes)]
    command = [sys.executable, "-m", "benchmarks.pages.drawing", *asked]
    measure(command, os.environ | _NOWHERE | {"TIEOUT_STORE": str(file)}, log)
    return [Drawing(**json.loads(line)) for line in log.read_text().splitlines() if line.startswith("{")]


def counted(every: Sequence[Drawing], rounds: int) -> list[Drawing]:
    """The drawings that nobody disturbed.

    Raises `SystemExit` where that are less than half the rounds of a page that is judged: too little can be said of it.
    """
    found = calm(every)
    counts = Counter((one.title, one.kept) for one in found)
    drawn = {(one.title, one.kept) for one in every if one.kept in JUDGED}
    lacking = sorted(of for of in drawn if counts[of] < rounds / 2)
    if lacking or not drawn:
        raise SystemExit(f"The machine was disturbed too often while these were drawn, draw them again: {lacking}")
    return found


def p95(values: Iterable[float]) -> float:
    """The smallest of the values that at most one in twenty of them is above."""
    ranked = sorted(values)
    return ranked[math.ceil(0.95 * len(ranked)) - 1]


def compared(drawings: Sequence[Drawing]) -> str:
    """The table, one row a page and filter."""
    return table(_HEAD, ([title, *_figures(drawings, title)] for title in _titles(drawings)))


def judged(drawings: Sequence[Drawing]) -> str:
    """The table of the aim, one row a page and filter: drawn with nothing kept, and with every answer."""
    return table(_HEAD_OF_JUDGED, (_judgement(drawings, title) for title in _pages(drawings)))


def _judgement(drawings: Sequence[Drawing], title: str) -> list[str]:
    found = [_wall(drawings, title, kept) for kept in JUDGED]
    told = ([f"{ms:.0f}", f"≤ {AIM_MS:.0f}: {'met' if ms <= AIM_MS else 'not met'}"] for ms in found)
    return [title, *(cell for pair in told for cell in pair)]


def _wall(drawings: Sequence[Drawing], title: str, kept: str) -> float:
    return p95(one.wall for one in drawings if (one.title, one.kept) == (title, kept))


def verdicts(drawings: Sequence[Drawing]) -> list[str]:
    """The slowest page against the aim, and which ones miss it, for each thing kept.

    By wall time and by processor time, which a busy machine stretches less.
    """
    return [_verdict(drawings, kept, time) for kept in KEPT for time in ("wall", "cpu")]


def _verdict(drawings: Sequence[Drawing], kept: str, time: str) -> str:
    found = {
        title: p95(getattr(one, time) for one in drawings if (one.title, one.kept) == (title, kept))
        for title in _pages(drawings)
    }
    slow = [f"{title} ({ms:.0f})" for title, ms in found.items() if ms > AIM_MS]
    words = "processor time" if time == "cpu" else "wall time"
    name = f"kept {kept}, {words} of the slowest page, p95"
    line = verdict(name, max(found.values()), AIM_MS, at_most=True, unit=" ms")
    return f"{line}{'; above it: ' if slow else ''}{', '.join(slow)}"


def _figures(drawings: Sequence[Drawing], title: str) -> list[str]:
    told = []
    for kept in KEPT:
        mine = [one for one in drawings if (one.title, one.kept) == (title, kept)]
        told += [f"{ms:.0f}" for ms in _of(mine)] if mine else ["", "", ""]
    return told


def _of(mine: Sequence[Drawing]) -> tuple[float, float, float]:
    return median(one.wall for one in mine), p95(one.wall for one in mine), p95(one.cpu for one in mine)


def _titles(drawings: Sequence[Drawing]) -> list[str]:
    return list(dict.fromkeys(one.title for one in drawings))


def _pages(drawings: Sequence[Drawing]) -> list[str]:
    return [title for title in _titles(drawings) if title != EMPTY]


def swayed(drawings: Sequence[Drawing]) -> str:
    """How fast the machine was, and how many drawings do not count since somebody else slowed it down meanwhile."""
    took = [one.machine for one in drawings]
    left_out = len(drawings) - len(calm(drawings))
    return (
        f"the same work took {fastest(drawings):.1f} ms when it was fastest, {median(took):.1f} in the median and"
        f" {p95(took):.1f} (p95); {left_out:,} of {len(drawings):,} drawings were disturbed and do not count"
    )


def _times(drawings: Sequence[Drawing]) -> str:
    """How often each was drawn: more often where others were still to be drawn again."""
    counts = Counter((one.title, one.kept) for one in drawings if one.title != EMPTY).values()
    return f"{min(counts)} to {max(counts)}"


def _slowest(drawings: Sequence[Drawing]) -> str:
    """The p95 of the slowest page, had every drawing counted."""
    return ", ".join(
        f"kept {kept} {max(_wall(drawings, one, kept) for one in _pages(drawings)):.0f} ms" for kept in KEPT
    )


def main() -> None:
    """Make a store, draw, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=FULL)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=120, help="after so many no further round is begun")
    parser.add_argument("--store", type=Path, help="one that was made before, for so many accounts")
    given = parser.parse_args()
    file = given.store or _FOLDER / "made.duckdb"
    if not given.store:
        _FOLDER.mkdir(parents=True, exist_ok=True)
        make_store(file, given.accounts)
    load = os.getloadavg()[0]
    every = drawn(file, given.accounts, given.rounds, given.minutes)
    drawings = counted(every, given.rounds)
    is_full = given.accounts >= FULL
    facts = surroundings() | {
        "company": f"{given.accounts:,} accounts, {given.accounts * LINES * MONTHS:,} invoice lines",
        "drawn": f"each {_times(drawings)} times, of another account each time, after one round that is not counted",
        "load before": f"{load:.1f}",
        "the machine meanwhile": swayed(every),
        "with those that do not count": _slowest(every),
    }
    lines = verdicts(drawings) if is_full else [_NO_AIMS]
    tables = [compared(drawings), *([judged(drawings)] if is_full else [])]
    keep(
        "pages" if is_full else "pages-small",
        markdown("Pages", "\n\n".join(tables), facts, lines),
        {"facts": facts, "verdicts": lines, "drawings": [asdict(one) for one in every]},
    )


if __name__ == "__main__":
    main()
