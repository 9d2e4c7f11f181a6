"""How one line of commission comes about: contract, invoice, payments and their applications, and the arithmetic."""

from collections.abc import Callable, Sequence

from ui.account.links_to import to_shown
from ui.address import link_here, to_account
from ui.commission.words import plan_in_words, releases
from ui.figures import facts, line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.marks import state_mark, system_mark
from ui.sheet import Node, link, node
from ui.text import NONE, amount, figure, short_day
from ui.wording import _, later

_LINES = (
    column("position", "No.", "number", minor=True),
    column("product_name", "Product", "main"),
    column("starts_on", "From", "day", minor=True),
    column("ends_on", "To", "day", minor=True),
    column("net_amount", "Before tax", "money"),
    column("counts", "Counts", "state"),
)
_CASH = (
    column("kind", "What", "words"),
    column("record_id", "Number", "main"),
    column("happened_on", "Day", "day"),
    column("status", "Status", "state"),
    column("amount", "Amount", "money"),
    column("is_cash", "Cash", minor=True),
)
_WITHHELD = (
    column("invoice_id", "Invoice", "main"),
    column("invoiced_on", "Invoiced", "day"),
    column("net_amount", "Before tax", "money"),
    column("currency", "Billed in", "code"),
    column("sold_currency", "Sold in", "code"),
)
_STATES = (
    column("state", "State", "state"),
    column("amount", "Commission", "money"),
    column("releases", "What would release this"),
)
_ALL = later("← All commission")
_BACK = {"statement": later("← The statement"), "what-if": later("← The changed plan")}
_YES, _NO = later("counts"), later("does not count")


def trace_sheet(
    traced: Row,
    states: Sequence[Row],
    lines: Sequence[Row],
    cash: Sequence[Row],
    withheld: Sequence[Row],
    shown: str = "",
) -> Node:
    """All of it from top to bottom, each value with the system it comes from; `shown` is where one came from."""
    currency = traced["currency"]
    told = [{**row, "currency": currency} for row in lines]
    invoice = [
        node("h3", _invoice_link(traced), " ", system_mark("ordway")),
        node("div", facts(_invoice(traced)), kind="two"),
        ledger(told, _LINES, _("What it bills"), Parts(cells={"counts": lambda row: state_mark(row["counts"])})),
        node("h3", _("Payments, credits and refunds"), " ", system_mark("ordway")),
        _cash(cash, traced["account_id"]),
    ]
    return node(
        "div",
        node("p", link_here(_(_BACK.get(shown, _ALL)), contract="", invoice="", of="")),
        ledger([{**row, "releases": releases(row) or NONE} for row in states], _STATES, _("Where it stands")),
        node("h3", _contract_link(traced), " ", system_mark("firmao")),
        line(_account(traced)),
        node("div", facts(_contract(traced)), kind="two"),
        *(invoice if traced["invoice_id"] else _not_invoiced(withheld)),
        node("h3", _("The arithmetic")),
        line(arithmetic(traced)),
        line(plan_in_words(traced), kind="note"),
    )


def _not_invoiced(withheld: Sequence[Row]) -> list[Node]:
    if not withheld:
        return [line(_("Nothing of this part is invoiced yet."), kind="note")]
    why = _(
        "What is billed in another currency than it was sold in brings no commission, and stays expected until the "
        "invoice is corrected."
    )
    title = _("Billed in another currency")
    return [node("h3", title, " ", system_mark("ordway")), line(why), ledger(withheld, _WITHHELD, title)]


def _account(traced: Row) -> Node | str:
    if not traced["account_id"]:
        return _("Its customer belongs to no account.")
    address = to_account(traced["account_id"])
    return link(_("Open the account"), address, address)


def _contract_link(traced: Row) -> Node | str:
    named = _("Contract {number}", number=traced["contract_number"] or traced["contract_id"])
    return to_shown(traced["account_id"], "contract", traced["contract_id"], named)


def _invoice_link(traced: Row) -> Node | str:
    number = traced["invoice_id"]
    return to_shown(traced["account_id"], "invoice", number, _("Invoice {invoice}", invoice=number))


def _contract(traced: Row) -> list[tuple[str, Node | str]]:
    window = traced["window_ends_before"]
    return [
        (_("Signed"), short_day(traced["won_on"])),
        (_("Service from"), short_day(traced["starts_on"])),
        (_("Counts until before"), short_day(window) if window else _("the whole contract")),
        (_("Agreed within that, before tax"), amount(traced["contracted_amount"], traced["currency"])),
    ]


def _invoice(traced: Row) -> list[tuple[str, Node | str]]:
    return [
        (_("Invoiced on"), short_day(traced["invoiced_on"])),
        (_("Due on"), short_day(traced["due_on"])),
        (_("Amount with tax"), amount(traced["gross_amount"], traced["currency"])),
        (_("Still to be paid"), amount(traced["unpaid_amount"], traced["currency"])),
        (_("Earned on"), short_day(traced["earned_on"])),
        (_("Released from"), short_day(traced["releasable_on"])),
    ]


def _cash(cash: Sequence[Row], account_id: str | None) -> Node:
    if not cash:
        return line(_("Nothing was paid or credited yet."), kind="note")
    cells: dict[str, Callable[[Row], Cell]] = {
        # The list of payments shows credits and refunds too.
        "record_id": lambda row: to_shown(account_id, "payment", row["record_id"]),
        "is_cash": lambda row: _(_YES if row["is_cash"] else _NO),
    }
    return ledger(cash, _CASH, _("What was applied"), Parts(cells=cells))


def arithmetic(traced: Row) -> str:
    """The commission of the line in words."""
    currency = traced["currency"]
    own = ""
    if traced["rated_amount"]:
        own = _(
            ", and {amount} of products with their own rate",
            amount=amount(traced["rated_amount"].quantize(traced["base_amount"]), currency),
        )
    credited = ""
    if traced["credited_share"]:
        credited = _(", less {share} % that was credited", share=figure(traced["credited_share"].normalize()))
    return _(
        "{base} before tax at {rate} %{own}{credited}, of which {rep} has {percent} %: {whole}.",
        base=amount(traced["base_amount"], currency),
        rate=figure(traced["rate"].normalize()),
        own=own,
        credited=credited,
        rep=traced["rep"],
        percent=figure(traced["percent"].normalize()),
        whole=amount(traced["whole_amount"], currency),
    )
