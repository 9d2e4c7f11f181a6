"""Contracts whose amounts are not compared: how many there are, and the list of them with the reason of each."""

from collections.abc import Sequence

import streamlit as st

from ui.address import link_here, to_account
from ui.exports import exports
from ui.failing import show_nothing
from ui.figures import line
from ui.ledger import Parts, Row, column, ledger
from ui.marks import titled
from ui.reading import Reader
from ui.sheet import Node, draw_sheet, link, node
from ui.text import NONE, count, figure
from ui.wording import _

SHOWN = "unchecked"
_COLUMNS = (
    column("account_name", "Account"),
    column("contract_number", "Contract", "main"),
    column("reason", "Not compared, since", "words"),
    column("told", "Read from", minor=True),
)


def unchecked_line(rows: Sequence[Row]) -> Node:
    """How many contracts are not compared, with the way to their list."""
    contracts = count(len({row["contract_id"] for row in rows}), "contract")
    return line(
        _("The amounts of {contracts} are not compared.", contracts=contracts),
        " ",
        link_here(_("Show why"), show=SHOWN),
    )


def draw_unchecked(read: Reader) -> str | None:
    """The list of them; returns the link that was followed just now, if any."""
    back = draw_sheet(node("p", link_here(_("← All discrepancies"), show="")), key="back")
    titled(
        _("Not compared"),
        _("Contracts whose amounts nobody can reckon from what both systems say; nothing is guessed."),
    )
    rows = read.rows("discrepancies/not_checked")
    if not rows:
        show_nothing(_("Every contract is compared"), _("Nothing is missing that its amounts are reckoned from."))
        return back
    parts = Parts(cells={"account_name": _account})
    opened = draw_sheet(ledger(rows, _COLUMNS, _("Contracts not compared"), parts), key="unchecked")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        exports("not compared", _COLUMNS, {_("All {found}", found=figure(len(rows))): lambda: list(rows)})
    return back or opened


def _account(row: Row) -> Node:
    return link(row["account_name"] or NONE, to_account(row["account_id"]), str(row["account_id"]))
