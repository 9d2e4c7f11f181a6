"""The worklist: whom to collect from first, with filters in the address, and what is next for each."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ui.address import here
from ui.collections.words import ACTIONS, BUCKETS, STAGES, action_told, owner_told, promise_told, stage_cell
from ui.filters import select
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.screens import begin_anew, pager
from ui.sheet import Node, link, node
from ui.text import NONE, amount, count, short_day
from ui.wording import _, each, later

FILTERS = ("owner", "currency", "stage", "bucket", "action")
_LABELS = {
    "owner": later("Sales person"),
    "currency": later("Currency"),
    "stage": later("Stage"),
    "bucket": later("How late"),
    "action": later("Next"),
}
COLUMNS = (
    column("account_name", "Account", "main"),
    column("currency", "Cur.", "code", minor=True),
    column("overdue", "Overdue", "money"),
    column("days_overdue", "Days late", "number", minor=True),
    column("stage", "Stage", "state", minor=True),
    column("last_contact_on", "Last contact", "day", minor=True),
    column("next_action", "Next", "words", minor=True),
    column("next_action_on", "Since or on", "day", minor=True),
    column("urgency", "Urgency", "number", minor=True),
)
EXPORTED = (
    column("account_id", "Account id"),
    column("account_name", "Account"),
    column("ordway_customer_id", "Ordway id"),
    column("owner", "Sales person"),
    column("currency", "Cur.", "code"),
    column("balance", "Open", "money"),
    column("overdue", "Overdue", "money"),
    column("on_hold", "On hold", "money"),
    column("days_overdue", "Days late", "number"),
    column("usual_days_late", "Usually late", "number"),
    column("stage", "Stage"),
    column("priority", "Urgency", "number"),
    column("last_contact_on", "Last contact", "day"),
    column("promise", "Promise"),
    column("promised_amount", "Promised", "money"),
    column("promised_for", "Promised for", "day"),
    column("failed_on", "Failed on", "day"),
    column("failure_reason", "Why it failed"),
    column("next_action", "Next"),
    column("next_action_on", "Since or on", "day"),
)
# What each step of the ranking is, for whoever asks why somebody stands first.
RANKING = later(
    "Urgency adds up over invoices: balance × days late × how unusual that is (days late ÷ (days late + the days the "
    "customer mostly is late)), in limits of approval, so that currencies compare. What is on hold counts nothing."
)


def draw_filters(offered: Sequence[Row], together: str) -> dict[str, str]:
    """The widgets, for a horizontal container; returns the filters in the address.

    Where all is told in one currency, `together`, there is none to be narrowed to.
    """
    by_name: Mapping[str, dict[str, str]] = {"owner": {}, "currency": {}}
    for row in offered:
        by_name[row["name"]][row["value"]] = owner_told(row["value"])
    select("owner", _("Sales person"), {"": _("Every sales person")} | by_name["owner"], 240)
    if not together:
        select("currency", _("Currency"), {"": _("Every currency")} | by_name["currency"], 150)
    select("stage", _("Stage"), {"": _("Every stage")} | each(STAGES), 170)
    select("bucket", _("How late"), {"": _("However late")} | each(BUCKETS), 180)
    select("action", _("Next"), {"": _("Whatever is next")} | each(ACTIONS), 230)
    return chosen_filters(together)


def chosen_filters(together: str) -> dict[str, str]:
    """The filters in the address; none of a currency where all is told in one, `together`."""
    return {name: st.query_params.get(name, "") for name in FILTERS if not together or name != "currency"}


def told_in_words() -> str:
    """What the address narrows the lists down to, as its widgets say it: `Sales person: …; Stage: …`."""
    fixed = {"stage": STAGES, "bucket": BUCKETS, "action": ACTIONS}
    chosen = {name: st.query_params.get(name, "") for name in FILTERS}
    told = {name: _(fixed.get(name, {}).get(value, value)) for name, value in chosen.items() if value}
    return "; ".join(f"{_(_LABELS[name])}: {value}" for name, value in told.items())


def show_everybody() -> None:
    """Take all filters away."""
    for name in FILTERS:
        st.query_params.pop(name, None)
    begin_anew()


def found_line(counted: Sequence[Row]) -> str:
    """How many customers are listed, and with how much."""
    told = [f"{count(row['found'], 'account')} · {amount(row['overdue'], row['currency'])}" for row in counted]
    return " · ".join(told)


def worklist_table(rows: Sequence[Row], screen: tuple[int, int]) -> Node:
    """One screen of the list, with links to each customer and to the other screens."""
    cells = {"account_name": _account, "stage": stage_cell, "next_action": _next}
    told = [{**row, "urgency": round(row["priority"])} for row in rows]
    table = ledger(told, COLUMNS, _("Whom to collect from, the most urgent first"), Parts(cells=cells))
    return node("div", table, *pager(*screen))


def exported(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows as they are exported, stages and actions in words."""
    return [
        {**row, "stage": _(STAGES[row["stage"]]) if row["stage"] else "", "next_action": action_told(row)}
        for row in rows
    ]


def to_customer(row: Row) -> str:
    """The address of this page with a customer opened."""
    return here(customer=row["account_id"], page="")


def _account(row: Row) -> Cell:
    name = row["account_name"] or row["ordway_customer_id"] or NONE
    named = link(name, to_customer(row), to_customer(row)) if row["account_id"] else name
    return node("div", named, *_told_below(row), _next_below(row))


def _next_below(row: Row) -> Node:
    """What is next, where a narrow screen has no column for it."""
    told = [action_told(row), *([promise_told(row)] if _is_promise_told(row) else [])]
    return node("span", " · ".join(told), kind="sub narrow")


def _told_below(row: Row) -> list[Node]:
    """Whose customer it is, and what one has to know before one calls: a dispute, a payment that failed."""
    told = [row["owner"]] if row["owner"] else []
    if row["on_hold"]:
        told.append(_("{amount} in dispute", amount=amount(row["on_hold"], row["currency"])))
    if row["failed_on"]:
        told.append(_("Payment failed on {day}", day=short_day(row["failed_on"])))
    return [node("span", one, kind="sub") for one in told]


def _next(row: Row) -> Cell:
    under = [node("span", promise_told(row), kind="sub")] if _is_promise_told(row) else []
    return node("div", action_told(row), *under)


def _is_promise_told(row: Row) -> bool:
    return row["promise"] in ("open", "broken")
