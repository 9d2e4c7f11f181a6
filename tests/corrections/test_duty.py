"""The worker sends what is approved, and what it did is pulled and reconciled."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corrections import duty
from corrections.by_hand import judge_by_hand
from corrections.life import find
from corrections.plan import Plan
from corrections.proposing import Desk, preview, submit, submit_done
from corrections.states import State
from corrections.systems import systems
from queries.store import Store
from sync.policy import Approval
from sync.worker import PullWorker
from tests.corrections.conftest import FINANCE
from tests.corrections.settling import Company, company


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end, "it never became so"
        time.sleep(0.02)


def desk_of(here: Company) -> Desk:
    """Finance at its desk."""
    return Desk(here.store, here.settings.policy.mapping, Approval(), FINANCE, here.day)


def state(store: Store, correction_id: str) -> State:
    """Where a correction stands."""
    with store.cursor() as cursor:
        return State(find(cursor, correction_id).state)


def test_what_is_approved_is_sent_pulled_and_reconciled(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        worker = PullWorker(here.store, here.settings)
        worker.add_duty(duty.NAME, duty.sending(here.store, here.settings))
        worker.start()
        stale = next(iter(here.open({"M1"})))
        correction_id = submit(desk_of(here), planned(here, stale), "sales asked")
        worker.ask_duty(duty.NAME)
        until(lambda: stale not in here.open())
        worker.stop()
        assert state(here.store, correction_id) is State.VERIFIED


def test_what_was_left_under_way_is_taken_up_at_the_start(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        correction_id = here.correct(next(iter(here.open({"M1"}))), "firmao")
        with here.store.transaction() as cursor:
            cursor.run("update ledger.correction set state = 'sending'")
        worker = PullWorker(here.store, here.settings)
        worker.add_duty(duty.NAME, duty.sending(here.store, here.settings))
        worker.start()
        until(lambda: state(here.store, correction_id) is State.VERIFIED)
        worker.stop()


def test_what_was_done_by_hand_is_judged_by_the_next_reconciliation(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        done = planned(here, next(iter(here.open({"M1"}))))
        not_done = replace(done, settles=(next(iter(here.open({"P2"}))),))
        kept = [submit_done(desk_of(here), replace(plan, steps=()), "done in Firmao") for plan in (done, not_done)]
        carry_out(here, done)
        assert judge_by_hand(here.store) == []
        here.pull_and_reconcile()
        assert judge_by_hand(here.store) == kept
        assert [state(here.store, one) for one in kept] == [State.VERIFIED, State.FAILED]


def planned(here: Company, discrepancy_id: str) -> Plan:
    """The plan that finance looks at."""
    plan = preview(desk_of(here), discrepancy_id, "firmao").plan
    assert plan is not None
    return plan


def carry_out(here: Company, plan: Plan) -> None:
    """Do in Firmao what a plan says, as a person would."""
    with systems(here.settings) as remotes:
        for step in plan.steps:
            remotes[step.system].send(step)
