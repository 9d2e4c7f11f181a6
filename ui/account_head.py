"""The head of an account's page: its key figures, and who it is in either system."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from ui.figures import Figure, figures, line
from ui.marks import differs_sign, system_mark
from ui.reading import Reader, Row
from ui.sheet import Node, node
from ui.text import NONE, amount, count, day, plain, short_day

_FACTS: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    ("Id", "customer_id", str),
    ("Name", "name", str),
    ("Tax id", "tax_id", str),
    ("E-mail", "email", str),
    ("Telephone", "phone", str),
    ("Address", "address", str),
    ("Status", "status", str),
    ("Payment terms", "payment_terms", str),
    ("Currency", "currency", str),
    ("Since", "since", short_day),
)
# Where the two systems ought to hold the same; people to write to and call may well be others in each.
_SHARED = {"name", "tax_id", "address", "payment_terms", "currency"}
_IN_SHORT = ("name", "tax_id", "email", "phone", "address")
_DIFFER = "The other system has something else"
_LINKS = {
    "explicit field": "Linked by the id one system keeps of the other",
    "confirmed": "Linked by what a person confirmed",
    "tax id": "Linked by tax id",
    "CRM only": "In Firmao only; no customer of Ordway is linked to it",
    "billing only": "In Ordway only; no customer of Firmao is linked to it",
}


def context_line(account: Row, today: date) -> str:
    """How the two sides were linked and the day the figures are of, as Markdown."""
    return f"{plain(_LINKS.get(account['link'], account['link']))}. As of {day(today)}."


def key_figures(read: Reader, account_id: str) -> Node:
    """What is open, overdue, invoiced last, paid last, and when the term ends."""
    balances = read.rows("account/balances", account=account_id, as_of=read.today)
    invoices = read.rows("account/invoices", account=account_id, as_of=read.today)
    invoice = next((one for one in invoices if one["status"] not in ("draft", "reversed")), None)
    payment = next((one for one in read.rows("account/payments", account=account_id) if one["is_settled"]), None)
    late = [one["days_overdue"] for one in invoices if one["days_overdue"]]
    return figures(
        [
            Figure("Balance", _amounts(balances, "balance"), _unapplied(balances) or _balance_of(invoices)),
            Figure("Overdue", _amounts(balances, "overdue"), _late(late), "bad" if late else ""),
            _latest("Latest invoice", invoice, "gross_amount", "invoiced_on", "invoice_id"),
            _latest("Latest payment", payment, "amount", "paid_on", "payment_id"),
            _renewal(read.rows("account/subscriptions", account=account_id), read.today),
        ]
    )


def _amounts(balances: Sequence[Row], name: str) -> tuple[str, ...]:
    """Amounts of different currencies one below the other, never added."""
    return tuple(amount(one[name], one["currency"]) for one in balances) or (NONE,)


def _unapplied(balances: Sequence[Row]) -> str:
    parts = (
        f"{amount(one[name], one['currency'])} {words}"
        for one in balances
        for name, words in (("unapplied_cash", "unapplied cash"), ("unapplied_credit", "unapplied credit"))
        if one[name]
    )
    return ", ".join(parts)


def _balance_of(invoices: Sequence[Row]) -> str:
    return "open on posted invoices" if invoices else "no invoice yet"


def _late(days: Sequence[int]) -> str:
    if not days:
        return "nothing past due"
    at_most = "" if len(days) == 1 else "up to "
    return f"{count(len(days), 'invoice')}, {at_most}{count(max(days), 'day')} late"


def _latest(label: str, record: Row | None, money: str, on: str, number: str) -> Figure:
    if record is None:
        return Figure(label, (NONE,), "none yet")
    return Figure(label, (amount(record[money], record["currency"]),), f"{day(record[on])} · {record[number]}")


def _renewal(subscriptions: Sequence[Row], today: date) -> Figure:
    ends = [one for one in subscriptions if one["status"] == "active" and one["term_ends_on"]]
    if not ends:
        return Figure("Term ends", (NONE,), "no active subscription")
    first = min(ends, key=lambda one: one["term_ends_on"])
    then = "renews by itself" if first["is_auto_renewed"] else "ends unless renewed"
    left = (first["term_ends_on"] - today).days
    when = f"in {count(left, 'day')}" if left >= 0 else f"{count(-left, 'day')} ago"
    return Figure("Term ends", (short_day(first["term_ends_on"]),), f"{when}, {then}")


def identity(account: Row) -> Node:
    """Who the account is in Firmao beside who it is in Ordway; a value that differs is marked on both sides."""
    head = node("tr", node("th", "", scope="col"), *(_side_head(account, system) for system in ("firmao", "ordway")))
    lines = (_fact(account, label, name, shown) for label, name, shown in _FACTS)
    table = node("table", node("caption", "Both sides"), node("thead", head), node("tbody", *filter(None, lines)))
    return node("div", table, kind="scroll")


def side(account: Row, system: str) -> Node:
    """Who the account is in one of the two systems, in a few lines; what the other one has differently is marked."""
    head = node(
        "h3", system_mark(system), node("span", account[f"{system}_customer_id"] or "no record here", kind="quiet")
    )
    held = [(name, account.get(f"{system}_{name}")) for name in _IN_SHORT]
    said = [_held_inline(account, name, value) for name, value in held if value]
    return node("div", head, line(*said, kind="line who"))


def _held_inline(account: Row, name: str, value: str) -> Node:
    differ = _differ(account, name)
    return node("span", value, kind="differs" if differ else "", title=_DIFFER if differ else "")


def _side_head(account: Row, system: str) -> Node:
    absent = node("span", " no record", kind="quiet") if account[f"{system}_customer_id"] is None else ""
    return node("th", system_mark(system), absent, scope="col")


def _fact(account: Row, label: str, name: str, shown: Callable[[Any], str]) -> Node | None:
    held = [account.get(f"{system}_{name}") for system in ("firmao", "ordway")]
    if not any(held):
        return None
    texts = [shown(value) if value else NONE for value in held]
    differ = _differ(account, name)
    return node("tr", node("th", label, scope="row", kind="fact"), *(_held(text, differ) for text in texts))


def _differ(account: Row, name: str) -> bool:
    """Whether both systems hold the value, and not the same one; only letters and digits count."""
    held = [account.get(f"{system}_{name}") for system in ("firmao", "ordway")]
    return name in _SHARED and all(held) and _folded(str(held[0])) != _folded(str(held[1]))


def _held(text: str, differ: bool) -> Node:
    kind = "differs" if differ else "quiet" if text == NONE else ""
    return node(
        "td", node("span", text, kind=kind, title=_DIFFER if differ else ""), *([differs_sign()] if differ else [])
    )


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
