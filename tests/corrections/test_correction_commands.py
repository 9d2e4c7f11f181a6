"""From the command line: a discrepancy is planned, approved, pushed, told of and undone; and the audit holds."""

import getpass
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from corrections.at_the_terminal import NOT_AS_PLANNED
from corrections.bulk import propose_batch
from corrections.people import named
from queries.ledger.audit import append_event
from queries.store import Store, connect
from sandbox.company import make_world
from sandbox.serving import serve
from sync.commands import DONE, USAGE, main
from tests.corrections.plans import plan as small
from tests.corrections.plans import renaming
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

    def printed(self) -> str:
        """What was printed since this was asked last."""
        return self._capsys.readouterr().out

    def printed_aside(self) -> str:
        """The same, of standard error."""
        return self._capsys.readouterr().err

    def complaint(self, *words: str) -> str:
        """What a command that is refused says."""
        self._capsys.readouterr()
        assert main(list(words)) == USAGE
        return self._capsys.readouterr().err


@contextmanager
def served(folder: Path, file: Path, hour: int = 8) -> Iterator[Served]:
    """A made-up company from an hour of its day on, and the settings of the commands, with the store in `file`."""
    with serve(make_world(3, 172, DAY), hour=hour) as sandbox, pytest.MonkeyPatch.context() as given:
        found = Served(sandbox, file)
        for name, value in environment(found, folder).items():
            given.setenv(name, value)
        yield found


@pytest.fixture(scope="module")
def pulled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of that company, pulled and reconciled."""
    folder = tmp_path_factory.mktemp("pulled")
    with served(folder, folder / "tieout.duckdb"):
        assert main(["pull", "--full", "--json"]) == DONE
        assert main(["reconcile", "--as-of", DAY.isoformat(), "--json"]) == DONE
    return folder / "tieout.duckdb"


@pytest.fixture
def here(pulled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Terminal]:
    """A terminal to correct the company from, with a store of its own."""
    file = shutil.copy(pulled, tmp_path / "tieout.duckdb")
    # Later than when it was pulled, however long that took.
    with served(tmp_path, Path(file), hour=9) as company:
        yield Terminal(capsys, company)


@contextmanager
def store_of(here: Terminal) -> Iterator[Store]:
    """The store that the commands work on."""
    store = connect(here.served.settings.store_url, holder="a test")
    yield store
    store.close()


def test_a_discrepancy_is_corrected_and_undone_from_the_terminal(here: Terminal) -> None:
    found = here.told("discrepancies", "--rule", "T11", "--json")[0]["id"]
    plan = ["corrections", "plan", "--discrepancy", found, "--side", "firmao", "--why", "as billed", "--json"]
    assert here.told(*plan[:-1], "--dry-run", "--json")["correction_id"] is None
    made = here.told(*plan)["correction_id"]
    assert here.run("corrections", "push", made, "--by", "anna") == NOT_AS_PLANNED
    assert f"{made} was not sent: nobody approved it yet" in here.printed_aside()
    assert here.run("corrections", "approve", made, "--by", "anna") == DONE
    [pushed] = here.told("corrections", "push", made, "--by", "anna", "--json")
    assert pushed["state"] == "verified"
    assert here.run("pull") == DONE
    assert here.run("reconcile", "--as-of", DAY.isoformat()) == DONE
    assert found not in {row["id"] for row in here.told("discrepancies", "--rule", "T11", "--json")}
    story = here.told("corrections", "show", made, "--json")
    told = {event["kind"]: event for event in story["events"]}
    assert [*told][:3] == ["proposed", "sending asked for", "approved"]
    # A name on the command line is only what was said.
    assert told["approved"]["who"] == "anna"
    assert told["approved"]["role"].endswith(f"at the terminal of {getpass.getuser()}")
    undoing = here.told("corrections", "undo", made, "--why", "it was right before", "--json")["correction_id"]
    assert here.run("corrections", "approve", undoing, "--by", "anna") == DONE
    assert [row["state"] for row in here.told("corrections", "push", "--by", "anna", "--json")] == ["verified"]
    assert here.run("pull") == DONE
    assert here.run("reconcile", "--as-of", DAY.isoformat()) == DONE
    assert found in {row["id"] for row in here.told("discrepancies", "--rule", "T11", "--json")}
    assert len(here.told("corrections", "list", "--json")) == 2
    assert here.run("audit", "verify") == DONE


def test_what_nobody_knows_or_may_do_is_refused_with_a_sentence(here: Terminal, tmp_path: Path) -> None:
    assert "There is no discrepancy" in here.complaint(
        "corrections", "plan", "--discrepancy", "T4-nothing", "--side", "ordway"
    )
    assert "No account nobody is known" in here.complaint("publish", "--account", "nobody", "--by", "anna")
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
    assert "anna may not send an approved correction" in here.complaint("corrections", "push", "--by", "anna")
    pair = ["--kind", "account", "--firmao", "1", "--ordway", "C-1", "--by", "anna", "--why", "the same"]
    assert "anna may not decide about discrepancies and links" in here.complaint("link", *pair)
    assert "anna may not decide about discrepancies and links" in here.complaint("unlink", *pair)


def test_nobody_approves_their_own_cancellation_or_part_of_a_large_batch(here: Terminal) -> None:
    found = here.told("discrepancies", "--rule", "C2", "--json")[0]["id"]
    plan = ["corrections", "plan", "--discrepancy", found, "--side", "ordway", "--kind", "cancel_subscription"]
    made = here.told(*plan, "--by", "anna", "--json")["correction_id"]
    assert "Request 1 cannot be taken back" in here.told("corrections", "show", made, "--json")["without_way_back"]
    assert "cancel subscription" in here.complaint("corrections", "approve", made, "--by", "Anna ")
    with store_of(here) as store:
        plans = [small(renaming("a", "b", number), settles=(number,), impact="1900.00") for number in ("1", "2")]
        batch = propose_batch(store, plans, named("anna", {}), "as agreed")
    assert "3,800.00 PLN is above" in here.complaint("corrections", "approve", batch.correction_ids[0], "--by", "anna")
    assert here.run("corrections", "approve", batch.correction_ids[0], "--by", "jan") == DONE


def test_what_a_correction_moves_is_told(here: Terminal) -> None:
    found = here.told("discrepancies", "--rule", "I5", "--json")[0]["id"]
    told = here.told("corrections", "plan", "--discrepancy", found, "--side", "ordway", "--json")
    [(currency, exposure)] = told["plan"]["exposure"].items()
    shown = here.told("corrections", "show", told["correction_id"], "--json")
    assert shown["plan"]["exposure"] == {currency: exposure}
    assert here.run("corrections", "show", told["correction_id"]) == DONE
    assert f"Exposure: {Decimal(exposure):,.2f} {currency}" in here.printed()


def test_publishing_sends_what_differs_and_then_nothing(here: Terminal) -> None:
    stale = here.told("discrepancies", "--rule", "M1", "--json")[0]["account_id"]
    [published] = here.told("publish", "--account", stale, "--json")
    assert published["state"] == "verified"
    assert here.told("publish", "--account", stale, "--json") == []
    assert here.run("pull") == DONE
    assert here.told("publish", "--account", stale, "--json") == []


def test_a_changed_audit_ends_with_a_code_of_its_own(here: Terminal) -> None:
    stale = here.told("discrepancies", "--rule", "M1", "--json")[0]["id"]
    made = here.told("corrections", "plan", "--discrepancy", stale, "--side", "firmao", "--json")["correction_id"]
    with store_of(here) as store, store.transaction() as cursor:
        cursor.run("update ledger.correction set proposed_by = 'nobody'")
    assert here.run("audit", "verify") == NOT_AS_PLANNED
    assert f"correction {made} is not as its events tell: proposed by is nobody" in here.printed_aside()
    with store_of(here) as store, store.transaction() as cursor:
        cursor.run("update ledger.audit_event set who = 'nobody'")
    assert here.run("audit", "verify") == NOT_AS_PLANNED


def test_a_chain_made_anew_holds_but_does_not_contain_the_head_that_was_noted(here: Terminal) -> None:
    stale = here.told("discrepancies", "--rule", "M1", "--json")[0]["id"]
    made = here.told("corrections", "plan", "--discrepancy", stale, "--side", "firmao", "--json")["correction_id"]
    noted = here.told("audit", "export")["head"]
    assert here.run("audit", "verify") == DONE
    assert f"Its head: {noted}" in here.printed()
    assert here.run("corrections", "approve", made, "--by", "anna") == DONE
    assert here.run("audit", "verify", "--head", noted) == DONE
    with store_of(here) as store, store.transaction() as cursor:
        events = cursor.records("from ledger.audit_event order by sequence")
        cursor.run("delete from ledger.audit_event")
        cursor.run("update ledger.audit_head set sequence = 0, hash = ''")
        cursor.run("update ledger.correction set proposed_by = 'nobody'")
        for one in events:
            same = {name: one[name] for name in ("kind", "correction_id", "role", "why")}
            append_event(cursor, **same, who="nobody", data=json.loads(one["data"]), at=one["happened_at"])
    assert here.run("audit", "verify") == DONE
    assert here.run("audit", "verify", "--head", noted) == NOT_AS_PLANNED
