"""A service that notices go to: what becomes of one is known or said to be unknown, and no secret is ever told."""

import logging
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from queries.ledger.notices import ask_test
from queries.people import Person
from queries.store import Store
from sync.errors import SettingsError
from sync.notices import sending
from sync.notices.addresses import SETTINGS, Addresses
from sync.notices.services import Outcome, Service, service
from sync.notices.words import harmless
from sync.policy.notifications import Notifications
from sync.settings import load_addresses
from tests.sync.notice_receivers import SECRET, Receiver

ADMIN = Person("Ada", frozenset({"admin"}))
# A port that nobody listens on.
NOBODY = f"json://user:{SECRET}@127.0.0.1:9/{SECRET}"


def reached(address: str) -> Service:
    """The service behind an address."""
    found = service(address)
    assert found
    return found


def test_what_is_taken_is_sent(receiver: Receiver) -> None:
    assert reached(receiver.address).send("Title", "Body") == Outcome("sent")
    assert [(one["title"], one["message"]) for one in receiver.arrived] == [("Title", "Body")]


@pytest.mark.parametrize("status", [400, 403, 429, 500, 503])
def test_what_is_refused_is_told_with_its_status(receiver: Receiver, status: int) -> None:
    receiver.status = status
    assert reached(receiver.address).send("T", "B") == Outcome("refused", f"JSON refused it with status {status}.")


def test_without_a_connection_nothing_was_delivered() -> None:
    assert reached(NOBODY).send("T", "B") == Outcome("refused", "JSON could not be reached.")


def test_without_an_answer_it_may_have_arrived(receiver: Receiver) -> None:
    free = threading.Event()
    receiver.before = lambda: free.wait(10)
    outcome = reached(f"{receiver.address}?rto=0.3").send("T", "B")
    free.set()
    assert outcome == Outcome("unknown", "JSON did not say that it took it: it may have arrived.")


def test_it_is_sent_once_even_where_the_address_asks_for_more(receiver: Receiver) -> None:
    receiver.status = 500
    reached(f"{receiver.address}?retry=3&wait=0").send("T", "B")
    assert len(receiver.arrived) == 1


@pytest.mark.parametrize("status", [200, 500])
def test_no_secret_reaches_a_log_or_an_outcome(
    receiver: Receiver, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], status: int
) -> None:
    receiver.status = status
    with caplog.at_level(1), caplog.at_level(1, "apprise"), caplog.at_level(1, "urllib3.connectionpool"):
        logging.getLogger("urllib3.connectionpool").debug("a probe of the log")
        outcomes = [reached(address).send("T", "B") for address in (receiver.address, NOBODY)]
    assert "a probe of the log" in caplog.text
    assert SECRET not in caplog.text + "".join(capfd.readouterr()) + repr(outcomes)


def test_no_secret_is_shown_by_what_holds_it(receiver: Receiver) -> None:
    assert SECRET not in repr(Addresses({"finance": receiver.address})) + repr(reached(receiver.address))


def test_a_wrong_address_is_named_by_its_setting_and_not_shown(tmp_path: Path) -> None:
    for wrong in (f"nonsense://{SECRET}", SECRET, f"slack://{SECRET}"):
        with pytest.raises(SettingsError, match="The setting NOTIFY_SALES is no address that Apprise knows") as refused:
            load_addresses({"NOTIFY_SALES": wrong}, tmp_path / "none.toml")
        assert SECRET not in str(refused.value)


def test_without_an_address_apprise_is_not_even_loaded(tmp_path: Path) -> None:
    told = (
        "import sys; from sync import commands, settings; settings.load_addresses({}); print('apprise' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_each_role_has_an_address_of_its_own(receiver: Receiver, tmp_path: Path) -> None:
    given = dict.fromkeys(SETTINGS.values(), receiver.address) | {"TIEOUT_ADDRESS": "https://tieout.example/"}
    found = load_addresses(given, tmp_path / "none.toml")
    assert found == Addresses(dict.fromkeys(SETTINGS, receiver.address), "https://tieout.example")
    assert load_addresses({"NOTIFY_SALES": ""}, tmp_path / "none.toml") == Addresses()


def test_nobody_is_told_of_the_demo_at_the_addresses_of_the_real_app(receiver: Receiver, tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(f'NOTIFY_SALES = "{receiver.address}"\n')
    assert load_addresses({}, file).by_role == {"sales": receiver.address}
    assert load_addresses({"TIEOUT_DEMO": "1"}, file).by_role == {}
    own = {"TIEOUT_DEMO": "1", "NOTIFY_ADMIN": receiver.address}
    assert load_addresses(own, file).by_role == {"admin": receiver.address}


def test_a_service_that_hangs_keeps_nobody_waiting(
    store: Store, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PATIENCE_SECONDS", 0.5)
    free = threading.Event()
    receiver.before = lambda: free.wait(10)
    roles = ("finance", "sales", "admin")
    for role in roles:
        ask_test(store, ADMIN, role)
    began = time.monotonic()
    sent = sending.tell(store, Notifications(), Addresses(dict.fromkeys(roles, receiver.address)))
    took = time.monotonic() - began
    free.set()
    tests = [one for one in sent if one.notice.kind == "test"]
    assert {one.outcome for one in tests} == {Outcome("unknown", "JSON did not answer in time: it may have arrived.")}
    assert took < 5


def test_one_service_that_fails_keeps_no_other_from_being_told(store: Store, receiver: Receiver) -> None:
    for role in ("finance", "sales"):
        ask_test(store, ADMIN, role)
    addresses = Addresses({"finance": NOBODY, "sales": receiver.address})
    sent = sending.tell(store, Notifications(roles={}), addresses)
    assert [(one.notice.role, one.outcome.state) for one in sent] == [("finance", "refused"), ("sales", "sent")]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Kropka Sp. z o.o.", "Kropka Sp. z o.o."),
        ("<!channel> @everyone", "<\u2060!channel> @\u2060everyone"),
        ("[pay](https://evil.example)", "[pay]\u2060(https:\u2060//evil.example)"),
        ("two\nlines\x1b[31m", "two lines [31m"),
    ],
)
def test_a_name_from_outside_is_no_mention_link_or_line(name: str, told: str) -> None:
    assert harmless(name) == told


def test_text_is_sent_letter_by_letter(receiver: Receiver) -> None:
    told = r"<b>x</b> *y* &amp; \n :smile:"
    reached(receiver.address).send(told, told)
    assert [(one["title"], one["message"]) for one in receiver.arrived] == [(told, told)]
