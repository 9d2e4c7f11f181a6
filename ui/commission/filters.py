"""The filters of commission: whose, which month, currency and state. Each stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import streamlit as st

from ui.commission.words import STATE_NAMES
from ui.filters import select
from ui.ledger import Row
from ui.text import month_name
from ui.wording import _, each

CHOICES = ("rep", "month", "currency", "state")
_MONTHS_BACK = 13
_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True)
class Filters:
    """What the address asks for, as the queries take it; `rep` is '' for everybody's."""

    rep: str
    currency: str
    state: str
    dated_from: date
    dated_until: date

    @property
    def whose(self) -> dict[str, str]:
        """What the figures above the lines are narrowed by."""
        return {"rep": self.rep, "currency": self.currency}

    def asked(self) -> dict[str, Any]:
        """All of it by the names of the parameters."""
        return vars(self).copy()


def chosen(own_rep: str | None, together: str) -> Filters:
    """What the address asks for; whoever has an own rep sees nobody else's, whatever it says.

    Where all is told in one currency, `together`, there is none to be narrowed to.
    """
    first = _month(st.query_params.get("month", ""))
    state = st.query_params.get("state", "")
    return Filters(
        rep=st.query_params.get("rep", "") if own_rep is None else own_rep,
        currency="" if together else st.query_params.get("currency", ""),
        state=state if state in STATE_NAMES else "",
        dated_from=first or _FIRST,
        dated_until=_end(first) if first else _LAST,
    )


def draw_filters(reps: Sequence[Row], currencies: Sequence[str], today: date, *, is_own: bool) -> None:
    """The widgets; the one of reps only where more than one's own is to be seen, of currencies where there are any."""
    if not is_own:
        named = {row["rep"]: f"{row['name']} ({row['rep']})" for row in reps}
        select("rep", _("Rep"), {"": _("Every rep"), **named}, 300)
    select("state", _("State"), {"": _("Any state"), **each(STATE_NAMES)}, 170)
    select("month", _("Month"), {"": _("Any month"), **months(today)}, 190)
    if currencies:
        select("currency", _("Currency"), {"": _("Any currency"), **{one: one for one in currencies}}, 150)


def months(today: date) -> dict[str, str]:
    """The last months by their key in the address, the latest first."""
    first, found = today.replace(day=1), {}
    for _number in range(_MONTHS_BACK):
        found[f"{first:%Y-%m}"] = month_name(first)
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def _month(told: str) -> date | None:
    """The first day of a month in the address; None where it names none."""
    try:
        return date.fromisoformat(f"{told}-01")
    except ValueError:
        return None


def _end(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
