"""Stale money in the CRM is published anew, and the discrepancy is gone."""

from pathlib import Path

from corrections.states import State
from tests.corrections.settling import company


def test_stale_money_is_published_and_gone(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        before = here.open()
        settled = here.correct_all({"M1"}, "firmao")
        assert settled
        assert here.refused == {}
        assert set(here.push().values()) == {State.VERIFIED}, here.stories()
        here.pull_and_reconcile()
        assert here.open().keys() == before.keys() - settled.keys()
