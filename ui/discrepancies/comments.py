"""Commenting on a discrepancy, and mentioning the people it shall wait for."""

import re
from collections.abc import Collection

import streamlit as st

from queries.ledger import decisions
from queries.people import Person, Right
from queries.store import Store
from ui.access import colleagues
from ui.discrepancies.forms import Deciding, decision_form
from ui.wording import _


def draw_comment(deciding: Deciding) -> None:
    """The form of a comment; whoever is mentioned, there or in the text, finds it among what needs them."""
    with decision_form(deciding, _("Comment"), _comment, ("text", "mentions"), right=Right.COMMENT) as key:
        st.text_area(_("Comment"), key=f"{key}-text", help=_("A name after @ mentions that person."))
        st.multiselect(
            _("Mention"),
            colleagues(),
            format_func=lambda name: f"@{name}",
            key=f"{key}-mentions",
            placeholder=_("@ somebody who shall look at it"),
        )


def _comment(
    store: Store, ids: Collection[str], *, who: Person, text: str, mentions: Collection[str]
) -> Collection[decisions.Outcome]:
    named = {*mentions, *mentioned(text, colleagues())}
    return decisions.comment(store, ids, who=who, text=text, mentions=named)


def mentioned(text: str, people: Collection[str]) -> list[str]:
    """The people whose name stands after an @ in a text, whatever its case; of two that fit, the longer name."""
    by_length = sorted(people, key=len, reverse=True)
    if not by_length:
        return []
    names = "|".join(re.escape(name) for name in by_length)
    found = {name.lower() for name in re.findall(rf"(?<!\w)@({names})(?![\w@]|\.\w)", text, re.IGNORECASE)}
    return [name for name in people if name.lower() in found]
