"""What Home shows, slowly and obviously: plain rows of the store, added up in Python."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from queries.store import Store

Row = dict[str, Any]
Sums = dict[str, Decimal]
_IN = ("processed", "partially_refunded", "refunded")


def rows(store: Store, sql: str) -> list[Row]:
    """Plain rows by column name."""
    with store.cursor() as cursor:
        return cursor.records(sql)


def overdue(store: Store, day: date) -> Sums:
    """What was open and past due at the end of a day: what is open still, and what was applied since."""
    since = _applied_after(store, day)
    sums: Sums = defaultdict(Decimal)
    for one in rows(store, "from model.invoice"):
        if one["invoiced_on"] <= day and one["due_on"] < day:
            sums[one["currency"]] += _open_then(one, since[one["invoice_id"]], day)
    return {currency: total for currency, total in sums.items() if total}


def _open_then(invoice: Row, since: Decimal, day: date) -> Decimal:
    if invoice["status"] == "reversed":
        return invoice["gross_amount"] if invoice["reversed_on"] and invoice["reversed_on"] > day else Decimal(0)
    if invoice["status"] == "draft":
        return Decimal(0)
    return (invoice["balance"] if invoice["is_open"] else Decimal(0)) + since


def _applied_after(store: Store, day: date) -> Sums:
    sums: Sums = defaultdict(Decimal)
    payments = {one["payment_id"]: one for one in rows(store, "from model.payment") if one["is_settled"]}
    credits = {one["credit_id"]: one for one in rows(store, "from model.credit") if one["status"] != "reversed"}
    for part in rows(store, "from model.payment_application"):
        if part["payment_id"] in payments and payments[part["payment_id"]]["paid_on"] > day:
            sums[part["invoice_id"]] += part["amount"]
    for part in rows(store, "from model.credit_application"):
        if part["credit_id"] in credits and credits[part["credit_id"]]["credited_on"] > day:
            sums[part["invoice_id"]] += part["amount"]
    return sums


def collected(store: Store, first: date, last: date) -> Sums:
    """What came in from one day to another, both counted, less what was refunded."""
    sums: Sums = defaultdict(Decimal)
    for _, currency, amount in _came_in(store, first, last):
        sums[currency] += amount
    return {currency: total for currency, total in sums.items() if total}


def needing(store: Store, need: str, day: date) -> dict[tuple[str, str], Decimal]:
    """The amount of each account and currency that somebody is needed for."""
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for account, currency, amount in _NEEDS[need](store, day):
        sums[account, currency] += amount
    return dict(sums)


def _overdue(store: Store, day: date) -> list[tuple[str, str, Decimal]]:
    return [
        (one["account_id"], one["currency"], one["balance"])
        for one in rows(store, "from model.invoice")
        if one["is_open"] and one["balance"] > 0 and one["due_on"] < day
    ]


def _failed(store: Store, day: date) -> list[tuple[str, str, Decimal]]:
    payments = rows(store, "from model.payment")
    return [
        (one["account_id"], one["currency"], one["amount"])
        for one in payments
        if one["status"] == "failed"
        and day - timedelta(30) <= one["paid_on"] <= day
        and not any(
            other["is_settled"] and other["account_id"] == one["account_id"] and other["paid_on"] >= one["paid_on"]
            for other in payments
        )
    ]


def _renewal(store: Store, day: date) -> list[tuple[str, str, Decimal]]:
    return [
        (one["account_id"], one["currency"], one["mrr_amount"] or Decimal(0))
        for one in rows(store, "from model.subscription")
        if one["status"] == "active"
        and one["term_ends_on"]
        and day <= one["term_ends_on"] + timedelta(1) <= day + timedelta(60)
    ]


def _paid(store: Store, day: date) -> list[tuple[str, str, Decimal]]:
    return _came_in(store, day - timedelta(6), day)


def _came_in(store: Store, first: date, last: date) -> list[tuple[str, str, Decimal]]:
    paid = [
        (one["account_id"], one["currency"], one["amount"])
        for one in rows(store, "from model.payment")
        if one["status"] in _IN and first <= one["paid_on"] <= last
    ]
    refunded = [
        (one["account_id"], one["currency"], -one["amount"])
        for one in rows(store, "from model.refund")
        if one["status"] not in ("failed", "pending") and first <= one["refunded_on"] <= last
    ]
    return paid + refunded


_NEEDS = {"overdue": _overdue, "failed": _failed, "renewal": _renewal, "paid": _paid}


def open_at_the_end(events: list[Row], day: date) -> bool:
    """Whether a discrepancy was open at the end of a day, its events told one after the other."""
    is_found = is_waived = False
    end = datetime.combine(day + timedelta(1), time())
    for event in sorted(events, key=lambda one: one["happened_at"]):
        if event["happened_at"] < end:
            is_found = event["kind"] != "resolved" if event["kind"] in ("found", "resolved", "reopened") else is_found
            is_waived = event["kind"] == "waived" if event["kind"] in ("waived", "unwaived") else is_waived
    return is_found and not is_waived


def came_since(events: list[Row], day: date) -> bool:
    """Whether a discrepancy was found, or was open again, after the end of a day."""
    end = datetime.combine(day + timedelta(1), time())
    return any(event["kind"] in ("found", "reopened", "unwaived") and event["happened_at"] >= end for event in events)
