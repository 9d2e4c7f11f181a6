"""`python -m sync notify`: what it tells, what it would tell, and the test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from queries.migrate import migrate
from queries.store import connect
from sync.commands import DONE, UNREACHABLE, USAGE, main
from tests.sync.notice_receivers import SECRET, Receiver

Here = Callable[..., tuple[int, str, str]]
PEOPLE = '[people]\n"ada@x.example" = ["admin"]\n"fela@x.example" = ["finance"]\n'


@pytest.fixture
def here(
    tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """Run the command; what it ended with, printed and complained of."""
    store = connect(str(tmp_path / "tieout.duckdb"), holder="a test")
    migrate(store)
    store.close()
    policy = tmp_path / "policy.toml"
    policy.write_text(f'[notifications]\ndigest_hour = 0\nroles.finance = ["digest"]\n{PEOPLE}')
    monkeypatch.setenv("TIEOUT_STORE", str(tmp_path / "tieout.duckdb"))
    monkeypatch.setenv("TIEOUT_POLICY", str(policy))
    monkeypatch.setenv("NOTIFY_FINANCE", receiver.address)

    def run_here(*arguments: str) -> tuple[int, str, str]:
        code = main(["notify", *arguments])
        shown = capsys.readouterr()
        assert SECRET not in shown.out + shown.err
        return code, shown.out, shown.err

    return run_here


def test_it_tells_once_and_says_what_became_of_it(here: Here, receiver: Receiver) -> None:
    code, told, _ = here()
    assert code == DONE
    assert told.splitlines()[1].split() == ["N-000001", "finance", "digest", "sent"]
    assert here()[1].strip() == "No rows."
    assert len(receiver.arrived) == 1


def test_the_preview_prints_what_is_sent_and_sends_nothing(here: Here, receiver: Receiver) -> None:
    code, shown, _ = here("--preview")
    assert (code, receiver.arrived) == (DONE, [])
    here()
    [arrived] = receiver.arrived
    assert shown == f"To finance:\n{arrived['title']}\n{arrived['message']}\n\n"
    assert here("--preview")[1].strip() == "There is nothing to tell that was not told yet."


def test_without_an_address_it_names_the_settings(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_FINANCE")
    told = here("--preview")[1]
    assert "NOTIFY_FINANCE_LEAD" in told
    assert "To finance (no address is set: NOTIFY_FINANCE is empty):\nDaily digest of " in told


def test_a_test_is_sent_by_whoever_may(here: Here, receiver: Receiver) -> None:
    code, _, complaint = here("--test", "finance", "--by", "fela@x.example")
    assert (code, receiver.arrived) == (USAGE, [])
    assert "fela@x.example may not send a test notification" in complaint
    assert here("--test", "finance", "--by", "ada@x.example")[0] == DONE
    assert "A test" in receiver.titles


def test_what_did_not_arrive_ends_with_5(here: Here, receiver: Receiver) -> None:
    receiver.status = 403
    code, told, _ = here()
    assert code == UNREACHABLE
    assert "JSON refused it with status 403." in told
