"""How corrections are said: where one stands, in word, shape and colour; what is done, and where."""

from ui.ledger import Row
from ui.marks import state_mark
from ui.sheet import Node, link, node
from ui.text import count, words
from ui.wording import _, later, within

STANDINGS = {
    "waiting": ("pending", later("Waits for approval")),
    "manual": ("pending", later("To be done by hand")),
    "paused": ("paused", later("Paused")),
    "running": ("running", within("state", "Being sent")),
    "done": ("done", within("state", "Done")),
    "conflicted": ("failed", later("Conflicted")),
    "failed": ("failed", later("Failed")),
    "rejected": ("cancelled", later("Rejected")),
}
_STATES = {
    "approved": later("About to be sent"),
    "unknown": later("Answer lost, being settled"),
    "applied": later("Carried out, being read back"),
}


def standing_mark(row: Row) -> Node:
    """Where a correction stands; of one under way, how far."""
    mark, told = STANDINGS[row["standing"]]
    if row["standing"] == "running":
        told = _STATES.get(row["state"], told)
        if row["state"] == "applied" and not row["count_steps"]:
            told = later("Done by hand, to be reconciled")
    return state_mark(mark, _(told))


def kind_words(kind: str) -> str:
    """`Change line` for `change_line`, `Undo change line` for what takes one back."""
    undone = kind.removeprefix("undo_")
    return words(kind) if undone == kind else _("Undo {what}", what=words(undone).lower())


def steps_told(row: Row) -> Node | str:
    """`2 of 3` requests, or that a person does it; what was so already is told beside it."""
    if not row["count_steps"]:
        return node("span", _("by hand"), kind="quiet")
    told = _("{number} of {all}", number=row["count_done"], all=row["count_steps"])
    return node("div", told, node("span", spared_told(row), kind="sub")) if row["count_spared"] else told


def spared_told(row: Row) -> str:
    """`1 was so already`: requests that nothing was sent of."""
    return count(row["count_spared"], "was so already", "were so already")


def under_way_mark(row: Row) -> Node:
    """That a correction is about to settle something, or did just now, with the way to it."""
    address = f"correction={row['correction_id']}"
    mark, told = STANDINGS[row["standing"]]
    said = (
        _("Corrected, to be reconciled:")
        if row["standing"] == "done"
        else _("Correction under way, {told}:", told=_(told).lower())
    )
    return node("span", state_mark(mark, said), " ", link(row["correction_id"], f"corrections?{address}", address))
