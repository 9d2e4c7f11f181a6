"""A process that sends and is killed at any moment leaves corrections that the next one brings to their right end."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from corrections.errors import NotPlannableError
from corrections.plan import Plan
from corrections.states import State, StepState
from queries.ledger.audit_breaks import find_break
from queries.ledger.corrections import read_steps
from queries.store import connect
from sandbox.serving import Sandbox, serve
from tests.corrections.fixes import FIXES, Fix
from tests.corrections.mishap_runs import not_as_planned, request_told, requests_of
from tests.corrections.settling import DAY, Company
from tests.corrections.small_worlds import customers_of
from tests.corrections.somebody import causes, kept, plan_kept
from tests.shelf import pulled
from tests.sync.conftest import Served, settings_for
from tests.sync.test_kill import environment

KILLS, CORRECTIONS, SEED = 15, 14, 7


def drawn(here: Company, draw: random.Random) -> Iterator[tuple[Fix, Plan]]:
    """Plans of as many kinds as there are, in whatever order, no two of them about the same customer."""
    fixes = [fix for fix, proof in FIXES.items() if not proof.prepare]
    touched: set[str] = set()
    met: set[tuple[str, str]] = set()
    for fix in draw.sample(fixes, len(fixes)):
        found = None if fix[1:] in met else planned(here, fix, touched)
        if found and found.steps:
            touched |= customers_of(here.world, found, {})
            met.add(fix[1:])
            yield fix, found


def planned(here: Company, fix: Fix, touched: set[str]) -> Plan | None:
    """A plan of a fix that touches no customer of another one."""
    code, side, kind = fix
    for row in causes(here, code):
        try:
            plan = here.plan(row["id"], side, kind)
        except NotPlannableError:
            continue
        if not customers_of(here.world, plan, row) & touched:
            return plan
    return None


def push_and_kill(given: Mapping[str, str], sandbox: Sandbox, moments: random.Random) -> int:
    """Have all of it sent by processes that are killed some requests later, and by a last one that is not.

    Returns how many of them were killed before they ended by themselves.
    """
    command, killed = [sys.executable, "-m", "sync", "corrections", "push", "--by", "anna", "--json"], 0
    for _ in range(KILLS):
        enough = len(sandbox.requests) + moments.randint(1, 20)
        with subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            while len(sandbox.requests) < enough and running.poll() is None:
                time.sleep(0.002)
            killed += running.poll() is None
            running.send_signal(signal.SIGKILL)
    subprocess.run(command, env=given, check=False, capture_output=True)
    return killed


def test_killed_while_sending_nothing_is_sent_twice_and_every_end_is_true(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file, draw = tmp_path / "tieout.duckdb", random.Random(SEED)
    company = pulled(tmp_path_factory.mktemp("pulled"), 3, 172, DAY)
    company.copy_store(file)
    store = connect(str(file), holder="a test")
    with serve(company.world(), hour=9, latency_ms=20) as sandbox:
        served = Served(sandbox, file)
        here = Company(store, settings_for(sandbox, file), DAY, sandbox.world)
        ids = [here.approved(plan) for _, (_, plan) in zip(range(CORRECTIONS), drawn(here, draw), strict=False)]
        store.close()
        assert push_and_kill(environment(served, tmp_path), sandbox, draw) > KILLS // 2
        after = Company(connect(str(file), holder="a test"), here.settings, DAY, sandbox.world)
        written = Counter(request_told(one.system, one.method, one.path, one.body) for one in sandbox.writes)
    assert len(ids) == CORRECTIONS
    assert [request for request, count in written.items() if count > 1] == []
    assert sum((check(after, one) for one in ids), Counter()) == written
    assert find_break(after.store) is None
    after.store.close()


def check(here: Company, correction_id: str) -> Counter[str]:
    """Hold where a correction came to against what the systems hold; the requests told as carried out."""
    with here.store.cursor() as cursor:
        steps = read_steps(cursor, correction_id)
    plan, found = plan_kept(here, correction_id), kept(here, correction_id)
    wrong = not_as_planned(here.world, plan, steps)
    assert (found.state == State.VERIFIED) == (wrong == []), f"{found.title}: {found.state}, {found.story}, {wrong}"
    assert found.state in (State.VERIFIED, State.FAILED), found.story
    carried_out = (told for told, one, _ in requests_of(plan, steps) if one.state == StepState.APPLIED and one.attempts)
    return Counter(carried_out)
