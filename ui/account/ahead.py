"""What the page of an account is about to ask, answered meanwhile by a second processor."""

from collections.abc import Mapping

import streamlit as st

from ui.account.links_to import PAYMENTS
from ui.reading import Question, Reader, Telling
from ui.wording import is_said, later

BILLED_AND_DUE = later("Billed and due")
# The longest of what a tab asks first.
_OF_TAB: Mapping[str, str] = {
    PAYMENTS: "account/applied",
    later("Timeline"): "account/timeline",
    later("Links"): "links/links",
}


def asked_ahead(read: Reader, account_id: str, tab: str, months: Telling) -> list[Question | Telling]:
    """The longest questions, in the order they are asked, those of the tab that the address names last."""
    told = st.query_params.get(tab, "")
    of, on = {"account": account_id}, {"account": account_id, "as_of": read.today}
    return [
        ("account/history", on),
        ("discrepancies/page_count", {**on, "snoozed": True}),
        ("account/compared_lines", of),
        ("account/worth", of),
        *((question, of) for name, question in _OF_TAB.items() if is_said(told, name)),
        *([months] if is_said(told, BILLED_AND_DUE) else []),
    ]
