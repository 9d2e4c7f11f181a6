"""On whom and on what recurring revenue rests: the largest accounts, products, industries and countries."""

from collections.abc import Sequence

from ui.address import to_account
from ui.figures import Figure, figures, line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.revenue.choice import Choice
from ui.revenue.rows import rows_address
from ui.revenue.words import DIMENSIONS, percent
from ui.sheet import Node, draw_sheet, link, node
from ui.text import NONE, count
from ui.wording import _

_PLACES = (1, 5, 10, 20)
_LARGEST = (
    column("place", "Place", "number"),
    column("account_name", "Account", "main"),
    column("mrr_amount", "MRR", "money"),
    column("share_rate", "Share", "number"),
    column("until_rate", "With all before", "number"),
)
_PARTS = (
    column("part", "Part", "main"),
    column("count_accounts", "Accounts", "number", minor=True),
    column("mrr_amount", "MRR", "money"),
    column("share_rate", "Share", "number"),
)


def draw_parts(largest: Sequence[Row], parts: Sequence[Row], choice: Choice) -> str | None:
    """How much the largest bring in, who they are, and what it is made of; returns the link followed just now."""
    if not largest:
        return draw_sheet(line(_("Nobody brings in anything on that day."), kind="note"), key="no-parts")
    sections = [_by(dimension, parts, choice) for dimension in DIMENSIONS]
    told = node("div", shares(largest), _accounts(largest, choice), *sections)
    return draw_sheet(told, key="parts")


def shares(largest: Sequence[Row]) -> Node:
    """The share of the 1, 5, 10 and 20 largest accounts, as far as there are so many."""
    base = _("of the recurring revenue of {accounts}", accounts=count(largest[0]["count_rows"], "account"))
    return figures([_share(place, largest, base) for place in _PLACES if place <= len(largest)])


def _share(place: int, largest: Sequence[Row], base: str) -> Figure:
    name = _("The largest account") if place == 1 else _("The {number} largest", number=place)
    return Figure(name, (percent(largest[place - 1]["until_rate"]),), base)


def _accounts(largest: Sequence[Row], choice: Choice) -> Node:
    cells = {
        "account_name": _account,
        "mrr_amount": lambda row: choice.plain(row["mrr_amount"]),
        "share_rate": lambda row: percent(row["share_rate"]),
        "until_rate": lambda row: percent(row["until_rate"]),
    }
    table = ledger(largest, _LARGEST, _("The largest accounts"), Parts(cells=cells))
    every = link(_("All accounts"), rows_address("mrr"), rows_address("mrr"))
    return node("section", node("h3", _("The largest accounts"), every), table)


def _account(row: Row) -> Cell:
    if not row["account_id"]:
        return NONE
    address = to_account(row["account_id"])
    return link(row["account_name"] or row["account_id"], address, address)


def _by(dimension: str, parts: Sequence[Row], choice: Choice) -> Node:
    rows = [row for row in parts if row["dimension"] == dimension]
    cells = {
        "part": _part,
        "mrr_amount": lambda row: choice.plain(row["mrr_amount"]),
        "share_rate": lambda row: percent(row["share_rate"]),
    }
    name = _(DIMENSIONS[dimension])
    return node("section", node("h3", name), ledger(rows, _PARTS, name, Parts(cells=cells)))


def _part(row: Row) -> Cell:
    address = rows_address("mrr", f"{row['dimension']}:{row['part']}")
    return link(row["part"] or _("not told"), address, address)
