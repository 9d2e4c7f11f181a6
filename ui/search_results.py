"""What a search found, by kind: what is just that first, then the best of each kind, each one click from its page."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from ui.account.links_to import address_of
from ui.address import link_here
from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.sheet import Node, link, node
from ui.text import NONE, amount, count, sentence
from ui.wording import _, counted, forms, later

# Rows of each kind before one asks for all of it, and at most then.
A_FEW, AT_MOST = 5, 200
_KINDS = {
    "account": forms("account", "accounts"),
    "contract": forms("contract", "contracts"),
    "subscription": forms("subscription", "subscriptions"),
    "invoice": forms("invoice", "invoices"),
    "payment": forms("payment", "payments"),
    "discrepancy": forms("discrepancy", "discrepancies"),
    "correction": forms("correction", "corrections"),
}
KINDS = tuple(_KINDS)
_HEADS = {
    "account": later("Tax id"),
    "contract": later("Contract"),
    "discrepancy": later("What it is"),
    "correction": later("What is done"),
}
_DAYS = {
    "contract": later("Signed"),
    "subscription": later("Begun"),
    "invoice": later("Invoiced"),
    "payment": later("Paid"),
    "discrepancy": later("Found"),
    "correction": later("Proposed"),
}
_AMOUNTS = {
    "contract": later("Net"),
    "invoice": later("Gross"),
    "payment": later("Amount"),
    "discrepancy": later("Impact"),
    "correction": later("Impact"),
}


def with_standing(rows: Sequence[Row], standing: Sequence[Row]) -> list[dict[str, Any]]:
    """The hits, each with what its account owes, as rows of `currency` and `balance`, and with who takes care of it."""
    told: dict[str, list[Row]] = defaultdict(list)
    for one in standing:
        told[one["account_id"]].append(one)
    return [_standing(row, told[row["account_id"] or ""]) for row in rows]


def _standing(row: Row, owed: Sequence[Row]) -> dict[str, Any]:
    return {**row, "owed": owed, "owner": owed[0]["owner"] if owed else None}


def results(rows: Sequence[Row], only_kind: str) -> Node:
    """All that was found, with its standing; where one kind was asked for, all of that and the way back."""
    exact = [_exactly(row) for row in rows if row["is_exact"] and not only_kind]
    back = [line(link_here(_("← Every kind"), kind=""))] if only_kind else []
    groups = (_group(kind, list(found), only_kind) for kind, found in groupby(rows, lambda row: row["kind"]))
    return node("div", *back, *exact, *groups)


def _exactly(row: Row) -> Node:
    about = row["account_name"] if row["kind"] != "account" else row["words"] or ""
    where = _address(row)
    opens = link(_("Open {kind} {name}", kind=_(row["kind"]), name=_name(row)), where, where) if where else _name(row)
    return line(opens, node("span", about or "", kind="quiet"), kind="line evidence")


def _group(kind: str, rows: Sequence[Row], only_kind: str) -> Node:
    most = AT_MOST if only_kind else A_FEW
    more = (
        [line(link_here(_("Show all {records}", records=counted(2, *_KINDS[kind])), kind=kind))]
        if len(rows) > most and not only_kind
        else []
    )
    cut = (
        [line(_("Only the first {number} are shown: search for more of it.", number=most), kind="note")]
        if len(rows) > AT_MOST
        else []
    )
    shown = rows[:most]
    title = f"{count(len(shown), *_KINDS[kind])}{' ' + _('and more') if len(rows) > most else ''}"
    columns = [
        column("number", sentence(kind), "main"),
        *([column("account_name", "Account")] if kind != "account" else []),
        *([column("words", _HEADS[kind], minor=True)] if kind in ("account", "discrepancy", "correction") else []),
        *([column("status", "State", "state", minor=True)] if kind != "account" else []),
        *([column("happened_on", _DAYS[kind], "day", minor=True)] if kind in _DAYS else []),
        *([column("currency", "Cur.", "code"), column("amount", _AMOUNTS[kind], "money")] if kind in _AMOUNTS else []),
        column("owed", "Account balance", "number"),
        column("owner", "Account owner", minor=True),
    ]
    table = ledger(shown, columns, title, Parts(cells={"number": _open, "owed": _owed}))
    return node("section", node("h3", title), table, *more, *cut)


def _owed(row: Row) -> Cell:
    """What the account of a hit owes, a currency a line; it is the account's, whatever was found."""
    told = [amount(one["balance"], one["currency"]) for one in row["owed"] if one["balance"]]
    shown = [node("span", one, kind="other") for one in told]
    return node("div", *shown) if shown else node("span", NONE, kind="quiet")


def _open(row: Row) -> Cell:
    where = _address(row)
    opens = link(_name(row), where, where) if where else _name(row)
    # Where the column of tax ids has no room, they still tell namesakes apart.
    under = [node("span", row["words"], kind="sub narrow")] if row["kind"] == "account" and row["words"] else []
    return node("div", opens, *under) if under else opens


def _name(row: Row) -> str:
    if row["kind"] == "account":
        return str(row["account_name"] or row["number"])
    return str(row["words"] or row["number"]) if row["kind"] == "contract" else str(row["number"])


def _address(row: Row) -> str:
    """Where a hit is shown, as path and choices; '' for what belongs to no account."""
    kind, number, account = row["kind"], row["number"], row["account_id"]
    if kind in ("discrepancy", "correction"):
        return f"{'discrepancies' if kind == 'discrepancy' else 'corrections'}?{urlencode({kind: number})}"
    return address_of(account, kind, number) if account else ""
