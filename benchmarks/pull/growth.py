"""Memory of a full pull at one and at three times the records: `python -m benchmarks.pull.growth`."""

import argparse
from dataclasses import asdict

from benchmarks.machine import surroundings
from benchmarks.pull.contestants import TIEOUT
from benchmarks.pull.run import PEAK_AIM_MB
from benchmarks.pull.serving import serving
from benchmarks.pull.trial import Trial, try_out
from benchmarks.pull.volume import NAMED
from benchmarks.report import keep, markdown, table, verdict

FACTORS = (1, 3)
_HEAD = ("records", "invoices", "wall s", "peak MB", "load before")


def grow(records: str) -> dict[int, Trial]:
    """One pull by Tieout at each factor."""
    trials = {}
    for factor in FACTORS:
        with serving(records, times=factor) as served:
            trials[factor] = try_out(TIEOUT, served, NAMED[records].times(factor))
    return trials


def _row(factor: int, trial: Trial, records: str) -> list[str]:
    measured = trial.measured
    return [
        f"× {factor}",
        f"{NAMED[records].times(factor).invoices:,}",
        f"{measured.wall_seconds:.1f}",
        f"{measured.peak_bytes / 1e6:.0f}",
        f"{measured.load_before:.1f}",
    ]


def grown(records: str, trials: dict[int, Trial]) -> None:
    """Keep what was found, with the aim for the peak at either size."""
    peaks = {factor: trial.measured.peak_bytes / 1e6 for factor, trial in trials.items()}
    rows = table(_HEAD, (_row(factor, trial, records) for factor, trial in trials.items()))
    lines = [
        verdict(f"peak memory at × {factor}", peak, PEAK_AIM_MB, at_most=True, unit=" MB")
        for factor, peak in peaks.items()
    ]
    growth = f"{peaks[3] / peaks[1]:.2f} × the memory"
    facts = surroundings() | {"records": records, "three times the records take": growth}
    keep(
        "pull-memory" if records == "full" else f"pull-memory-{records}",
        markdown("Memory of a full pull", rows, facts, lines),
        {"facts": facts, "verdicts": lines, "trials": {str(f): asdict(t) for f, t in trials.items()}},
    )


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", choices=["small", "full"], default="full")
    records: str = parser.parse_args().records
    grown(records, grow(records))


if __name__ == "__main__":
    main()
