"""Many corrections looked at together: a row each, what is done or why not, and totals that tie to what is ticked."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ui.corrections.plan import doubt_line, exposed, in_doubt, told_list
from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.marks import state_mark
from ui.retelling.retold import retold, retold_or_marked
from ui.sheet import Node, node
from ui.text import NONE, amount, count
from ui.wording import _

_ROWS = (
    column("account_name", "Account"),
    column("what", "What is done", "main"),
    column("currency", "Cur.", "code"),
    column("impact", "Impact", "money"),
    column("exposure", "Exposure"),
)
_FEW = 3
_TOTALS = (
    column("direction", "Money"),
    column("currency", "Cur.", "code"),
    column("planned", "Put right", "money"),
    column("left", "Left as it is", "money"),
    column("ticked", "Ticked", "money"),
)


def bulk_sheet(rows: Sequence[Row], second: str, lasting: str) -> Node:
    """Each ticked discrepancy with its `plan`, or with why there is none.

    `second` says why another one approves, `lasting` what of it cannot be taken back.
    """
    planned = [row for row in rows if row["plan"]]
    parts = Parts(cells={"account_name": _account, "what": _what, "exposure": _exposure})
    doubts = list(dict.fromkeys(doubt for row in planned for doubt in in_doubt(row["plan"])))
    remains = dict.fromkeys(row["plan"]["remains"] for row in planned)
    told: list[tuple[str, Node | str]] = [
        (_("Exposure"), exposed([row["plan"] for row in planned])),
        (_("Remains"), _first(list(remains))),
        (_("Published"), _published(planned)),
        (_("Approval"), retold_or_marked(second)),
        (_("Undo"), retold_or_marked(lasting)),
    ]
    return node(
        "div",
        line(
            _(
                "{corrections} for {discrepancies}.",
                corrections=count(len(planned), "correction"),
                discrepancies=count(len(rows), "discrepancy", "discrepancies"),
            )
        ),
        told_list(told),
        *map(doubt_line, doubts),
        ledger(rows, _ROWS, _("What is done for each"), parts),
        *_totals(rows),
    )


def _published(planned: Sequence[Row]) -> str:
    """The accounts that are published afterwards, each once; '' where none is."""
    names = list(dict.fromkeys(one["name"] for row in planned for one in row["plan"].get("publishes") or ()))
    return _("Afterwards Firmao shows anew what these owe: {names}", names=", ".join(names)) if names else ""


def _first(texts: Sequence[str]) -> Node | str:
    """What holds for all or some, each once; of many, the first and how many others there are."""
    told = [one for one in texts if one]
    if len(told) == 1:
        return retold_or_marked(told[0])
    if len(told) <= _FEW:
        return " ".join(map(retold, told))
    others = count(len(told) - 1, "other")
    return _("{text} And {others}, which each correction tells.", text=retold(told[0]), others=others)


def _account(row: Row) -> Cell:
    return node("div", row["account_name"] or NONE, node("span", row["discrepancy_id"], kind="sub"))


def _exposure(row: Row) -> Cell:
    """What its plan moves or commits, a currency a line; these add up to the exposure of all."""
    sums = row["plan"].get("exposure", {}) if row["plan"] else {}
    told = [node("span", amount(Decimal(value), currency), kind="other") for currency, value in sums.items()]
    return node("div", *told) if told else node("span", NONE, kind="quiet")


def _what(row: Row) -> Cell:
    if row["plan"]:
        steps = len(row["plan"]["steps"])
        told = count(steps, "request") if steps else _("By hand")
        effect = retold_or_marked(row["plan"]["effect"])
        return node("div", retold_or_marked(row["plan"]["title"]), node("span", f"{told}. ", effect, kind="sub"))
    if row["together_with"]:
        return node("span", _("Goes with {number}", number=row["together_with"]), kind="quiet")
    return node(
        "div", state_mark("waived", _("Left as it is")), node("span", retold_or_marked(row["refused"]), kind="sub")
    )


def _totals(rows: Sequence[Row]) -> list[Node]:
    """Too little and too much are never netted, currencies never added; nothing where no money is at stake."""
    sums: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        for direction, name in ((_("Leakage"), "under_collected"), (_("Over-collected"), "over_collected")):
            if row[name]:
                _add(sums, row, direction, abs(row[name]))
    return [node("h3", _("Totals")), ledger(list(sums.values()), _TOTALS, _("Totals"))] if sums else []


def _add(
    sums: dict[tuple[str, str], dict[str, Any]], row: Mapping[str, Any], direction: str, at_stake: Decimal
) -> None:
    key = (direction, row["currency"] or "")
    empty = {name: Decimal(0) for name in ("planned", "left", "ticked")}
    total = sums.setdefault(key, {"direction": direction, "currency": key[1], **empty})
    total["planned" if row["plan"] or row["together_with"] else "left"] += at_stake
    total["ticked"] += at_stake
