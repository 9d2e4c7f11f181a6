"""One customer on the page of collections: how it stands, what is noted of it, and its statement of account."""

import streamlit as st

from corrections.writing_back import preview_entry
from pages._correcting import show_plan
from pages._desk import desk
from pages._watching import watch_sending
from ui.address import link_here, to_account, to_choices
from ui.collections import customer as parts
from ui.collections.forms import Customer, draw_forms
from ui.collections.statement import draw_statement
from ui.corrections.preview import Asked, ask, asked_for
from ui.discrepancies.forms import draw_refusal
from ui.failing import show_nothing
from ui.figures import line
from ui.marks import titled
from ui.reading import Reader, Row
from ui.sheet import Node, draw_sheet, link
from ui.text import day, plain
from ui.wording import _


def draw_customer(read: Reader, account_id: str) -> str | None:
    """Everything about one customer; returns the link that was followed just now, if any."""
    customer = read.first("collections/customer", account=account_id)
    if customer is None:
        titled(_("Collections"), _("A customer is opened from the worklist, or by its link."))
        show_nothing(
            _("There is no account “{account_id}”", account_id=account_id),
            _("It may have been merged or deleted, or the link is incomplete."),
        )
        return draw_sheet(line(_back()), key="back")
    if st.query_params.get("statement"):
        return draw_statement(read, customer)
    titled(plain(customer["name"]), _("How its debts stand and what is next. As of {today}.", today=day(read.today)))
    opened = draw_sheet(_ways(account_id), key="ways")
    rows = read.rows("collections/worklist", account=account_id, as_of=read.today)
    draw_sheet(parts.standing(rows, read.today), key="standing")
    with st.container(horizontal=True, gap="small"):
        draw_forms(_customer(read, account_id))
    draw_refusal()
    documents = draw_sheet(parts.documents(read, account_id), key="documents")
    st.subheader(_("What was said and done"), anchor=False)
    said = draw_sheet(parts.log(read.rows("collections/log", account=account_id, as_of=read.today)), key="log")
    if said and said.startswith(parts.WRITE):
        ask(Asked((said.removeprefix(parts.WRITE),), "firmao", _("Write to Firmao")))
        said = None
    _draw_asked(read, account_id)
    return opened or documents or said


def _draw_asked(read: Reader, account_id: str) -> None:
    """The dialog of the entry that was asked to be written to Firmao, and following what is sent."""
    if asked := asked_for():
        show_plan(read, asked, preview_entry(desk(read), account_id, asked.ids[0]))
    under_way = read.rows("corrections/page_count", account=account_id, standing="running")
    watch_sending(is_moving=any(row["found"] for row in under_way))


def _customer(read: Reader, account_id: str) -> Customer:
    rows: dict[str, list[Row]] = {
        name: read.rows(f"collections/{name}", account=account_id, as_of=read.today)
        for name in ("invoices", "promises", "disputes")
    }
    return Customer(read.store, account_id, read.today, **rows)


def _ways(account_id: str) -> Node:
    to = to_account(account_id)
    return line(_back(), link(_("The account"), to, to), link_here(_("Statement of account"), statement="1"))


def _back() -> Node:
    back = to_choices(
        **{name: st.query_params[name] for name in st.query_params if name not in ("customer", "statement")}
    )
    return link(_("Back to the list"), back, back)
