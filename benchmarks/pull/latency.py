"""How well a full pull hides the wait for answers: `python -m benchmarks.pull.latency [--latency-ms 100]`.

Both systems are pulled at the same time, each with its own number of parallel requests. No pull can be faster
than the slower of the two, asked by its parallel requests without a pause:

    bound = max over both systems of (requests × latency ÷ parallel requests)

Requests are those the server counted. Since a wasteful pull would raise that bound itself, a stricter one counts
only what no pull can do without: every page once, and the empty page that ends a list of Ordway's.
"""

import argparse
import tomllib
from collections.abc import Mapping
from dataclasses import asdict

from benchmarks.machine import surroundings
from benchmarks.pull.answers import FIRMAO_LARGEST_PAGE, ORDWAY_LARGEST_PAGE
from benchmarks.pull.contestants import POLICY, TIEOUT
from benchmarks.pull.serving import Stats, serving
from benchmarks.pull.trial import Trial, try_out
from benchmarks.pull.volume import NAMED, Volume
from benchmarks.report import keep, markdown, table, verdict

AIM = 1.3
RECORDS = "latency"
_HEAD = ("system", "requests", "necessary", "parallel", "most under way", "bound s")

BySystem = Mapping[str, int]


def bound_seconds(requests: BySystem, parallel: BySystem, latency: float) -> float:
    """The shortest possible wall time in seconds; `latency` is one answer's, in seconds."""
    return max(count * latency / parallel[system] for system, count in requests.items())


def necessary_requests(volume: Volume, resources: BySystem) -> BySystem:
    """Requests no pull of so many resources of each system can do without.

    Every list of Ordway ends with an empty page. Firmao tells the whole size, so only an empty list costs one.
    """
    lists = (volume.customers, volume.invoices, volume.payments)
    return {
        "ordway": sum(_pages(rows, ORDWAY_LARGEST_PAGE) for rows in lists) + resources["ordway"],
        "firmao": _pages(volume.agreements, FIRMAO_LARGEST_PAGE) + resources["firmao"] - 1,
    }


def parallel_requests() -> BySystem:
    """How many requests each system gets at once, from the policy Tieout is run with."""
    policy = tomllib.loads(POLICY.read_text())["sync"]
    return {system: policy[f"{system}_parallel_requests"] for system in ("ordway", "firmao")}


def pull(latency_ms: float) -> tuple[Trial, Stats]:
    """One pull by Tieout, every answer held back, and what the server counted."""
    with serving(RECORDS, latency_ms=latency_ms) as served:
        return try_out(TIEOUT, served, NAMED[RECORDS]), served.stats()


def _pages(rows: int, size: int) -> int:
    return -(-rows // size)


def _rows(stats: Stats, necessary: BySystem, parallel: BySystem, latency: float) -> list[list[str]]:
    return [
        [
            system,
            str(traffic.count_requests),
            str(necessary[system]),
            str(parallel[system]),
            str(traffic.most_under_way),
            f"{bound_seconds({system: traffic.count_requests}, parallel, latency):.1f}",
        ]
        for system, traffic in stats.systems.items()
    ]


def _facts(trial: Trial, latency: float) -> dict[str, str]:
    measured = trial.measured
    return surroundings() | {
        "latency": f"{latency * 1000:g} ms an answer",
        "wall": f"{measured.wall_seconds:.1f} s, {measured.cpu_seconds:.1f} s of processor time",
        "load before": f"{measured.load_before:.1f}",
    }


def told(trial: Trial, stats: Stats, latency: float) -> None:
    """Keep what was found, with the aim for both bounds."""
    parallel = parallel_requests()
    made = {system: traffic.count_requests for system, traffic in stats.systems.items()}
    asked = {system: len(traffic.requests) for system, traffic in stats.systems.items()}
    necessary = necessary_requests(NAMED[RECORDS], asked)
    lines = [
        verdict(name, trial.measured.wall_seconds / bound_seconds(requests, parallel, latency), AIM, at_most=True)
        for name, requests in (("wall ÷ bound", made), ("wall ÷ bound of necessary requests", necessary))
    ]
    facts = _facts(trial, latency)
    rows = table(_HEAD, _rows(stats, necessary, parallel, latency))
    figures = {"facts": facts, "verdicts": lines, "trial": asdict(trial), "served": asdict(stats)}
    keep("pull-latency", markdown("A full pull from slow systems", rows, facts, lines), figures)


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency-ms", type=float, default=100.0)
    latency_ms: float = parser.parse_args().latency_ms
    told(*pull(latency_ms), latency_ms / 1000)


if __name__ == "__main__":
    main()
