"""`python -m sync` as a person or a schedule calls it: what it prints and the code it ends with."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from queries.store import connect
from sandbox import credentials
from sync.commands import DONE, IN_USE, QUARANTINED, UNREACHABLE, USAGE
from tests.sync.conftest import DAY, Served, Serving
from tests.sync.small_company import small_company

Environment = dict[str, str]


def environment(served: Served, folder: Path) -> Environment:
    """Settings that reach the sandbox, for a process of its own."""
    policy = folder / "policy.toml"
    policy.write_text("[sync]\nfirmao_requests_per_second = 0\nordway_requests_per_second = 0\nattempts = 2\n")
    return os.environ | {
        "FIRMAO_BASE_URL": served.sandbox.firmao_url,
        "FIRMAO_ORGANIZATION": credentials.FIRMAO_ORGANIZATION,
        "FIRMAO_LOGIN": credentials.FIRMAO_LOGIN,
        "FIRMAO_PASSWORD": credentials.FIRMAO_PASSWORD,
        "ORDWAY_BASE_URL": served.sandbox.ordway_url,
        "ORDWAY_COMPANY": credentials.ORDWAY_COMPANY,
        "ORDWAY_EMAIL": credentials.ORDWAY_EMAIL,
        "ORDWAY_TOKEN": credentials.ORDWAY_TOKEN,
        "ORDWAY_API_KEY": credentials.ORDWAY_API_KEY,
        "TIEOUT_STORE": str(folder / "tieout.duckdb"),
        "TIEOUT_POLICY": str(policy),
    }


@pytest.fixture
def given(serving: Serving, tmp_path: Path) -> Environment:
    """A small company behind the settings."""
    return environment(serving(), tmp_path)


def run(given: Environment, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What the command did."""
    command = [sys.executable, "-m", "sync", *arguments]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


def told(done: subprocess.CompletedProcess[str]) -> Any:
    """What a command printed as JSON."""
    assert done.returncode == DONE, done.stderr
    return json.loads(done.stdout)


def test_a_pull_says_what_became_of_every_list(given: Environment) -> None:
    done = run(given, "pull")
    assert done.returncode == DONE, done.stderr
    assert "invoices" in done.stdout


def test_a_second_pull_is_incremental_and_full_is_not(given: Environment) -> None:
    modes = [
        {step["mode"] for step in told(run(given, "pull", *more, "--json"))["steps"]} for more in ([], [], ["--full"])
    ]
    assert modes[0] == modes[2] == {"full"}
    assert "incremental" in modes[1]


def test_only_the_named_list_is_pulled(given: Environment) -> None:
    done = told(run(given, "pull", "--only", "invoices", "--only", "customers", "--json"))
    assert {step["resource"] for step in done["steps"]} == {"invoices", "customers"}


def test_status_tells_freshness_and_tie_out(given: Environment) -> None:
    run(given, "pull")
    found = told(run(given, "status", "--json"))
    assert {row["system"] for row in found["freshness"]} == {"firmao", "ordway"}
    assert all(row["is_tied_out"] for row in found["tie_out"])
    assert "is_tied_out" in run(given, "status").stdout


def test_a_query_prints_json_csv_and_a_table(given: Environment) -> None:
    run(given, "pull")
    asked = ("query", "accounts/page", "--param", "row_limit=3", "--format")
    as_json = told(run(given, *asked, "json"))
    as_csv = list(csv.DictReader(io.StringIO(run(given, *asked, "csv").stdout)))
    assert len(as_json) == len(as_csv) == 3
    assert [row["account_id"] for row in as_json] == [row["account_id"] for row in as_csv]
    assert as_json[0]["account_id"] in run(given, *asked, "table").stdout


def test_a_formula_is_harmless_in_csv(serving: Serving, tmp_path: Path) -> None:
    world = small_company(DAY)
    first = next(iter(world.firmao["customers"].values()))
    first["name"] = '=HYPERLINK("http://x.example")'
    given = environment(serving(world), tmp_path)
    run(given, "pull")
    asked = ("query", "accounts/page", "--param", f"search={first['id']}", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run(given, *asked).stdout)))
    assert rows[0]["name"] == '\'=HYPERLINK("http://x.example")'


def test_rebuild_reads_everything_anew(given: Environment) -> None:
    run(given, "pull")
    assert {step["mode"] for step in told(run(given, "rebuild", "--json"))["steps"]} == {"full"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("pull", "--only", "invoicez"), "no resource invoicez"),
        (("query", "accounts/pge"), "accounts/page"),
        (("query", "accounts/page", "--param", "nonsense"), "KEY=VALUE"),
        (("query", "accounts/page", "--param", "limit=3"), "limit"),
        (("query", "accounts/page", "--param", "row_limit=many"), "row_limit"),
        (("dance",), "dance"),
    ],
)
def test_a_wrong_command_ends_with_2_and_says_why(given: Environment, arguments: tuple[str, ...], words: str) -> None:
    done = run(given, *arguments)
    assert (done.returncode, done.stdout) == (USAGE, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_setting_ends_with_2(given: Environment) -> None:
    del given["ORDWAY_TOKEN"]
    done = run(given, "pull")
    assert done.returncode == USAGE
    assert "ORDWAY_TOKEN is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_record_that_cannot_be_read_ends_with_3(serving: Serving, tmp_path: Path) -> None:
    done = run(environment(serving(faults="wrong_type"), tmp_path), "pull")
    assert done.returncode == QUARANTINED, done.stderr


def test_a_store_in_use_ends_with_4_and_names_who_has_it(given: Environment) -> None:
    store = connect(given["TIEOUT_STORE"], holder="the month-end")
    try:
        done = run(given, "status")
    finally:
        store.close()
    assert done.returncode == IN_USE
    assert "the month-end" in done.stderr
    assert str(os.getpid()) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_store_is_left_as_it_is(given: Environment) -> None:
    file = Path(given["TIEOUT_STORE"])
    file.write_text("my shopping list")
    done = run(given, "status")
    assert done.returncode == USAGE
    assert str(file) in done.stderr
    assert "Traceback" not in done.stderr
    assert file.read_text() == "my shopping list"


def test_a_system_that_refuses_ends_with_5_and_tells_no_secret(given: Environment) -> None:
    given["ORDWAY_API_KEY"] = "not-the-key-at-all"
    done = run(given, "pull")
    assert done.returncode == UNREACHABLE
    assert "403" in done.stdout + done.stderr
    assert "not-the-key-at-all" not in done.stdout + done.stderr
    assert credentials.ORDWAY_TOKEN not in done.stdout + done.stderr


def test_a_system_that_is_not_there_ends_with_5(given: Environment) -> None:
    given["FIRMAO_BASE_URL"] = "http://127.0.0.1:9"
    done = run(given, "pull", "--only", "users")
    assert done.returncode == UNREACHABLE
    assert "Traceback" not in done.stderr
