"""What revenue is looked at: the day, how many months back, and in which currency. All of it stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import streamlit as st

from queries.currency import decimals, rounded
from ui.filters import select
from ui.reading import Reader, Row
from ui.reporting import CHOICE, TOGETHER, rates_told, reporting_currency, without_rate
from ui.text import amount, count, figure
from ui.wording import _

CHOICES = ("as_of", "months", CHOICE)
_MONTHS = (6, 12, 24)
_USUAL = 12
_PICKED = "revenue-day"


@dataclass(frozen=True)
class Choice:
    """The day, the months before it, the currency amounts are told in, and whether others are converted into it."""

    day: date
    months: int
    currency: str
    is_together: bool

    @property
    def money(self) -> dict[str, str]:
        """What the queries are given to answer in that currency."""
        return {"reporting": self.currency} if self.is_together else {"currency": self.currency}

    def asked(self, **other: Any) -> dict[str, Any]:
        """What a query is given: the day, the currency, and what it takes besides."""
        return {"as_of": self.day, **self.money, **other}

    def told(self, rows: Sequence[Row]) -> list[Row]:
        """The rows in the currency that is shown; what has no rate is not among them."""
        return [row for row in rows if row["currency"] == self.currency]

    def amount(self, value: Decimal | None) -> str:
        """An amount to the currency's smallest unit, with the currency."""
        return amount(None if value is None else rounded(value, self.currency), self.currency)

    def plain(self, value: Decimal | None) -> str:
        """The same without the currency."""
        return figure(None if value is None else rounded(value, self.currency), decimals(self.currency))


def usual(today: date, currencies: Sequence[Row]) -> Choice:
    """What is looked at where nothing is chosen: all in the reporting currency, where there is one."""
    reporting = reporting_currency(currencies)
    first = next((str(row["currency"]) for row in currencies), "")
    return Choice(today, _USUAL, reporting or first, bool(reporting))


def chosen(read: Reader, currencies: Sequence[Row]) -> Choice:
    """What the address says, with the usual where it says nothing that can be."""
    choice = replace(usual(read.today, currencies), day=_day(read.today), months=_months())
    told = st.query_params.get(CHOICE, "")
    if told not in {row["currency"] for row in currencies}:
        return choice
    return replace(choice, currency=told, is_together=False)


def draw_choice(read: Reader, currencies: Sequence[Row], choice: Choice) -> None:
    """The widgets that change it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _draw_day(read.today, choice.day)
        offered = {str(one): _("{months} back", months=count(one, "month")) for one in _MONTHS}
        select("months", _("Months back"), offered, 170, default=str(_USUAL))
        together = reporting_currency(currencies)
        names = {TOGETHER: _("All in {currency}", currency=together)} if together else {}
        names |= {row["currency"]: _("{currency} only", currency=row["currency"]) for row in currencies}
        default = next(iter(names), "")
        select(CHOICE, _("Currency"), names, 150, default=default)


def told_by(rates: Sequence[Row], choice: Choice) -> str:
    """By which rates amounts were converted, and which are not among them for want of one; '' where none were."""
    if not choice.is_together:
        return ""
    missing = without_rate(rates)
    left_out = _("There is no rate for {currencies}: not in these figures, choose it to see it.", currencies=missing)
    return " ".join(one for one in (rates_told(rates, choice.currency), left_out if missing else "") if one)


def _day(today: date) -> date:
    try:
        return date.fromisoformat(st.query_params.get("as_of", ""))
    except ValueError:
        return today


def _months() -> int:
    told = st.query_params.get("months", "")
    return int(told) if told in {str(one) for one in _MONTHS} else _USUAL


def _draw_day(today: date, day: date) -> None:
    key = f"{_PICKED}-{day}"
    st.date_input(
        _("As of"),
        value=day,
        max_value=today + timedelta(days=731),
        min_value=today - timedelta(days=3660),
        key=key,
        on_change=_look_at,
        args=(key, today),
        label_visibility="collapsed",
        width=150,
    )


def _look_at(key: str, today: date) -> None:
    picked = st.session_state[key]
    if picked == today:
        st.query_params.pop("as_of", None)
    elif picked:
        st.query_params["as_of"] = picked.isoformat()
