"""A plan is weighed by the larger of what was collected too little and too much; one never makes the other smaller."""

from decimal import Decimal

import pytest

from corrections.planning.case import at_stake


@pytest.mark.parametrize(
    ("ways", "weighed"), [(("5", "-7"), -7), (("8", "-7"), 8), (("0", "-7"), -7), (("7", "-7"), 7)]
)
def test_a_plan_is_weighed_by_the_larger_of_the_two(ways: tuple[str, str], weighed: int) -> None:
    under, over = map(Decimal, ways)
    assert at_stake([{"under_collected": under, "over_collected": over}]) == weighed


def test_causes_of_both_kinds_are_not_netted_in_a_plan() -> None:
    nothing = Decimal(0)
    causes = [
        {"under_collected": Decimal(900), "over_collected": nothing},
        {"under_collected": nothing, "over_collected": Decimal(-800)},
    ]
    assert at_stake(causes) == 900
