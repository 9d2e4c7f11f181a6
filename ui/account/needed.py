"""What the accounts of a list need somebody for, as money: a column, its sum, and the totals of an exported list."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ui.ledger import Cell, Column, Row, column, money_cell
from ui.sheet import node
from ui.text import NONE, amount
from ui.wording import _, later

NEEDS = {
    "overdue": later("Overdue invoices"),
    "failed": later("Failed payments"),
    "renewal": later("Renews within 60 days"),
    "at_stake": later("Money at stake"),
    "paid": later("Paid within 7 days"),
}
# What is overdue has a column of its own in every list.
_COLUMNS = {
    "failed": column("needed_amount", "Failed payments", "money", sort="needed"),
    "renewal": column("needed_amount", "Renewing a month", "money", sort="needed"),
    "at_stake": column("needed_amount", "At stake", "money", sort="needed"),
    "paid": column("needed_amount", "Paid less refunds", "money", sort="needed"),
}
_SUMS = {
    "overdue": later("{amounts} overdue"),
    "failed": later("{amounts} of failed payments"),
    "renewal": later("{amounts} a month to renew"),
    "at_stake": later("{amounts} at stake"),
    "paid": later("{amounts} paid less refunds"),
}
_OWED = ("mrr_amount", "balance", "overdue")


def with_needed(columns: Sequence[Column], need: str) -> list[Column]:
    """The columns of a list, with the money of the need before the first amount."""
    if need not in _COLUMNS:
        return list(columns)
    first = next(place for place, one in enumerate(columns) if one.kind == "money")
    return [*columns[:first], _COLUMNS[need], *columns[first:]]


def sum_told(need: str, sums: Sequence[Row]) -> str:
    """What the whole list adds up to, by currency: `1,200.00 PLN · 80.00 EUR overdue`; '' where there is no money."""
    told = " · ".join(amount(one["amount"], one["currency"]) for one in sums if one["amount"])
    return _(_SUMS[need], amounts=told) if told else ""


def needed_cell(row: Row) -> Cell:
    """The money of the need in each of its currencies; with its code where it is not the one of the row."""
    told = zip(row["needed_currencies"], row["needed_amounts"], strict=True)
    amounts = [_with_code({"currency": currency, "amount": value}, row) for currency, value in told]
    return node("div", *amounts) if amounts else node("span", NONE, kind="quiet")


def _with_code(one: Row, row: Row) -> Cell:
    is_of_row = one["currency"] == row["currency"]
    told = money_cell(one, "amount")
    return node("span", told, kind="other") if is_of_row else node("span", told, " ", one["currency"], kind="other")


def by_currency(rows: Sequence[Row]) -> list[Row]:
    """The rows of an account, one for each currency of it, with the money of the need in each."""
    needed = dict(zip(rows[0]["needed_currencies"], rows[0]["needed_amounts"], strict=True))
    told = [{**row, "needed_amount": needed.pop(row["currency"], Decimal(0))} for row in rows]
    nothing_owed: Mapping[str, Decimal] = dict.fromkeys(_OWED, Decimal(0))
    more = [
        {**rows[0], **nothing_owed, "currency": currency, "needed_amount": value} for currency, value in needed.items()
    ]
    return [*(one for one in told if one["currency"] or not more), *more]


def totals_columns(need: str) -> list[Column]:
    """The columns of the totals of a list."""
    return with_needed(
        [
            column("currency", "Cur."),
            column("accounts", "Accounts", "number"),
            column("mrr_amount", "MRR", "money"),
            column("balance", "Balance", "money"),
            column("overdue", "Overdue", "money"),
        ],
        need,
    )


def totals(rows: Sequence[Row]) -> list[Row]:
    """What exported rows add up to, by currency; the accounts with an amount in two stand in both."""
    currencies = sorted({row["currency"] or "" for row in rows})
    return [_total([row for row in rows if (row["currency"] or "") == one], one) for one in currencies]


def _total(rows: Sequence[Row], currency: str) -> Row:
    sums = {name: sum((row[name] for row in rows), Decimal(0)) for name in (*_OWED, "needed_amount")}
    return {"currency": currency, "accounts": len(rows), **sums}
