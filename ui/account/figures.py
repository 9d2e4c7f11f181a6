"""The head of an account's page: who it is, in one line, and its key figures with their course."""

from collections.abc import Sequence
from datetime import date

from ui.account.course import course
from ui.account.term_end import term_end
from ui.figures import Figure, figures, line
from ui.marks import state_mark
from ui.reading import Reader, Row
from ui.sheet import Node, node
from ui.text import NONE, amount, count, day, plain, short_day
from ui.wording import _, later

_LINKS = {
    "explicit field": later("Linked by the id one system keeps of the other"),
    "confirmed": later("Linked by what a person confirmed"),
    "tax id": later("Linked by tax id"),
    "CRM only": later("In Firmao only; no customer of Ordway is linked to it"),
    "billing only": later("In Ordway only; no customer of Firmao is linked to it"),
}


def context_line(account: Row, today: date) -> str:
    """How the two sides were linked and the day the figures are of, as Markdown."""
    return _(
        "{link}. As of {today}.", link=plain(_(_LINKS.get(account["link"], account["link"]) or "")), today=day(today)
    )


def who(account: Row) -> Node:
    """Its status, who looks after it, and since when it is a customer."""
    status, since = account["ordway_status"] or account["firmao_status"], account["customer_since"]
    return line(
        *([state_mark(status.lower())] if status else []),
        node("span", _("owner {owner}", owner=account["owner"]) if account["owner"] else _("no owner")),
        node("span", _("customer since {since}", since=short_day(since)) if since else _("no contract won")),
    )


def key_figures(read: Reader, account_id: str) -> Node:
    """Recurring revenue, what is open and overdue, what was paid, and when the term ends."""
    held = read.rows("account/figures", account=account_id, as_of=read.today)
    past = [*read.rows("account/history", account=account_id, as_of=read.today), *_now(held, read.today)]
    invoices = read.rows("account/invoices", account=account_id, as_of=read.today)
    late = [one["days_overdue"] for one in invoices if one["days_overdue"]]
    main = held[0]["currency"] if held else ""

    def told(label: str, name: str, context: str, tone: str = "") -> Figure:
        # What is nothing in a currency is not told where it is something in another.
        shown = [one for one in held if one[name]] or held[:1]
        return Figure(label, _amounts(shown, name), context, tone, course(past, name, main))

    return figures(
        [
            told(_("MRR"), "mrr_amount", _uncounted(held)),
            told(_("Balance"), "balance", _unapplied(held) or _balance_of(invoices)),
            told(_("Overdue"), "overdue", _late(late), "bad" if late else ""),
            told(_("Paid so far"), "paid_amount", _("settled, less refunds")),
            term_end(read, account_id),
        ]
    )


def _now(held: Sequence[Row], today: date) -> list[Row]:
    """The figures of today as they are told of a month end: a course ends at the figure beside it."""
    return [{**one, "month_end": today} for one in held]


def _amounts(held: Sequence[Row], name: str) -> tuple[str, ...]:
    """Amounts of different currencies one below the other, never added."""
    return tuple(amount(one[name], one["currency"]) for one in held) or (NONE,)


def _uncounted(held: Sequence[Row]) -> str:
    missing = sum(one["count_without_months"] for one in held)
    return (
        _("without {lines} of an unknown period", lines=count(missing, "line")) if missing else _("recurring, a month")
    )


def _unapplied(held: Sequence[Row]) -> str:
    parts = (
        f"{amount(one[name], one['currency'])} {told}"
        for one in held
        for name, told in (("unapplied_cash", _("unapplied cash")), ("unapplied_credit", _("unapplied credit")))
        if one[name]
    )
    return ", ".join(parts)


def _balance_of(invoices: Sequence[Row]) -> str:
    return _("open on posted invoices") if invoices else _("no invoice yet")


def _late(days: Sequence[int]) -> str:
    if not days:
        return _("nothing past due")
    at_most = "" if len(days) == 1 else _("up to ")
    return _(
        "{invoices}, {at_most}{days} late",
        invoices=count(len(days), "invoice"),
        at_most=at_most,
        days=count(max(days), "day"),
    )
