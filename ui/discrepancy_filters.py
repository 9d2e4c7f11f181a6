"""The filters of the queue of discrepancies. Each stands in the address, which alone says what is chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ui.address import link_here
from ui.figures import line
from ui.filters import following, select, take_over, tick
from ui.reading import Row
from ui.screens import begin_anew
from ui.sheet import draw_sheet
from ui.text import words

ANY = "all"
NOBODY = "nobody"
_STATUSES = {"open": "Open", "waived": "Waived", "resolved": "Resolved", ANY: "Any status"}
# From how many days on, up to how many.
_AGES = {
    "0-1": "Since yesterday",
    "0-7": "Up to 7 days old",
    "8-30": "8 to 30 days old",
    "31-90": "31 to 90 days old",
    "91-": "Over 90 days old",
}
_OLDEST = 100_000
_DEFAULTS = {"status": "open"}
CHOICES = ("status", "rule", "severity", "owner", "currency", "age", "account", "search", "snoozed", "symptoms")
_MORE = ("currency", "age", "snoozed", "symptoms")


@dataclass(frozen=True)
class Filters:
    """What the address asks for, as the queries of the queue take it."""

    told: Mapping[str, str]

    @property
    def is_any(self) -> bool:
        """Whether something narrows the queue down to less than everything open."""
        return any(self.told.values())

    @property
    def shows_symptoms(self) -> bool:
        """Whether what another discrepancy explains is shown too."""
        return bool(self.told["symptoms"])

    def asked(self, **changes: bool) -> dict[str, Any]:
        """Parameters of a query of the queue."""
        given = {name: self.told[name] for name in ("rule", "severity", "owner", "currency", "account", "search")}
        youngest, _, oldest = self.told["age"].partition("-")
        status = self.told["status"] or _DEFAULTS["status"]
        flags = {"snoozed": bool(self.told["snoozed"]), "symptoms": self.shows_symptoms}
        ages = {"age_from": int(youngest or 0), "age_to": int(oldest or _OLDEST)}
        return {**given, "status": "" if status == ANY else status, **ages, **flags, **changes}


def chosen() -> Filters:
    """The filters in the address; an age that is none of those offered is any."""
    told = {name: st.query_params.get(name, "") for name in CHOICES}
    return Filters(told | {"age": told["age"] if told["age"] in _AGES else ""})


def draw_filters(filters: Filters, offered: Iterable[Row]) -> None:
    """The widgets, for a horizontal container."""
    by_name: dict[str, dict[str, str]] = {"rule": {}, "severity": {}, "owner": {}, "currency": {}}
    for row in offered:
        by_name[row["filter"]][row["choice"]] = row["words"]
    by_name["severity"] = {choice: words(choice) for choice in by_name["severity"]}
    _search()
    select("status", "Status", _STATUSES, 115, _DEFAULTS["status"])
    select("rule", "Rule", {"": "Any rule"} | by_name["rule"], 180)
    select("severity", "Severity", {"": "Any severity"} | by_name["severity"], 130)
    select("owner", "Owner", {"": "Any owner", NOBODY: "Nobody"} | by_name["owner"], 130)
    more = sum(bool(filters.told[name]) for name in _MORE)
    with st.popover(f"More filters · {more}" if more else "More filters", type="tertiary"):
        select("currency", "Currency", {"": "Any currency"} | by_name["currency"], 200)
        select("age", "Age", {"": "Any age"} | _AGES, 200)
        tick("snoozed", "Snoozed ones too")
        tick("symptoms", "Symptoms of other ones too")


def draw_account_chosen(filters: Filters, name: str) -> str | None:
    """Which account the queue is narrowed down to, with a way back; returns that way once it is followed."""
    if not filters.told["account"]:
        return None
    shown = line("Only ", name or filters.told["account"], link_here("Every account", account="", page=""))
    return draw_sheet(shown, key="account-chosen")


def show_everything() -> None:
    """Take every filter away."""
    for name in CHOICES:
        st.query_params.pop(name, None)
    begin_anew()


def show_symptoms() -> None:
    """Show what other discrepancies explain, too."""
    st.query_params["symptoms"] = "1"
    begin_anew()


def show_snoozed() -> None:
    """Show what is snoozed, too."""
    st.query_params["snoozed"] = "1"
    begin_anew()


def _search() -> None:
    key = following("search", st.query_params.get("search", ""))
    st.text_input(
        "Search",
        key=key,
        type="search",
        live=True,
        label_visibility="collapsed",
        placeholder="Account or number",
        on_change=take_over,
        args=("search",),
        width=195,
    )
