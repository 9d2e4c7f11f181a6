"""From contract to cash: each step, and between the steps what was lost and by which rule, as bars and as a table."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.revenue.chart import Picture, colours, draw_picture, drawn, layout
from ui.revenue.choice import Choice
from ui.revenue.rows import rows_address
from ui.revenue.words import STEPS, is_rule, percent, reason
from ui.sheet import Node, draw_sheet, link, node
from ui.text import figure
from ui.wording import _

_COLUMNS = (
    column("reason", "Step or loss", "main"),
    column("amount", "Amount", "money"),
    column("share", "Of contracted", "number", minor=True),
    column("too_little", "Leakage", "money", minor=True),
    column("too_much", "Over-collected", "money", minor=True),
    column("count_accounts", "Accounts", "number"),
)
_A_BAR, _AROUND = 26, 150
# What is written behind the longest bar needs as much room on a phone as on a desk: so many pixels a digit.
_A_DIGIT = 8


def draw_cash(rows: Sequence[Row], choice: Choice) -> str | None:
    """The bars and their table; returns what was clicked just now, if anything."""
    if not rows:
        told = _("Nothing was contracted by then, or nothing was reconciled yet.")
        return draw_sheet(line(told, kind="note"), key="no-cash")
    note = line(_("Before tax. Over- and under-billing are never netted; each is in the table."), kind="note")
    draw_sheet(note, key="cash-note")
    return draw_picture(funnel(rows, choice.currency, colours()), cash_table(rows, choice), "cash")


def funnel(rows: Sequence[Row], currency: str, theme: Mapping[str, str]) -> Picture:
    """A bar for each step from zero, and for each loss from where what is left before it ends, from top to bottom."""
    left = Decimal()
    lefts, widths, tones = [], [], []
    for row in rows:
        is_step = not row["reason"]
        left = row["amount"] if is_step else left - row["amount"]
        lefts.append(Decimal() if is_step else left)
        widths.append(row["amount"])
        tones.append(_tone(row))
    names, texts = [_name(row) for row in rows], [_short(row) for row in rows]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "x": [drawn(one) for one in widths],
        "base": [drawn(one) for one in lefts],
        "text": texts,
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": [theme[one] for one in tones]},
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    title = _("Where does contracted money go?")
    shape = layout(
        title,
        height=_AROUND + _A_BAR * len(rows),
        showlegend=False,
        margin={"l": 8, "r": 8 + _A_DIGIT * max(map(len, texts)), "t": 64, "b": 8},
        xaxis={
            "type": "linear",
            "range": [0, drawn(max(widths))],
            "tickformat": ",.0f",
            "title": {"text": _("{currency} before tax", currency=currency)},
            "automargin": True,
            "fixedrange": True,
        },
        yaxis={"type": "category", "autorange": "reversed", "automargin": True, "fixedrange": True},
    )
    steps = [f"{_(STEPS[row['step']])} {_short(row)}" for row in rows if not row["reason"]]
    told = f"{title} {currency}: {', '.join(steps)}."
    return Picture({"data": [bars], "layout": shape}, told, [[_address(row) for row in rows]])


def _short(row: Row) -> str:
    """A step's amount; what a loss takes away, or what is there beyond."""
    whole = row["amount"].quantize(Decimal(1))
    if not row["reason"]:
        return figure(whole)
    return figure(-whole) if whole >= 0 else f"+{figure(-whole)}"


def _tone(row: Row) -> str:
    if not row["reason"]:
        return "level"
    if row["reason"] in ("not due", "draft", "in grace", "pending"):
        return "quiet"
    if row["reason"] == "unexplained":
        return "doubt"
    return "less" if row["amount"] >= 0 else "second"


def _name(row: Row) -> str:
    return f"<b>{_(STEPS[row['step']])}</b>" if not row["reason"] else reason(row)


def _address(row: Row) -> str:
    return rows_address("loss", f"{row['step']}:{row['reason']}")


def cash_table(rows: Sequence[Row], choice: Choice) -> Node:
    """The same as a table: losses by a rule with leakage and what is over-collected apart."""
    whole = next((row["amount"] for row in rows if row["step"] == "contracted" and not row["reason"]), None)
    cells = {
        "reason": _linked,
        "amount": lambda row: _amount(row, choice),
        "share": lambda row: _share(row, whole),
        "too_little": lambda row: choice.plain(row["too_little"]) if is_rule(row["reason"]) else "",
        "too_much": lambda row: choice.plain(row["too_much"]) if is_rule(row["reason"]) else "",
    }
    return ledger([{**row, "share": None} for row in rows], _COLUMNS, _("From contract to cash"), Parts(cells=cells))


def _linked(row: Row) -> Cell:
    told = reason(row) if row["reason"] else _(STEPS[row["step"]])
    opens = link(told, _address(row), _address(row))
    return node("span", "− ", opens, kind="loss") if row["reason"] else node("strong", opens)


def _amount(row: Row, choice: Choice) -> Cell:
    told = choice.plain(-row["amount"] if row["reason"] else row["amount"])
    return link(told, _address(row), _address(row))


def _share(row: Row, whole: Decimal | None) -> str:
    return percent(row["amount"] / whole) if whole else ""
