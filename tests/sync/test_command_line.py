"""`python -m sync` as a person or a schedule calls it: what it prints and the code it ends with."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from queries.migrate import migrate
from queries.store import connect
from sandbox import credentials
from sandbox.serving import Sandbox, serve
from sync.commands import DONE, IN_USE, QUARANTINED, STOPPED, UNREACHABLE, USAGE, cli, main
from tests.sync.conftest import DAY
from tests.sync.small_company import small_company

Environment = dict[str, str]
Done = subprocess.CompletedProcess[str]
Here = Callable[..., Done]
CUSTOMERS = 8
FORMULA = '=HYPERLINK("http://x.example")'
UNTIMED = "[sync]\nfirmao_requests_per_second = 0\nordway_requests_per_second = 0\nattempts = 2\n"


def environment(sandbox: Sandbox, folder: Path) -> Environment:
    """Settings that reach the sandbox, for a process of its own."""
    policy = folder / "policy.toml"
    policy.write_text(UNTIMED)
    return os.environ | {
        "FIRMAO_BASE_URL": sandbox.firmao_url,
        "FIRMAO_ORGANIZATION": credentials.FIRMAO_ORGANIZATION,
        "FIRMAO_LOGIN": credentials.FIRMAO_LOGIN,
        "FIRMAO_PASSWORD": credentials.FIRMAO_PASSWORD,
        "ORDWAY_BASE_URL": sandbox.ordway_url,
        "ORDWAY_COMPANY": credentials.ORDWAY_COMPANY,
        "ORDWAY_EMAIL": credentials.ORDWAY_EMAIL,
        "ORDWAY_TOKEN": credentials.ORDWAY_TOKEN,
        "ORDWAY_API_KEY": credentials.ORDWAY_API_KEY,
        "TIEOUT_STORE": str(folder / "tieout.duckdb"),
        "TIEOUT_POLICY": str(policy),
    }


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A company of eight customers, one of them with a name that a spreadsheet would carry out."""
    world = small_company(DAY, customers=CUSTOMERS, invoices=10)
    world.firmao["customers"][2]["name"] = FORMULA
    with serve(world) as served:
        yield served


@pytest.fixture(scope="module")
def pulled(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Settings with a store into which everything was pulled once."""
    given = environment(sandbox, tmp_path_factory.mktemp("pulled"))
    assert {step["mode"] for step in told(run(given, "pull", "--json"))["steps"]} == {"full"}
    return given


@pytest.fixture
def fresh(sandbox: Sandbox, tmp_path: Path) -> Environment:
    """Settings with a store that is not there yet."""
    return environment(sandbox, tmp_path)


def run(given: Environment, *arguments: str) -> Done:
    """What the command did."""
    command = [sys.executable, "-m", "sync", *arguments]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


@pytest.fixture
def here(pulled: Environment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """Run a command within this process: what it does is the same, and Python need not start anew."""
    for name, value in pulled.items():
        monkeypatch.setenv(name, value)

    def run_here(*arguments: str) -> Done:
        code = main(list(arguments))
        shown = capsys.readouterr()
        return Done(arguments, code, shown.out, shown.err)

    return run_here


def told(done: Done) -> Any:
    """What a command printed as JSON."""
    assert (done.returncode, done.stderr) == (DONE, "")
    return json.loads(done.stdout)


def assert_refused(done: Done, code: int, *words: str) -> None:
    """Check that a command ended with a code and said why, once and for people."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert done.stderr.count(word) == 1, done.stderr


def test_help_names_every_command_and_every_code(fresh: Environment) -> None:
    shown = " ".join(run(fresh, "--help").stdout.split())
    assert [name for name in cli.list_commands(click.Context(cli)) if name not in shown] == []
    assert {"pull", "status", "query", "rebuild"} <= set(cli.list_commands(click.Context(cli)))
    assert [code for code in (USAGE, QUARANTINED, IN_USE, UNREACHABLE) if f"{code} " not in shown] == []


def test_a_pull_says_what_became_of_every_list(pulled: Environment) -> None:
    done = run(pulled, "pull", "--full")
    assert (done.returncode, done.stderr) == (DONE, "")
    [invoices] = [line for line in done.stdout.splitlines() if line.startswith("ordway  invoices")]
    assert invoices.split()[2:9] == ["full", "10", "0", "0", "10", "0", "0"]


def test_a_later_pull_is_incremental(pulled: Environment) -> None:
    outcome = told(run(pulled, "pull", "--json"))
    assert (outcome["status"], outcome["failures"]) == ("done", [])
    assert "incremental" in {step["mode"] for step in outcome["steps"]}


@pytest.mark.parametrize(
    ("only", "pulled_lists"),
    [
        (("invoices", "customers"), {"ordway invoices", "ordway customers", "firmao customers"}),
        (("firmao.customers",), {"firmao customers"}),
    ],
)
def test_only_the_named_lists_are_pulled(here: Here, only: tuple[str, ...], pulled_lists: set[str]) -> None:
    arguments = [word for name in only for word in ("--only", name)]
    steps = told(here("pull", *arguments, "--json"))["steps"]
    assert {f"{step['system']} {step['resource']}" for step in steps} == pulled_lists


def test_status_tells_freshness_and_tie_out(pulled: Environment, here: Here) -> None:
    found = told(run(pulled, "status", "--json"))
    assert {row["system"] for row in found["freshness"]} == {"firmao", "ordway"}
    assert all(row["is_tied_out"] for row in found["tie_out"])
    shown = here("status")
    assert shown.returncode == DONE
    assert "is_tied_out" in shown.stdout
    assert "pulled_at" in shown.stdout


def test_a_query_prints_the_same_as_json_csv_and_a_table(pulled: Environment, here: Here) -> None:
    asked = ("query", "account/invoices", "--param", "account=F1", "--param", "as_of=2026-10-05", "--format")
    as_json = told(here(*asked, "json"))
    as_csv = list(csv.DictReader(io.StringIO(run(pulled, *asked, "csv").stdout)))
    as_table = here(*asked, "table").stdout.splitlines()
    assert [row["balance"] for row in as_json] == [row["balance"] for row in as_csv] == ["607.0000"]
    assert isinstance(as_json[0]["balance"], str), "a number would be rounded by whoever reads it"
    assert [str(row["days_overdue"]) for row in as_json] == [row["days_overdue"] for row in as_csv] == ["4"]
    assert as_table[0].split() == list(as_csv[0]) == list(as_json[0])
    assert len(as_table) == 1 + len(as_json)


def test_a_formula_is_harmless_in_csv(here: Here) -> None:
    done = here("query", "accounts/page", "--param", "search=hyperlink", "--format", "csv")
    [row] = csv.DictReader(io.StringIO(done.stdout))
    assert (row["account_id"], row["name"]) == ("F2", f"'{FORMULA}")


def test_rebuild_reads_everything_anew_with_the_policy_as_it_is_now(pulled: Environment, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(f'{UNTIMED}[mapping]\nfirmao.customer.ordway_balance = "custom1"\n')
    outcome = told(run(pulled | {"TIEOUT_POLICY": str(policy)}, "rebuild", "--json"))
    assert {step["mode"] for step in outcome["steps"]} == {"full"}
    found = {row["meaning"]: row["samples"] for row in told(run(pulled, "query", "health/mapping", "--format", "json"))}
    assert found["firmao.customer.ordway_balance"] == "C-00001 · C-00002 · C-00003"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("pull", "--only", "invoicez"), "no resource invoicez"),
        (("query", "accounts/pge"), "accounts/page"),
        (("query", "../../README"), "There is no query"),
        (("query", "accounts/page", "--param", "nonsense"), "KEY=VALUE"),
        (("query", "accounts/page", "--param", "limit=3"), "no parameter 'limit'"),
        (("query", "accounts/page", "--param", "row_limit=many"), "not 'many'"),
        (("query", "account/overview"), "'account' is missing"),
        (("query", "accounts/page", "--format", "xml"), "xml"),
    ],
)
def test_a_wrong_command_ends_with_2_and_says_why(here: Here, arguments: tuple[str, ...], words: str) -> None:
    done = here(*arguments)
    assert_refused(done, USAGE, words)
    assert done.stdout == ""


def test_a_command_that_is_none_ends_with_2(fresh: Environment) -> None:
    assert_refused(run(fresh, "dance"), USAGE, "No such command 'dance'")


@pytest.mark.parametrize("command", ["pull", "rebuild"])
def test_a_missing_setting_ends_with_2_and_nothing_was_begun(fresh: Environment, command: str) -> None:
    del fresh["ORDWAY_TOKEN"]
    done = run(fresh, command)
    assert_refused(done, USAGE, "ORDWAY_TOKEN is missing")
    assert len(done.stderr.splitlines()) == 1
    assert not Path(fresh["TIEOUT_STORE"]).exists()


def test_a_secret_that_cannot_be_sent_ends_with_2_and_is_not_told(fresh: Environment) -> None:
    fresh["ORDWAY_TOKEN"] = "hunter2\n"
    done = run(fresh, "pull")
    assert_refused(done, USAGE, "ORDWAY_TOKEN has a blank or a line break too many")
    assert "hunter2" not in done.stdout + done.stderr


def test_a_wrong_policy_ends_with_2_and_names_the_line(fresh: Environment) -> None:
    Path(fresh["TIEOUT_POLICY"]).write_text("[sync]\nattempts = -1\n")
    assert_refused(run(fresh, "pull"), USAGE, "policy.toml, line 2: [sync] attempts must be a number")


def test_records_that_cannot_be_read_end_with_3_and_are_counted(tmp_path: Path) -> None:
    with serve(small_company(DAY, customers=4, invoices=4), faults="wrong_type") as served:
        given = environment(served, tmp_path)
        assert_refused(run(given, "pull"), QUARANTINED, "4 records could not be read")
        done = run(given, "pull", "--full", "--only", "agreements", "--json")
    assert (done.returncode, json.loads(done.stdout)["status"]) == (QUARANTINED, "quarantined")


def test_a_store_in_use_ends_with_4_and_names_who_has_it(fresh: Environment) -> None:
    store = connect(fresh["TIEOUT_STORE"], holder="the month-end")
    try:
        for command in (("status",), ("pull",)):
            assert_refused(run(fresh, *command), IN_USE, "the month-end", f"process {os.getpid()}")
    finally:
        store.close()
    assert run(fresh, "query", "accounts/count").returncode == DONE


def test_a_file_that_is_no_store_is_left_as_it_is(fresh: Environment) -> None:
    file = Path(fresh["TIEOUT_STORE"])
    file.write_text("my shopping list")
    done = run(fresh, "status")
    assert done.returncode == USAGE
    assert str(file) in done.stderr
    assert "Traceback" not in done.stderr
    assert file.read_text() == "my shopping list"


def test_a_pull_does_not_load_pandas(fresh: Environment) -> None:
    done = run(fresh | {"PYTHONPROFILEIMPORTTIME": "1"}, "pull", "--only", "users", "--json")
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert json.loads(done.stdout)["steps"][0]["received"]
    assert ("pyarrow" in loaded, "pandas" in loaded) == (True, False)


def test_a_system_that_refuses_ends_with_5_and_tells_no_secret(fresh: Environment) -> None:
    fresh["ORDWAY_API_KEY"] = "not-the-key-at-all"
    done = run(fresh, "pull", "--only", "plans", "--only", "users")
    assert_refused(done, UNREACHABLE, "403")
    assert "users" in done.stdout
    for secret in ("not-the-key-at-all", credentials.ORDWAY_TOKEN, credentials.FIRMAO_PASSWORD):
        assert secret not in done.stdout + done.stderr


def test_a_wrong_password_is_told_once_by_the_names_of_its_settings(fresh: Environment) -> None:
    fresh["FIRMAO_PASSWORD"] = "not-the-password"
    done = run(fresh, "pull", "--only", "users", "--only", "contacts", "--only", "offers")
    [told] = done.stderr.splitlines()
    assert {"users", "contacts", "offers"} <= set(told.partition(":")[0].replace(",", "").split())
    assert "FIRMAO_LOGIN and FIRMAO_PASSWORD in the environment or in .streamlit/secrets.toml" in told


def test_what_failed_is_part_of_the_json(fresh: Environment) -> None:
    fresh["FIRMAO_PASSWORD"] = "not-the-password"
    done = run(fresh, "pull", "--only", "plans", "--only", "users", "--json")
    assert_refused(done, UNREACHABLE)
    outcome = json.loads(done.stdout)
    [failure] = outcome["failures"]
    assert (outcome["status"], failure["system"], failure["resource"]) == ("failed", "firmao", "users")
    assert "401" in failure["message"]
    assert [step["resource"] for step in outcome["steps"]] == ["plans"]


def test_a_system_that_is_not_there_ends_with_5(fresh: Environment) -> None:
    fresh["FIRMAO_BASE_URL"] = "http://127.0.0.1:9"
    assert_refused(run(fresh, "pull", "--only", "users"), UNREACHABLE, "the connection was refused")


def test_ctrl_c_ends_a_pull_at_the_next_page_and_leaves_a_good_store(tmp_path: Path) -> None:
    with serve(small_company(DAY), latency_ms=300, page_limit=10) as slow:
        given = environment(slow, tmp_path)
        command = [sys.executable, "-m", "sync", "pull"]
        with subprocess.Popen(command, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            end = time.monotonic() + 60
            while len(slow.requests) < 8:
                assert time.monotonic() < end, "the pull never began"
                time.sleep(0.02)
            running.send_signal(signal.SIGINT)
            out, err = running.communicate(timeout=60)
        asked = len(slow.requests)
    assert (running.returncode, out) == (STOPPED, "")
    assert err.strip() == "The pull was stopped; what was merged before stays."
    assert asked < 60
    store = connect(given["TIEOUT_STORE"], holder="a test")
    migrate(store)
    with store.cursor() as cursor:
        assert cursor.rows("select status from ledger.sync_run") == [("interrupted",)]
        assert cursor.value("select count(*) from ordway.invoices") in (0, 260)
    store.close()
