"""The statement of account of a customer, to print or to send: what is open and how late, what came in, the balance."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ui.account.latest import ages
from ui.account.reading import read_account
from ui.address import link_here
from ui.collections.period import KINDS, PERIODS, account_of, days_of
from ui.exports import exports
from ui.figures import Figure, figures, line
from ui.filters import select
from ui.ledger import Column, Row, column, ledger
from ui.marks import titled
from ui.reading import Reader
from ui.sheet import Node, draw_sheet, node
from ui.text import NONE, amount, day, plain
from ui.wording import _, each

_OPEN = (
    column("document_id", "Invoice", "code"),
    column("happened_on", "Invoiced", "day", minor=True),
    column("due_on", "Due", "day"),
    column("days_overdue", "Days late", "number"),
    column("currency", "Cur.", "code"),
    column("amount", "Gross", "money", minor=True),
    column("open_amount", "Open", "money"),
)
_RECEIVED = (
    column("document_id", "Number", "code"),
    column("told", "What"),
    column("happened_on", "Day", "day"),
    column("reference", "Reference", minor=True),
    column("currency", "Cur.", "code"),
    column("amount", "Amount", "money"),
    column("open_amount", "Not applied", "money", minor=True),
)
EXPORTED = (
    column("told", "What"),
    column("document_id", "Number"),
    column("happened_on", "Day", "day"),
    column("due_on", "Due", "day"),
    column("days_overdue", "Days late", "number"),
    column("bucket", "How late"),
    column("reference", "Reference"),
    column("currency", "Cur.", "code"),
    column("amount", "Amount", "money"),
    column("open_amount", "Open", "money"),
    column("signed_amount", "Balance", "money"),
)
ACCOUNT = (
    column("told", "What"),
    column("document_id", "Number"),
    column("happened_on", "Day", "day"),
    column("reference", "Reference"),
    column("currency", "Cur.", "code"),
    column("amount", "Amount", "money"),
    column("running_amount", "Balance", "money"),
)


def draw_statement(read: Reader, customer: Row) -> str | None:
    """One page to print, and its rows to download; returns the link that was followed just now, if any."""
    account_id = customer["account_id"]
    asked = {"account": account_id, "as_of": read.today}
    of_account = read_account(read, account_id)
    rows = _named(of_account.rows("account/statement", **asked))
    span = days_of(st.query_params.get("period", ""), read.today)
    moved = _named(of_account.rows("account/statement_period", account=account_id, since=span[0], as_of=span[1]))
    titled(_("Statement of account"), f"{plain(customer['ordway_name'] or customer['name'])}, {day(read.today)}")
    opened = draw_sheet(_bar(), key="statement-bar")
    with st.container(key="unprinted-export", horizontal=True, vertical_alignment="center", gap="small"):
        select("period", _("Period of the account"), each(PERIODS), 180)
        exports(f"statement-{account_id}", EXPORTED, {_("The statement"): partial(list, rows)})
        exports(
            f"account-{account_id}",
            ACCOUNT,
            {_("The account of the period"): partial(list, moved)},
            _("Export the account"),
        )
    issuer = read.rows("collections/issuer")[0]
    if not issuer["issuer"]:
        draw_sheet(_unnamed(), key="statement-unnamed")
    totals = of_account.rows("account/statement_totals", **asked)
    by_age = ages(of_account.rows("account/aging", **asked))
    account = account_of(moved, totals, span, read.today)
    draw_sheet(statement(issuer, customer, totals, rows, by_age, account), key="statement")
    return opened


def _named(rows: Sequence[Row]) -> list[Row]:
    return [{**row, "told": _(KINDS[row["kind"]])} for row in rows]


def statement(
    issuer: Row, customer: Row, totals: Sequence[Row], rows: Sequence[Row], by_age: Node, account: Node
) -> Node:
    """The sheet: from whom to whom, what is to be paid, open invoices with their ages, what came in, the account."""
    received = [row for row in rows if row["kind"] != "invoice"]
    return node(
        "div",
        node("div", _issued(issuer), _addressed(customer), kind="two"),
        _totals(totals),
        *_listed(_("Open invoices"), [row for row in rows if row["kind"] == "invoice"], _OPEN),
        by_age,
        *_listed(_("Payments, credits and refunds"), received, _RECEIVED),
        account,
        *_payable(issuer),
        kind="printed",
    )


def _issued(issuer: Row) -> Node:
    """Who sends it, where the policy says so."""
    told = (issuer["issuer"], issuer["address"], _tax_number(issuer["tax_number"]))
    return node("div", *(line(one) for one in told if one))


def _payable(issuer: Row) -> list[Node]:
    """Where to pay, and what the policy wants said at the end."""
    account = _("Please pay to {account}.", account=issuer["bank_account"]) if issuer["bank_account"] else ""
    return [line(one) for one in (account, issuer["note"]) if one]


def _unnamed() -> Node:
    told = _("Nobody is named as its sender. The policy's table [statement] says who sends it and where to pay: ")
    return line(told + "issuer, address, tax_number, bank_account, note.", kind="note unprinted")


def _tax_number(number: str | None) -> str:
    return _("Tax number {number}", number=number) if number else ""


def _addressed(customer: Row) -> Node:
    told = (
        customer["ordway_name"] or customer["name"],
        customer["ordway_address"] or customer["firmao_address"],
        _tax_number(customer["ordway_tax_id"] or customer["firmao_tax_id"]),
    )
    return node("div", *(line(one) for one in told if one))


def _totals(totals: Sequence[Row]) -> Node:
    return figures(
        [
            Figure(_("Amount to be paid"), _each(totals, "balance"), _("open, less what is not applied yet")),
            Figure(_("Overdue"), _each(totals, "overdue"), _("past due"), "bad" if _is_late(totals) else ""),
            Figure(_("Open on invoices"), _each(totals, "open_amount")),
            Figure(_("Not applied yet"), _each(totals, "unapplied_amount"), _("paid or credited")),
        ]
    )


def _is_late(totals: Sequence[Row]) -> bool:
    return any(row["overdue"] > 0 for row in totals)


def _each(totals: Sequence[Row], name: str) -> tuple[str, ...]:
    return tuple(amount(row[name], row["currency"]) for row in totals) or (NONE,)


def _listed(title: str, rows: Sequence[Row], columns: Sequence[Column]) -> list[Node]:
    return [node("h3", title), ledger(rows, columns, title)] if rows else []


def _bar() -> Node:
    """What is not printed itself: the button that prints, and the way back."""
    button = node("button", _("Print"), prints="page", type="button")
    return line(button, link_here(_("Back to the customer"), statement=""), kind="line unprinted")
