"""The small forms in which people decide: a button that unfolds one, sending it, and why it was refused."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from queries.errors import QueryError
from queries.ledger import decisions
from queries.people import Right, refusal
from queries.store import Store
from ui.access import decider
from ui.address import TICKED
from ui.discrepancies.results import note_results
from ui.failing import show_failure
from ui.reading import Row
from ui.retelling.retold import retold
from ui.text import count

_ROUND, _REFUSED = "decisions-made", "decision-refused"
Carry = Callable[..., Collection[decisions.Outcome]]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Deciding:
    """The discrepancies decided about, and the owners there are to choose from.

    `rows` are those of them that were ticked together: each is told what became of it.
    """

    store: Store
    ids: tuple[str, ...]
    today: date
    owners: Sequence[str]
    rows: Sequence[Row] = ()

    @property
    def key(self) -> str:
        """Names the widgets; it is another one after each decision, so that forms close and are empty again."""
        return f"decide-{round_of_decisions()}"


def round_of_decisions() -> int:
    """Grows with every decision made in this session."""
    return int(st.session_state.get(_ROUND, 0))


def draw_refusal() -> None:
    """Why the last decision was not kept, if it was not; said once."""
    if refused := st.session_state.pop(_REFUSED, ""):
        show_failure(retold(refused))


def decision_button(deciding: Deciding, name: str, carry: Carry, given: dict[str, Any]) -> None:
    """A decision that needs nothing to be filled in."""
    missing = refusal(decider(), Right.DECIDE)
    st.button(
        name,
        on_click=_decide,
        args=(deciding, name, carry, given),
        key=f"{deciding.key}-{name}",
        disabled=bool(missing),
        help=retold(missing) or None,
    )


@contextmanager
def decision_form(
    deciding: Deciding,
    name: str,
    carry: Carry,
    fields: Sequence[str],
    *,
    is_idle: bool = False,
    right: Right = Right.DECIDE,
) -> Iterator[str]:
    """A button that unfolds a form, whose widgets are named `{key}-{field}`; sending it carries the decision out."""
    key = f"{deciding.key}-{carry.__name__}"
    # Whether it is unfolded is tracked, so that it is folded again after a decision, whatever stands in its place then.
    missing = refusal(decider(), right)
    is_off, told = is_idle or bool(missing), retold(missing) or None
    unfolded = st.popover(name, disabled=is_off, key=f"{key}-open", on_change="rerun", help=told)
    with unfolded, st.form(f"{key}-form", border=False):
        yield key
        several = f" {count(len(deciding.ids), 'discrepancy', 'discrepancies')}" if len(deciding.ids) > 1 else ""
        st.form_submit_button(f"{name}{several}", on_click=_send, args=(deciding, name, carry, key, fields))


def _send(deciding: Deciding, name: str, carry: Carry, key: str, fields: Sequence[str]) -> None:
    _decide(deciding, name, carry, {field: st.session_state[f"{key}-{field}"] for field in fields})


def _decide(deciding: Deciding, name: str, carry: Carry, given: dict[str, Any]) -> None:
    outcomes = carry_out(partial(carry, deciding.store, deciding.ids, who=decider(), **given))
    if outcomes and deciding.rows:
        note_results(name, deciding.rows, {one.discrepancy_id: one.is_changed for one in outcomes})


def carry_out(decide: Callable[[], Made]) -> Made | None:
    """Keep a decision and return what it does; one that is refused is explained when the page is drawn."""
    try:
        made = decide()
    except QueryError as refused:
        end_round(str(refused))
        return None
    end_round("")
    return made


def end_round(refused: str) -> None:
    """Something was decided: its form closes, nothing is ticked. Or it was `refused`: that is said, the form stays."""
    if refused:
        st.session_state[_REFUSED] = refused
        return
    st.session_state[_ROUND] = round_of_decisions() + 1
    st.query_params.pop(TICKED, None)
