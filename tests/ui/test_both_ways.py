"""What was collected too little and what too much stand beside each other wherever a discrepancy is worth both."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ui.discrepancies.detail import key_figures, reasoning
from ui.discrepancies.queue import queue_table
from ui.screens import Order

BOTH = {
    "discrepancy_id": "T3-1", "root_id": None, "rule": "T3", "title": "Quantity differs", "severity": "high",
    "status": "open", "account_id": "F1", "account_name": "Lis", "expected": "3", "actual": "4", "impact": Decimal(5),
    "under_collected": Decimal(5), "over_collected": Decimal(-7), "currency": "PLN", "evidence": "seats differ",
    "is_sum": True, "symptoms": 2, "owner": None, "due_on": None, "snoozed_until": None, "age_days": 1,
    "first_seen_at": datetime(2026, 11, 22, tzinfo=UTC), "change": None, "wrong_since": date(2026, 11, 1),
}  # fmt: skip


def test_a_discrepancy_shows_both() -> None:
    told = json.dumps(key_figures(BOTH), ensure_ascii=False)
    assert "5.00 PLN" in told
    assert "7.00 PLN" in told
    assert "5.00 PLN leakage and 7.00 PLN over-collected" in json.dumps(reasoning(BOTH), ensure_ascii=False)


@pytest.mark.parametrize(
    ("too_little", "too_much", "named"),
    [(5, -7, "Leakage and over-collected"), (5, 0, "Leakage"), (0, -7, "Over-collected")],
)
def test_what_is_at_stake_is_named_as_everywhere(too_little: int, too_much: int, named: str) -> None:
    worth = {"under_collected": Decimal(too_little), "over_collected": Decimal(too_much)}
    told = key_figures({**BOTH, **worth, "impact": Decimal(too_little or too_much)})
    assert f'"{named}"' in json.dumps(told)


def test_the_queue_shows_both() -> None:
    told = json.dumps(
        queue_table([BOTH], Order("impact", True), (1, 1), date(2026, 11, 23), {}, {}), ensure_ascii=False
    )
    assert "5.00" in told
    assert "−7.00" in told
