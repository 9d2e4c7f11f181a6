"""A month is closed, looked at, taken along and opened again from the terminal; all of it or nothing."""

import csv
import io
import json
import shutil
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from queries.ledger.audit_breaks import find_break
from queries.run import records
from queries.store import connect
from sync.commands import DONE, USAGE, main
from tests.closing.closing_company import OCTOBER, company_read

# A closing is so many writes; the process kills itself when so many are done.
WRITES = 7
KILLED = """
import os, signal, sys
from queries.store import Cursor
from sync.commands import main

left, write = int(sys.argv[1]), Cursor.run


def run(self, sql, **params):
    global left
    if sql.strip().startswith(("insert into ledger.", "update ledger.")):
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
    write(self, sql, **params)


Cursor.run = run
sys.exit(main(sys.argv[2:]))
"""
POLICY = """
[people]
"lena" = ["finance lead"]
"adam" = ["approver"]
"fela" = ["finance"]
"""
Out = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a company whose October may be closed."""
    folder = tmp_path_factory.mktemp("commands")
    with company_read(folder) as made, made.store.cursor() as cursor:
        cursor.run("checkpoint")
    return folder / "tieout.duckdb"


@pytest.fixture
def file(untouched: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, which the commands work on."""
    copy = Path(shutil.copy(untouched, tmp_path / "tieout.duckdb"))
    policy = tmp_path / "policy.toml"
    policy.write_text(POLICY, encoding="utf-8")
    monkeypatch.setenv("TIEOUT_STORE", str(copy))
    monkeypatch.setenv("TIEOUT_POLICY", str(policy))
    return copy


def told(out: Out, *words: str) -> Any:
    """What a command that succeeds prints as JSON."""
    out.readouterr()
    assert main(["closing", *words, "--json"]) == DONE
    return json.loads(out.readouterr().out)


def accepting(out: Out) -> list[str]:
    """The options that accept all that is left."""
    left = [one for one in told(out, "show", "2026-10")["obstacles"] if one["is_acceptable"]]
    return [word for one in left for word in ("--accept", one["subject"])]


def test_a_month_is_closed_shown_exported_and_reopened(file: Path, capsys: Out) -> None:
    before = told(capsys, "show", "2026-10")
    assert not before["is_closed"]
    close = ["closing", "close", "2026-10", "--note", "as discussed"]
    assert main([*close, "--by", "fela", *accepting(capsys)]) == USAGE
    assert "fela may not close a month" in capsys.readouterr().err
    assert main([*close, "--by", "lena"]) == USAGE
    assert "Not accepted" in capsys.readouterr().err
    assert main([*close, "--by", "lena", *accepting(capsys)]) == DONE
    after = told(capsys, "show", "2026-10")
    assert after["is_closed"]
    assert after["figures"] == before["figures"]
    assert (after["closings"][0]["closed_by"], after["since"]) == ("lena", [])
    capsys.readouterr()
    assert main(["closing", "export", "2026-10"]) == DONE
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    for figure in after["figures"]:
        accepted = [one for one in rows if not one["root_id"] and one["is_accepted"] == "True"]
        own = [one for one in accepted if one["rule"] == figure["rule"]]
        assert sum(Decimal(one["under_collected"]) for one in own) == Decimal(figure["leakage"])
    reopen = ["closing", "reopen", "2026-10", "--why", "a late invoice"]
    assert main([*reopen, "--by", "Lena"]) == USAGE
    assert main([*reopen, "--by", "adam"]) == DONE
    assert not told(capsys, "show", "2026-10")["is_closed"]
    assert main(["closing", "show", "2026-10"]) == DONE
    assert main(["audit", "verify"]) == DONE


def test_a_month_that_was_never_closed_or_is_none_is_refused(file: Path, capsys: Out) -> None:
    assert main(["closing", "export", "2026-10"]) == USAGE
    assert "October 2026 was never closed" in capsys.readouterr().err
    assert main(["closing", "show", "2026-13"]) == USAGE
    assert "is no month" in capsys.readouterr().err


def test_a_snapshot_changed_by_hand_is_found_by_the_audit(file: Path, capsys: Out) -> None:
    assert main(["closing", "close", "2026-10", "--by", "lena", "--note", "fine", *accepting(capsys)]) == DONE
    assert main(["audit", "verify"]) == DONE
    store = connect(str(file), holder="a test")
    with store.transaction() as cursor:
        cursor.run("update ledger.closing_figure set leakage = leakage - 1")
    store.close()
    assert main(["audit", "verify"]) != DONE
    assert "month closed" in capsys.readouterr().err


@pytest.mark.parametrize("writes", [1, 4, 6, 7])
def test_killed_while_closing_all_of_it_is_kept_or_nothing(file: Path, capsys: Out, writes: int) -> None:
    command = ["closing", "close", "2026-10", "--by", "lena", "--note", "fine", *accepting(capsys)]
    ended = subprocess.run([sys.executable, "-c", KILLED, str(writes), *command], check=False, capture_output=True)
    assert ended.returncode == (-signal.SIGKILL if writes < WRITES else DONE)
    assert_whole_or_nothing(file, is_whole=writes == WRITES)
    assert main(command) == (USAGE if writes == WRITES else DONE)
    assert_whole_or_nothing(file, is_whole=True)


def assert_whole_or_nothing(file: Path, *, is_whole: bool) -> None:
    """Either the closing with its snapshot and its event, or none of them."""
    store = connect(str(file), holder="a test")
    kept = records(store, "closing/closings", month=OCTOBER)
    with store.cursor() as cursor:
        [(lines, events)] = cursor.rows(
            "select (select count(*) from ledger.closing_line), (select sequence from ledger.audit_head)"
        )
    assert (len(kept), lines > 0, events) == ((1, True, 1) if is_whole else (0, False, 0))
    assert find_break(store) is None
    store.close()
