"""What a person did by hand and did not help is failed by the next comparison, and nobody says what is not so."""

from pathlib import Path

import pytest

from corrections.errors import ImpossibleMoveError
from corrections.life import done_by_hand
from corrections.manual import judge_manual
from corrections.outbox import Outbox
from corrections.states import State
from queries.reconcile.run import reconcile_changes
from tests.corrections.conftest import FINANCE
from tests.corrections.settling import Company, company


def test_what_was_not_done_is_failed_once_it_was_pulled_and_compared(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        settled = here.correct_all({"I7"}, "ordway")
        [correction_id] = say_done(here)
        reconcile_changes(here.store, here.day)
        assert judge_manual(here.store) == {}
        here.pull_and_reconcile()
        assert judge_manual(here.store) == {correction_id: State.FAILED}
        assert next(iter(settled)) in here.stories()[title_of(here, correction_id)]


def test_reading_again_does_not_verify_what_was_done_by_hand(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        here.correct_all({"I7"}, "ordway")
        [correction_id] = say_done(here)
        here.pull_and_reconcile()
        judge_manual(here.store)
        assert Outbox(here.store, {}).look_again(correction_id) is State.FAILED


def test_nobody_says_by_hand_what_is_sent(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        here.correct_all({"I4"}, "ordway")
        with pytest.raises(ImpossibleMoveError, match="sent by Tieout"):
            say_done(here)


def say_done(here: Company) -> list[str]:
    """Say of everything approved that it was done; the ids."""
    with here.store.cursor() as cursor:
        rows = cursor.rows("select correction_id from ledger.correction where state = 'approved' order by 1")
    for (correction_id,) in rows:
        done_by_hand(here.store, correction_id, FINANCE, "done")
    return [correction_id for (correction_id,) in rows]


def title_of(here: Company, correction_id: str) -> str:
    """How the harness names a correction that failed."""
    with here.store.cursor() as cursor:
        title = cursor.value("select title from ledger.correction where correction_id = $id", id=correction_id)
    return f"{title} (failed)"
