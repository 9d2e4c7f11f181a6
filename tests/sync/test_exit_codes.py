"""What the command line ends with, and says, when the store or a setting is at fault."""

import resource
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from queries.errors import StoreInUseError, StoreMissingError, StoreUnreadableError
from queries.ledger.runs import Step
from queries.load.merge import Fates
from queries.migrate import migrate
from queries.store import connect
from sync.commands import DONE, STOPPED, STORE_FAILED, USAGE, main
from sync.pull import RESOURCES, Outcome, known_resources, unknown_resources
from tests.sync.conftest import Served, Serving
from tests.sync.test_kill import environment
from tests.sync.test_store_full import grow

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
READING = (
    ("status",),
    ("query", "accounts/count"),
    ("discrepancies",),
    ("reconcile",),
    ("corrections", "list"),
    ("audit", "verify"),
)


def run_where_files_end_at(largest: int, given: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process that can write no file beyond `largest` bytes, as on a full disk."""
    return subprocess.run(
        [sys.executable, "-m", "sync", *arguments],
        env=given,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest)),
        capture_output=True,
        text=True,
        check=False,
    )


def made(served: Served, folder: Path) -> dict[str, str]:
    """Settings with a store that has the present schema and nothing in it."""
    store = connect(served.settings.store_url, holder="a test")
    migrate(store)
    store.close()
    return environment(served, folder)


def step_with(quarantined: int) -> Step:
    """A step that set so many records aside."""
    return Step("ordway", "invoices", "full", NOW, NOW, received=quarantined, fates=Fates(quarantined=quarantined))


def test_a_full_disk_ends_a_pull_with_7(serving: Serving, tmp_path: Path) -> None:
    served = serving()
    given = made(served, tmp_path)
    size = Path(served.settings.store_url).stat().st_size
    grow(served.world.ordway["invoices"], 20_000)
    for largest in (0, size + 100_000):
        done = run_where_files_end_at(largest, given, "pull")
        assert done.returncode == STORE_FAILED, done.stderr
        assert "Free space on the disk" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_full_disk_keeps_nobody_from_reading(serving: Serving, tmp_path: Path) -> None:
    given = made(serving(), tmp_path)
    # Whoever asks first after a pull has the list of accounts kept; those after them only read it.
    assert run_where_files_end_at(resource.RLIM_INFINITY, given, "query", "accounts/count").returncode == DONE
    for arguments in (("status",), ("query", "accounts/count")):
        done = run_where_files_end_at(0, given, *arguments)
        assert (done.returncode, done.stderr) == (DONE, "")


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_what_only_reads_makes_no_store(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mistyped" / "tieout.duckdb"
    monkeypatch.setenv("TIEOUT_STORE", str(path))
    assert main(list(arguments)) == USAGE
    assert f"There is no store at {path}" in capsys.readouterr().err
    assert not path.parent.exists()


def test_a_store_may_be_opened_only_where_it_is(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError):
        connect(str(tmp_path / "none.duckdb"), holder="a test", may_create=False)


def test_help_names_the_codes_for_a_failed_store_and_for_ctrl_c(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == DONE
    shown = " ".join(capsys.readouterr().out.split())
    assert f"{STORE_FAILED} the store could not be written" in shown
    assert f"{STOPPED} stopped" in shown


def test_an_unknown_resource_is_told_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pull", "--only", "nope"]) == USAGE
    told = capsys.readouterr().err
    assert "There is no resource nope. The resources are: agreements, billing_schedules" in told
    assert "firmao.customers" in told
    assert unknown_resources(known_resources()) == []
    assert len(known_resources()) == len(RESOURCES)


@pytest.mark.parametrize(("count", "told"), [(1, "1 record could not be read and was"), (2, "2 records could not")])
def test_records_set_aside_are_counted_in_the_right_form(count: int, told: str) -> None:
    assert Outcome("run", "quarantined", (step_with(count),), ()).message.startswith(told)


def test_a_path_with_lock_in_it_is_not_taken_for_a_store_in_use(tmp_path: Path) -> None:
    file = tmp_path / "Could not set lock on file" / "clock.duckdb"
    file.parent.mkdir()
    file.write_text("a list of locks")
    with pytest.raises(StoreUnreadableError):
        connect(str(file), holder="a test")


def test_a_store_that_another_process_holds_is_in_use(tmp_path: Path) -> None:
    file = str(tmp_path / "tieout.duckdb")
    hold = (
        f"from queries.store import connect; held = connect({file!r}, holder='the month-end'); "
        "print(1, flush=True); input()"
    )
    command = [sys.executable, "-c", hold]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        holder.stdout.readline()
        with pytest.raises(StoreInUseError, match=rf"the month-end.*process {holder.pid}"):
            connect(file, holder="a test")
        holder.communicate("\n")
