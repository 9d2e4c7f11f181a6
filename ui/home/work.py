"""What needs somebody today, a line each that leads to its rows; and that nothing does, said calmly."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from ui.figures import line
from ui.ledger import Row
from ui.sheet import Node, link, node
from ui.text import NONE, amount, count, figure, weekday
from ui.wording import _, later


@dataclass(frozen=True)
class Need:
    """One thing to do: what it is in words, the money it is about, and the address of its rows.

    `weight` is the word for how pressing it is, as a severity: high, medium or low.
    """

    told: str
    money: str
    address: str
    weight: str = "medium"


_SIGNS = {"high": "▲", "medium": "◆", "low": "▽"}
_PRESSING = {"high": later("Now"), "medium": later("Today"), "low": later("When there is time")}


def work(title: str, needs: Sequence[Need], nothing: str) -> Node:
    """The part of Home of one role: its lines, the most pressing first, or that there is nothing to do."""
    head = node("h3", title)
    if not needs:
        return node("section", head, line(nothing, kind="line quiet"))
    places = list(_SIGNS)
    rows = [_row(one) for one in sorted(needs, key=lambda one: places.index(one.weight))]
    heads = node("tr", *(node("th", _(label), scope="col", kind=kind) for label, kind in _HEADS))
    table = node("table", node("caption", title), node("thead", heads), node("tbody", *rows), kind="needs")
    return node("section", head, node("div", table, kind="scroll"))


_HEADS = ((later("How pressing"), "state"), (later("What"), "main"), (later("Money"), "figure"))


def _row(need: Need) -> Node:
    sign = node("span", _SIGNS[need.weight], **{"aria-hidden": "true"})
    pressing = node("span", sign, node("span", _(_PRESSING[need.weight])), kind=f"severity {need.weight}")
    opens = link(need.told, need.address, need.address)
    return node("tr", node("td", pressing, kind="state"), node("td", opens, kind="main"), _money(need.money))


def _money(told: str) -> Node:
    parts = told.split("; ") if told else [NONE]
    return node("td", *(node("span", one, kind="other" if told else "quiet") for one in parts), kind="figure")


def to(path: str, **chosen: str) -> str:
    """The address of a page with its filters; what is empty is left out."""
    told = {name: value for name, value in chosen.items() if value}
    return f"{path}?{urlencode(told)}" if told else path


def mentions(found: Sequence[Row], who: str) -> list[Need]:
    """Comments that wait for them: the discrepancy itself where it is one."""
    if len(found) == 1:
        one = found[0]
        told = _(
            "{who} mentions you on {rule} {title} of {account}",
            who=one["mentioned_by"],
            rule=one["rule"],
            title=_(one["title"]),
            account=one["account_name"] or NONE,
        )
        return [Need(told, "", to("discrepancies", discrepancy=one["discrepancy_id"]), "high")]
    told = _("{number} discrepancies with a comment that mentions you", number=figure(len(found)))
    chosen = {"mentioned": who, "status": "all", "snoozed": "1", "symptoms": "1"}
    return [Need(told, "", to("discrepancies", **chosen), "high")] if found else []


def finance(found: Sequence[Row], waiting: Mapping[str, Row], who: str) -> list[Need]:
    """Discrepancies of theirs, overdue and new, and corrections that did not go through or wait for a hand."""
    since = weekday(found[0]["since"]) if found else ""
    theirs = {
        "overdue": (
            _("past the day it is due by"),
            _("past the day they are due by"),
            "high",
            {"owner": who, "due": "overdue"},
        ),
        "mine": (_("is yours"), _("are yours"), "medium", {"owner": who}),
        "new": (
            _("is new since {since}", since=since),
            _("are new since {since}", since=since),
            "medium",
            {"change": "new"},
        ),
        "unowned": (_("has no owner"), _("have no owner"), "low", {"owner": "nobody"}),
    }
    needs = [
        Need(
            f"{count(total, 'discrepancy', 'discrepancies')} {one if total == 1 else many}",
            money,
            to("discrepancies", **chosen),
            weight,
        )
        for item, (one, many, weight, chosen) in theirs.items()
        for total, money in [_counted([row for row in found if row["item"] == item])]
        if total
    ]
    return needs + [
        _correction(waiting[item], _(told), *how) for item, (told, *how) in _STUCK.items() if item in waiting
    ]


_STUCK = {
    "conflicted": (later("met a conflict: the record was changed meanwhile"), "high", "conflicted"),
    "failed": (later("failed"), "high", "failed"),
    "manual": (later("to be done by hand"), "medium", "manual"),
}


def approver(waiting: Mapping[str, Row], weighed: Sequence[Row]) -> list[Need]:
    """Corrections that wait for an approval which they may give, and what they weigh by currency."""
    told = (_("waiting for your approval"), "high", "waiting", sums(weighed, "amount"))
    return [_correction(waiting["waiting"], *told)] if "waiting" in waiting else []


def _correction(row: Row, told: str, weight: str, standing: str, money: str = "") -> Need:
    alone = {"correction": row["correction_id"]} if row["found"] == 1 else {"standing": standing}
    return Need(f"{count(row['found'], 'correction')} {told}", money, to("corrections", **alone), weight)


def customer_success(rows: Sequence[Row], owner: str) -> list[Need]:
    """Accounts that owe, whose payment failed, that renew soon, and with money at stake."""
    told = {
        "overdue": (_("with overdue invoices"), "high", sums),
        "failed": (_("with a failed payment"), "high", sums),
        "at_stake": (_("with money at stake in discrepancies"), "medium", sums),
        "renewal": (_("to renew within 60 days"), "low", _monthly),
    }
    return [one for need, words in told.items() for one in _accounts(rows, need, owner, *words)]


def sales(rows: Sequence[Row], contracts: Sequence[Row], owner: str) -> list[Need]:
    """Won contracts that are not billed yet, and accounts whose invoices are late."""
    sold = [Need(_won(contracts), sums(contracts, "overdue_amount"), to("new-business", owner=owner), "high")]
    return (sold if contracts else []) + _accounts(rows, "overdue", owner, _("with overdue invoices"), "medium", sums)


def _won(contracts: Sequence[Row]) -> str:
    return _("{contracts} not in billing yet", contracts=count(len(contracts), "won contract"))


def _accounts(
    rows: Sequence[Row], need: str, owner: str, told: str, weight: str, money: Callable[[Sequence[Row], str], str]
) -> list[Need]:
    meant = [row for row in rows if row["need"] == need]
    if not meant:
        return []
    words = f"{count(meant[0]['all_accounts'], 'account')} {told}"
    return [
        Need(words, money(meant, "amount"), to("accounts", need=need, owner=owner, sort=_SORTS.get(need, "")), weight)
    ]


# The list opens in the order of what the line counts.
_SORTS = {"overdue": "overdue", "failed": "needed", "at_stake": "needed", "renewal": "renewal"}


def admin(health: Row) -> list[Need]:
    """Pulls that failed and records set aside."""
    failed, held = health["failed_runs"], health["quarantined"]
    told = _("{syncs} failed since the last one that was done", syncs=count(failed, "sync"))
    return [
        *([Need(told, "", to("health"), "high")] if failed else []),
        *([Need(_("{records} set aside unread", records=count(held, "record")), "", to("health"))] if held else []),
    ]


def _counted(rows: Sequence[Row]) -> tuple[int, str]:
    worth = [{**row, "amount": row["under_collected"] - row["over_collected"]} for row in rows]
    told = sums(worth, "amount")
    return sum(row["found"] for row in rows), f"{told}; {_('at stake, both ways')}" if told else ""


def sums(rows: Sequence[Row], name: str) -> str:
    """Amounts of different currencies one after the other, never added; '' for none."""
    found: dict[str, Decimal] = {}
    for row in rows:
        found[row["currency"] or ""] = found.get(row["currency"] or "", Decimal(0)) + row[name]
    return "; ".join(amount(total, currency) for currency, total in found.items() if total)


def _monthly(rows: Sequence[Row], name: str) -> str:
    return "; ".join(_("{one} a month", one=one) for one in sums(rows, name).split("; ") if one)
