"""Accounts: find a customer by name, tax id or any number, and see what it owes."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages import account
from sync.running import running
from ui.access import guarded, hand_over
from ui.account import listing as account_list
from ui.account import needed
from ui.address import go, is_here
from ui.exports import Making, Totals, exports
from ui.failing import show_never_pulled, show_nothing
from ui.ledger import Row
from ui.marks import titled
from ui.reading import reader
from ui.returning import come_back, lead
from ui.screens import CHOICES as SCREEN
from ui.screens import begin_anew, chosen_screen
from ui.sheet import draw_sheet
from ui.text import count, day, figure
from ui.wording import _

CHOICES = ("search", "need", "owner", *SCREEN)
ROWS_A_SCREEN = 50
# More accounts than one export holds are found again with a narrower search.
ROWS_AN_EXPORT = 100_000


def page() -> StreamlitPage:
    """How the page is reached."""
    return st.Page(draw, title=_("Accounts"), icon=":material/groups:", url_path="accounts")


@guarded
def draw() -> None:
    """The list of accounts: searched, sorted and cut into screens by the store."""
    if (left := come_back(CHOICES)) is not None:
        lead(page(), **left)
    read = reader(running().store)
    titled(
        _("Accounts"),
        _(
            "Every customer of Firmao and Ordway, what it owes and when it renews. As of {today}.",
            today=day(read.today),
        ),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        search = _search()
        narrowed = {"search": search, **account_list.draw_filters()}
        need = narrowed["need"]
        found = read.rows("accounts/count", as_of=read.today, **narrowed)[0]["accounts"]
        sums = read.rows("accounts/needed", as_of=read.today, **narrowed) if need else []
        st.caption(" · ".join(filter(None, (count(found, "account"), needed.sum_told(need, sums) if need else ""))))
        screens = max(1, -(-found // ROWS_A_SCREEN))
        order, screen = account_list.ORDERS.chosen(), chosen_screen(screens)
        sorting = {"sort": order.sort, "descending": order.descending}
        asked = partial(read.rows, "accounts/page", as_of=read.today, **narrowed, **sorting)
        shown = asked(row_limit=ROWS_A_SCREEN, row_offset=(screen - 1) * ROWS_A_SCREEN)
        choices: dict[str, Making] = {_("This screen"): partial(account_list.exported, shown)} if screens > 1 else {}
        every = partial(_exported, partial(asked, row_limit=ROWS_AN_EXPORT, row_offset=0))
        if shown:
            every_choice = choices | {_("All {found}", found=figure(found)): every}
            adding_up = Totals(needed.totals_columns(need), needed.totals, ((_("As of"), day(read.today)),))
            exports("accounts", needed.with_needed(account_list.EXPORTED, need), every_choice, totals=adding_up)
    widened = account_list.draw_owner_chosen(narrowed["owner"])
    if widened:
        go(widened)
    if not shown:
        _explain_nothing(search, is_narrowed=any(narrowed.values()))
        return
    opened = draw_sheet(account_list.accounts_table(shown, need, order, screen, screens), key="accounts")
    if opened and is_here(opened):
        go(opened)
    elif opened:
        lead(account.page(), account=opened)


def _exported(rows: Making) -> Sequence[Row]:
    return account_list.exported(rows())


def _search() -> str:
    return st.text_input(
        _("Search"),
        key="search",
        bind="query-params",
        type="search",
        live=True,
        label_visibility="collapsed",
        placeholder=_("Name, tax id, contract or invoice number"),
        on_change=begin_anew,
        width=480,
    ).strip()


def _explain_nothing(search: str, *, is_narrowed: bool) -> None:
    if search:
        advice = _("Try part of the name, or a number without spaces.")
        show_nothing(
            _("No account matches “{search}”", search=search),
            advice,
            _("Show all accounts"),
            account_list.search_for_all,
        )
    elif is_narrowed:
        show_nothing(
            _("No account matches"), _("Take a filter away."), _("Show all accounts"), account_list.search_for_all
        )
    else:
        worker = running().worker
        show_never_pulled(is_pulling=worker.progress().running, pull=worker.ask)


if __name__ == "__main__":
    hand_over()
