"""The worker sends what is approved, and what it did is pulled and reconciled."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from corrections import duty
from corrections.life import find
from corrections.plan import Plan
from corrections.proposing import Desk, preview, submit
from corrections.states import State
from queries.store import Store
from sync.policy import Approval, Automatic
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


def test_what_the_policy_corrects_by_itself_is_sent_after_a_pull(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        allowed = Approval(automatic=(Automatic("M1", "firmao", Decimal(1)),))
        settings = replace(here.settings, policy=replace(here.settings.policy, approval=allowed))
        stale = next(iter(here.open({"M1"})))
        duty.sending(here.store, settings)(frozenset(), threading.Event())
        here.pull_and_reconcile()
        assert stale not in here.open()


def planned(here: Company, discrepancy_id: str) -> Plan:
    """The plan that finance looks at."""
    plan = preview(desk_of(here), discrepancy_id, "firmao").plan
    assert plan is not None
    return plan
