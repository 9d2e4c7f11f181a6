"""The head of an account's page: who it is, in one line, and its key figures with their course."""

from collections.abc import Sequence
from datetime import date

from ui.account_course import course
from ui.figures import Figure, figures, line
from ui.marks import state_mark
from ui.reading import Reader, Row
from ui.sheet import Node, node
from ui.text import NONE, amount, count, day, plain, short_day

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


def who(account: Row) -> Node:
    """Its status, who looks after it, and since when it is a customer."""
    status, since = account["ordway_status"] or account["firmao_status"], account["customer_since"]
    return line(
        *([state_mark(status.lower())] if status else []),
        node("span", f"owner {account['owner']}" if account["owner"] else "no owner"),
        node("span", f"customer since {short_day(since)}" if since else "no contract won"),
    )


def key_figures(read: Reader, account_id: str) -> Node:
    """Recurring revenue, what is open and overdue, what was paid, and when the term ends."""
    held = read.rows("account/figures", account=account_id, as_of=read.today)
    past = read.rows("account/history", account=account_id, as_of=read.today)
    invoices = read.rows("account/invoices", account=account_id, as_of=read.today)
    late = [one["days_overdue"] for one in invoices if one["days_overdue"]]
    main = held[0]["currency"] if held else ""

    def told(label: str, name: str, context: str, tone: str = "") -> Figure:
        # What is nothing in a currency is not told where it is something in another.
        shown = [one for one in held if one[name]] or held[:1]
        return Figure(label, _amounts(shown, name), context, tone, course(past, name, main))

    return figures(
        [
            told("MRR", "mrr_amount", _uncounted(held)),
            told("Balance", "balance", _unapplied(held) or _balance_of(invoices)),
            told("Overdue", "overdue", _late(late), "bad" if late else ""),
            told("Paid so far", "paid_amount", "settled, less refunds"),
            _renewal(read.rows("account/subscriptions", account=account_id), read.today),
        ]
    )


def _amounts(held: Sequence[Row], name: str) -> tuple[str, ...]:
    """Amounts of different currencies one below the other, never added."""
    return tuple(amount(one[name], one["currency"]) for one in held) or (NONE,)


def _uncounted(held: Sequence[Row]) -> str:
    missing = sum(one["count_without_months"] for one in held)
    return f"without {count(missing, 'line')} of an unknown period" if missing else "recurring, a month"


def _unapplied(held: Sequence[Row]) -> str:
    parts = (
        f"{amount(one[name], one['currency'])} {told}"
        for one in held
        for name, told in (("unapplied_cash", "unapplied cash"), ("unapplied_credit", "unapplied credit"))
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


def _renewal(subscriptions: Sequence[Row], today: date) -> Figure:
    ends = [one for one in subscriptions if one["status"] == "active" and one["term_ends_on"]]
    if not ends:
        return Figure("Term ends", (NONE,), "no active subscription")
    first = min(ends, key=lambda one: one["term_ends_on"])
    then = "renews by itself" if first["is_auto_renewed"] else "ends unless renewed"
    left = (first["term_ends_on"] - today).days
    when = f"in {count(left, 'day')}" if left >= 0 else f"{count(-left, 'day')} ago"
    return Figure("Term ends", (short_day(first["term_ends_on"]),), f"{when}, {then}")
