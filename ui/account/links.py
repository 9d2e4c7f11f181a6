"""How the two sides of an account were joined, record by record, and by whom."""

from collections.abc import Callable

import streamlit as st

from ui.discrepancies.forms import draw_refusal
from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.linking.decisions import Linking, draw_withdrawal_form
from ui.reading import Reader
from ui.sheet import draw_sheet, node
from ui.text import plain, words
from ui.wording import _

_LINKS = (
    column("kind", "What", "words"),
    column("firmao_name", "In Firmao"),
    column("ordway_name", "In Ordway"),
    column("link", "Linked by", "words"),
    column("who", "Confirmed by", minor=True),
    column("decided_at", "When", "moment", minor=True),
)


def draw_links_of_account(read: Reader, account_id: str, linking: Linking) -> None:
    """Every link of an account, from its dossier as it is now; what a person confirmed can be taken back."""
    rows = read.rows("links/links", account=account_id)
    draw_refusal()
    if not rows:
        draw_sheet(line(_("Nothing of this account is linked."), kind="note"), key="links")
        return
    cells = {"firmao_name": _record("firmao"), "ordway_name": _record("ordway"), "who": _who}
    draw_sheet(ledger(rows, _LINKS, _("Links"), Parts(cells=cells)), key="links")
    for row in rows:
        if row["link"] == "confirmed":
            st.caption(
                plain(
                    _(
                        "{kind} {firmao_id} and {ordway_id}",
                        kind=words(row["kind"]),
                        firmao_id=row["firmao_id"],
                        ordway_id=row["ordway_id"],
                    )
                )
            )
            draw_withdrawal_form(linking, row["kind"], row)


def _record(system: str) -> Callable[[Row], Cell]:
    return lambda row: node("div", row[f"{system}_name"] or "", node("span", row[f"{system}_id"], kind="sub"))


def _who(row: Row) -> Cell:
    return node("div", row["who"], node("span", row["why"], kind="sub")) if row["who"] else ""
