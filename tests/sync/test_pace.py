"""Keeping a system's rate: whatever it asks for, nobody waits for ever."""

import pytest

from sync.pace import Pace, wait_before_retry


@pytest.mark.parametrize(("told", "longest"), [(2.0, 2.0), (3600.0, 60.0), (10.0**30, 60.0)])
def test_a_system_that_asks_for_time_gets_a_minute_at_most(told: float, longest: float) -> None:
    waited: list[float] = []
    pace = Pace(0, waited.append)
    pace.hold(told)
    pace.take_turn()
    assert waited == [pytest.approx(longest, abs=0.5)]
    assert wait_before_retry(1, 2, told) == longest


def test_requests_are_spaced_evenly() -> None:
    waited: list[float] = []
    pace = Pace(2, waited.append)
    for _ in range(3):
        pace.take_turn()
    assert waited == [pytest.approx(0.5, abs=0.2), pytest.approx(1.0, abs=0.2)]
