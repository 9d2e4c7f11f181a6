"""Revenue: what recurs, what moved it, how much is kept, what leaks on the way to cash, what renews, on whom it is."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages import account, discrepancies
from sync.running import running
from ui.access import guarded, hand_over
from ui.address import link_here, link_to
from ui.exports import exports
from ui.failing import show_never_pulled, show_nothing
from ui.figures import line
from ui.marks import titled
from ui.reading import Question, Reader, Row, reader
from ui.returning import come_back, lead
from ui.revenue import choice as choosing
from ui.revenue import rows as behind
from ui.revenue.cash import draw_cash
from ui.revenue.choice import Choice
from ui.revenue.cut import CHOICE as CUT
from ui.revenue.cut import cut, draw_cut
from ui.revenue.exports import exported
from ui.revenue.figures import key_figures
from ui.revenue.leakage import draw_leakage
from ui.revenue.movements import draw_movements
from ui.revenue.parts import draw_parts
from ui.revenue.renewals import draw_renewals
from ui.revenue.retention import draw_cohorts, draw_retention
from ui.revenue.words import VIEWS
from ui.sheet import Node, draw_sheet, node
from ui.text import day
from ui.wording import _

_VIEW = "show"
CHOICES = (_VIEW, CUT, *choosing.CHOICES, *behind.CHOICES)
_PAGES = {"account": account, "discrepancies": discrepancies}


def page() -> StreamlitPage:
    """How the page is reached."""
    return st.Page(draw, title=_("Revenue"), icon=":material/trending_up:", url_path="revenue")


@guarded
def draw() -> None:
    """The view in the address, or the rows behind one of its figures."""
    if (left := come_back(CHOICES, behind.CHOICES)) is not None:
        lead(page(), **left)
    read = reader(running().store)
    currencies = read.rows("revenue/currencies", as_of=read.today)
    choice = choosing.chosen(read, currencies)
    told = _(
        "What recurs, what moved it, and what becomes of it on the way to cash. As of {today}.", today=day(choice.day)
    )
    titled(_("Revenue"), told)
    if not currencies:
        worker = running().worker
        show_never_pulled(is_pulling=worker.progress().running, pull=worker.ask)
        return
    choosing.draw_choice(read, currencies, choice)
    if rates := choosing.told_by(read.rows("revenue/currencies", as_of=choice.day), choice):
        draw_sheet(line(rates, kind="note"), key="rates")
    asked = behind.listed(choice)
    _follow(behind.draw_rows(read, choice, asked) if asked else _overview(read, choice))


def _overview(read: Reader, choice: Choice) -> str | None:
    view = st.query_params.get(_VIEW, "")
    view = view if view in VIEWS else next(iter(VIEWS))
    with read.ahead(*_questions(choice, view)):
        return _draw_view(read, choice, view)


def _questions(choice: Choice, view: str) -> list[Question]:
    """What a view asks besides the key figures, which are drawn meanwhile."""
    now, back = choice.asked(), choice.asked(months=choice.months)
    asked = {
        "movements": [("mrr_movements", back)],
        "retention": [("retention", back), ("mrr_split", now), ("cohorts", choice.asked(**cut()))],
        "cash": [("contract_to_cash", now)],
        "leakage": [("contract_to_cash", now)],
        "renewals": [("renewals", back)],
        "parts": [("concentration", now), ("mrr_split", now)],
    }
    return [(f"revenue/{name}", params) for name, params in asked[view]]


def _draw_view(read: Reader, choice: Choice, view: str) -> str | None:
    opened = draw_sheet(key_figures(read, choice), key="figures")
    opened = draw_sheet(_views(view), key="views") or opened
    with st.container(horizontal=True, horizontal_alignment="right"):
        exports(f"revenue-{view}", *exported(read, choice, view))
    return _DRAWN[view](read, choice) or opened


def _views(chosen: str) -> Node:
    """Links to the views, the one that is shown marked."""
    links = [_view(name, told, is_shown=name == chosen) for name, told in VIEWS.items()]
    return node("nav", *links, kind="views", label=_("Views"))


def _view(name: str, told: str, *, is_shown: bool) -> Node:
    opens = link_here(_(told), **{_VIEW: name})
    return node("span", opens, kind="shown", current="page") if is_shown else node("span", opens)


def _movements(read: Reader, choice: Choice) -> str | None:
    rows = _rows(read, choice, "mrr_movements", months=choice.months)
    if not rows:
        show_nothing(_("Nothing recurs in these months"), _("Choose another day or currency."))
        return None
    return draw_movements(rows, choice)


def _retention(read: Reader, choice: Choice) -> str | None:
    rows = _rows(read, choice, "retention", months=choice.months)
    opened = draw_retention(rows, choice)
    draw_cut(_rows(read, choice, "mrr_split"))
    return draw_cohorts(_rows(read, choice, "cohorts", **cut()), choice) or opened


def _cash(read: Reader, choice: Choice) -> str | None:
    return draw_cash(_rows(read, choice, "contract_to_cash"), choice)


def _leakage(read: Reader, choice: Choice) -> str | None:
    losses, unpriced = _rows(read, choice, "contract_to_cash"), read.rows("revenue/unpriced", as_of=choice.day)
    return draw_leakage(_rows(read, choice, "leakage", months=choice.months), losses, unpriced, choice)


def _renewals(read: Reader, choice: Choice) -> str | None:
    return draw_renewals(_rows(read, choice, "renewals", months=choice.months), choice)


def _parts(read: Reader, choice: Choice) -> str | None:
    return draw_parts(_rows(read, choice, "concentration"), _rows(read, choice, "mrr_split"), choice)


_DRAWN: Mapping[str, Callable[[Reader, Choice], str | None]] = {
    "movements": _movements,
    "retention": _retention,
    "cash": _cash,
    "leakage": _leakage,
    "renewals": _renewals,
    "parts": _parts,
}


def _rows(read: Reader, choice: Choice, name: str, **other: Any) -> Sequence[Row]:
    return choice.told(read.rows(f"revenue/{name}", **choice.asked(**other)))


def _follow(opened: str | None) -> None:
    """All choices of a link are taken over at once, so that Back leads to where it was followed."""
    if opened:
        path, chosen = link_to(opened)
        lead(_PAGES[path].page() if path else page(), **chosen)


if __name__ == "__main__":
    hand_over()
