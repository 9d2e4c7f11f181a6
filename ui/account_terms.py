"""What was sold beside what is billed by itself: contracts from Firmao, subscriptions from Ordway, with their lines."""

from collections.abc import Sequence
from datetime import date

from ui.figures import line
from ui.ledger import column, ledger
from ui.marks import state_mark
from ui.reading import Reader, Row
from ui.sheet import Node, node
from ui.text import NONE, amount, short_day

_LINES = (
    column("product_name", "Product"),
    column("quantity", "Quantity", "number"),
    column("unit_price", "Unit price", "money"),
    column("discount_percent", "Less %", "number"),
    column("net_amount", "Net", "money"),
    column("currency", "Cur.", "code"),
)
_LINKED = {
    "explicit field": "a field of one of them",
    "confirmed": "what a person confirmed",
    "contract number": "its number",
}
# What is running or waits to run stands first; what is over comes after it.
_PAST = {"executed", "rejected", "cancelled", "expired"}


def contracts(read: Reader, account_id: str) -> Node:
    """What was agreed, as Firmao has it."""
    found = read.rows("account/contracts", account=account_id)
    lines = read.rows("account/contract_lines", account=account_id)
    parts = [
        _contract(one, [of for of in lines if of["contract_number"] == one["contract_number"]])
        for one in _sorted(found)
    ]
    return _listed("Contracts", parts, "No contract.")


def subscriptions(read: Reader, account_id: str) -> Node:
    """What is billed by itself, as Ordway has it."""
    found = read.rows("account/subscriptions", account=account_id)
    lines = read.rows("account/subscription_lines", account=account_id)
    parts = [
        _subscription(one, [of for of in lines if of["subscription_id"] == one["subscription_id"]])
        for one in _sorted(found)
    ]
    return _listed("Subscriptions", parts, "No subscription.")


def _sorted(found: Sequence[Row]) -> list[Row]:
    return sorted(found, key=lambda one: one["status"] in _PAST)


def _listed(title: str, parts: Sequence[Node], nothing: str) -> Node:
    return node("div", node("h3", title), *(parts or [line(nothing, kind="note")]))


def _contract(contract: Row, lines: Sequence[Row]) -> Node:
    total = f"{amount(contract['net_amount'], contract['currency'])} net a period"
    term = _period(contract["starts_on"], contract["ends_on"])
    terms = (term, contract["billing_period"], contract["payment_terms"], contract["sales_owner"], _billed_by(contract))
    return _part(contract["contract_number"], contract["status"], total, terms, lines)


def _billed_by(contract: Row) -> str:
    """Which subscription it is linked to, and how."""
    if contract["subscription_id"] is None:
        return "no subscription linked"
    return f"billed by {contract['subscription_id']} (linked by {_LINKED[contract['link']]})"


def _subscription(subscription: Row, lines: Sequence[Row]) -> Node:
    total = f"{amount(subscription['mrr_amount'], subscription['currency'])} a month"
    period = next((of["billing_period"] for of in lines if of["billing_period"]), None)
    renewal = "renews by itself" if subscription["is_auto_renewed"] else "ends unless renewed"
    term = _period(subscription["term_starts_on"], subscription["term_ends_on"])
    terms = (term, period, subscription["payment_terms"], renewal, f"version {subscription['version']}")
    return _part(subscription["subscription_id"], subscription["status"], total, terms, lines)


def _part(number: str, status: str, total: str, terms: Sequence[str | None], lines: Sequence[Row]) -> Node:
    head = line(node("strong", number or NONE), state_mark(status), node("span", total))
    said = line(" · ".join(filter(None, terms)), kind="note")
    if status in _PAST:
        return node("section", head, said, kind="past")
    return node("section", head, said, ledger(lines, _LINES, f"Lines of {number}"))


def _period(first: date | None, last: date | None) -> str:
    return f"{short_day(first)} to {short_day(last)}"
