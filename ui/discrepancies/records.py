"""The records a discrepancy rests on, each with what its system answered below it once it is opened."""

from functools import partial

from ui.account.documents import INVOICE_LINES
from ui.address import link_here
from ui.answers import readable
from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.marks import SYSTEMS, state_mark
from ui.reading import Reader
from ui.sheet import Node, node
from ui.tax_words import amount_with_tax_said
from ui.text import NONE, moment, words
from ui.wording import _, within

_RECORDS = (
    column("system", within("source", "From"), "system"),
    column("kind", "Record", "words", minor=True),
    column("number", "Number", "code"),
    column("words", "What it says", minor=True),
    column("status", "Status", "state", minor=True),
    column("happened_on", "Day", "day", minor=True),
    column("currency", "Cur.", "code"),
    column("amount", "Amount", "money"),
)


def records(read: Reader, found: Row, chosen: str) -> Node:
    """Every record it rests on; `chosen` is the one in the address, as `resource/id`."""
    rows = read.rows("discrepancies/records", discrepancy=found["discrepancy_id"])
    parts = Parts(
        cells={"number": partial(_number, chosen), "status": _status, "amount": amount_with_tax_said},
        below=lambda row: _answer(read, row) if _name(row) == chosen else None,
    )
    return ledger(rows, _RECORDS, _("Records"), parts)


def _name(row: Row) -> str:
    return f"{row['system']}/{row['resource']}/{row['record_id']}"


def _number(chosen: str, row: Row) -> Cell:
    """Opens the record below itself, or closes it again."""
    opens = "" if _name(row) == chosen else _name(row)
    kind = node("span", words(row["kind"]).lower(), kind="sub narrow")
    return node("div", link_here(row["number"], record=opens), kind)


def _status(row: Row) -> Cell:
    return state_mark(row["status"]) if row["status"] else node("span", NONE, kind="quiet")


def _answer(read: Reader, row: Row) -> Node:
    lines = _lines(read, row["record_id"]) if row["resource"] == "invoices" else []
    answer = read.first("account/raw", system=row["system"], resource=row["resource"], record=row["record_id"])
    if answer is None:
        return node("div", *lines, line(_("The answer is not in the store any more."), kind="note"))
    told = _(
        "As {system} answered; this version first seen {moment}.",
        system=SYSTEMS[row["system"]],
        moment=moment(answer["seen_from"]),
    )
    raw = node(
        "pre",
        readable(answer["raw"]),
        tabindex="0",
        role="region",
        label=_("{number} as it was sent", number=row["number"]),
    )
    return node("div", *lines, line(told, kind="note"), raw)


def _lines(read: Reader, invoice: str) -> list[Node]:
    return [
        ledger(
            read.rows("account/invoice_lines", invoice=invoice), INVOICE_LINES, _("Lines of {number}", number=invoice)
        )
    ]
