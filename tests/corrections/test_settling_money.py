"""Money that is wrong in Ordway is put right there: it is gone, with its symptoms, and nothing else appeared."""

from pathlib import Path

import pytest

from tests.corrections.settling import company
from tests.corrections.settling_money import settle


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("I1", "create_invoice"),
        ("I3", "reverse_invoice"),
        ("I3", "credit"),
        ("I4", "invoice_rest"),
        ("I5", "credit"),
        ("I6", None),
        ("P3", "refund"),
        ("P5", "reapply_payment"),
    ],
)
def test_what_is_corrected_is_gone_and_nothing_else_appears(code: str, kind: str | None, tmp_path: Path) -> None:
    with company(tmp_path, seed=5) as here:
        before = here.open()
        settled = settle(here, {code}, kind)
        assert settled
        assert here.refused == {}
        assert here.open().keys() == before.keys() - settled.keys()


@pytest.mark.parametrize("seed", [3, 8, 13])
def test_all_that_is_wrong_with_money_is_corrected_together(seed: int, tmp_path: Path) -> None:
    with company(tmp_path, seed, accounts=420) as here:
        before = here.open()
        settled = settle(here, {"I1", "I3", "I4", "I5", "I6", "P3"})
        assert {row["rule"] for row in settled.values()} >= {"I1", "I3", "I4", "I5", "I6", "P3"}
        assert here.refused == {}
        assert here.open().keys() == before.keys() - settled.keys()
