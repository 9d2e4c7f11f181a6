"""The key figures of revenue: what recurs, how much of a year ago is kept, how much leaks. Each leads to its rows."""

from collections.abc import Sequence

from ui.figures import Figure, figures
from ui.reading import Question, Reader, Row
from ui.revenue.choice import Choice
from ui.revenue.rows import rows_address
from ui.revenue.words import percent
from ui.sheet import Node, link
from ui.text import count, figure
from ui.wording import _


def asked_for_key_figures(choice: Choice) -> list[Question]:
    """What is asked for them: what recurs, what is kept of a year ago, and what leaks."""
    back = choice.asked(months=choice.months)
    return [("revenue/mrr", back), ("revenue/retention", choice.asked()), ("revenue/leakage", back)]


def key_figures(read: Reader, choice: Choice) -> Node:
    """MRR, ARR, NRR, GRR and the leakage rate, in the currency that is shown."""
    now, kept, leak = (_last(choice.told(read.rows(name, **params))) for name, params in asked_for_key_figures(choice))
    every, before = rows_address("mrr"), rows_address("retention")
    base = (
        _("of {amount} a year ago", amount=choice.amount(kept["opening_amount"])) if kept else _("nothing a year ago")
    )
    return figures(
        [
            Figure(_linked("MRR", every), (choice.amount(now.get("mrr_amount")),), _accounts(now)),
            Figure(_linked("ARR", every), (choice.amount(now.get("arr_amount")),), _("twelve months of it")),
            Figure(_linked("NRR", before), (percent(kept.get("nrr")),), base),
            Figure(_linked("GRR", before), (percent(kept.get("grr")),), _("without expansion")),
            _leakage(choice, leak, read.rows("revenue/unpriced", as_of=choice.day)),
        ]
    )


def _leakage(choice: Choice, leak: Row, unpriced: Sequence[Row]) -> Figure:
    label = _linked(_("Leakage rate"), rows_address("leakage", "open"))
    if not leak:
        return Figure(label, (percent(None),), _("nothing was found by then"))
    told = _("{amount} open, in part with tax, of what was due before tax", amount=choice.amount(leak["open_amount"]))
    for one in unpriced:
        told += "; " + _("{number} of {rule} not priced", number=figure(one["count_open"]), rule=one["rule"])
    return Figure(label, (percent(leak["leakage_rate"]),), told, "bad" if leak["open_amount"] else "")


def _accounts(now: Row) -> str:
    accounts = count(now.get("count_accounts", 0), "account")
    if unknown := now.get("count_without_months"):
        return _("{accounts}; {lines} of unknown period left out", accounts=accounts, lines=count(unknown, "line"))
    return accounts


def _linked(name: str, address: str) -> Node:
    return link(name, address, address)


def _last(rows: Sequence[Row]) -> Row:
    """The latest row, an empty one where there is none."""
    return rows[-1] if rows else {}
