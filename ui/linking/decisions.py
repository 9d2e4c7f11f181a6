"""What people decide about a link: a small form each, beside what is suggested or was confirmed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from queries.ledger import links
from queries.people import Right, refusal
from queries.store import Store
from ui.access import decider
from ui.discrepancies.forms import carry_out, round_of_decisions
from ui.reading import Row
from ui.retelling.retold import retold
from ui.wording import _

Decide = Callable[..., None]


@dataclass(frozen=True)
class Linking:
    """Where decisions about links are kept, and how to ask for what follows from them to be reconciled."""

    store: Store
    reconcile: Callable[[], None]


def draw_suggestion_forms(linking: Linking, kind: str, row: Row) -> None:
    """Confirm that two records are the same, or say that they are not."""
    pair = _pair(kind, row)
    seen = links.Suggested(row["score"], row["reasons"])
    with st.container(horizontal=True, gap="small"):
        _form(linking, pair, _("Confirm link"), _("Why they are the same"), partial(links.confirm_link, seen=seen))
        _form(
            linking,
            pair,
            _("Not the same"),
            _("Why they are not the same"),
            partial(links.reject_suggestion, seen=seen),
        )


def draw_withdrawal_form(linking: Linking, kind: str, row: Row) -> None:
    """Take back what was said of two records."""
    _form(linking, _pair(kind, row), _("Withdraw"), _("Why it is taken back"), links.withdraw_link)


def _pair(kind: str, row: Row) -> links.Pair:
    return links.Pair(kind, row["firmao_id"], row["ordway_id"])


def _form(linking: Linking, pair: links.Pair, name: str, asked: str, decide: Decide) -> None:
    """A button that unfolds a form; its key is another one after each decision, so that it is folded again then."""
    key = f"link-{round_of_decisions()}-{pair.kind}-{pair.firmao_id}-{pair.ordway_id}-{name}"
    missing = refusal(decider(), Right.DECIDE)
    unfolded = st.popover(
        name, key=f"{key}-open", on_change="rerun", disabled=bool(missing), help=retold(missing) or None
    )
    with unfolded, st.form(f"{key}-form", border=False):
        st.text_area(asked, key=f"{key}-why")
        st.form_submit_button(name, on_click=_send, args=(linking, pair, decide, f"{key}-why"))


def _send(linking: Linking, pair: links.Pair, decide: Decide, reason: str) -> None:
    before = round_of_decisions()
    carry_out(partial(decide, linking.store, pair, who=decider(), why=st.session_state[reason]))
    if round_of_decisions() > before:
        linking.reconcile()
