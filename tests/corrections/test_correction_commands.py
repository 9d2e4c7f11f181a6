"""From the command line: a discrepancy is planned, approved, pushed, told of and undone; and the audit holds."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corrections.commands import NOT_AS_PLANNED
from queries.store import connect
from sandbox.company import make_world
from sandbox.serving import serve
from sync.commands import DONE, USAGE, main
from tests.sync.conftest import Served
from tests.sync.test_kill import environment

DAY = date(2026, 11, 23)


class Terminal:
    """Commands and what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str], served: Served) -> None:
        self._capsys = capsys
        self.served = served

    def run(self, *words: str) -> int:
        """The exit code of a command."""
        return main(list(words))

    def told(self, *words: str) -> Any:
        """What a command that succeeds prints as JSON."""
        self._capsys.readouterr()
        assert main(list(words)) == DONE, self._capsys.readouterr().err
        return json.loads(self._capsys.readouterr().out)

    def complaint(self, *words: str) -> str:
        """What a command that is refused says."""
        self._capsys.readouterr()
        assert main(list(words)) == USAGE
        return self._capsys.readouterr().err


@contextmanager
def terminal(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Terminal]:
    """A pulled and reconciled company, and a terminal to correct it from."""
    with serve(make_world(3, 172, DAY)) as sandbox:
        served = Served(sandbox, folder / "tieout.duckdb")
        for name, value in environment(served, folder).items():
            monkeypatch.setenv(name, value)
        assert main(["pull", "--full", "--json"]) == DONE
        assert main(["reconcile", "--as-of", DAY.isoformat(), "--json"]) == DONE
        yield Terminal(capsys, served)


def test_a_discrepancy_is_corrected_and_undone_from_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with terminal(tmp_path, monkeypatch, capsys) as here:
        found = here.told("discrepancies", "--rule", "T11", "--json")[0]["id"]
        plan = ["corrections", "plan", "--discrepancy", found, "--side", "firmao", "--why", "as billed", "--json"]
        assert here.told(*plan[:-1], "--dry-run", "--json")["correction_id"] is None
        made = here.told(*plan)["correction_id"]
        assert here.run("corrections", "approve", made, "--by", "anna") == DONE
        [pushed] = here.told("corrections", "push", made, "--json")
        assert pushed["state"] == "verified"
        assert here.run("pull") == DONE
        assert here.run("reconcile", "--as-of", DAY.isoformat()) == DONE
        assert found not in {row["id"] for row in here.told("discrepancies", "--rule", "T11", "--json")}
        story = here.told("corrections", "show", made, "--json")
        assert [event["kind"] for event in story["events"]][:2] == ["proposed", "approved"]
        undoing = here.told("corrections", "undo", made, "--why", "it was right before", "--json")["correction_id"]
        assert here.run("corrections", "approve", undoing, "--by", "anna") == DONE
        assert [row["state"] for row in here.told("corrections", "push", "--json")] == ["verified"]
        assert here.run("pull") == DONE
        assert here.run("reconcile", "--as-of", DAY.isoformat()) == DONE
        assert found in {row["id"] for row in here.told("discrepancies", "--rule", "T11", "--json")}
        assert len(here.told("corrections", "list", "--json")) == 2
        assert here.run("audit", "verify") == DONE


def test_what_nobody_knows_or_may_do_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with terminal(tmp_path, monkeypatch, capsys) as here:
        assert "There is no discrepancy" in here.complaint(
            "corrections", "plan", "--discrepancy", "T4-nothing", "--side", "ordway"
        )
        assert "There is no correction TO-99999" in here.complaint("corrections", "approve", "TO-99999", "--by", "anna")
        late = here.told("discrepancies", "--rule", "I2", "--json")[0]["id"]
        assert "I2 is not put right in Ordway" in here.complaint(
            "corrections", "plan", "--discrepancy", late, "--side", "ordway"
        )
        policy = tmp_path / "policy.toml"
        policy.write_text(policy.read_text() + '[people]\n"anna" = ["customer success"]\n', encoding="utf-8")
        found = here.told("discrepancies", "--rule", "T11", "--json")[0]["id"]
        asked = ["corrections", "plan", "--discrepancy", found, "--side", "firmao", "--by", "anna"]
        assert "anna may not propose a correction" in here.complaint(*asked)


def test_publishing_sends_what_differs_and_then_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with terminal(tmp_path, monkeypatch, capsys) as here:
        stale = here.told("discrepancies", "--rule", "M1", "--json")[0]["account_id"]
        [published] = here.told("publish", "--account", stale, "--json")
        assert published["state"] == "verified"
        assert here.run("pull") == DONE
        assert here.told("publish", "--account", stale, "--json") == []


def test_a_changed_audit_ends_with_a_code_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with terminal(tmp_path, monkeypatch, capsys) as here:
        stale = here.told("discrepancies", "--rule", "M1", "--json")[0]["id"]
        here.told("corrections", "plan", "--discrepancy", stale, "--side", "firmao", "--json")
        store = connect(here.served.settings.store_url, holder="a test")
        with store.transaction() as cursor:
            cursor.run("update ledger.audit_event set who = 'nobody'")
        store.close()
        assert here.run("audit", "verify") == NOT_AS_PLANNED
