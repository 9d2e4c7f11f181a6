"""A pull killed at any moment leaves a store from which the next pull ends right."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from queries.migrate import migrate
from queries.store import connect
from sandbox import credentials
from sync.pull import PullRequest, pull
from tests.sync.conftest import Served, Serving
from tests.sync.test_pull import held, stored

KILLS = 50


def environment(served: Served, folder: Path) -> dict[str, str]:
    """What a separate process needs to pull from the sandbox."""
    policy = folder / "policy.toml"
    policy.write_text("[sync]\nfirmao_requests_per_second = 0\nordway_requests_per_second = 0\noverlap_minutes = 0\n")
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
        "TIEOUT_STORE": served.settings.store_url,
        "TIEOUT_POLICY": str(policy),
    }


def test_killed_at_fifty_random_moments_the_next_pull_ends_right(serving: Serving, tmp_path: Path) -> None:
    served = serving()
    given = environment(served, tmp_path)
    command = [sys.executable, "-m", "sync", "pull", "--full", "--json"]
    began = time.monotonic()
    subprocess.run(command, env=given, check=True, capture_output=True)
    takes = time.monotonic() - began
    moments = random.Random(7)
    for number in range(KILLS):
        served.world.ordway["invoices"][f"INV-{1 + number:05d}"]["notes"] = f"changed before kill {number}"
        with subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            time.sleep(moments.uniform(0.2, 1.0) * takes)
            running.send_signal(signal.SIGKILL)
    store = connect(served.settings.store_url, holder="a test")
    migrate(store)
    outcome = pull(store, served.settings, PullRequest("a test", full=True))
    assert outcome.status == "done"
    assert stored(store, "ordway.invoices") == held(served, "ordway", "invoices")
    with store.cursor() as cursor:
        doubles = "select count(*) - count(distinct (invoice_id, position)) from ordway.invoice_lines"
        assert cursor.value(doubles) == 0
        assert cursor.value("select count(*) from ordway.invoice_lines") == 520
        assert cursor.value("select count(*) from ledger.sync_run where status = 'running'") == 0
        assert cursor.value("select count(*) from ledger.sync_run where status = 'interrupted'") > 0
    store.close()
