"""Collections: what is owed and late, whom to ask next, and when the money should come."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages import account, corrections
from pages._collecting import draw_customer
from pages._open_invoices import draw_invoices
from sync.running import running
from ui import reporting
from ui.access import guarded, hand_over
from ui.address import go, is_here, link_here, link_to
from ui.collections import aging, behind, listing
from ui.collections.asking import ROWS_A_SCREEN, asked_in_all, rows_of
from ui.collections.charts import FORECAST, draw_forecast
from ui.collections.counted_on import counted_on
from ui.collections.figures import key_figures
from ui.collections.trend import TREND, draw_trend
from ui.collections.words import owner_told
from ui.export_totals import totals_of
from ui.exports import Making, Totals, exports
from ui.failing import show_never_pulled, show_nothing
from ui.figures import line
from ui.filters import select
from ui.ledger import Column
from ui.marks import titled
from ui.reading import Reader, Row, reader
from ui.returning import come_back, lead
from ui.screens import CHOICES as SCREEN
from ui.screens import chosen_screen
from ui.sheet import Node, draw_sheet, node
from ui.text import day, figure
from ui.wording import _, each, later

VIEWS = {"": later("Worklist"), "aging": later("Aging"), "cash": later("Cash forecast"), "days": later("Days to pay")}
OPENED = ("customer", "statement")
CHOICES = (*listing.FILTERS, "view", "by", *behind.CHOICES, reporting.CHOICE, *SCREEN, *OPENED)
# More than one export holds is found again with a narrower filter.
ROWS_AN_EXPORT = 100_000
_MONTHS = 12


def page() -> StreamlitPage:
    """How the page is reached."""
    return st.Page(draw, title=_("Collections"), icon=":material/request_quote:", url_path="collections")


@guarded
def draw() -> None:
    """The worklist, the aging, the forecast or the days to pay; or, where the address names one, a customer."""
    if (left := come_back(CHOICES, OPENED)) is not None:
        lead(page(), **left)
    read = reader(running().store)
    if chosen := st.query_params.get("customer", ""):
        _follow(draw_customer(read, chosen))
        return
    titled(
        _("Collections"),
        _(
            "What is owed and late, whom to ask next, and when the money should come. As of {today}.",
            today=day(read.today),
        ),
    )
    rates = read.rows("revenue/currencies", as_of=read.today)
    together = reporting.asked_for(rates)
    whose = _whose(together)
    with read.ahead(*asked_in_all(read, together, whose)):
        opened = _draw_all(read, rates, together, whose)
    _follow(opened)


def _draw_all(read: Reader, rates: Sequence[Row], together: str, whose: dict[str, str]) -> str | None:
    """The figures and the view in the address; the link that was followed just now, if any."""
    told = partial(reporting.reported, read, together)
    owed = told("collections/aging_totals", as_of=read.today, **whose)
    if not owed and not any(whose.values()):
        _explain_nothing(read)
        return None
    reporting.draw_together(rates)
    paying = told("collections/dso", as_of=read.today, currency=whose["currency"])
    expected = told("collections/cash_forecast", as_of=read.today, **whose)
    draw_sheet(key_figures(owed, paying, expected, read.today, whose["owner"]), key="figures")
    view = st.query_params.get("view", "")
    opened = draw_sheet(_views(view), key="views")
    drawn = {"aging": _aging, "cash": _cash, "days": _days, behind.VIEW: draw_invoices}.get(view, _worklist)
    return opened or drawn(read, together)


def _whose(together: str) -> dict[str, str]:
    """What the address narrows all figures to: a sales person and, where each stands by itself, a currency."""
    return {
        "owner": st.query_params.get("owner", ""),
        "currency": "" if together else st.query_params.get("currency", ""),
    }


def _views(view: str) -> Node:
    left = dict.fromkeys(behind.CHOICES, "") if view == behind.VIEW else {}
    links = [link_here(_(name), view=one, by="", page="", **left) for one, name in VIEWS.items()]
    for shown, one in zip(links, VIEWS, strict=True):
        if one == view:
            shown[1]["aria-current"] = "page"
    return node("nav", *links, kind="views", label=_("Views"))


def _worklist(read: Reader, together: str) -> str | None:
    bar = st.container(horizontal=True, vertical_alignment="center", gap="small")
    with bar:
        asked = listing.draw_filters(read.rows("collections/choices", as_of=read.today), together)
    told = partial(reporting.reported, read, together)
    counted = told("collections/worklist_count", as_of=read.today, **asked)
    screens = _screens(sum(row["found"] for row in counted))
    ask = partial(told, "collections/worklist", as_of=read.today, **asked)
    screen = chosen_screen(screens)
    shown = ask(**rows_of(screen))
    if not shown:
        _explain_empty(is_narrowed=any(asked.values()))
        return None
    with bar:
        st.caption(listing.found_line(counted))
        every = partial(_exported, partial(ask, row_limit=ROWS_AN_EXPORT, row_offset=0))
        exports("worklist", listing.EXPORTED, {_("The worklist"): every}, totals=_adding_up(read, listing.EXPORTED))
    table = node("div", listing.worklist_table(shown, (screen, screens)), line(_(listing.RANKING), kind="note"))
    return draw_sheet(table, key="worklist")


def _adding_up(read: Reader, exported: Sequence[Column]) -> Totals:
    return totals_of(exported, ((_("As of"), day(read.today)), (_("Filters"), listing.told_in_words())))


def _exported(rows: Making) -> Sequence[Row]:
    return listing.exported(rows())


def _aging(read: Reader, together: str) -> str | None:
    bar = st.container(horizontal=True, vertical_alignment="center", gap="small")
    with bar:
        select("by", _("Added up"), each(aging.BY), 190)
        asked = _narrowed(read, together)
    by = st.query_params.get("by", "")
    if by in ("owner", "currency"):
        return _totals(read, by, together, asked)
    counted = read.rows("collections/aging_count", as_of=read.today, reporting=together, **asked)[0]["found"]
    screens = _screens(counted)
    screen = chosen_screen(screens)
    ask = partial(reporting.reported, read, together, "collections/aging", as_of=read.today, **asked)
    shown = ask(**rows_of(screen))
    with bar:
        every = partial(ask, row_limit=ROWS_AN_EXPORT, row_offset=0)
        choices: dict[str, Making] = {_("All {found}", found=figure(counted)): every}
        exports("aging", aging.EXPORTED, choices, totals=_adding_up(read, aging.EXPORTED))
    return draw_sheet(aging.aging_table(shown, _summed(read, together, asked), "", (screen, screens)), key="aging")


def _narrowed(read: Reader, together: str) -> dict[str, str]:
    """Whose aging and, where each currency stands by itself, in which one, by the address."""
    offered = read.rows("collections/choices", as_of=read.today)
    everything = {"owner": _("Every sales person")} | ({} if together else {"currency": _("Every currency")})
    for name, every in everything.items():
        choices = {row["value"]: owner_told(row["value"]) for row in offered if row["name"] == name}
        select(name, every, {"": every} | choices, 220)
    return {name: st.query_params.get(name, "") for name in everything}


def _totals(read: Reader, by: str, together: str, asked: dict[str, str]) -> str | None:
    rows = reporting.reported(read, together, "collections/aging_totals", as_of=read.today, by=by, **asked)
    choices: dict[str, Making] = {_("All {found}", found=figure(len(rows))): partial(list, rows)}
    exports("aging", aging.COLUMNS[by], choices, totals=_adding_up(read, aging.COLUMNS[by]))
    summed = _summed(read, together, asked)
    return draw_sheet(aging.aging_table(rows, summed, by, (1, 1)), key="aging")


def _summed(read: Reader, together: str, asked: dict[str, str]) -> list[Row]:
    """What the aging comes to, a currency a row."""
    return reporting.reported(read, together, "collections/aging_totals", as_of=read.today, **asked)


def _cash(read: Reader, together: str) -> str | None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        asked = _narrowed(read, together)
    told = partial(reporting.reported, read, together)
    rows = told("collections/cash_forecast", as_of=read.today, **asked)
    draw_forecast(rows)
    opened = draw_sheet(counted_on(told("collections/cash_apart", as_of=read.today, **asked)), key="counted-on")
    exports("cash-forecast", FORECAST, {_("Every week"): partial(list, rows)})
    return opened


def _days(read: Reader, together: str) -> str | None:
    rows = reporting.reported(read, together, "collections/dso", as_of=read.today, months=_MONTHS)
    draw_trend(rows)
    exports("days-to-pay", TREND, {_("Every month"): partial(list, rows)})
    return None


def _screens(found: int) -> int:
    return max(1, -(-found // ROWS_A_SCREEN))


def _explain_empty(*, is_narrowed: bool) -> None:
    if is_narrowed:
        show_nothing(
            _("Nobody matches"), _("Take a filter away."), _("Show everybody who is late"), listing.show_everybody
        )
    else:
        show_nothing(_("Nobody is late"), _("All that is open is not due yet."))


def _explain_nothing(read: Reader) -> None:
    worker = running().worker
    if read.rows("health/tie_out"):
        show_nothing(_("Nothing is open"), _("Every posted invoice is paid."))
    else:
        show_never_pulled(is_pulling=worker.progress().running, pull=worker.ask)


def _follow(opened: str | None) -> None:
    if opened and is_here(opened):
        go(opened)
    elif opened and opened.startswith("correction="):
        lead(corrections.page(), correction=opened.partition("=")[2])
    elif opened:
        _path, chosen = link_to(opened)
        lead(account.page(), **chosen)


if __name__ == "__main__":
    hand_over()
