"""A process that sends and is killed at any moment leaves corrections that the next one brings to their right end."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from corrections.states import State
from queries.ledger.audit_breaks import find_break
from queries.migrate import migrate
from queries.run import records
from queries.store import connect
from sandbox.serving import serve
from tests.corrections.conftest import Desk
from tests.corrections.plans import crediting, noting, plan, renaming
from tests.sync.conftest import DAY, Served
from tests.sync.small_company import small_company
from tests.sync.test_kill import environment

KILLS, CORRECTIONS = 15, 12


def approve_some(desk: Desk) -> list[str]:
    """Corrections of three steps each, approved."""
    made = []
    for number in range(1, CORRECTIONS + 1):
        name = str(desk.world.firmao["customers"][number]["name"])
        steps = (
            renaming(name, f"Name {number}", str(number)),
            noting(f"Tieout L4-{number}/1", str(number)),
            crediting(f"L4-{number}/1", "10.00", f"C-{number:05d}"),
        )
        made.append(desk.approved(plan(*steps, settles=(f"L4-{number}",))))
    return made


def test_killed_while_sending_nothing_is_sent_twice_and_every_end_is_true(tmp_path: Path) -> None:
    file = tmp_path / "tieout.duckdb"
    store = connect(str(file), holder="a test")
    migrate(store)
    moments = random.Random(7)
    with serve(small_company(DAY, invoices=1), latency_ms=20) as sandbox:
        served = Served(sandbox, file)
        approve_some(Desk(store, served, {}))
        store.close()
        given = environment(served, tmp_path)
        command = [sys.executable, "-m", "sync", "corrections", "push", "--by", "anna", "--json"]
        for _ in range(KILLS):
            with subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
                time.sleep(moments.uniform(0.8, 2.0))
                running.send_signal(signal.SIGKILL)
        subprocess.run(command, env=given, check=False, capture_output=True)
    store = connect(str(file), holder="a test")
    written = Counter((one.method, one.path, str(one.body)) for one in sandbox.writes)
    states = {row["state"] for row in records(store, "corrections/list")}
    assert [request for request, count in written.items() if count > 1] == []
    assert states <= {State.VERIFIED, State.FAILED}
    with store.cursor() as cursor:
        applied = cursor.value("select count(*) from ledger.correction_step where state = 'applied'")
    assert applied == len(written)
    assert find_break(store) is None
    store.close()
