"""How a rep's commission stands: released this month, at risk, and what is released next. Each leads to its lines."""

from collections.abc import Sequence
from datetime import date

from ui.figures import Figure, figures
from ui.home.work import sums, to
from ui.ledger import Row
from ui.sheet import Node, link, node
from ui.text import NONE, day, month_name
from ui.wording import _


def earning(summed: Sequence[Row], months: Sequence[Row], held: Sequence[Row], today: date, rep: str) -> Node:
    """A strip of figures: `summed` by state, what was released by month, and the lines `held` until their release."""
    this_month = [row for row in months if row["month"] == today.replace(day=1)]
    return node(
        "section",
        node("h3", _("Your commission")),
        figures(
            [
                Figure(
                    _leading(_("Released"), to("commission", rep=rep, state="released", month=f"{today:%Y-%m}")),
                    _values(this_month, "released_amount"),
                    month_name(today),
                ),
                _at_risk([row for row in summed if row["state"] == "at risk"], rep),
                _next(held, [row for row in summed if row["state"] == "invoiced"], rep),
            ]
        ),
    )


def _at_risk(risked: Sequence[Row], rep: str) -> Figure:
    label = _leading(_("At risk"), to("commission", rep=rep, state="at risk"))
    return Figure(label, _values(risked, "amount"), _("on invoices long overdue"), "bad" if risked else "")


def _next(held: Sequence[Row], invoiced: Sequence[Row], rep: str) -> Figure:
    """What the hold of ends first; where nothing is held, what waits for payments."""
    days = [row["releasable_on"] for row in held if row["releasable_on"]]
    if not days:
        label = _leading(_("Invoiced"), to("commission", rep=rep, state="invoiced"))
        return Figure(label, _values(invoiced, "amount"), _("released once it is paid and held"))
    first = [row for row in held if row["releasable_on"] == min(days)]
    label = _leading(_("Released next"), to("commission", rep=rep, state="earned"))
    return Figure(label, _values(first, "amount"), _("on {day}", day=day(min(days))))


def _values(rows: Sequence[Row], name: str) -> tuple[str, ...]:
    told = sums(rows, name)
    return tuple(told.split("; ")) if told else (NONE,)


def _leading(label: str, address: str) -> Node:
    return link(label, address, address)
