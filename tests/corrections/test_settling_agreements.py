"""Firmao as the side that is put right: what differs is gone, its symptoms too, and nothing else has appeared."""

from pathlib import Path

import pytest

from corrections.states import State
from tests.corrections.settling import company

TERMS = {"C7", "T6", "T7", "T8", "T9", "T10", "T11", "T12", "T13"}
LINES = {"T1", "T2", "T3", "T4", "T5"}
CONTRACTS = {"C2", "C3", "C4"}
CUSTOMERS = {"L2", "L3", "L4"}


@pytest.mark.parametrize("seed", [3, 8, 21])
def test_what_firmao_has_wrong_is_put_right_there(tmp_path: Path, seed: int) -> None:
    codes = TERMS | LINES | CONTRACTS | CUSTOMERS
    with company(tmp_path, seed) as here:
        before = here.open()
        settled = here.correct_all(codes, "firmao")
        assert here.refused == {}
        assert {row["rule"] for row in settled.values()} >= codes | {"I1", "I5", "I7"}
        assert set(here.push().values()) == {State.VERIFIED}, here.stories()
        here.pull_and_reconcile()
        assert here.open().keys() == before.keys() - settled.keys()
