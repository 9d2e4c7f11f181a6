"""Won contracts that billing does not follow yet: what they are worth, what is overdue, and the step into billing."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ui.address import link_here, to_account
from ui.corrections.words import under_way_mark
from ui.figures import Figure, figures, line
from ui.ledger import Cell, Parts, Row, column, ledger, money_cell
from ui.sheet import Node, link, node
from ui.text import NONE, amount, count, figure, short_day, words
from ui.wording import _, later

COLUMNS = (
    column("contract_number", "Contract", "main"),
    column("account_name", "Account, sold by", minor=True),
    column("starts_on", "Starts", "day", minor=True),
    column("ends_on", "Ends", "day", minor=True),
    column("currency", "Cur.", "code", minor=True),
    column("net_amount", "One period, net", "money", minor=True),
    column("overdue_amount", "Overdue in all, net", "money"),
    column("step", "Next step", "state"),
)
EXPORTED = (
    column("contract_number", "Contract"),
    column("contract_id", "Contract id"),
    column("account_id", "Account id"),
    column("account_name", "Account"),
    column("kind", "Kind"),
    column("missing", "Not in billing"),
    column("starts_on", "Starts", "day"),
    column("ends_on", "Ends", "day"),
    column("sales_owner", "Sold by"),
    column("currency", "Cur."),
    column("billing_period", "Billing period"),
    column("net_amount", "One period, net", "money"),
    column("once_amount", "Once, net", "money"),
    column("overdue_amount", "Overdue in all, net", "money"),
    column("overdue_periods", "Overdue periods", "number"),
    column("discrepancy_id", "Discrepancy"),
)
# What a link of the list asks for: the preview of a contract's step, by its discrepancy.
STEP = "step="


def only_of(owner: str) -> Node:
    """Whose contracts alone are listed, with the way back to everybody's."""
    return line(_("Only those sold by"), " ", owner, link_here(_("Everybody’s"), owner=""))


def key_figures(rows: Sequence[Row]) -> Node:
    """How many contracts of each kind there are, and the money that was to be billed of them by now."""
    return figures(
        [
            Figure(
                _("Billing overdue"),
                _sums(rows, "overdue_amount"),
                _("net, of {periods} not billed", periods=_periods(rows)),
                "bad",
            ),
            *(_kind(rows, kind, context) for kind, context in _KINDS.items()),
        ]
    )


_KINDS = {
    "new": later("have no subscription"),
    "renewal": later("run on, their subscription ends"),
    "expansion": later("grew, their subscription did not"),
}


def _kind(rows: Sequence[Row], kind: str, context: str) -> Figure:
    return Figure(words(kind), (figure(sum(row["kind"] == kind for row in rows)),), _(context))


def _periods(rows: Sequence[Row]) -> str:
    return count(sum(row["overdue_periods"] for row in rows), "period")


def _sums(rows: Sequence[Row], name: str) -> tuple[str, ...]:
    """Amounts of different currencies one below the other, never added."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        sums[row["currency"]] = sums.get(row["currency"], Decimal(0)) + (row[name] or 0)
    return tuple(amount(total, currency) for currency, total in sorted(sums.items()) if total) or (NONE,)


def contracts_table(rows: Sequence[Row], under_way: Mapping[str, Row]) -> Node:
    """Every contract with its next step; `under_way` names by discrepancy the correction that takes it already."""
    parts = Parts(
        cells={
            "contract_number": _contract,
            "account_name": _account,
            "net_amount": _period,
            "overdue_amount": _overdue,
            "step": lambda row: _step(row, under_way.get(row["discrepancy_id"] or "")),
        }
    )
    return ledger(rows, COLUMNS, _("Contracts not in billing"), parts)


def found_line(rows: Sequence[Row]) -> str:
    """How many there are, and how many of them cannot be taken yet."""
    waiting = sum(row["discrepancy_id"] is None for row in rows)
    told = count(len(rows), "contract")
    return _("{told}, {number} of them not due yet", told=told, number=figure(waiting)) if waiting else told


def _account(row: Row) -> Cell:
    opens = link(row["account_name"] or NONE, to_account(row["account_id"]), f"account={row['account_id']}")
    return node("div", opens, node("span", row["sales_owner"] or NONE, kind="sub"))


def _contract(row: Row) -> Cell:
    kind = node(
        "span", _("{kind}: billing has no {missing}", kind=words(row["kind"]), missing=_(row["missing"])), kind="sub"
    )
    account = node("span", row["account_name"] or NONE, kind="sub narrow")
    return node("div", row["contract_number"] or row["contract_id"], kind, account)


def _period(row: Row) -> Cell:
    """What one period is worth, and what is charged once: periods of two contracts may be a month and a year."""
    period = node("span", words(row["billing_period"] or NONE), kind="sub")
    once = _("{amount} once", amount=amount(row["once_amount"], row["currency"]))
    return node(
        "div", money_cell(row, "net_amount"), period, *([node("span", once, kind="sub")] if row["once_amount"] else [])
    )


def _overdue(row: Row) -> Cell:
    if not row["overdue_amount"]:
        return money_cell(row, "overdue_amount")
    told = count(row["overdue_periods"], "period")
    return node("div", money_cell(row, "overdue_amount"), node("span", told, kind="sub"))


def _step(row: Row, correction: Row | None) -> Cell:
    if correction:
        return under_way_mark(correction)
    if row["discrepancy_id"] is None:
        return node("span", _("From {day} on", day=short_day(row["starts_on"])), kind="quiet")
    address = f"discrepancies?discrepancy={row['discrepancy_id']}"
    return link(_("Bring into billing"), address, f"{STEP}{row['discrepancy_id']}")
