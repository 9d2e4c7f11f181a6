"""How much recurring revenue of a year ago is kept: net and gross, month by month, and by the quarter of signing."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.revenue.chart import Picture, colours, draw_picture, layout
from ui.revenue.choice import Choice
from ui.revenue.rows import rows_address
from ui.revenue.words import percent
from ui.sheet import Node, draw_sheet, link, node
from ui.text import NONE, count, figure, short_day
from ui.wording import _, later

_COLUMNS = (
    column("closed_on", "As of", "day"),
    column("opening_amount", "A year before", "money"),
    column("expansion_amount", "Expansion", "money", minor=True),
    column("contraction_amount", "Contraction", "money", minor=True),
    column("churn_amount", "Churn", "money", minor=True),
    column("nrr", "NRR", "number"),
    column("grr", "GRR", "number"),
)
_AMOUNTS = ("opening_amount", "expansion_amount", "contraction_amount", "churn_amount")
_SERIES = (("nrr", later("Net (NRR)"), "level"), ("grr", later("Gross (GRR)"), "second"))
_QUARTERS = 4
# Kept of the first amount, in hundredths, and how dark the cell is from there on, in per cent of the accent colour.
_SHADES = ((1, 8), (50, 16), (80, 26), (100, 38), (120, 52))


def draw_retention(rows: Sequence[Row], choice: Choice) -> str | None:
    """The trend and its table; returns what was clicked just now, if anything."""
    if not rows:
        return draw_sheet(line(_("Nobody brought in anything a year before."), kind="note"), key="no-retention")
    return draw_picture(trend(rows, choice.currency, colours()), _table(rows, choice), "retention")


def draw_cohorts(cohorts: Sequence[Row], choice: Choice) -> str | None:
    """The cohorts; returns what was clicked just now, if anything."""
    return draw_sheet(cohort_table(cohorts, choice), key="cohorts")


def trend(rows: Sequence[Row], currency: str, theme: Mapping[str, str]) -> Picture:
    """Two lines, each named at its last point, with the hundred per cent marked."""
    days = [row["closed_on"].isoformat() for row in rows]
    lines = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": _(name),
            "x": days,
            "y": [None if row[rate] is None else f"{100 * row[rate]:.2f}" for row in rows],
            "line": {"width": 2, "color": theme[tone]},
            "marker": {"size": 7, "color": theme[tone]},
            "hovertemplate": f"%{{x}}: {_(name)} %{{y:.1f}} %<extra></extra>",
        }
        for rate, name, tone in _SERIES
    ]
    title = _("How much of a year ago is still there?")
    mark = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 100, "y1": 100}
    shape = layout(
        title,
        xaxis={"type": "date", "automargin": True, "fixedrange": True},
        yaxis={"title": {"text": _("% of the year before")}, "automargin": True, "fixedrange": True},
        shapes=[mark | {"line": {"width": 1, "dash": "dot", "color": theme["quiet"]}}],
    )
    last = rows[-1]
    told = _(
        "{currency}, {day}: net {net}, gross {gross}.",
        currency=currency,
        day=short_day(last["closed_on"]),
        net=percent(last["nrr"]),
        gross=percent(last["grr"]),
    )
    behind = [rows_address("retention", on=row["closed_on"]) for row in rows]
    return Picture({"data": lines, "layout": shape}, f"{title} {told}", [behind, behind])


def _table(rows: Sequence[Row], choice: Choice) -> Node:
    amounts = {name: partial(_plain, name, choice) for name in _AMOUNTS}
    rates = {name: partial(_rate, name) for name in ("nrr", "grr")}
    return ledger(list(reversed(rows)), _COLUMNS, _("Retention by month"), Parts(cells=amounts | rates))


def _plain(name: str, choice: Choice, row: Row) -> Cell:
    return choice.plain(row[name])


def _rate(name: str, row: Row) -> Cell:
    address = rows_address("retention", on=row["closed_on"])
    return link(percent(row[name]), address, address)


def cohort_table(rows: Sequence[Row], choice: Choice) -> Node:
    """A row for each quarter of signing, a column for each quarter since, the darker the more is kept."""
    head = node("h3", _("What each quarter’s new accounts still bring in"))
    if not rows:
        return node("section", head, line(_("No account has signed in these years."), kind="note"))
    quarters = range(max(row["quarters_since"] for row in rows) + 1)
    kept = {(row["signed_in"], row["quarters_since"]): row for row in rows}
    names = (_("Signed in"), _("Accounts"), _("MRR at first"))
    kinds = ("", "figure", "figure minor")
    headings = [node("th", name, scope="col", kind=kind) for name, kind in zip(names, kinds, strict=True)]
    headings += [node("th", f"+{number}", scope="col", kind=_column(number)) for number in quarters]
    lines = [_cohort(kept, signed, quarters, choice) for signed in sorted({row["signed_in"] for row in rows})]
    told = _("Share of what the accounts that had begun by then brought in at first, by quarters since they signed.")
    caption = node("caption", _("Cohorts by quarter of signing"))
    table = node("table", caption, node("thead", node("tr", *headings)), node("tbody", *lines), kind="cohorts")
    return node("section", head, line(told, kind="note"), node("div", table, kind="scroll"))


def _cohort(kept: Mapping[tuple[object, int], Row], signed: object, quarters: range, choice: Choice) -> Node:
    known = [kept[signed, number] for number in quarters if (signed, number) in kept]
    first = known[0]
    address = rows_address("cohort", on=first["signed_in"])
    name = node("th", link(_quarter(first), address, address), scope="row")
    size = node("td", str(first["count_accounts"]), kind="figure")
    amount = node("td", choice.plain(first["first_amount"]), kind="figure minor")
    return node("tr", name, size, amount, *(_kept(number, kept.get((signed, number))) for number in quarters))


def _quarter(row: Row) -> str:
    return f"{row['signed_in'].year} Q{(row['signed_in'].month + 2) // 3}"


def _column(number: int) -> str:
    """Where the screen is narrow, the first quarters and whole years are enough."""
    return "figure" if number <= 1 or number % _QUARTERS == 0 else "figure minor"


def _kept(number: int, row: Row | None) -> Node:
    if row is None:
        return node("td", "", kind=_column(number))
    told = NONE if row["kept_rate"] is None else percent(row["kept_rate"]).replace(" %", "")
    hint = _("{kept} of {begun}", kept=figure(row["count_kept"]), begun=count(row["count_begun"], "account"))
    return node("td", told, kind=f"{_column(number)} heat-{_shade(row['kept_rate'])}", title=hint)


def _shade(rate: Decimal | None) -> int:
    """How dark the cell is, 0 for none."""
    return max((dark for least, dark in _SHADES if rate is not None and 100 * rate >= least), default=0)
