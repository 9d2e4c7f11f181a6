"""The filters of the queue of discrepancies. Each stands in the address, which alone says what is chosen."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st

from ui.address import link_here
from ui.discrepancies.filter_choices import (
    AGES,
    ANY,
    CHANGES,
    DUES,
    FIXED,
    LABELS,
    NO_CURRENCY,
    NOBODY,
    ONLY,
    STATUSES,
    WAYS,
    choice_told,
    month_of,
)
from ui.figures import line
from ui.filters import following, select, take_over, tick
from ui.reading import Row
from ui.screens import begin_anew
from ui.sheet import draw_sheet, node
from ui.text import words
from ui.wording import _, each

_OLDEST = 100_000
_DEFAULTS = {"status": "open"}
_MORE = ("currency", "age", "change", "way", "over", "snoozed", "symptoms")
CHOICES = ("status", "rule", "severity", "owner", "due", "account", "search", "mentioned", "month", *_MORE)


@dataclass(frozen=True)
class Filters:
    """What the address asks for, as the queries of the queue take it; `limits` are those of approval, as JSON."""

    told: Mapping[str, str]
    limits: str

    @property
    def is_any(self) -> bool:
        """Whether something narrows the queue down to less than everything open."""
        return any(self.told.values())

    def asked(self, **changes: bool) -> dict[str, Any]:
        """Parameters of a query of the queue."""
        given = {name: self.told[name] for name in _TEXTS}
        youngest, _dash, oldest = self.told["age"].partition("-")
        status = self.told["status"] or _DEFAULTS["status"]
        shown = {"snoozed": bool(self.told["snoozed"]), "symptoms": bool(self.told["symptoms"])}
        flags = {**shown, "causes": self.told["symptoms"] != ONLY, "over": self.limits if self.told["over"] else ""}
        ages = {"age_from": int(youngest or 0), "age_to": int(oldest or _OLDEST)}
        return {**given, "status": "" if status == ANY else status, **ages, **flags, **changes}


_TEXTS = ("rule", "severity", "owner", "currency", "account", "search", "due", "change", "way", "mentioned", "month")


def chosen(limits: Mapping[str, Decimal]) -> Filters:
    """The filters in the address; `limits` of approval are amounts by currency."""
    told = {name: st.query_params.get(name, "") for name in CHOICES}
    known = {name: told[name] if told[name] in choices else "" for name, choices in FIXED.items()}
    month = month_of(told["month"])
    known |= {"month": f"{month:%Y-%m}" if month else "", "search": told["search"].strip()}
    return Filters(told | known, json.dumps({currency: str(limit) for currency, limit in limits.items()}))


def draw_filters(filters: Filters, offered: Iterable[Row]) -> None:
    """The widgets, for a horizontal container."""
    by_name: dict[str, dict[str, str]] = {"rule": {}, "severity": {}, "owner": {}, "currency": {}}
    for row in offered:
        by_name[row["filter"]][row["choice"]] = row["words"]
    by_name["severity"] = {choice: words(choice) for choice in by_name["severity"]}
    _search()
    select("status", _("Status"), each(STATUSES), 115, _DEFAULTS["status"])
    select(
        "rule",
        _("Rule"),
        {"": _("Any rule")} | {rule: _named(rule, told) for rule, told in by_name["rule"].items()},
        180,
    )
    select("severity", _("Severity"), {"": _("Any severity")} | by_name["severity"], 130)
    select("owner", _("Owner"), {"": _("Any owner"), NOBODY: _("Nobody")} | by_name["owner"], 130)
    select("due", _("Due"), {"": _("Any due day")} | each(DUES), 135)
    more = sum(bool(filters.told[name]) for name in _MORE)
    with st.popover(_("More filters · {number}", number=more) if more else _("More filters"), type="tertiary"):
        currencies = {"": _("Any currency"), NO_CURRENCY: _("Without money")} | by_name["currency"]
        select("currency", _("Currency"), currencies, 200)
        select("age", _("Age"), {"": _("Any age")} | each(AGES), 200)
        select("change", _("Change"), {"": _("Changed or not")} | each(CHANGES), 300)
        select("way", _("Way"), {"": _("Leakage or over-collected")} | each(WAYS), 200)
        tick("over", _("Over the limit of approval only"))
        tick("snoozed", _("Snoozed ones too"))
        tick("symptoms", _("Symptoms of other ones too"))


def told_in_words(filters: Filters) -> str:
    """What narrows the queue down, as its widgets say it: `Status: Open; Rule: T4`; order and screen are none of it."""
    told = {**filters.told, "status": filters.told["status"] or _DEFAULTS["status"]}
    return "; ".join(f"{_(label)}: {choice_told(name, told[name])}" for name, label in LABELS.items() if told[name])


def draw_account_chosen(filters: Filters, name: str) -> str | None:
    """Which account, month or whose mentions the queue is narrowed down to, with a way back; that once followed."""
    told = {
        "account": (_("Only"), name or filters.told["account"], _("Every account")),
        "mentioned": (_("Only where a comment waits for"), filters.told["mentioned"], _("Whoever it waits for")),
        "month": (_("Only what concerns"), choice_told("month", filters.told["month"]), _("Every month")),
    }
    shown = [
        line(only, " ", whose, link_here(back, **{choice: "", "page": ""}))
        for choice, (only, whose, back) in told.items()
        if filters.told[choice]
    ]
    return draw_sheet(node("div", *shown), key="account-chosen") if shown else None


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


def _named(rule: str, told: str) -> str:
    """A rule with its title, in the language spoken."""
    return f"{rule} {_(told.removeprefix(rule).strip())}"


def _search() -> None:
    key = following("search", st.query_params.get("search", ""))
    st.text_input(
        _("Search"),
        key=key,
        type="search",
        live=True,
        label_visibility="collapsed",
        placeholder=_("Account or number"),
        on_change=take_over,
        args=("search",),
        width=195,
    )
