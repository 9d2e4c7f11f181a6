"""Amounts in several currencies told in one: whether the address asks for that, and by which rates it is done.

`rates` are the rows of `revenue/currencies` on a day.
"""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from queries.currency import rounded
from ui.figures import line
from ui.filters import select
from ui.reading import Reader, Row
from ui.sheet import draw_sheet
from ui.text import figure
from ui.wording import _

CHOICE = "money"
# In the address: all currencies together, in the reporting one.
TOGETHER = "all"
_BUCKETS = ("current_amount", "overdue_1_30", "overdue_31_60", "overdue_61_90", "overdue_91")
_AMOUNTS = frozenset(
    {"amount", "balance", "overdue", "on_hold", "promised_amount", "released_amount", "taken_back_amount", *_BUCKETS}
    | {"expected_amount", "expected_until", "low_until", "high_until", "beyond_usual", "not_soon", "balance_all"}
)


def reporting_currency(rates: Sequence[Row]) -> str:
    """The currency that the policy reports in, '' where it names none."""
    return str(rates[0]["reporting_currency"] or "") if rates else ""


def asked_for(rates: Sequence[Row]) -> str:
    """The currency that the address wants all amounts in, '' where each currency stands by itself."""
    return reporting_currency(rates) if st.query_params.get(CHOICE) == TOGETHER else ""


def draw_together(rates: Sequence[Row]) -> None:
    """The choice between the two, where there is more than one currency and one to report in; with the rates."""
    reporting = reporting_currency(rates)
    if not reporting or len(rates) == 1:
        return
    names = {"": _("Each currency by itself"), TOGETHER: _("All in {currency}", currency=reporting)}
    select(CHOICE, _("Currency"), names, 220)
    if wanted := asked_for(rates):
        told = [rates_told(rates, wanted), missing_told(rates, wanted)]
        draw_sheet(line(" ".join(one for one in told if one), kind="note"), key="rates")


def reported(read: Reader, together: str, name: str, **asked: Any) -> list[Row]:
    """The rows of a query in the currency `together`; what was converted is rounded to the smallest unit of it."""
    rows = read.rows(name, reporting=together, **asked)
    return [_to_the_unit(row) for row in rows] if together else rows


def _to_the_unit(row: Row) -> Row:
    return row | {
        name: rounded(value, row["currency"]) for name, value in row.items() if name in _AMOUNTS and value is not None
    }


def rates_told(rates: Sequence[Row], reporting: str) -> str:
    """By which rates amounts are converted into this currency, '' where there are none."""
    told = [
        _("1 {currency} = {rate} {reporting}", currency=row["currency"], rate=figure(row["rate"]), reporting=reporting)
        for row in rates
        if row["currency"] != reporting and row["rate"] is not None
    ]
    return _("All days at the rates of the day shown: {rates}.", rates=", ".join(told)) if told else ""


def without_rate(rates: Sequence[Row]) -> str:
    """The currencies that have no rate, '' where all have one."""
    return ", ".join(row["currency"] for row in rates if row["rate"] is None)


def missing_told(rates: Sequence[Row], reporting: str) -> str:
    """Which currencies stand by themselves, since they have no rate; '' where all have one."""
    missing = without_rate(rates)
    if not missing:
        return ""
    return _(
        "There is no rate for {currencies}: it stands by itself and is in no sum in {reporting}.",
        currencies=missing,
        reporting=reporting,
    )
