"""Money in several currencies against limits: held against shares reckoned one by one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.limits import added, excess

_CODES = st.sampled_from(["PLN", "EUR", "USD"])
_AMOUNTS = st.dictionaries(_CODES, st.decimals(0, 1000, places=2))
_LIMITS = st.dictionaries(_CODES, st.decimals(0, 1000, places=2))


def is_within(limits: dict[str, Decimal], sums: dict[str, Decimal]) -> bool:
    """The same in whole hundredths: no share is rounded, and nothing at all fits into nothing."""
    told = {code: int(amount * 100) for code, amount in sums.items() if amount}
    if any(code not in limits or not limits[code] for code in told):
        return False
    bounds = {code: int(limits[code] * 100) for code in told}
    whole = 1
    for bound in bounds.values():
        whole *= bound
    return sum(whole // bounds[code] * amount for code, amount in told.items()) <= whole


@given(limits=_LIMITS, sums=_AMOUNTS)
def test_it_is_within_where_the_shares_are_one_at_most(limits: dict[str, Decimal], sums: dict[str, Decimal]) -> None:
    assert (excess(limits, sums) == "") is is_within(limits, sums)


@given(sums=st.lists(_AMOUNTS, max_size=4))
def test_sums_are_added_by_currency(sums: list[dict[str, Decimal]]) -> None:
    together = added(*sums)
    assert together == {code: sum(one.get(code, Decimal(0)) for one in sums) for one in sums for code in one}


@pytest.mark.parametrize(
    ("sums", "told"),
    [
        ({"CZK": "1"}, "No limit a person and day is set for CZK"),
        ({"PLN": "10.01"}, "10.01 PLN is above the limit of 10.00 PLN a person and day"),
        ({"PLN": "6", "EUR": "2.01"}, "6.00 PLN and 2.01 EUR together are above the limit of 10.00 PLN or 5.00 EUR"),
    ],
)
def test_it_says_which_limit_and_by_what(sums: dict[str, str], told: str) -> None:
    limits = {"PLN": Decimal(10), "EUR": Decimal(5)}
    amounts = {code: Decimal(amount) for code, amount in sums.items()}
    assert excess(limits, amounts, " a person and day").startswith(told)
