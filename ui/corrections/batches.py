"""Batches of corrections: how far each has come, and what became of one."""

from collections.abc import Sequence

from ui.address import link_here
from ui.corrections.plan import lasting_line
from ui.figures import line
from ui.ledger import Row
from ui.marks import state_mark
from ui.retelling.retold import retold
from ui.sheet import Node, node
from ui.text import count, figure, moment
from ui.wording import _, within


def batches_under_way(rows: Sequence[Row]) -> Node:
    """Every batch that has not ended, each with its progress."""
    return node("div", *(node("section", _name(row), *_progress(row)) for row in rows))


def batch_told(row: Row, lasting: str) -> Node:
    """One batch: why, by whom, how far it has come, and what of it cannot be taken back, '' for nothing."""
    kept = [lasting_line(lasting)] if lasting else []
    said = f"{row['proposed_by']}, {moment(row['proposed_at'])}: {row['why']}"
    return node(
        "div", node("h3", f"{row['batch_id']} {retold(row['title'])}"), line(said, kind="note"), *_progress(row), *kept
    )


def _name(row: Row) -> Node:
    return line(link_here(f"{row['batch_id']} {retold(row['title'])}", batch=row["batch_id"], page=""), _paused(row))


def _paused(row: Row) -> Node | str:
    return state_mark("paused", _("Paused")) if row["is_paused"] else ""


def _progress(row: Row) -> list[Node]:
    ended = row["count_done"] + row["count_missed"]
    bar = node("progress", label=_("Ended"), value=str(ended), max=str(row["corrections"]))
    return [line(_so_far(row), kind="note"), node("div", bar, kind="progress")]


def _so_far(row: Row) -> str:
    parts = {
        "count_done": _(within("count", "done")),
        "count_under_way": _(within("count", "paused")) if row["is_paused"] else _("under way"),
        "count_waiting": _("waiting for approval"),
        "count_missed": _("conflicted, failed or rejected"),
    }
    told = ", ".join(f"{figure(row[name])} {words}" for name, words in parts.items() if row[name])
    return f"{count(row['corrections'], 'correction')}: {told}"
