"""What stands in the way of a month: more than the page lists is counted all the same."""

from decimal import Decimal
from typing import Any

from ui.closing.obstacles import SHOWN, acceptable, acceptable_table, barring, count_acceptable
from ui.sheet import words_of


def obstacle(number: int, in_all: int, *, is_acceptable: bool = True) -> dict[str, Any]:
    told = {"subject": f"T4-{number}", "told": f"T4 Unit price differs: Customer {number}", "owner": "Anna"}
    money = {"impact": Decimal(number), "currency": "PLN"}
    return {"kind": "open", **told, **money, "is_acceptable": is_acceptable, "count_acceptable": in_all}


def test_it_says_how_many_more_there_are_than_are_listed() -> None:
    rows = [obstacle(0, 3, is_acceptable=False), *(obstacle(number, 3) for number in range(1, 3))]
    assert (len(barring(rows)), len(acceptable(rows)), count_acceptable(rows)) == (1, 2, 3)
    assert "not shown" not in words_of(acceptable_table(acceptable(rows), SHOWN))
    assert "3 more are not shown" in words_of(acceptable_table(acceptable(rows), SHOWN + 3))


def test_where_nothing_stands_in_the_way_nothing_is_counted() -> None:
    assert count_acceptable([]) == 0
