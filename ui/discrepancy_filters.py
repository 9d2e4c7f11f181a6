"""The filters of the queue of discrepancies. Each stands in the address, which alone says what is chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ui.address import link_here
from ui.figures import line
from ui.reading import Row
from ui.screens import begin_anew
from ui.sheet import draw_sheet
from ui.text import words

ANY = "all"
NOBODY = "nobody"
_STATUSES = {"open": "Open", "waived": "Waived", "resolved": "Resolved", ANY: "Any status"}
# From how many days on, up to how many.
_AGES = {"0-7": "Up to 7 days old", "8-30": "8 to 30 days old", "31-90": "31 to 90 days old", "91-": "Over 90 days old"}
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
    _select("status", "Status", _STATUSES, 115)
    _select("rule", "Rule", {"": "Any rule"} | by_name["rule"], 180)
    _select("severity", "Severity", {"": "Any severity"} | by_name["severity"], 130)
    _select("owner", "Owner", {"": "Any owner", NOBODY: "Nobody"} | by_name["owner"], 130)
    more = sum(bool(filters.told[name]) for name in _MORE)
    with st.popover(f"More filters · {more}" if more else "More filters", type="tertiary"):
        _select("currency", "Currency", {"": "Any currency"} | by_name["currency"], 200)
        _select("age", "Age", {"": "Any age"} | _AGES, 200)
        _tick("snoozed", "Snoozed ones too")
        _tick("symptoms", "Symptoms of other ones too")


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
    key = _following("search", st.query_params.get("search", ""))
    st.text_input(
        "Search",
        key=key,
        type="search",
        live=True,
        label_visibility="collapsed",
        placeholder="Account or number",
        on_change=_take_over,
        args=("search",),
        width=195,
    )


def _select(name: str, label: str, choices: Mapping[str, str], width: int) -> None:
    default = _DEFAULTS.get(name, "")
    told = st.query_params.get(name, default)
    # What is chosen in the address is offered even where nothing has it, so that the screen says why it is empty.
    offered = dict(choices) | ({} if told in choices else {told: told})
    key = _following(name, told)
    st.selectbox(
        label,
        list(offered),
        format_func=lambda choice: offered.get(choice, choice),
        key=key,
        label_visibility="collapsed",
        on_change=_take_over,
        args=(name,),
        width=width,
    )


def _tick(name: str, label: str) -> None:
    key = _following(name, name in st.query_params)
    st.checkbox(label, key=key, on_change=_take_over, args=(name,))


def _following(name: str, told: object) -> str:
    """The key of a filter's widget, which now holds what the address says; one being typed into is left alone."""
    key = f"filter-{name}"
    if st.session_state.get(key) != told:
        st.session_state[key] = told
    return key


def _take_over(name: str) -> None:
    """Put what a widget holds now into the address."""
    held = st.session_state[f"filter-{name}"]
    told = ("1" if held else "") if isinstance(held, bool) else held.strip()
    if told in ("", _DEFAULTS.get(name)):
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = told
    begin_anew()
