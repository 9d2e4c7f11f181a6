"""The page of an account, put together from its parts. Each part tells which link was followed just now, if any."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import streamlit as st

from ui.account import people
from ui.account.chart import draw_months
from ui.account.days import draw_day_choice, past_notice
from ui.account.discrepancies import open_discrepancies
from ui.account.documents import draw_invoices
from ui.account.figures import context_line, key_figures, who
from ui.account.head import identity, side
from ui.account.latest import ages, aging, latest
from ui.account.links_to import INVOICES, RECORDS
from ui.account.money import draw_money
from ui.account.print import print_bar, sheet_to_print
from ui.account.publishing import published_line
from ui.account.records import draw_records
from ui.account.signals import signals
from ui.account.terms import terms
from ui.account.timeline import draw_timeline
from ui.marks import titled
from ui.reading import Reader, Row
from ui.sheet import draw_sheet, node
from ui.text import plain
from ui.wording import _, is_said, later

TAB = "show"
BILLED_AND_DUE = later("Billed and due")
# What these keep in the address is theirs alone to change.
KEPT_BY_WIDGETS = (TAB, "kind")
_NEXT_TAB = "account-next-tab"


@dataclass(frozen=True)
class Shown:
    """The account on the page: a reader of its dossier, one of all as it is now, and the past day or None."""

    account: Row
    read: Reader
    now: Reader
    past: date | None

    @property
    def account_id(self) -> str:
        """Tieout's own id of the account."""
        return str(self.account["account_id"])

    @property
    def until(self) -> datetime | None:
        """The first instant (UTC) that is not known yet on the day, None for now."""
        return datetime.combine(self.past + timedelta(days=1), time()) if self.past else None


def draw_head(shown: Shown, act: Callable[[], None]) -> str | None:
    """Who it is, what is to be known, the key figures. `act` draws what may be done with it, today only."""
    titled(plain(shown.account["name"]), context_line(shown.account, shown.read.today))
    published = None if shown.past else published_line(shown.read, shown.account_id)
    told = [who(shown.account), *([past_notice(shown.past)] if shown.past else []), *([published] if published else [])]
    opened = [draw_sheet(node("div", *told), key="who")]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        draw_day_choice(shown.now.today, shown.past)
        st.button(_("Print view"), icon=":material/print:", type="tertiary", on_click=_print)
        if published:
            act()
    opened.append(draw_sheet(signals(shown.read, shown.account_id), key="signals"))
    opened.append(draw_sheet(key_figures(shown.read, shown.account_id), key="figures"))
    if found := open_discrepancies(shown.read, shown.account_id):
        opened.append(draw_sheet(found, key="discrepancies"))
    return next(filter(None, opened), None)


def draw_both_sides(shown: Shown) -> str | None:
    """The latest invoice beside what is open by age, and what was sold beside what is billed."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        opened = [draw_sheet(latest(shown.read, shown.account_id), key="latest")]
    with right:
        draw_sheet(ages(aging(shown.read, shown.account_id)), key="ages")
    opened.append(draw_sheet(terms(shown.read, shown.account_id), key="terms"))
    return next(filter(None, opened), None)


def draw_tabs(shown: Shown, months: Callable[[], list[Row]], links: Callable[[], None]) -> str | None:
    """Its documents and everything else, one kind at a time."""
    if wanted := st.session_state.pop(_NEXT_TAB, None):
        st.session_state[TAB] = wanted
    drawn: Mapping[str, Callable[[], str | None]] = {
        INVOICES: lambda: draw_invoices(shown.read, shown.account_id),
        later("Payments"): lambda: draw_money(shown.read, shown.account_id),
        BILLED_AND_DUE: lambda: draw_months(months()),
        later("Timeline"): lambda: draw_timeline(shown.read, shown.account_id),
        later("Both sides"): lambda: _people(shown),
        **({} if shown.past else {later("Links"): links}),
        RECORDS: lambda: draw_records(shown.read, shown.account, shown.now, shown.until),
    }
    _name_as_spoken(drawn)
    tabs = st.tabs([_(name) for name in drawn], key=TAB, on_change="rerun", bind="query-params")
    for tab, draw in zip(tabs, drawn.values(), strict=True):
        if tab.open:
            with tab:
                return draw()
    return None


def _name_as_spoken(names: Iterable[str]) -> None:
    """A tab that the address names in another language, where it does, is named in the one spoken now."""
    told = st.query_params.get(TAB, "")
    spoken = next((_(name) for name in names if is_said(told, name)), told)
    if spoken != told:
        st.query_params[TAB] = st.session_state[TAB] = spoken


def _people(shown: Shown) -> str | None:
    left, right = st.columns(2, gap="medium")
    for place, system in ((left, "firmao"), (right, "ordway")):
        with place:
            draw_sheet(side(shown.account, system), key=system)
    draw_sheet(identity(shown.account), key="identity")
    told = node("div", people.contacts(shown.read, shown.account_id), people.notes(shown.read, shown.account_id))
    return draw_sheet(told, key="people")


def _print() -> None:
    st.query_params["print"] = "1"


def draw_to_print(shown: Shown) -> str | None:
    """One page for the call, and the way back."""
    titled(plain(shown.account["name"]), context_line(shown.account, shown.read.today))
    told = node("div", who(shown.account), *([past_notice(shown.past)] if shown.past else []), print_bar())
    opened = draw_sheet(told, key="print-bar")
    return draw_sheet(sheet_to_print(shown.read, shown.account_id), key="printed") or opened


def is_asked_for(tab: str) -> bool:
    """Whether the address names a tab."""
    return is_said(st.query_params.get(TAB, ""), tab)


def next_tab(name: str) -> None:
    """Open a tab with the next drawing: while it is on the page its own choice cannot be changed."""
    st.session_state[_NEXT_TAB] = name
