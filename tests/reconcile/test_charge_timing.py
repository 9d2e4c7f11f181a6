"""Whether a contract is billed in advance or in arrears is read in any spelling, else from its subscription."""

import pytest

from queries.store import Store
from tests.reconcile.seats import bill, found, hold, sell, told

BILLED = [
    ("2026-08-01", "2026-08-31", "2026-09-01"),
    ("2026-09-01", "2026-09-30", "2026-10-01"),
    ("2026-10-01", "2026-10-31", "2026-11-01"),
]


def arrange(bare: Store, sold: str | None, held: str | None) -> None:
    """A contract and a subscription of these timings, billed in arrears."""
    sell(bare, mapped_charge_timing=sold)
    hold(bare)
    with bare.transaction() as cursor:
        cursor.run("update ordway.subscription_lines set charge_timing = $held", held=held)
    for first, last, on in BILLED:
        bill(bare, first, last, 100, on=on)


@pytest.mark.parametrize("sold", ["in_arrears", "In Arrears", "IN-ARREARS", "", " ", None])
def test_what_is_billed_in_arrears_is_neither_missing_nor_late(bare: Store, sold: str | None) -> None:
    arrange(bare, sold, "In Arrears")
    assert found(bare) == []


def test_the_contract_s_own_word_comes_first(bare: Store) -> None:
    arrange(bare, "In Advance", "In Arrears")
    assert told(found(bare, ["I1", "T13"])) == [("I1", "T13"), ("T13", "")]


def test_where_nobody_says_it_is_in_advance(bare: Store) -> None:
    arrange(bare, None, None)
    assert told(found(bare, ["I1", "T13"])) == [("I1", "")]
