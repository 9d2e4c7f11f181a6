"""Killed while a notice is on its way, Tieout does not send it again, and says that it may have arrived."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from queries.ledger.notices import ask_test
from queries.people import Person
from queries.run import records
from queries.store import connect
from tests.stores import fresh_store
from tests.sync.notice_receivers import SECRET, receiving

NOTIFY = [sys.executable, "-m", "sync", "notify"]


def test_killed_between_record_and_answer_it_is_not_sent_again(tmp_path: Path) -> None:
    file, policy = tmp_path / "tieout.duckdb", tmp_path / "policy.toml"
    policy.write_text('[notifications.roles]\nfinance = ["digest"]\n[notifications]\ndigest_hour = 0\n')
    store = fresh_store(file)
    ask_test(store, Person("Ada", frozenset({"admin"})), "finance")
    store.close()
    with receiving() as receiver:
        arrived, free = threading.Event(), threading.Event()

        def hold() -> None:
            if len(receiver.arrived) == 2:
                arrived.set()
            free.wait(20)

        receiver.before = hold
        given = os.environ | {
            "TIEOUT_STORE": str(file),
            "TIEOUT_POLICY": str(policy),
            "NOTIFY_FINANCE": receiver.address,
        }
        with subprocess.Popen(NOTIFY, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            assert arrived.wait(60)
            running.send_signal(signal.SIGKILL)
        free.set()
        again = subprocess.run(NOTIFY, env=given, capture_output=True, text=True, check=False)
        assert (again.returncode, again.stdout.strip()) == (0, "No rows.")
        assert len(receiver.arrived) == 2
    store = connect(str(file), holder="a test")
    told = {(row["kind"], row["state"], row["story"]) for row in records(store, "health/notices")}
    store.close()
    story = "Tieout ended while it was being sent: it may have arrived."
    assert told == {("digest", "unknown", story), ("test", "unknown", story)}
    assert SECRET.encode() not in file.read_bytes()
