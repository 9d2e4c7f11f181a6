"""Account: what a customer bought, what it was billed, what it paid, now or as it was known on a past day."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages import accounts, corrections, discrepancies
from pages._publishing import draw_publishing
from sync.pull import shapes
from sync.running import running
from ui.access import guarded, hand_over
from ui.account import page as parts
from ui.account.days import chosen_day, not_known_yet
from ui.account.links import draw_links_of_account
from ui.account.reading import meanwhile, months_of, read_account, read_account_as_known
from ui.address import go, is_here, named_in
from ui.failing import show_never_pulled, show_nothing
from ui.linking.decisions import Linking
from ui.marks import titled
from ui.reading import Reader, Row, reader
from ui.returning import come_back, lead
from ui.sheet import draw_sheet
from ui.wording import _

# What stands in the address besides the account.
CHOICES = ("account", "as_of", "print", "invoice", "record", *parts.KEPT_BY_WIDGETS)


def page() -> StreamlitPage:
    """How the page is reached: by its link, not by the menu."""
    return st.Page(draw, title=_("Account"), icon=":material/person:", url_path="account", visibility="hidden")


@guarded
def draw() -> None:
    """One account, named by `?account=` in the address."""
    if (left := come_back(CHOICES)) is not None:
        lead(page(), **left)
    now = reader(running().store)
    account_id = st.query_params.get("account", "")
    past = chosen_day(now.today)
    read = _reader(now, account_id, past)
    account = read.first("account/overview", account=account_id)
    if account is None:
        _explain_unknown(now, account_id)
        return
    shown = parts.Shown(account, read, now, past)
    opened = parts.draw_to_print(shown) if st.query_params.get("print") else _draw_whole(shown)
    if opened:
        _follow(opened, account_id)


def _reader(now: Reader, account_id: str, past: date | None) -> Reader:
    if past is None:
        return read_account(now, account_id)
    return read_account_as_known(now, account_id, past, shapes(running().settings.policy.mapping))


def _draw_whole(shown: parts.Shown) -> str | None:
    here = running()
    months = partial(months_of, shown.read, here.settings.policy.terms)
    # Of a past day it is told by writing into the dossier, which the rest of the page reads.
    is_slow = parts.is_asked_for(parts.BILLED_AND_DUE) and not shown.past
    with meanwhile(months) if is_slow else nullcontext():
        return _draw_parts(shown, months)


def _draw_parts(shown: parts.Shown, months: Callable[[], list[Row]]) -> str | None:
    here = running()
    linking = Linking(here.store, here.worker.ask_reconciliation)
    head = parts.draw_head(shown, lambda: draw_publishing(shown.now, shown.read, shown.account_id))
    sides = parts.draw_both_sides(shown)
    tab = parts.draw_tabs(
        shown,
        months,
        lambda: draw_links_of_account(shown.read, shown.account_id, linking),
    )
    return head or sides or tab


def _follow(opened: str, account_id: str) -> None:
    """Where a link leads: to another part of this page, or to what is decided and corrected elsewhere."""
    if is_here(opened):
        parts.next_tab(named_in(opened, parts.TAB))
        go(opened, but=parts.KEPT_BY_WIDGETS)
    kind, _, named = opened.partition("=")
    if kind == "discrepancy":
        lead(discrepancies.page(), discrepancy=named)
    if kind == "correction":
        lead(corrections.page(), correction=named)
    lead(discrepancies.page(), account=account_id)


def _explain_unknown(now: Reader, account_id: str) -> None:
    titled(_("Account"), _("An account is opened from the list, or by its link."))
    past = chosen_day(now.today)
    if past and (told := not_known_yet(now, account_id, past)):
        if opened := draw_sheet(told, key="past"):
            go(opened, but=parts.KEPT_BY_WIDGETS)
    elif not now.rows("health/tie_out"):
        worker = running().worker
        show_never_pulled(is_pulling=worker.progress().running, pull=worker.ask)
    elif account_id:
        advice = _("It may have been merged or deleted, or the link is incomplete.")
        show_nothing(
            _("There is no account “{account_id}”", account_id=account_id), advice, _("Show all accounts"), _to_accounts
        )
    else:
        show_nothing(_("No account is chosen"), _("Choose one from the list."), _("Show all accounts"), _to_accounts)


def _to_accounts() -> None:
    lead(accounts.page())


if __name__ == "__main__":
    hand_over()
