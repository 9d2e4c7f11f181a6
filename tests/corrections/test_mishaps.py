"""Whatever goes wrong on the way, nothing is applied twice, nothing is lost, and the end is what the systems hold."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from corrections.planning import PLANNERS
from corrections.states import State, StepState
from corrections.systems import systems
from queries.ledger.audit_breaks import find_break
from sandbox.serving import serve
from sandbox.world import World
from tests.corrections.conftest import Desk
from tests.corrections.fixes import FIXES
from tests.corrections.mishap_runs import Mishap, Run, not_as_planned, requests_of
from tests.corrections.mishaps import DRAWN, EDITED, EVERY, watched
from tests.corrections.rehearsals import Rehearsal, rehearsals, shape_of
from tests.corrections.settling import DAY
from tests.stores import fresh_store
from tests.sync.conftest import QUICK, Served

RUNS, SHARES = 1_000, 8
# A read that fails is not waited for here: it is one more thing that goes wrong.
HASTY = replace(QUICK, read_timeout_seconds=0.1, attempts=1)


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> list[Rehearsal]:
    """Real plans of every kind, and of taking them back."""
    return rehearsals(tmp_path_factory.mktemp("rehearsals"))


@contextmanager
def hasty_desk(folder: Path) -> Iterator[Desk]:
    """A desk whose client does not wait long, beside systems that check each change of a subscription for a while."""
    file = folder / "tieout.duckdb"
    store = fresh_store(file)
    with serve(World(DAY), hold_seconds=0.25, checks_changes=True) as sandbox:
        served = Served(sandbox, file, HASTY)
        with systems(served.settings) as remotes:
            yield Desk(store, served, remotes)
    store.close()


def test_every_kind_that_sends_requests_is_rehearsed(rehearsed: list[Rehearsal]) -> None:
    by_hand = {fix[1:] for fix, proof in FIXES.items() if proof.work}
    assert PLANNERS.keys() - {(one.side, one.kind) for one in rehearsed} <= by_hand
    assert {one.kind for one in rehearsed if one.is_undo} >= {"undo_change_line", "undo_credit", "undo_note"}


@pytest.mark.parametrize("share", range(SHARES))
def test_whatever_goes_wrong_the_end_is_what_the_systems_hold(
    rehearsed: list[Rehearsal], tmp_path: Path, share: int
) -> None:
    directed = every_mishap(rehearsed)
    with hasty_desk(tmp_path) as desk:
        for number in range(share, RUNS, SHARES):
            is_drawn = number >= len(directed)
            plans, mishap = drawn(rehearsed, number) if is_drawn else directed[number]
            run = Run(desk, plans, mishap, Random(number), is_drawn)
            ids = run.start()
            run.carry_on(ids)
            told = f"run {number}, {mishap} of {[one.kind for one in plans]}"
            assert is_drawn or run.has_met(), f"{told}: it did not go wrong"
            check(run, ids, told)
        assert find_break(desk.store) is None


def every_mishap(rehearsed: list[Rehearsal]) -> list[tuple[list[Rehearsal], Mishap]]:
    """Each kind of request with everything that can go wrong with it, the shortest plan that has it."""
    shapes: dict[str, tuple[Rehearsal, int]] = {}
    for one in sorted(rehearsed, key=lambda one: len(one.plan.steps)):
        for position in one.sent:
            shapes.setdefault(shape_of(one.plan.steps[position - 1]), (one, position))
    return [
        ([one], Mishap(what, 0, position))
        for one, position in shapes.values()
        for what in EVERY
        if what != EDITED or watched(one.plan.steps[position - 1]) or one.plan.steps[position - 1].reference
    ]


def drawn(rehearsed: list[Rehearsal], number: int) -> tuple[list[Rehearsal], Mishap]:
    """A plan, mostly a short one, or now and then a batch of three, and something that goes wrong with it."""
    draw = Random(f"plans {number}")
    plans: list[Rehearsal] = []
    short = [one for one in rehearsed if len(one.plan.steps) <= 2 or draw.random() < 0.1]
    while len(plans) < (3 if number % 10 == 0 else 1):
        one = draw.choice(short)
        if not any(one.customers & other.customers for other in plans):
            plans.append(one)
    correction = draw.randrange(len(plans))
    return plans, Mishap(draw.choice(DRAWN), correction, draw.choice(plans[correction].sent))


def check(run: Run, ids: Sequence[str], told: str) -> None:
    """Hold what is told of each correction and each step against what the systems hold and were asked for."""
    writes, planned = run.writes(), Counter[str]()
    for plan, correction_id in zip(run.plans, ids, strict=True):
        kept, state = run.desk.steps(correction_id), run.desk.state(correction_id)
        told = f"{told}, {correction_id} {state}: {run.desk.story(correction_id)}"
        wrong = not_as_planned(run.world, plan, kept)
        assert (state is not State.VERIFIED) or not wrong, f"{told}; but {wrong}"
        assert wrong or state is not State.FAILED, f"{told}; but all of it stands there"
        for request, one, step in requests_of(plan, kept):
            is_applied = one.state == StepState.APPLIED
            # What somebody changed again tells nothing of ours any more.
            is_unclear = run.mishap.what == EDITED or one.state == StepState.CONFLICTED
            planned[request] += is_applied or is_unclear
            is_there = (
                writes[request] or is_unclear or not not_as_planned(run.world, replace(plan, steps=(step,)), [one])
            )
            assert not is_applied or is_there, f"{told}; {step.says} is told as done, and was not"
        if state is State.VERIFIED:
            assert all(one.state == StepState.APPLIED for one in kept), told
    twice = {request: count for request, count in writes.items() if count > planned[request]}
    assert twice == {}, f"{told}; done more often than planned: {twice}"
