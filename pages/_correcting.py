"""Correcting from the page of discrepancies: the buttons, and the dialog for one or for all that are ticked."""

from collections.abc import Mapping, Sequence

import msgspec
import streamlit as st

from corrections import offers
from corrections.bulk import preview_batch
from corrections.planner import sides_for
from corrections.proposing import Preview, preview, preview_undo, why_second_at
from corrections.undoing.no_way_back import without_way_back, without_way_back_among
from pages._desk import desk
from sync.running import running
from ui.corrections.bulk import bulk_sheet
from ui.corrections.offer import draw_offer
from ui.corrections.plan import plan_sheet
from ui.corrections.preview import Asked, asked_for, draw_ask_button, draw_fix_buttons, draw_preview
from ui.figures import line
from ui.reading import Reader, Row
from ui.retelling.retold import retold_or_marked
from ui.sheet import Node, node
from ui.wording import _

_SIDES = ("ordway", "firmao")
_BATCH = "batch-made"


def draw_one(read: Reader, found: Row) -> str | None:
    """How a discrepancy can be put right; returns the link that was followed just now, if any."""
    sides = sides_for(found["rule"]) if _is_cause(found) else ()
    opened = draw_offer(read, found, {side: offers.why_no_fix(desk(read), [found], side) for side in sides})
    if asked := asked_for((found["discrepancy_id"],)):
        show_plan(read, asked, preview(desk(read), asked.ids[0], asked.side))
    return opened


def draw_many(read: Reader, ticked: Sequence[Row]) -> None:
    """The buttons for all that are ticked, for a horizontal container, and the dialog they open."""
    ids = tuple(row["discrepancy_id"] for row in ticked)
    draw_fix_buttons(ids, {side: offers.why_no_fix(desk(read), ticked, side) for side in _SIDES})
    if ids and (asked := asked_for(ids)):
        _preview_many(read, asked, ticked)


def draw_step(read: Reader) -> None:
    """The dialog of the step that was asked for from a list, in the system it names."""
    if asked := asked_for():
        show_plan(read, asked, preview(desk(read), asked.ids[0], asked.side))


def draw_undo(read: Reader, found: Row) -> None:
    """The button that takes a correction back, where there is something to take back, and the dialog it opens."""
    missing = offers.why_no_undo(desk(read), found)
    if missing is not None:
        draw_ask_button(Asked((found["correction_id"],), found["side"], _("Undo")), missing)
    if asked := asked_for((found["correction_id"],)):
        show_plan(read, asked, preview_undo(desk(read), asked.ids[0]), found["correction_id"])


def batch_made() -> str:
    """The id of the batch that was made just now, '' for none; told once."""
    return str(st.session_state.pop(_BATCH, ""))


def _is_cause(found: Row) -> bool:
    return found["status"] in ("open", "reopened") and not found["root_id"]


def show_plan(read: Reader, asked: Asked, seen: Preview, undoes: str | None = None) -> None:
    """The dialog of a plan that was asked for: what is sent, who has to approve it, and what may be done with it."""
    if seen.plan is None:
        draw_preview(asked, node("div", line(retold_or_marked(seen.refused))), [])
        return
    here = desk(read)
    second = why_second_at(here, [seen.plan])
    notes = [(_("Approval"), retold_or_marked(second)), (_("Undo"), retold_or_marked(without_way_back(seen.plan)))]
    content = _told(seen.plan.title, plan_sheet(seen.plan.as_data(), notes=notes))
    draw_preview(asked, content, offers.for_plan(here, running().worker, seen.plan, undoes), seen.why)


def _told(title: str, sheet: Node) -> Node:
    return node("div", line(retold_or_marked(title), kind="evidence"), sheet)


def _preview_many(read: Reader, asked: Asked, ticked: Sequence[Row]) -> None:
    here = desk(read)
    seen = {one.about: one for one in preview_batch(here, asked.ids, asked.side)}
    plans = [one.plan for one in seen.values() if one.plan]
    rows = [_row(row, seen[row["discrepancy_id"]]) for row in ticked]
    draw_preview(
        asked,
        bulk_sheet(rows, why_second_at(here, plans), without_way_back_among(plans)),
        offers.for_plans(here, running().worker, plans, _keep_batch),
    )


def _row(row: Mapping[str, object], seen: Preview) -> Row:
    return {**row, **msgspec.to_builtins(seen), "plan": seen.plan and seen.plan.as_data()}


def _keep_batch(batch_id: str) -> None:
    st.session_state[_BATCH] = batch_id
