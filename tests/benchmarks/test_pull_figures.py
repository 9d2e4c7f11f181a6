"""The benchmark's figures: what is measured, the bounds it is held against, and how it is told."""

import os
import sys
from pathlib import Path

import pytest

from benchmarks.measure import CommandFailedError, measure
from benchmarks.pull.contestants import TIEOUT, environment, peers, without_rate_limit
from benchmarks.pull.latency import bound_seconds, necessary_requests
from benchmarks.pull.volume import FULL, SMALL, Volume
from benchmarks.report import table, verdict

HOLD_40_MB = "import time; held = bytearray(40_000_000); time.sleep(0.2)"
CHILD_HOLDS_40_MB = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD_40_MB!r}], check=True)"


def run(code: str, folder: Path) -> int:
    return measure([sys.executable, "-c", code], dict(os.environ), folder / "log").peak_bytes


def test_bound_is_that_of_the_slower_system() -> None:
    assert bound_seconds({"ordway": 400, "firmao": 90}, {"ordway": 4, "firmao": 3}, 0.1) == pytest.approx(10.0)
    assert bound_seconds({"ordway": 40, "firmao": 90}, {"ordway": 4, "firmao": 3}, 0.1) == pytest.approx(3.0)


def test_necessary_requests_count_the_empty_page_that_ends_a_list_of_ordway() -> None:
    volume = Volume(customers=50, invoices=51, payments=0, agreements=101)
    necessary = necessary_requests(volume, {"ordway": 10, "firmao": 10})
    assert necessary == {"ordway": 1 + 2 + 0 + 10, "firmao": 2 + 9}


def test_memory_of_children_counts(tmp_path: Path) -> None:
    alone = run("import time; time.sleep(0.2)", tmp_path)
    assert run(HOLD_40_MB, tmp_path) > alone + 35_000_000
    assert run(CHILD_HOLDS_40_MB, tmp_path) > 2 * alone + 25_000_000


def test_processor_time_of_children_counts(tmp_path: Path) -> None:
    busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(10**7))'], check=True)"
    measured = measure([sys.executable, "-c", busy], dict(os.environ), tmp_path / "log")
    assert measured.cpu_seconds > 0.1


def test_failed_command_is_told_with_the_end_of_its_output(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match=r"ended with 3(.|\n)*no such world"):
        measure([sys.executable, "-c", "print('no such world'); raise SystemExit(3)"], {}, tmp_path / "log")


def test_only_the_rates_of_a_policy_are_changed() -> None:
    policy = "[sync]\nordway_requests_per_second = 4.0\nordway_parallel_requests = 4\n"
    assert without_rate_limit(policy) == "[sync]\nordway_requests_per_second = 0.0\nordway_parallel_requests = 4\n"


def test_real_policy_has_both_rates_to_change(tmp_path: Path) -> None:
    told = environment("http://127.0.0.1:1", tmp_path / "store.duckdb")
    assert Path(told["TIEOUT_POLICY"]).read_text().count("_requests_per_second = 0.0") == 2


def test_peers_are_told_their_store_and_tieout_is_not() -> None:
    store = Path("/nowhere/store.duckdb")
    assert str(store) not in TIEOUT.command(store)
    assert all(one.command(store)[-1] == str(store) for one in peers())


def test_small_is_a_twentieth_of_full() -> None:
    assert {table: rows * 20 for table, rows in SMALL.rows().items()} == FULL.rows()


def test_verdict_says_plainly_when_an_aim_is_missed() -> None:
    assert verdict("ratio", 29.9, 30, at_most=False) == "ratio: 29.90, aim at least 30: **not met**"
    assert verdict("peak", 700, 700, at_most=True, unit=" MB") == "peak: 700.00 MB, aim at most 700 MB: **met**"


def test_table_puts_figures_to_the_right() -> None:
    assert table(("pull", "s"), [("a", "1.0")]).splitlines()[1] == "| --- | ---: |"
