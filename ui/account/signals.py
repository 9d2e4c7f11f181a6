"""What is to be known of an account before a call, in words, each leading to the record it is read from.

What is owed stands first, then what both systems do not agree on with the money at stake, the most of it first.
"""

from collections.abc import Callable, Sequence

from ui.account.discrepancies import open_causes
from ui.account.links_to import to_invoice, to_record
from ui.reading import Reader, Row
from ui.sheet import Node, node
from ui.text import amount, count, short_day
from ui.wording import _, later

Parts = list[Node | str]

_SHOWN_OVERDUE = 3


def signals(read: Reader, account_id: str) -> Node:
    """A list of short sentences, of open discrepancies one a line; one that says so where nothing stands out."""
    causes = open_causes(read, account_id)
    told = [node("li", *parts) for parts in _of_billing(read, account_id)]
    nothing = [] if told or causes else [node("li", _("Nothing stands out."))]
    return node("ul", *told, *(node("li", *parts, kind="cause") for parts in causes), *nothing, kind="signals")


def signals_to_print(read: Reader, account_id: str) -> Node | None:
    """The same without discrepancies, which a printed sheet lists by themselves; None where there is nothing."""
    told = [node("li", *parts) for parts in _of_billing(read, account_id)]
    return node("ul", *told, kind="signals") if told else None


def _of_billing(read: Reader, account_id: str) -> list[Parts]:
    found = read.rows("account/signals", account=account_id, as_of=read.today)
    told = [*_overdue([one for one in found if one["signal"] == "overdue"])]
    return told + [_WORDS[one["signal"]](one) for one in found if one["signal"] in _WORDS]


def _overdue(rows: Sequence[Row]) -> list[Parts]:
    shown, rest = rows[:_SHOWN_OVERDUE], len(rows) - _SHOWN_OVERDUE
    told: list[Parts] = [
        [
            _sign(),
            to_invoice(one["record_id"]),
            " ",
            _("{days} overdue, {money} open", days=_days(one), money=_money(one)),
        ]
        for one in shown
    ]
    return told + ([[_("{invoices} overdue", invoices=count(rest, "more invoice"))]] if rest > 0 else [])


def _sign() -> Node:
    return node("span", "▲ ", kind="late", **{"aria-hidden": "true"})


def _days(row: Row) -> str:
    return count(row["days"], "day")


def _money(row: Row) -> str:
    return amount(row["amount"], row["currency"])


def _failed(row: Row) -> Parts:
    named = to_record("ordway", "payments", row["record_id"])
    return [
        _sign(),
        f"{_('payment')} ",
        named,
        " ",
        _("failed on {day} ({why})", day=short_day(row["happened_on"]), why=row["words"]),
    ]


def _habit(row: Row) -> Parts:
    of = " " + _("(median of {invoices} in twelve months)", invoices=count(row["count_records"], "invoice"))
    is_late = row["signal"] == "pays_late"
    return [
        _("pays late by about {days}", days=_days(row)) if is_late else _("pays on time"),
        node("span", of, kind="quiet"),
    ]


def _subscription(words: str) -> Callable[[Row], Parts]:
    def told(row: Row) -> Parts:
        named = to_record("ordway", "subscriptions", row["record_id"])
        return [
            named,
            " ",
            _(words, days=_days(row) if row["days"] is not None else "", on=short_day(row["happened_on"])),
        ]

    return told


def _unapplied(what: str) -> Callable[[Row], Parts]:
    return lambda row: [f"{_money(row)} {_(what)}"]


_WORDS: dict[str, Callable[[Row], Parts]] = {
    "payment_failed": _failed,
    "pays_late": _habit,
    "pays_on_time": _habit,
    "paused": _subscription(later("is paused")),
    "cancelled": _subscription(later("cancelled for {on}")),
    "renews": _subscription(later("renews in {days}, on {on}")),
    "ends": _subscription(later("ends in {days} unless renewed, on {on}")),
    "unapplied_cash": _unapplied(later("unapplied cash")),
    "unapplied_credit": _unapplied(later("unapplied credit")),
}
