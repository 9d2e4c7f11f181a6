"""What Home says to a rep of their commission, and to a collector of today's worklist."""

from datetime import date
from decimal import Decimal
from typing import Any

from ui.home.collecting import collecting
from ui.home.earning import earning
from ui.sheet import words_of

TODAY, REP = date(2026, 11, 23), "anna@sales.example"


def state(name: str, amount: str, currency: str = "PLN") -> dict[str, Any]:
    return {"rep": REP, "currency": currency, "state": name, "amount": Decimal(amount)}


def month(first: date, amount: str) -> dict[str, Any]:
    return {"currency": "PLN", "month": first, "released_amount": Decimal(amount)}


def held(day: date, amount: str) -> dict[str, Any]:
    return {"currency": "PLN", "amount": Decimal(amount), "releasable_on": day}


def counted(currency: str, found: int, overdue: str, due: int, promised: int, broken: int) -> dict[str, Any]:
    counts = {"found": found, "count_due": due, "count_promised": promised, "count_broken": broken}
    return {"currency": currency, "overdue": Decimal(overdue), **counts}


def test_a_rep_is_told_what_was_released_this_month_is_at_risk_and_comes_next() -> None:
    summed = [state("at risk", "70"), state("at risk", "5", "EUR"), state("released", "900")]
    months = [month(date(2026, 10, 1), "400"), month(date(2026, 11, 1), "500")]
    later, first = date(2026, 12, 9), date(2026, 12, 1)
    lines = [held(later, "11"), held(first, "20"), held(first, "2.50")]
    said = words_of(earning(summed, months, lines, TODAY, REP))
    for told in ("500.00 PLN", "70.00 PLN", "5.00 EUR", "22.50 PLN", "on Tue 1 Dec 2026"):
        assert told in said
    assert "900.00" not in said
    assert "11.00" not in said


def test_where_nothing_is_held_a_rep_is_told_what_waits_for_payments() -> None:
    said = words_of(earning([state("invoiced", "33")], [], [], TODAY, REP))
    assert "33.00 PLN" in said
    assert "released once it is paid and held" in said


def test_a_collector_is_told_whom_to_ask_how_much_is_overdue_and_which_promises_are_due() -> None:
    needs = collecting([counted("EUR", 2, "10.50", 1, 0, 1), counted("PLN", 5, "99", 3, 1, 1)])
    assert [(one.told, one.money, one.address) for one in needs] == [
        ("2 promises broken and not asked about", "", "collections?action=chase_promise"),
        ("4 accounts to ask today, of 7 on the worklist", "10.50 EUR; 99.00 PLN; overdue", "collections"),
        ("1 promise to be kept by today", "", "collections?action=await_promise"),
    ]


def test_where_nobody_is_late_there_is_nothing_to_collect() -> None:
    assert collecting([]) == []
    assert collecting([counted("PLN", 4, "99", 0, 0, 0)]) == []
