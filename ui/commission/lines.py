"""The lines of commission as a table: whose, of which contract and invoice, in which state, and what it waits for."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from ui.address import here, to_account
from ui.commission.words import in_words, releases
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.screens import pager
from ui.sheet import Node, link, node
from ui.text import NONE
from ui.wording import _

COLUMNS = (
    column("state", "State", "state"),
    column("contract_number", "Contract and invoice", "main"),
    column("account_name", "Account", minor=True),
    column("dated_on", "Since", "day", minor=True),
    column("currency", "Cur.", "code", minor=True),
    column("amount", "Commission", "money"),
    column("releases", "What would release this", minor=True),
)
EXPORTED = (
    column("rep", "Rep"),
    column("account_name", "Account"),
    column("contract_number", "Contract"),
    column("invoice_id", "Invoice"),
    column("plan", "Plan"),
    column("state", "State"),
    column("dated_on", "Since", "day"),
    column("invoiced_on", "Invoiced on", "day"),
    column("due_on", "Due on", "day"),
    column("currency", "Cur."),
    column("amount", "Commission", "money"),
    column("unpaid_amount", "Still to be paid", "money"),
    column("releases", "What would release this"),
)
TOTALS = (
    column("currency", "Cur."),
    column("state", "State"),
    column("found", "Lines", "number"),
    column("amount", "Commission", "money"),
)


def totals(rows: Sequence[Row]) -> list[Row]:
    """How many lines there are in each currency and state, and what they come to."""
    amounts: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for row in rows:
        amounts[row["currency"], row["state"]].append(row["amount"])
    return [
        {"currency": currency, "state": state, "found": len(each), "amount": sum(each)}
        for (currency, state), each in sorted(amounts.items())
    ]


def told(rows: Sequence[Row]) -> list[Row]:
    """The rows with what would release each in words."""
    return [{**row, "releases": releases(row)} for row in rows]


def exported(rows: Sequence[Row]) -> list[Row]:
    """The rows in the words of the screen, for a file."""
    return [in_words(row) for row in told(rows)]


def lines_table(rows: Sequence[Row], screens: tuple[int, int], *, is_own: bool) -> Node:
    """One screen of lines, each with a link to how it comes about and to its account."""
    parts = Parts(cells={"contract_number": partial(_line, is_own=is_own), "account_name": _account})
    return node("div", ledger(told(rows), COLUMNS, _("Lines of commission"), parts), *pager(*screens))


def _line(row: Row, *, is_own: bool) -> Cell:
    address = here(contract=row["contract_id"], invoice=row["invoice_id"] or "", of=row["rep"])
    named = f"{row['contract_number'] or row['contract_id']}"
    invoice = row["invoice_id"] or _("not invoiced")
    waits = row["releases"] or ""
    return node(
        "div",
        link(f"{named} · {invoice}", address, address),
        *([] if is_own else [node("span", row["rep"], kind="sub")]),
        node("span", row["account_name"] or NONE, kind="sub narrow"),
        *([node("span", waits, kind="sub narrow")] if waits else []),
    )


def _account(row: Row) -> Cell:
    if not row["account_id"]:
        return NONE
    address = to_account(row["account_id"])
    return link(row["account_name"] or NONE, address, address)


UNTOLD = (
    column("contract_number", "Contract", "main"),
    column("account_name", "Account"),
    column("owner", "Sold by", minor=True),
    column("split_told", "Shared, as Firmao has it", minor=True),
    column("why", "What is missing"),
)


def untold_table(rows: Sequence[Row]) -> Node:
    """Contracts whose commission cannot be told."""
    return ledger(rows, UNTOLD, _("Contracts without commission"), Parts(cells={"account_name": _account}))
