"""A pull killed at any moment leaves a store from which the next pull ends right."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from queries.migrate import migrate
from queries.store import Store, connect
from sandbox import credentials
from sync.pull import PullRequest, pull
from tests.sync.conftest import Served, Serving
from tests.sync.test_pull import change_in_firmao, held, stored

# Requests of a pull of changes: one a list, and those for what the changes lead to.
CHANGED_LISTS = 24
FULL_KILLS, INCREMENTAL_KILLS = 8, 21  # in all fifty, those of pulls of changes in two parts
COMPARED = (
    ("firmao", "customers", "customers"),
    ("firmao", "agreements", "agreements"),
    ("firmao", "entries", "transactionentries"),
    ("ordway", "invoices", "invoices"),
    ("ordway", "payments", "payments"),
)


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


def change(served: Served, number: int) -> None:
    """Change a line item, a customer, an invoice, and another invoice's balance by a payment, not by its own stamp."""
    world, now = served.world, served.sandbox.state.clock.milliseconds()
    change_in_firmao(served, f"transactionentries/{2001 + number}", unitNettoPrice=f"{500 + number}.00")
    change_in_firmao(served, f"customers/{1 + number}", name=f"Renamed before kill {number}")
    world.ordway["invoices"][f"INV-{1 + number:05d}"] |= {"notes": f"changed before {number}", "updated_date": now}
    world.ordway["invoices"][f"INV-{101 + number:05d}"] |= {"balance": f"{number}.5"}
    world.ordway["payments"][f"PMT-{101 + number:05d}"] |= {"notes": f"settled before {number}", "updated_date": now}


def kill_at(request: int, served: Served, given: dict[str, str], *options: str) -> None:
    """Pull in a process of its own, and kill it when so many requests have been answered."""
    served.sandbox.requests.clear()
    command = [sys.executable, "-m", "sync", "pull", *options]
    with subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        while len(served.sandbox.requests) < request and running.poll() is None:
            time.sleep(0.002)
        running.send_signal(signal.SIGKILL)


def assert_holds_what_the_systems_hold(store: Store, served: Served) -> None:
    """Compare every value; nothing is doubled, nothing is left to do, and what was killed is told."""
    for system, table, resource in COMPARED:
        assert stored(store, f"{system}.{table}") == held(served, system, resource), table
    with store.cursor() as cursor:
        doubles = "select count(*) - count(distinct (invoice_id, position)) from ordway.invoice_lines"
        assert cursor.value(doubles) == 0
        assert cursor.value("select count(*) from ordway.invoice_lines") == 520
        assert cursor.value("select count(*) from firmao.pending") == 0
        assert cursor.value("select count(*) from ordway.pending") == 0
        assert cursor.value("select count(*) from ledger.sync_run where status = 'running'") == 0
        assert cursor.value("select count(*) from ledger.sync_run where status = 'interrupted'") > 0


@pytest.mark.parametrize(
    ("options", "kills", "seed"),
    [(("--full",), FULL_KILLS, 7), ((), INCREMENTAL_KILLS, 8), ((), INCREMENTAL_KILLS, 9)],
)
def test_killed_at_random_moments_the_next_pull_of_changes_ends_right(
    serving: Serving, tmp_path: Path, options: tuple[str, ...], kills: int, seed: int
) -> None:
    served = serving()
    given = environment(served, tmp_path)
    subprocess.run([sys.executable, "-m", "sync", "pull"], env=given, check=True, capture_output=True)
    whole = len(served.sandbox.requests) if options else CHANGED_LISTS
    moments = random.Random(seed)
    for number in range(kills):
        change(served, number)
        kill_at(moments.randint(whole // 4, whole), served, given, *options)
    store = connect(served.settings.store_url, holder="a test")
    migrate(store)
    assert pull(store, served.settings, PullRequest("a test")).status == "done"
    assert_holds_what_the_systems_hold(store, served)
    store.close()
