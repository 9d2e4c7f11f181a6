"""How the business moved, for who leads it: what recurs, how long customers take to pay, what should come in."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from queries.currency import rounded
from ui.collections.figures import WEEKS, last_week_of, until
from ui.figures import Figure, figures
from ui.home.figures import change_told, leading
from ui.home.work import to
from ui.ledger import Row
from ui.reading import Question, Reader
from ui.sheet import Node
from ui.text import NONE, amount, day, figure, short_day
from ui.wording import _


def asked_by_leader(read: Reader) -> list[Question]:
    """What the figures ask, in their order."""
    since = {"as_of": read.today, "months": 1}
    return [("revenue/mrr", since), ("collections/dso", since), ("collections/cash_forecast", {"as_of": read.today})]


def business(read: Reader) -> Node:
    """Figures that lead to their page and the rows behind them, a currency a line and never added."""
    recurring, paying, expected = (read.rows(name, **asked) for name, asked in asked_by_leader(read))
    soon = last_week_of(read.today)
    return figures(
        [
            Figure(leading(_("MRR"), to("revenue", rows="mrr")), *_recurring(recurring, read.today)),
            Figure(leading(_("DSO"), to("collections", view="days")), *_paying(paying, read.today)),
            Figure(
                leading(_("Expected in {weeks} weeks", weeks=WEEKS), to("collections", view="cash")),
                until(expected, soon),
                _("by {day}, as they mostly pay", day=short_day(soon + timedelta(days=6))),
            ),
        ]
    )


def _recurring(rows: Sequence[Row], today: date) -> tuple[tuple[str, ...], str]:
    """What recurs now and what it moved by since the month ended."""
    told = [{**row, "mrr_amount": rounded(row["mrr_amount"], row["currency"])} for row in rows]
    now, before = _by_currency(told, "mrr_amount", today)
    values = tuple(amount(now[one], one) for one in now if now[one]) or (NONE,)
    moved = [change_told(now.get(one, Decimal(0)) - before.get(one, Decimal(0)), one) for one in {**now, **before}]
    return values, _against(rows, today, moved)


def _paying(rows: Sequence[Row], today: date) -> tuple[tuple[str, ...], str]:
    """Days now and at the end of the month before."""
    now, before = _by_currency(rows, "dso", today)
    values = tuple(_days(now[one], one) for one in now) or (NONE,)
    return values, _against(rows, today, [_days(before[one], one) for one in before])


def _by_currency(rows: Sequence[Row], name: str, today: date) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """A figure by currency, today and on the day before it that was asked for."""
    told = [(row["day"] == today, row["currency"], row[name]) for row in rows if row[name] is not None]
    return (
        {currency: value for is_now, currency, value in told if is_now},
        {currency: value for is_now, currency, value in told if not is_now},
    )


def _against(rows: Sequence[Row], today: date, told: Sequence[str]) -> str:
    days = [row["day"] for row in rows if row["day"] != today]
    if not days or not told:
        return _("Nothing to compare with")
    return _("Against {when}: {told}", when=day(min(days)), told="; ".join(told))


def _days(value: Decimal, currency: str) -> str:
    return _("{figure} days ({currency})", figure=figure(round(value, 1)), currency=currency)
