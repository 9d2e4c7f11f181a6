"""The account on one page for the call: what they owe and why, what runs, whom to speak to."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from ui.account.documents import invoice_state
from ui.account.figures import key_figures
from ui.account.latest import ages, aging, latest
from ui.account.signals import signals_to_print
from ui.address import link_here
from ui.figures import line
from ui.ledger import Parts, column, ledger
from ui.reading import Reader, Row
from ui.retelling.evidence import evidence_told
from ui.sheet import Node, node
from ui.text import short_day
from ui.wording import _
from ui.zone import local

_OPEN = (
    column("invoice_id", "Open invoice", "code"),
    column("invoiced_on", "Invoiced", "day", minor=True),
    column("due_on", "Due", "day"),
    column("status", "Status", "state"),
    column("currency", "Cur.", "code"),
    column("gross_amount", "Gross", "money", minor=True),
    column("balance", "Balance", "money"),
)
_AT_STAKE = (
    column("title", "Discrepancy"),
    column("evidence", "Why", minor=True),
    column("currency", "Cur.", "code"),
    column("impact", "At stake", "money"),
)
_LINES = (
    column("product_name", "Product"),
    column("firmao_quantity", "Sold", "number"),
    column("ordway_quantity", "Billed", "number"),
    column("currency", "Cur.", "code"),
    column("firmao_net_amount", "Net sold", "money", minor=True),
    column("ordway_net_amount", "Net billed", "money"),
)
_ROWS, _FEW = 6, 3


def sheet_to_print(read: Reader, account_id: str) -> Node:
    """Everything for a call, cut to what fits one page, each list with how much is left out."""
    invoices = [one for one in read.rows("account/invoices", account=account_id, as_of=read.today) if one["balance"]]
    causes = [one for one in read.rows("account/differences", account=account_id, as_of=read.today) if one["is_cause"]]
    lines = [one for one in read.rows("account/compared_lines", account=account_id) if one["subscription_line_id"]]
    return node(
        "div",
        *filter(None, [signals_to_print(read, account_id)]),
        key_figures(read, account_id),
        node("div", latest(read, account_id), ages(aging(read, account_id)), kind="two"),
        *_listed(
            _("Open invoices"),
            invoices,
            partial(ledger, columns=_OPEN, caption=_("Open invoices"), parts=Parts(cells={"status": invoice_state})),
        ),
        *_listed(
            _("Discrepancies"),
            causes,
            partial(ledger, columns=_AT_STAKE, caption=_("Discrepancies"), parts=Parts(cells={"evidence": _why})),
        ),
        *_listed(_("What is billed"), lines, partial(ledger, columns=_LINES, caption=_("What is billed"))),
        _people(read, account_id),
        kind="printed",
    )


def _why(row: Mapping[str, Any]) -> Node | str:
    return evidence_told(row["evidence"])


def _listed(title: str, rows: Sequence[Row], drawn: Callable[[Sequence[Row]], Node]) -> list[Node]:
    if not rows:
        return []
    rest = len(rows) - _ROWS
    more = [line(_("{rest} more in Tieout.", rest=rest), kind="note")] if rest > 0 else []
    return [node("h3", title), drawn(rows[:_ROWS]), *more]


def _people(read: Reader, account_id: str) -> Node:
    contacts = read.rows("account/contacts", account=account_id)[:_FEW]
    notes = read.rows("account/notes", account=account_id)[:_FEW]
    whom = [
        line(" · ".join(filter(None, (one["name"], one["job_title"], one["phone"], one["email"])))) for one in contacts
    ]
    said = [
        line(node("span", short_day(local(one["noted_at"])), kind="quiet"), node("span", one["words"], kind="clipped"))
        for one in notes
    ]
    return node(
        "div",
        node("div", node("h3", _("Contacts")), *whom),
        node("div", node("h3", _("Noted last")), *said),
        kind="two",
    )


def print_bar() -> Node:
    """What is not printed itself: the button that prints, and the way back."""
    button = node("button", _("Print"), prints="page", type="button")
    return line(button, link_here(_("Back to the account"), print=""), kind="line unprinted")
