"""What is cancelled in Ordway: subscriptions from some day, and orders.

A day that is given, and today where none is, is the first that is not served any more: Ordway's own example gives 16 to
30 September back for a cancellation on the 16th. A kind of end is served to its last day, which is the day told then.
"""

from datetime import date, timedelta

from sandbox.ordway.books import Books, day_in
from sandbox.ordway.errors import not_valid
from sandbox.ordway.recurring_revenue import reckon_customer_revenue
from sandbox.ordway.schedules import Schedules
from sandbox.world import Record

_TYPES = ("End of Current Period", "End of Previous Period", "End of Contract Term")


def cancel_subscription(books: Books, subscription: Record, told: Record) -> Record:
    """Active to Cancelled, from a given day, the end of a period or of the term, or today."""
    if subscription["status"] != "Active":
        raise not_valid(f"a {subscription['status']} subscription cannot be cancelled")
    kind = told.get("cancellation_type") or ""
    if kind and kind not in _TYPES:
        raise not_valid("cancellation_type is invalid")
    given = day_in(told, "cancellation_date").isoformat() if told.get("cancellation_date") else ""
    day = given or _last_day(books, subscription, kind)
    since = date.fromisoformat(day) + timedelta(days=1 if kind and not given else 0)
    Schedules(books).check(subscription)
    Schedules(books).cancel(subscription, since)
    version = {"version": subscription["version"] + 1, "version_type": "Cancel"}
    subscription |= {"status": "Cancelled", "cancellation_date": day, "cancellation_type": kind} | version
    reckon_customer_revenue(books, subscription["customer_id"])
    return subscription


def _last_day(books: Books, subscription: Record, kind: str) -> str:
    if not kind:
        return books.today()
    if kind == "End of Contract Term":
        return str(subscription["current_term_end_date"])
    periods = _current_periods(books, subscription)
    if not periods:
        raise not_valid("the subscription has no current period")
    if kind == "End of Current Period":
        return max(last for _, last in periods)
    return (date.fromisoformat(min(first for first, _ in periods)) - timedelta(days=1)).isoformat()


def _current_periods(books: Books, subscription: Record) -> list[tuple[str, str]]:
    """First and last day of the running period of each line, as the lines tell or else their billing schedules."""
    today = books.today()
    schedules = [
        one for one in books.held("billing_schedules").values() if one["subscription_id"] == subscription["id"]
    ]
    planned = [(line["start_date"], line["end_date"]) for one in schedules for line in one["schedule_lines"]]
    told = [
        (line.get("current_period_start_date") or "", line.get("current_period_end_date") or "")
        for line in subscription["plans"]
    ]
    running = [(first, last) for first, last in planned if first <= today <= last]
    return [period for period in told if all(period)] or running


def cancel_order(_books: Books, order: Record, _told: Record) -> Record:
    """An order that was not invoiced can be cancelled."""
    if order.get("invoice_id"):
        raise not_valid("an invoiced order cannot be cancelled")
    order["status"] = "Cancelled"
    return order
