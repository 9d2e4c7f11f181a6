"""What renews when: recurring revenue a year by the month in which terms end, and how much of it is at risk."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial

from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger, toned
from ui.revenue.chart import Picture, categories, colours, draw_picture, drawn, layout, money_axis
from ui.revenue.choice import Choice
from ui.revenue.rows import rows_address
from ui.revenue.words import MAIN_RISKS
from ui.sheet import Node, draw_sheet, link
from ui.text import figure, sentence, short_month
from ui.wording import _

_COLUMNS = (
    column("month", "Month", "code"),
    column("count_subscriptions", "Subscriptions", "number"),
    column("arr_amount", "ARR", "money"),
    column("at_risk_amount", "At risk", "money"),
    *(column(f"{name}_amount", told, "money", minor=True) for name, told in MAIN_RISKS.items()),
)
_SEGMENTS = (("notice", "less"), ("overdue", "doubt"), ("in_doubt", "second"), ("by_hand", "quiet"))


def draw_renewals(rows: Sequence[Row], choice: Choice) -> str | None:
    """The picture and its table; returns what was clicked just now, if anything."""
    if not rows:
        return draw_sheet(line(_("No term ends in these months."), kind="note"), key="no-renewals")
    told = _("Each subscription counts once, for its gravest sign. The policy says how late or how much is one.")
    draw_sheet(line(told, kind="note"), key="renewals-note")
    return draw_picture(by_month(rows, choice.currency, colours()), renewals_table(rows, choice), "renewals")


def by_month(rows: Sequence[Row], currency: str, theme: Mapping[str, str]) -> Picture:
    """A bar a month: what is at risk by its gravest reason below, the rest above."""
    months = [short_month(row["month"]) for row in rows]
    parts = [
        *((risk, _(MAIN_RISKS[risk]), [row[f"{risk}_amount"] for row in rows], tone) for risk, tone in _SEGMENTS),
        ("none", _("No sign of risk"), [row["arr_amount"] - row["at_risk_amount"] for row in rows], "level"),
    ]
    shown = [part for part in parts if any(part[2])]
    bars = [
        {
            "type": "bar",
            "name": name,
            "x": months,
            "y": [drawn(one) for one in amounts],
            "marker": {"color": theme[tone]},
            "hovertemplate": f"{name}, %{{x}}: %{{y:,.0f}}<extra></extra>",
        }
        for _of, name, amounts, tone in shown
    ]
    title = _("What renews when, and how much of it is at risk?")
    axis = money_axis(_("{currency} a year", currency=currency))
    # Five names in lines of their own, on a narrow screen, would stand over the bars.
    below = {"orientation": "h", "x": 0, "y": -0.65, "yanchor": "top"}
    shape = layout(title, barmode="stack", legend=below, xaxis=categories(_("month of renewal"), len(rows)), yaxis=axis)
    whole = sum((row["arr_amount"] for row in rows), Decimal())
    risk = sum((row["at_risk_amount"] for row in rows), Decimal())
    told = _(
        "{whole} {currency} a year renew, {risk} of it at risk.",
        whole=figure(whole.quantize(Decimal(1))),
        currency=currency,
        risk=figure(risk.quantize(Decimal(1))),
    )
    behind = [[_address(row, of) for row in rows] for of, *_told in shown]
    return Picture({"data": bars, "layout": shape}, f"{title} {told}", behind)


def renewals_table(rows: Sequence[Row], choice: Choice) -> Node:
    """A row a month, each amount with the subscriptions behind it."""
    cells = {f"{risk}_amount": partial(_number, name=f"{risk}_amount", of=risk, choice=choice) for risk in MAIN_RISKS}
    own: dict[str, Callable[[Row], Cell]] = {
        "month": lambda row: link(sentence(short_month(row["month"])), _address(row), _address(row)),
        "arr_amount": lambda row: _number(row, "arr_amount", "", choice),
        "at_risk_amount": lambda row: _number(row, "at_risk_amount", "any", choice),
    }
    return ledger(rows, _COLUMNS, _("Renewals by month"), Parts(cells=own | cells))


def _number(row: Row, name: str, of: str, choice: Choice) -> Cell:
    told = choice.plain(row[name])
    return link(told, _address(row, of), _address(row, of)) if row[name] else toned(told, row[name])


def _address(row: Row, of: str = "") -> str:
    return rows_address("renewal", of, on=row["month"])
