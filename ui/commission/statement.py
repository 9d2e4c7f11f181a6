"""A statement of commission: what a rep is paid for a month, drafted or signed, with what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from ui.address import here, link_here, to_account
from ui.figures import facts, line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.marks import state_mark
from ui.sheet import Node, link, node
from ui.text import NONE, amount, moment, month_name, sentence
from ui.wording import _, later

COLUMNS = (
    column("kind", "What", "words"),
    column("contract_number", "Contract and invoice", "main"),
    column("account_name", "Account", minor=True),
    column("currency", "Cur.", "code", minor=True),
    column("amount", "Commission", "money"),
)
EXPORTED = (
    column("rep", "Rep"),
    column("month", "Month", "day"),
    column("kind", "What"),
    column("contract_number", "Contract"),
    column("account_name", "Account"),
    column("invoice_id", "Invoice"),
    column("currency", "Cur."),
    column("amount", "Commission", "money"),
)
TOTALS = (column("currency", "Cur."), column("kind", "What"), column("amount", "Commission", "money"))
_KINDS = {
    "released": later("Released in the month"),
    "clawed back": later("Clawed back in the month"),
    "adjustment": later("Adjustment of months signed before"),
}
ALL = "all"


@dataclass(frozen=True)
class Place:
    """Where a month stands among those that were signed for a rep, and what its statement leaves out."""

    rep: str
    month: date
    signed: Sequence[Row]
    brought_forward: Sequence[Row]

    @property
    def own(self) -> Row | None:
        """The statement of the month, None before it is signed."""
        return next((row for row in self.signed if row["month"] == self.month), None)

    @property
    def is_before_first(self) -> bool:
        """Whether statements begin later: then nothing is paid by one for the month."""
        return bool(self.signed) and self.month < min(row["month"] for row in self.signed)

    @property
    def is_next(self) -> bool:
        """Whether it is the one to be signed next."""
        last = max((row["month"] for row in self.signed), default=None)
        return last is None or self.month == following(last)

    def left_out(self) -> str:
        """What the first statement brings forward and does not pay, by currency; '' where nothing."""
        return ", ".join(amount(row["amount"], row["currency"]) for row in self.brought_forward)


def following(month: date) -> date:
    """The first day of the next month."""
    return (month + timedelta(days=31)).replace(day=1)


def statement_sheet(rows: Sequence[Row], place: Place) -> Node:
    """Its state, what it comes to, and every line."""
    state = _state(place)
    if not rows:
        return node("div", state, line(_("Nothing is paid for this month."), kind="note"))
    cells = Parts(
        cells={
            "kind": lambda row: _(_KINDS[row["kind"]]),
            "contract_number": partial(_line, rep=place.rep),
            "account_name": _account,
        }
    )
    return node("div", state, _sums(rows, place), ledger(rows, COLUMNS, _("Statement of commission"), cells))


def sums(rows: Sequence[Row]) -> dict[str, Decimal]:
    """What is paid, by currency."""
    found: dict[str, Decimal] = {}
    for row in rows:
        found[row["currency"]] = found.get(row["currency"], Decimal(0)) + row["amount"]
    return found


def totals(rows: Sequence[Row]) -> list[Row]:
    """What each kind of line comes to and, last, what is paid, each currency by itself."""
    by_kind: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        key = row["currency"], row["kind"]
        by_kind[key] = by_kind.get(key, Decimal(0)) + row["amount"]
    told = [{"currency": one, "kind": kind, "amount": value} for (one, kind), value in by_kind.items()]
    return [*told, *({"currency": one, "kind": ALL, "amount": value} for one, value in sums(rows).items())]


def exported(rows: Sequence[Row], place: Place) -> list[Row]:
    """The lines in the words of the screen, for a file."""
    return [{**row, "rep": place.rep, "month": place.month, "kind": _(_KINDS[row["kind"]])} for row in rows]


def exported_totals(rows: Sequence[Row], place: Place) -> list[Row]:
    """What lines in the words of the screen come to; nothing is to be paid before the first statement."""
    told = [row for row in totals(rows) if row["kind"] != ALL or not place.is_before_first]
    return [{**row, "kind": _("To be paid")} if row["kind"] == ALL else row for row in told]


def warning(rows: Sequence[Row], place: Place) -> str:
    """What whoever signs takes upon themselves: what is adjusted, and what is not paid; '' where neither is."""
    adjusted = sums([row for row in rows if row["kind"] == "adjustment"])
    told = []
    if adjusted:
        amounts = ", ".join(amount(value, currency) for currency, value in adjusted.items())
        told.append(_("Of it {amounts} adjust months that were signed before.", amounts=amounts))
    if left_out := place.left_out():
        told.append(
            _(
                "{amounts} were released before this month. Signing confirms that they are brought forward and that no "
                "statement pays them.",
                amounts=left_out,
            )
        )
    return " ".join(told)


def _state(place: Place) -> Node:
    if place.is_before_first:
        return line(_("Before the first statement: no statement pays what was released in this month."), kind="note")
    if (signed := place.own) is None:
        return line(state_mark("open", _("Draft: it changes with what comes in until it is signed.")))
    told = _(
        "Signed by {who}, {moment}. {note}",
        who=signed["signed_by"],
        moment=moment(signed["signed_at"]),
        note=signed["note"],
    )
    return node(
        "div", line(state_mark("done", told)), line(_("Hash in the audit: {hash}", hash=signed["hash"]), kind="note")
    )


def _sums(rows: Sequence[Row], place: Place) -> Node:
    told = [
        (_("To be paid") if row["kind"] == ALL else _(_KINDS[row["kind"]]), amount(row["amount"], row["currency"]))
        for row in totals(rows)
        if row["kind"] != ALL or not place.is_before_first
    ]
    told += [(_("Brought forward, not paid"), amount(row["amount"], row["currency"])) for row in place.brought_forward]
    return node("div", facts(told), kind="two")


def _line(row: Row, rep: str) -> Cell:
    address = here(contract=row["contract_id"], invoice=row["invoice_id"], of=rep)
    named = row["contract_number"] or row["contract_id"]
    invoice = row["invoice_id"] or _("not invoiced")
    return node(
        "div",
        link(f"{named} · {invoice}", address, address),
        node("span", row["account_name"] or NONE, kind="sub narrow"),
    )


def _account(row: Row) -> Cell:
    if not row["account_id"]:
        return NONE
    address = to_account(row["account_id"])
    return link(row["account_name"] or NONE, address, address)


def ways(month: str) -> Node:
    """From the lines of commission to the statement and to the what-if."""
    return line(
        link_here(_("Statement of a month"), show="statement", month=month),
        link_here(_("What if a plan changed"), show="what-if"),
    )


def back() -> Node:
    """The way back to the lines."""
    return node("p", link_here(_("← All commission"), show="", plan="", rate="", trigger="", hold=""))


def signed_list(rows: Sequence[Row]) -> Node:
    """The statements that were signed before, the latest first."""
    told = [
        link_here(
            f"{sentence(month_name(row['month']))}, {row['rep']}",
            show="statement",
            month=f"{row['month']:%Y-%m}",
            rep=row["rep"],
        )
        for row in rows
    ]
    return node("div", *(line(one) for one in told))
