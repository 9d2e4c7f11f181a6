"""The rows behind a figure of revenue: which are asked for stands in the address, and a list of them is drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from queries.currency import rounded
from ui.address import here, link_here, to_account
from ui.export_totals import totals_of
from ui.exports import exports
from ui.figures import line
from ui.ledger import Cell, Column, Parts, Row, column, ledger
from ui.reading import Reader
from ui.revenue.choice import Choice
from ui.revenue.cut import cut
from ui.revenue.words import DIMENSIONS, LEAKAGE, MAIN_RISKS, MOVEMENTS, RISKS, STEPS, is_rule, reason
from ui.screens import asked_screen, pager
from ui.sheet import draw_sheet, link, node
from ui.text import NONE, count, month_name, sentence, short_day
from ui.wording import _, forms

# What stands in the address: which rows, of what, from which day to which.
CHOICES = ("rows", "of", "since", "on", "page")
_A_SCREEN = 50

_ACCOUNT = column("account_name", "Account", "main")
_CURRENCY = column("currency", "Cur.", "code")
_MRR = column("mrr_amount", "MRR", "money")
_ARR = column("arr_amount", "ARR", "money")
_BEFORE = column("opening_amount", "MRR before", "money")
_AFTER = column("closing_amount", "MRR after", "money")
_CHANGE = column("amount", "Change", "money")
_LOST = (column("amount", "Amount", "money"), column("too_little", "Leakage", "money"))


@dataclass(frozen=True)
class Listed:
    """A list of rows: what it is of, the query that answers it, and its columns."""

    title: str
    query: str
    asked: Mapping[str, Any]
    columns: Sequence[Column]
    noun: tuple[str, str] = forms("account", "accounts")


def rows_address(kind: str, of: str = "", since: date | None = None, on: date | None = None) -> str:
    """The address of the rows behind a figure, from wherever the page is."""
    days = {"since": since.isoformat() if since else "", "on": on.isoformat() if on else ""}
    return here(rows=kind, of=of, page="", **days)


def listed(choice: Choice) -> Listed | None:
    """The list that the address asks for; None where it asks for none, or for one that there is not."""
    made = LISTS.get(st.query_params.get("rows", ""))
    return made(choice, st.query_params.get("of", "")) if made else None


def draw_rows(read: Reader, choice: Choice, asked: Listed) -> str | None:
    """One screen of the list, its export and the way back; returns the link that was followed just now, if any."""
    st.subheader(asked.title, anchor=False)
    every = partial(_told, read, choice, asked)
    screen, shown = _screen(every)
    found = int(shown[0]["count_rows"]) if shown else 0
    screens = max(1, -(-found // _A_SCREEN))
    back = link_here(_("Back to revenue"), rows="", of="", since="", on="", page="")
    opened = draw_sheet(line(back, count(found, *asked.noun)), key="rows-head")
    with st.container(horizontal=True):
        said = ((_("As of"), short_day(choice.day)), (_("Filters"), asked.title))
        columns = _exported(asked)
        exports("revenue", columns, {_("All of them"): partial(every)}, totals=totals_of(columns, said))
    cells = {"account_name": _account, "risks": _risks, "discrepancy_id": _discrepancy}
    table = ledger([_rounded(row) for row in shown], asked.columns, asked.title, Parts(cells=cells))
    return draw_sheet(node("div", table, *pager(screen, screens)), key="rows") or opened


def _screen(every: Callable[..., list[dict[str, Any]]]) -> tuple[int, list[dict[str, Any]]]:
    """The screen in the address and its rows, which tell how many there are in all; past the last one, that one."""
    screen = asked_screen()
    shown = every(row_limit=_A_SCREEN, row_offset=(screen - 1) * _A_SCREEN)
    if shown or screen == 1 or not (first := every(row_limit=1)):
        return (screen if shown else 1), shown
    screen = -(-int(first[0]["count_rows"]) // _A_SCREEN)
    return screen, every(row_limit=_A_SCREEN, row_offset=(screen - 1) * _A_SCREEN)


def _told(read: Reader, choice: Choice, asked: Listed, **screen: int) -> list[dict[str, Any]]:
    rows = read.rows(asked.query, **(choice.asked() | dict(asked.asked)), **screen)
    return [row | {"risks": _risks(row)} if "is_by_hand" in row else row for row in rows]


def _exported(asked: Listed) -> list[Column]:
    own = [one for one in asked.columns if one.name not in ("currency", "discrepancy_id")]
    ids = [column("discrepancy_id", "Discrepancy id")] if asked.query.endswith("discrepancies") else []
    return [column("account_id", "Account id"), *own, _CURRENCY, *ids]


def _rounded(row: dict[str, Any]) -> Row:
    """Amounts to the smallest unit of their currency; the export has all digits."""
    amounts = {
        name: rounded(value, row["currency"]) for name, value in row.items() if name.endswith("amount") and value
    }
    return row | amounts


def _account(row: Row) -> Cell:
    if not row["account_id"]:
        return node("span", row["account_name"] or NONE, kind="quiet")
    return link(row["account_name"] or row["account_id"], to_account(row["account_id"]), to_account(row["account_id"]))


def _discrepancy(row: Row) -> Cell:
    address = f"discrepancies?discrepancy={row['discrepancy_id']}"
    return link(f"{row['rule']} {_(row['title'] or '')}".strip(), address, address)


def _risks(row: Row) -> str:
    return ", ".join(_(told) for name, told in RISKS.items() if row.get(name))


def _day(name: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        return otherwise


def _recurring(choice: Choice, of: str) -> Listed:
    dimension, _dot, part = of.partition(":")
    on = _day("on", choice.day)
    title = _("Accounts with recurring revenue on {day}", day=short_day(on))
    if dimension in DIMENSIONS:
        title = f"{_(DIMENSIONS[dimension])}: {part or _('not told')}"
    asked = {"as_of": on, **({"dimension": dimension, "part": part} if dimension in DIMENSIONS else {})}
    return Listed(title, "revenue/mrr_accounts", asked, (_ACCOUNT, _CURRENCY, _MRR, _ARR))


def _movement(choice: Choice, of: str) -> Listed | None:
    if of not in MOVEMENTS:
        return None
    on = _day("on", choice.day)
    since = _day("since", on)
    span = short_day(on) if since == on else f"{short_day(since)} – {short_day(on)}"
    title = _("{movement}, months ending {span}", movement=_(MOVEMENTS[of]), span=span)
    asked = {"since": since, "closed_on": on, "movement": of, "months": choice.months}
    columns = (_ACCOUNT, column("closed_on", "Month until", "day"), _CURRENCY, _BEFORE, _AFTER, _CHANGE)
    return Listed(title, "revenue/movement_accounts", asked, columns, forms("movement", "movements"))


def _retained(choice: Choice, _of: str) -> Listed:
    on = _day("on", choice.day)
    title = _("Accounts of a year before {day}, with what they bring in then", day=short_day(on))
    return Listed(title, "revenue/retained_accounts", {"as_of": on}, (_ACCOUNT, _CURRENCY, _BEFORE, _AFTER, _CHANGE))


def _lost(_choice: Choice, of: str) -> Listed | None:
    step, _dot, why = of.partition(":")
    if step not in STEPS:
        return None
    told = reason({"step": step, "reason": why, "title": None})
    title = f"{_(STEPS[step])}: {told}" if why else _(STEPS[step])
    columns = (
        (_ACCOUNT, _CURRENCY, *_LOST, column("too_much", "Over-collected", "money"))
        if is_rule(why)
        else (_ACCOUNT, _CURRENCY, _LOST[0])
    )
    return Listed(title, "revenue/loss_accounts", {"step": step, "reason": why}, columns)


def _leaked(choice: Choice, of: str) -> Listed | None:
    if of not in LEAKAGE:
        return None
    on = _day("on", choice.day)
    title = _("Leakage, {what}, month until {day}", what=_(LEAKAGE[of]).lower(), day=short_day(on))
    columns = (column("discrepancy_id", "Discrepancy", "main"), column("account_name", "Account"), _CURRENCY, _LOST[0])
    asked = {"closed_on": on, "movement": of, "months": choice.months}
    return Listed(title, "revenue/leakage_discrepancies", asked, columns, forms("discrepancy", "discrepancies"))


def _renewing(choice: Choice, of: str) -> Listed:
    month = _day("on", choice.day).replace(day=1)
    title = _("Renewals of {month}", month=month_name(month))
    if of == "any":
        title = _("Renewals of {month} at risk", month=month_name(month))
    elif of in MAIN_RISKS:
        title = f"{title}: {_(MAIN_RISKS[of])}"
    columns = (_ACCOUNT, column("renews_on", "Renews on", "day"), _CURRENCY, _ARR, column("risks", "Why at risk"))
    asked = {"month": month, "risk": of}
    return Listed(
        sentence(title), "revenue/renewing_subscriptions", asked, columns, forms("subscription", "subscriptions")
    )


def _cohort(choice: Choice, _of: str) -> Listed:
    on = _day("on", choice.day)
    title = _("Accounts that signed first from {day} on, for a quarter", day=short_day(on))
    columns = (
        _ACCOUNT,
        column("signed_on", "Signed on", "day"),
        _CURRENCY,
        column("first_amount", "MRR at first", "money"),
        column("mrr_amount", "MRR now", "money"),
    )
    return Listed(title, "revenue/cohort_accounts", {"signed_in": on, **cut()}, columns)


LISTS: Mapping[str, Callable[[Choice, str], Listed | None]] = {
    "mrr": _recurring,
    "movement": _movement,
    "retention": _retained,
    "loss": _lost,
    "leakage": _leaked,
    "renewal": _renewing,
    "cohort": _cohort,
}
