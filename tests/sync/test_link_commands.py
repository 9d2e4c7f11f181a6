"""`python -m sync links`, `link` and `unlink`: what they print, keep and refuse."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from queries.ledger.runs import begin_run, end_run
from queries.run import records
from queries.store import connect
from sync.commands import DONE, USAGE, main
from sync.settings import EXAMPLES
from tests.queries.small_records import put, put_account, put_contract, put_linked_account
from tests.stores import fresh_store

NOW = datetime(2026, 11, 23, 9)  # noqa: DTZ001 - the store keeps UTC without saying so
TOLD = ("--kind", "account", "--firmao", "1", "--ordway", "C-1", "--by", "Ewa", "--why", "they say so")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with a linked account, and one that only looks like one; the settings name it."""
    path = tmp_path / "tieout.duckdb"
    store = fresh_store(path)
    put_linked_account(store, 8)
    put_account(store, 1, "Nordlicht")
    put_contract(store, "A", 1)
    store.close()
    (tmp_path / "policy.toml").write_text("", encoding="utf-8")
    own = {"TIEOUT_STORE": str(path), "TIEOUT_POLICY": str(tmp_path / "policy.toml")}
    for name, value in (EXAMPLES | own).items():
        monkeypatch.setenv(name, value)
    return path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    """What a command prints as JSON."""
    capsys.readouterr()
    assert main([*arguments, "--json"]) == DONE
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_links_are_listed_with_how_they_were_made(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert file.exists()
    rows = told(capsys, "links")
    assert [(row["firmao_id"], row["link"], row["who"]) for row in rows] == [("8", "explicit field", None)]
    assert told(capsys, "links", "--kind", "product") == []


def test_suggestions_are_listed_with_score_and_reasons(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert file.exists()
    [row] = told(capsys, "links", "--suggestions")
    assert (row["kind"], row["firmao_id"], row["score"], row["reasons"]) == ("account", "1", 40, "names 100 % alike")
    assert main(["links", "--suggestions", "--kind", "account"]) == DONE
    assert "names 100 % alike" in capsys.readouterr().out


def test_a_link_is_confirmed_with_what_was_suggested_and_taken_back(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert file.exists()
    assert main(["link", *TOLD]) == DONE
    assert capsys.readouterr().out == "customer 1 of Firmao and customer C-1 of Ordway: linked.\n"
    confirmed = told(capsys, "links", "--kind", "account")[0]
    assert (confirmed["link"], confirmed["who"], confirmed["why"]) == ("confirmed", "Ewa", "they say so")
    assert (confirmed["score"], confirmed["reasons"]) == (40, "names 100 % alike")
    assert main(["unlink", *TOLD]) == DONE
    assert len(told(capsys, "links")) == 1


def test_a_rejected_suggestion_is_made_no_more(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert file.exists()
    assert main(["link", "--reject", *TOLD]) == DONE
    assert told(capsys, "links", "--suggestions") == []


@pytest.mark.parametrize(("status", "rules"), [("done", {"C1"}), ("failed", set())])
def test_what_follows_is_reconciled_unless_a_list_is_missing(file: Path, status: str, rules: set[str]) -> None:
    store = connect(str(file), holder="a test")
    begin_run(store, "r", started_by="a test", mode="full", now=NOW)
    end_run(store, "r", status=status, message="", now=NOW)
    put(store, "firmao.customers", id="2", name="Another")
    store.close()
    assert main(["link", *TOLD]) == DONE
    store = connect(str(file), holder="a test")
    assert {row["rule"] for row in records(store, "discrepancies/queue") if not row["root_id"]} == rules
    store.close()


def test_what_cannot_be_is_refused_in_words(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert file.exists()
    assert main(["link", *TOLD[:-1], " "]) == USAGE
    assert capsys.readouterr().err == "Say why; nothing was changed.\n"
    assert main(["link", "--kind", "account"]) == USAGE
    assert main(["unlink", *TOLD]) == USAGE
    assert "Nobody confirmed or rejected" in capsys.readouterr().err
