"""A full pull by Tieout and by dlt, side by side: `python -m benchmarks.pull.run [--records small] [--rounds 3]`.

Each starts from an empty store, against the same server process, and must end with the same rows and money.
"""

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from benchmarks.machine import surroundings
from benchmarks.pull.contestants import PEERS_PYTHON, TIEOUT, Contestant, peers
from benchmarks.pull.serving import Serving, serving
from benchmarks.pull.trial import Trial, medians, try_out
from benchmarks.pull.volume import NAMED, Volume
from benchmarks.report import keep, markdown, table, verdict

PEAK_AIM_MB = 700.0
_HEAD = ("pull", "wall s", "× Tieout", "CPU s", "peak MB", "store MB", "runs", "load before")
_NO_AIMS = "the aims are for the full volume: of a small pull, most is the start of the interpreter"

Trials = dict[str, list[Trial]]


def compare(contestants: list[Contestant], served: Serving, volume: Volume, rounds: int, peer_rounds: int) -> Trials:
    """Everybody's trials, taken in turns so that a change of the machine's load meets all of them."""
    trials: Trials = {one.name: [] for one in contestants}
    for turn in range(max(rounds, peer_rounds)):
        for contestant in contestants:
            if turn < (rounds if contestant.aim is None else peer_rounds):
                trial = try_out(contestant, served, volume)
                trials[contestant.name].append(trial)
                print(f"{contestant.title}: {trial.measured.wall_seconds:.1f} s", flush=True)
    return trials


def compared(contestants: Iterable[Contestant], trials: Trials) -> str:
    """The table, one row a contestant, medians of its trials."""
    ours = medians(trials[TIEOUT.name])["wall_seconds"]
    return table(_HEAD, (_row(one, trials[one.name], ours) for one in contestants))


def verdicts(contestants: Iterable[Contestant], trials: Trials) -> list[str]:
    """Each aim with what was found."""
    ours = medians(trials[TIEOUT.name])
    lines = [verdict("peak memory of Tieout", ours["peak_mb"], PEAK_AIM_MB, at_most=True, unit=" MB")]
    for one in contestants:
        if one.aim is not None:
            ratio = medians(trials[one.name])["wall_seconds"] / ours["wall_seconds"]
            lines.append(verdict(f"{one.title}, wall time to Tieout's", ratio, one.aim, at_most=False))
    return lines


def _row(one: Contestant, trials: list[Trial], ours: float) -> list[str]:
    found = medians(trials)
    return [
        one.title,
        f"{found['wall_seconds']:.1f}",
        f"{found['wall_seconds'] / ours:.1f}",
        f"{found['cpu_seconds']:.1f}",
        f"{found['peak_mb']:.0f}",
        f"{found['store_mb']:.0f}",
        str(len(trials)),
        f"{found['load_before']:.1f}",
    ]


def _described(records: str, volume: Volume, trials: Trials) -> dict[str, str]:
    server = medians(trials[TIEOUT.name])["server_cpu_seconds"]
    return {
        "records": f"{records}: " + ", ".join(f"{count:,} {table}" for table, count in volume.rows().items()),
        "checked": "after every run, rows and sums of money of these tables equal what was served",
        "server": f"{server:.1f} s of processor time during a pull by Tieout, in a process of its own",
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", choices=["small", "full"], default="full")
    parser.add_argument("--rounds", type=int, default=3, help="runs of Tieout")
    parser.add_argument("--peer-rounds", type=int, default=1, help="runs of each of dlt's settings")
    parser.add_argument("--peers", nargs="*", default=["default", "parquet", "workers"])
    parser.add_argument("--peer-python", type=Path, default=PEERS_PYTHON)
    return parser.parse_args()


def main() -> None:
    """Measure, print and keep."""
    given = _arguments()
    volume = NAMED[given.records]
    contestants = [TIEOUT, *(one for one in peers(given.peer_python) if one.name in given.peers)]
    with serving(given.records) as served:
        trials = compare(contestants, served, volume, given.rounds, given.peer_rounds)
    facts = surroundings(given.peer_python) | _described(given.records, volume, trials)
    lines = verdicts(contestants, trials) if given.records == "full" else [_NO_AIMS]
    runs = {who: [asdict(one) for one in their] for who, their in trials.items()}
    keep(
        "pull" if given.records == "full" else f"pull-{given.records}",
        markdown("A full pull", compared(contestants, trials), facts, lines),
        {"facts": facts, "verdicts": lines, "trials": runs},
    )


if __name__ == "__main__":
    main()
