"""The parts of Data health: freshness, tie-out, what was set aside, mapped custom fields, pulls."""

from collections.abc import Mapping, Sequence

import streamlit as st

from ui.answers import readable
from ui.figures import Figure, figures
from ui.figures import line as line_of
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.marks import SYSTEMS, state_mark
from ui.sheet import Node, draw_sheet, node
from ui.text import NONE, ago, count, figure, moment, plain, since
from ui.wording import _, later, within

_TIE_OUT = (
    column("system", within("source", "From"), "system"),
    column("resource", "List", "words"),
    column("is_tied_out", "Counts", "state"),
    column("received", "Received", "number"),
    column("repeated", "Repeated", "number", minor=True),
    column("inserted", "New", "number", minor=True),
    column("updated", "Changed", "number", minor=True),
    column("unchanged", "Unchanged", "number", minor=True),
    column("quarantined", "Set aside", "number"),
    column("deleted", "Gone", "number", minor=True),
    column("mode", "Read", "words", minor=True),
    column("finished_at", "At", "moment", minor=True),
    column("note", "Note", minor=True),
)
_TIES_OUT = later("A list ties out when received = repeated + new + changed + unchanged + set aside.")
_MAPPING = (
    column("meaning", "Meaning and its custom field"),
    column("count_filled", "Filled in", "number"),
    column("count_records", "of records", "number"),
    column("count_unreadable", "Not readable", "number"),
    column("samples", "Sample values", minor=True),
)
_PULLS = (
    column("started_at", "Started", "moment"),
    column("finished_at", "Ended", "moment", minor=True),
    column("status", "Status", "state"),
    column("started_by", "By", "words", minor=True),
    column("mode", "Mode", "words", minor=True),
    column("offered", "Offered", "number"),
    column("changed", "Changed", "number"),
    column("requests", "Requests", "number", minor=True),
)


def key_figures(fresh: Sequence[Row], lists: Sequence[Row], held: Sequence[Row], count_lists: int) -> Node:
    """How fresh either system is, how many of all the lists tie out, how many records are set aside."""
    by_system = {row["system"]: row for row in fresh}
    return figures(
        [
            *(_freshness(name, by_system[system]) for system, name in SYSTEMS.items()),
            _tying_out(lists, count_lists),
            Figure(
                _("Set aside"),
                (count(len(held), "record"),),
                _("could not be read") if held else _("all could be read"),
            ),
        ]
    )


def _freshness(name: str, row: Row) -> Figure:
    """A list may have been read later: what counts is the one read longest ago."""
    pulled, failed = row["pulled_at"], row["failed_at"]
    unread = _(
        "{number} of {lists} never read",
        number=row["count_unread"],
        lists=count(row["count_lists"], "list"),
    )
    context = _("last try failed {ago}", ago=ago(failed)) if failed else moment(pulled) if pulled else unread
    return Figure(_("{system} read", system=name), (since(pulled),), context, "bad" if failed or pulled is None else "")


def _tying_out(lists: Sequence[Row], count_lists: int) -> Figure:
    tied = sum(row["is_tied_out"] for row in lists)
    if tied < len(lists):
        context = _("records are unaccounted for")
    elif tied < count_lists:
        context = _("{lists} never read", lists=count(count_lists - tied, "list"))
    else:
        context = _("every record is accounted for")
    return Figure(
        _("Lists that tie out"),
        (_("{number} of {all}", number=tied, all=count_lists),),
        context,
        "" if tied == count_lists else "bad",
    )


def tie_out(whole: Sequence[Row]) -> Node:
    """What became of every row when each list was last read whole, and whether the counts agree."""
    return node("div", line_of(_(_TIES_OUT), kind="note"), _tied_out(whole, _("Lists as last read whole")))


def changes(lists: Sequence[Row]) -> Node:
    """The same of what changed, for the lists of which only that was read since."""
    since_whole = [row for row in lists if row["mode"] != "full"]
    if not since_whole:
        return line_of(_("No list was asked for its changes since it was last read whole."), kind="note")
    return _tied_out(since_whole, _("Lists and what changed in them"))


def _tied_out(lists: Sequence[Row], caption: str) -> Node:
    return ledger(lists, _TIE_OUT, caption, Parts(cells={"is_tied_out": _tied}))


def _tied(row: Row) -> Cell:
    return state_mark("tied out" if row["is_tied_out"] else "not tied out")


def mapping(meanings: Sequence[Row], fields: Mapping[str, str]) -> Node:
    """Which custom field each meaning is mapped to, and what it really holds."""
    return ledger(
        [dict(row) | {"field": fields[row["meaning"]]} for row in meanings],
        _MAPPING,
        _("Custom fields and what they hold"),
        Parts(cells={"meaning": _mapped, "count_filled": _filled, "count_unreadable": _unreadable}),
    )


def _mapped(row: Row) -> Cell:
    return node("div", row["meaning"], node("span", row["field"], kind="sub"))


def _filled(row: Row) -> Cell:
    """A field nobody filled in is probably mapped to the wrong name."""
    return figure(row["count_filled"]) if row["count_filled"] else state_mark("overdue", _("none"))


def _unreadable(row: Row) -> Cell:
    """Values that are no day, amount or known word, or name no record: nothing can be compared with them."""
    return state_mark("overdue", figure(row["count_unreadable"])) if row["count_unreadable"] else "–"


def pulls(runs: Sequence[Row]) -> Node:
    """The pulls so far; below one that went wrong stands why."""
    parts = Parts(below=lambda row: line_of(row["message"], kind="note") if row["message"] else None)
    return ledger(runs, _PULLS, _("Pulls, the latest first"), parts)


def draw_quarantine(held: Sequence[Row]) -> None:
    """Each record that could not be read, with the reason and the answer as it came."""
    if not held:
        draw_sheet(line_of(state_mark("read", _("Every record could be read"))), key="quarantine")
    for row in held:
        title = f"{SYSTEMS[row['system']]} {row['resource']} {row['record_id'] or NONE}: {row['reason']}"
        with st.expander(plain(title), icon=":material/warning:"):
            st.caption(
                _(
                    "First seen {first}, last {last}.",
                    first=moment(row["first_seen_at"]),
                    last=moment(row["last_seen_at"]),
                )
            )
            st.code(readable(row["raw"]), language="json", wrap_lines=True)
