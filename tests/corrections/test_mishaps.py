"""Whatever goes wrong on the way, nothing is applied twice, nothing is lost, and the end is what the systems hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from corrections.life import approve, propose
from corrections.states import State, StepState
from corrections.systems import systems
from queries.ledger.audit import find_break
from queries.ledger.corrections import read_steps
from queries.migrate import migrate
from queries.store import connect
from sandbox.serving import serve
from sync.policy import Approval
from tests.corrections.conftest import APPROVER, FINANCE, Desk
from tests.corrections.mishaps import Run
from tests.sync.conftest import DAY, QUICK, Served
from tests.sync.small_company import small_company

RUNS, SHARES = 2_000, 8
# A read that fails is not waited for here: it is one more thing that goes wrong.
HASTY = replace(QUICK, read_timeout_seconds=0.1, attempts=1)


@contextmanager
def hasty_desk(folder: Path) -> Iterator[Desk]:
    """A desk whose client does not wait long."""
    file = folder / "tieout.duckdb"
    store = connect(str(file), holder="a test")
    migrate(store)
    world = small_company(DAY, invoices=1)
    world.firmao["salesnotes"], world.ordway["credits"] = {}, {}
    with serve(world, hold_seconds=0.25) as sandbox:
        served = Served(sandbox, file, HASTY)
        with systems(served.settings) as remotes:
            yield Desk(store, served, remotes)
    store.close()


@pytest.mark.parametrize("share", range(SHARES))
def test_whatever_goes_wrong_the_end_is_what_the_systems_hold(tmp_path: Path, share: int) -> None:
    ends = dict.fromkeys(State, 0)
    with hasty_desk(tmp_path) as desk:
        for number in range(share, RUNS, SHARES):
            sandbox = desk.served.sandbox
            run = Run(number, Random(number), sandbox, desk.store, desk.remotes)
            correction_id = propose(desk.store, run.plan, FINANCE, "it differs")
            approve(desk.store, correction_id, APPROVER, Approval())
            run.spoil()
            state = run.carry_on(correction_id)
            ends[state] += 1
            sandbox.state.faults.writes.clear()
            check(run, desk, correction_id, state)
            sandbox.writes.clear()
            # Lists stay short, so that two thousand runs do not read two thousand notes each.
            desk.world.firmao["salesnotes"].clear()
            desk.world.ordway["credits"].clear()
        assert find_break(desk.store) is None
    assert all(ends[state] for state in (State.VERIFIED, State.FAILED, State.CONFLICTED)), ends


def check(run: Run, desk: Desk, correction_id: str, state: State) -> None:
    with desk.store.cursor() as cursor:
        kept = read_steps(cursor, correction_id)
    told = f"run {run.number} ended {state}: {desk.story(correction_id)}"
    for step, one in zip(run.plan.steps, kept, strict=True):
        assert run.writes(step) <= 1, f"{told}; {step.says} was carried out twice"
        was_edited = bool(step.target) and run.touched is not None
        if one.state == StepState.APPLIED:
            assert run.is_carried_out(step), f"{told}; {step.says} is told as carried out, and is not"
        elif not was_edited:
            assert run.writes(step) == 0, f"{told}; {step.says} was carried out, and is told as {one.state}"
    if state is State.VERIFIED:
        assert all(one.state == StepState.APPLIED for one in kept), told
