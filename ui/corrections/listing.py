"""The corrections as a list: how many stand where, the filters, and one row each with where it stands."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from ui.address import link_here, to_account
from ui.corrections.words import STANDINGS, kind_words, standing_mark, steps_told
from ui.figures import Figure, figures
from ui.filters import select
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.marks import SYSTEMS, system_mark
from ui.retelling.retold import retold
from ui.screens import Order, Orders, begin_anew, pager
from ui.sheet import Node, link, node
from ui.text import NONE, ago, amount, count, figure
from ui.wording import _, each, later

COLUMNS = (
    column("standing", "State", "state"),
    column("title", "Correction", "main"),
    column("side", "In", "system", minor=True),
    column("account_name", "Account", minor=True, sort="account"),
    column("currency", "Cur.", "code", minor=True),
    column("impact", "Impact", "money", sort="impact"),
    column("count_steps", "Requests", "text", minor=True),
    column("proposed_by", "Proposed by", minor=True),
    column("approved_by", "Approved by", minor=True),
    column("changed_at", "Last moved", "moment", minor=True, sort="changed"),
)
EXPORTED = (
    column("correction_id", "Correction"),
    column("standing", "Standing"),
    column("state", "State"),
    column("side", "System"),
    column("kind", "Kind"),
    column("title", "Title"),
    column("account_id", "Account id"),
    column("account_name", "Account"),
    column("currency", "Cur."),
    column("impact", "Impact", "money"),
    column("count_steps", "Requests", "number"),
    column("count_done", "Carried out", "number"),
    column("count_spared", "So already", "number"),
    column("why", "Reason"),
    column("proposed_by", "Proposed by"),
    column("proposed_at", "Proposed at", "moment"),
    column("approved_by", "Approved by"),
    column("changed_at", "Last moved", "moment"),
    column("story", "Story"),
    column("batch_id", "Batch"),
)
AUDIT = (
    column("sequence", "Event", "number"),
    column("happened_at", "When", "moment"),
    column("kind", "What"),
    column("correction_id", "Correction"),
    column("who", "Who"),
    column("role", "Roles"),
    column("why", "Why"),
    column("data", "Data"),
    column("previous_hash", "Hash before"),
    column("hash", "Hash"),
)
_SORTS = tuple(one.sort for one in COLUMNS if one.sort)
ORDERS = Orders("changed", _SORTS, {"changed", "impact"}, _SORTS)
_FILTERS = ("standing", "side", "kind", "account", "who", "batch")
_UNDER_WAY = {"under_way": later("All under way")}


def chosen() -> dict[str, str]:
    """The filters in the address, as the queries take them."""
    return {name: st.query_params.get(name, "") for name in _FILTERS}


def show_everything() -> None:
    """Take every filter away."""
    for name in _FILTERS:
        st.query_params.pop(name, None)
    begin_anew()


def draw_filters(offered: Iterable[Row]) -> None:
    """The widgets, for a horizontal container."""
    by_name: dict[str, dict[str, str]] = {"kind": {}, "who": {}}
    for row in offered:
        by_name[row["filter"]][row["choice"]] = row["choice"]
    states = {name: told for name, (_mark, told) in STANDINGS.items()}
    select("standing", _("State"), {"": _("Any state")} | each(_UNDER_WAY | states), 180)
    select("side", _("System"), {"": _("Either system")} | SYSTEMS, 140)
    kinds = {kind: kind_words(kind) for kind in by_name["kind"]}
    select("kind", _("Kind"), {"": _("Any kind")} | kinds, 180)
    select("who", _("Who"), {"": _("Anybody")} | by_name["who"], 180)


def narrowed(filters: Mapping[str, str], shown: Sequence[Row]) -> Node | None:
    """To which account or batch the list is narrowed down, with the way back; None where to none."""
    parts: list[Node] = []
    if account := filters["account"]:
        name = shown[0]["account_name"] if shown else account
        parts.append(
            node(
                "p",
                _("Only {name}", name=name or account),
                " ",
                link_here(_("Every account"), account="", page=""),
                kind="line",
            )
        )
    if filters["batch"]:
        parts.append(node("p", link_here(_("← All corrections"), batch="", page=""), kind="line"))
    return node("div", *parts) if parts else None


def key_figures(rows: Sequence[Row]) -> Node:
    """How many wait, are under way, and came to which end."""
    by_name = {row["standing"]: row for row in rows}

    def number(*names: str) -> str:
        return figure(sum(int(by_name[name]["corrections"]) for name in names if name in by_name))

    missed = number("conflicted", "failed")
    paused = number("paused") if "paused" in by_name else _("none")
    waiting = by_name.get("waiting")
    since = _("the first since {ago}", ago=ago(waiting["longest_at"])) if waiting else _("nothing waits")
    return figures(
        [
            Figure(_("Wait for approval"), (number("waiting"),), since),
            Figure(_("Being sent"), (number("running", "paused"),), _("{paused} of them paused", paused=paused)),
            Figure(_("By hand"), (number("manual"),), _("the API cannot do them")),
            Figure(
                _("Conflicted or failed"), (missed,), _("nothing more is sent of them"), "bad" if missed != "0" else ""
            ),
            Figure(_("Done"), (number("done"),), _("read back and found as planned")),
        ]
    )


def found_line(counted: Sequence[Row]) -> str:
    """How many are listed, and the money they settle, currencies one after the other."""
    told = count(sum(row["found"] for row in counted), "correction")
    sums = [
        f"{amount(row[name] if name == 'under_collected' else -row[name], row['currency'])} {words}"
        for name, words in (("under_collected", _("leakage")), ("over_collected", _("over-collected")))
        for row in counted
        if row[name]
    ]
    return f"{told}: {', '.join(sums)}" if sums else told


def corrections_table(rows: Sequence[Row], order: Order, screen: int, screens: int) -> Node:
    """One screen of the list, with links to each correction and its account."""
    parts = Parts(
        cells={
            "standing": standing_mark,
            "title": _title,
            "side": lambda row: system_mark(row["side"]),
            "account_name": _account,
            "count_steps": steps_told,
        },
        heading=lambda one: ORDERS.heading(one, order),
        order=(order.sort, order.descending),
    )
    return node("div", ledger(rows, COLUMNS, _("Corrections"), parts), *pager(screen, screens))


def _title(row: Row) -> Cell:
    about = f"{row['correction_id']}{' ' + _('in') + ' ' + row['batch_id'] if row['batch_id'] else ''}"
    told = [node("span", retold(row["story"]), kind="sub clipped")] if row["story"] else []
    account = node("span", row["account_name"] or NONE, kind="sub narrow")
    return node("div", to_correction(row), account, node("span", about, kind="sub"), *told)


def to_correction(row: Row) -> Node:
    """A link to a correction, seen from the list: the filters stay as they are."""
    return link_here(retold(row["title"]), correction=row["correction_id"])


def _account(row: Row) -> Cell:
    if not row["account_id"]:
        return node("span", NONE, kind="quiet")
    return link(row["account_name"] or row["account_id"], to_account(row["account_id"]), f"account={row['account_id']}")
