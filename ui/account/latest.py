"""The latest invoice with what was paid on it, the latest payment, and how long what is open is past due."""

from collections.abc import Sequence
from itertools import groupby

from ui.account.links_to import to_invoice, to_record
from ui.account.money import applied_to
from ui.figures import line
from ui.ledger import Parts, column, ledger
from ui.marks import state_mark
from ui.reading import Reader, Row
from ui.sheet import Node, node
from ui.text import amount, count, short_day
from ui.wording import _

_AGES = (
    column("bucket", "Days past due", "code"),
    column("count_invoices", "Invoices", "number"),
    column("balance", "Balance", "money"),
    column("currency", "Cur.", "code"),
)


def latest(read: Reader, account_id: str) -> Node:
    """The latest invoice and its payments, then the latest payment."""
    invoices = read.rows("account/invoices", account=account_id, as_of=read.today)
    invoice = next((one for one in invoices if one["status"] not in ("draft", "reversed")), None)
    payments = read.rows("account/payments", account=account_id)
    return node("div", *_invoice(read, invoice), *_payment(next(iter(payments), None)))


def _invoice(read: Reader, found: Row | None) -> list[Node]:
    heading = node("h3", _("Latest invoice"))
    if found is None:
        return [heading, line(_("No invoice yet."), kind="note")]
    state = _("{days} overdue", days=count(found["days_overdue"], "day")) if found["days_overdue"] else ""
    told = line(
        to_invoice(found["invoice_id"]),
        state_mark("overdue" if state else found["status"], state),
        node(
            "span",
            _(
                "{amount}, of it {open}",
                amount=amount(found["gross_amount"], found["currency"]),
                open=_open(found),
            ),
        ),
        node(
            "span",
            _(
                "of {day}, due {due_on}",
                day=short_day(found["invoiced_on"]),
                due_on=short_day(found["due_on"]),
            ),
            kind="quiet",
        ),
    )
    return [heading, told, applied_to(read, found["invoice_id"])]


def _open(found: Row) -> str:
    return (
        _("{amount} open", amount=amount(found["balance"], found["currency"]))
        if found["balance"]
        else _("nothing open")
    )


def _payment(found: Row | None) -> list[Node]:
    heading = node("h3", _("Latest payment"))
    if found is None:
        return [heading, line(_("No payment yet."), kind="note")]
    told = line(
        to_record("ordway", "payments", found["payment_id"]),
        state_mark(found["status"]),
        node("span", amount(found["amount"], found["currency"])),
        node(
            "span",
            _(
                "of {day}, {method}",
                day=short_day(found["paid_on"]),
                method=found["payment_method"] or _("no method told"),
            ),
            kind="quiet",
        ),
    )
    return [heading, told]


def aging(read: Reader, account_id: str) -> list[Row]:
    """What is open by days past due, from a reader of the account's dossier."""
    return read.rows("account/aging", account=account_id, as_of=read.today)


def ages(found: Sequence[Row]) -> Node:
    """A bar and a table of what is open by days past due, a currency at a time."""
    heading = node("h3", _("Open by days past due"))
    if not found:
        return node("div", heading, line(_("Nothing is open."), kind="note"))
    parts = [_bar(list(rows)) for _, rows in groupby(found, lambda one: one["currency"])]
    shown = [one for one in found if one["count_invoices"]]
    return node(
        "div",
        heading,
        *parts,
        ledger(shown, _AGES, _("Open by days past due"), Parts(cells={"bucket": lambda row: _(row["bucket"])})),
    )


def _bar(rows: Sequence[Row]) -> Node:
    """As wide as the balances are to each other; the table below says the same in figures."""
    parts = (
        node("span", kind=f"age{one['position']}", style=f"flex: {one['balance']:f}")
        for one in rows
        if one["balance"] > 0
    )
    return node("div", *parts, kind="ages", **{"aria-hidden": "true"})
