"""What a subscription lacks of its contract is put right in Ordway, with what was billed wrongly, and nothing else."""

from pathlib import Path

import pytest

from corrections.states import State
from tests.corrections.settling import company

SEEDS = (3, 8)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("code", ["L1", "C1", "C8"])
def test_it_is_gone_with_its_symptoms_and_nothing_else_has_appeared(tmp_path: Path, code: str, seed: int) -> None:
    with company(tmp_path, seed) as here:
        before = here.open()
        settled = here.correct_all({code}, "ordway")
        assert settled, here.refused
        assert here.refused == {}
        assert set(here.push().values()) == {State.VERIFIED}, here.stories()
        here.pull_and_reconcile()
        after = here.open()
        left = before.keys() - settled.keys()
        news = {k: (r["rule"], r["evidence"]) for k, r in after.items() if k not in left}
        assert not news
        assert after.keys() == left
