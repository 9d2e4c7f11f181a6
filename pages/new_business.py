"""New business: what was won in Firmao and is not billed in Ordway yet, each with the one step into billing."""

from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages import account, corrections
from pages._correcting import draw_step
from sync.running import running
from ui import new_business_list as listing
from ui.access import guarded, hand_over
from ui.address import go
from ui.corrections.preview import Asked, ask
from ui.exports import exports
from ui.failing import show_never_pulled, show_never_reconciled, show_nothing
from ui.marks import titled
from ui.reading import Reader, Row, reader
from ui.sheet import draw_sheet
from ui.text import day, figure
from ui.wording import _


def page() -> StreamlitPage:
    """How the page is reached."""
    return st.Page(draw, title=_("New business"), icon=":material/handshake:", url_path="new-business")


@guarded
def draw() -> None:
    """The contracts, the most urgent step one click away."""
    read = reader(running().store)
    titled(
        _("New business"),
        _("Contracts won in Firmao that Ordway does not bill yet. As of {today}.", today=day(read.today)),
    )
    owner = st.query_params.get("owner", "")
    rows = read.rows("corrections/new_business", owner=owner.lower(), as_of=read.today)
    if owner and (every := draw_sheet(listing.only_of(owner), key="owner")):
        go(every)
    if rows:
        _follow(_listed(read, rows))
    elif owner:
        show_nothing(_("Everything they won is in billing"), _("Contracts of others may not be."))
    else:
        _explain_nothing(read)


def _listed(read: Reader, rows: list[Row]) -> str | None:
    draw_sheet(listing.key_figures(rows), key="figures")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(listing.found_line(rows))
        exports("new-business", listing.EXPORTED, {_("All {found}", found=figure(len(rows))): partial(list, rows)})
    under_way = {row["discrepancy_id"]: row for row in read.rows("corrections/under_way")}
    opened = draw_sheet(listing.contracts_table(rows, under_way), key="contracts")
    if opened and opened.startswith(listing.STEP):
        ask(Asked((opened.removeprefix(listing.STEP),), "ordway", _("Bring into billing")))
    draw_step(read)
    return opened


def _explain_nothing(read: Reader) -> None:
    worker = running().worker
    if not read.rows("health/tie_out"):
        show_never_pulled(is_pulling=worker.progress().running, pull=worker.ask)
    elif read.rows("discrepancies/reconciled")[0]["reconciled_at"] is None:
        show_never_reconciled(is_pulling=worker.progress().running, pull=worker.ask)
    else:
        show_nothing(
            _("Everything that was won is in billing"), _("A contract won in Firmao shows here after the next sync.")
        )


def _follow(opened: str | None) -> None:
    name, _, value = (opened or "").partition("=")
    if name == "account":
        st.switch_page(account.page(), query_params={"account": value})
    elif name == "correction":
        st.switch_page(corrections.page(), query_params={"correction": value})


if __name__ == "__main__":
    hand_over()
