"""The pictures of revenue say what their tables say: where bars begin and end, where they lead, and in words."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any

from ui.revenue.cash import funnel
from ui.revenue.leakage import course
from ui.revenue.movements import waterfall
from ui.revenue.words import percent

THEME: dict[str, str] = defaultdict(lambda: "grey")
AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)


def month(opened: date, closed: date, opening: int, *moves: int) -> dict[str, Any]:
    """A month that opens with an amount and moves it: new, back, more, less, gone."""
    names = ("new", "reactivation", "expansion", "contraction", "churn")
    moved = {f"{name}_amount": Decimal(move) for name, move in zip(names, moves, strict=True)}
    edges = {"opening_amount": Decimal(opening), "closing_amount": Decimal(opening + sum(moves))}
    return {"opened_on": opened, "closed_on": closed, "currency": "PLN", **edges, **moved}


def lost(step: str, reason: str, amount: int) -> dict[str, Any]:
    """A step, or what is lost on the way to it."""
    return {"step": step, "reason": reason, "title": None, "amount": Decimal(amount), "currency": "PLN"}


def test_each_bar_of_the_waterfall_begins_where_the_one_before_ended() -> None:
    rows = [month(AUGUST, SEPTEMBER, 100, 40, 0, 10, -5, 0), month(SEPTEMBER, OCTOBER, 145, 0, 20, 0, 0, -30)]
    [bars] = waterfall(rows, "PLN", THEME).figure["data"]
    heights = [Decimal(one) for one in bars["y"]]
    assert heights == [100, 40, 20, 10, -5, -30, 135]
    assert [Decimal(one) for one in bars["base"]] == [0, *list(accumulate(heights))[:5], 0]


def test_the_waterfall_leads_to_the_accounts_of_all_its_months() -> None:
    rows = [month(AUGUST, SEPTEMBER, 100, 40, 0, 0, 0, 0), month(SEPTEMBER, OCTOBER, 140, 0, 0, 0, 0, -30)]
    picture = waterfall(rows, "PLN", THEME)
    assert picture.addresses[0][5] == "?rows=movement&of=churn&since=2026-09-30&on=2026-10-31"
    assert picture.addresses[0][0] == "?rows=mrr&on=2026-08-31"
    assert "Churn −30" in picture.words


def test_each_loss_ends_where_the_next_one_begins_down_to_the_step() -> None:
    rows = [
        lost("contracted", "", 100), lost("scheduled", "not due", 30), lost("scheduled", "", 70),
        lost("billed", "unexplained", -5), lost("billed", "", 75),
    ]  # fmt: skip
    picture = funnel(rows, "PLN", THEME)
    [bars] = picture.figure["data"]
    assert [Decimal(one) for one in bars["base"]] == [0, 70, 0, 75, 0]
    assert bars["text"] == ["100", "−30", "70", "+5", "75"]
    assert picture.figure["layout"]["margin"]["r"] == 8 + 3 * 8, "what is written behind a bar has room on a phone"
    assert picture.addresses[0][3] == "?rows=loss&of=billed%3Aunexplained"


def test_what_is_fixed_or_accepted_goes_down() -> None:
    names = ("opening", "found", "fixed", "accepted", "open")
    amounts = {f"{name}_amount": Decimal(value) for name, value in zip(names, (10, 7, 3, 2, 12), strict=True)}
    picture = course([{"closed_on": OCTOBER, "leakage_rate": Decimal("0.012"), **amounts}], "PLN", THEME)
    assert [one["y"] for one in picture.figure["data"]] == [["7.00"], ["-3.00"], ["-2.00"], ["12.00"]]
    assert "1.2 % of what was due" in picture.words


def test_a_rate_is_told_to_a_tenth_of_a_per_cent() -> None:
    assert [percent(Decimal(one)) for one in ("1.0425", "0.8", "-0.0005")] == ["104.3 %", "80.0 %", "−0.1 %"]
    assert percent(None) == "–"
