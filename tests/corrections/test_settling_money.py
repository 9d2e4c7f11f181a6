"""Money that is wrong in Ordway is put right there: it is gone, with its symptoms, and nothing else appeared."""

from pathlib import Path

from tests.corrections.settling import company
from tests.corrections.settling_money import settle


def test_all_that_is_wrong_with_money_is_corrected_together(tmp_path: Path) -> None:
    with company(tmp_path, seed=13, accounts=420) as here:
        before = here.open()
        settled = settle(here, {"I1", "I3", "I4", "I5", "I6", "P3"})
        assert {row["rule"] for row in settled.values()} >= {"I1", "I3", "I4", "I5", "I6", "P3"}
        assert here.refused == {}
        assert here.open().keys() == before.keys() - settled.keys()
