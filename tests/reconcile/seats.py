"""One customer who buys one seat at 100 PLN a month from August 2026 on, and what is billed for it, month by month."""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from tests.queries.small_records import put, put_contract, put_subscription

DAY = date(2026, 11, 23)
ALL = (8, 9, 10, 11)
Row = dict[str, Any]


def sell(store: Store, contract: str = "A", *, of: str = "", price: int = 100, quantity: int = 1, **told: Any) -> None:
    """A contract until July 2027, billed by the subscription S; as an annex it is numbered after the one it is `of`."""
    own: Row = {"mapped_service_start": "2026-08-01", "mapped_service_end": "2027-07-31"}
    own |= {"netto_price": price * quantity, "mapped_charge_timing": "In Advance", "mapped_auto_renew": "No"}
    own |= {"mapped_ordway_subscription_id": "S", "creation_date": "2026-06-20 10:00:00"}
    if of:
        own |= {"number": f"SA/{of}/{contract}", "mapped_service_start": "2026-11-01"}
    put_contract(store, contract, 1, **own | told)
    with store.transaction() as cursor:
        entry = "update firmao.entries set quantity = $quantity, unit_netto_price = $price, netto_price = $net"
        cursor.run(f"{entry} where id = $id", id=contract, quantity=quantity, price=price, net=price * quantity)


def hold(store: Store, subscription: str = "S", *, price: int = 100, quantity: int = 1, **told: Any) -> None:
    """An active subscription from August on, for one year and no longer."""
    own: Row = {"service_start_date": "2026-08-01", "current_term_start_date": "2026-08-01", "auto_renew": False}
    own |= {"current_term_end_date": "2027-07-31", "updated_date": "2026-07-15 10:00:00"}
    put_subscription(store, subscription, 1, **own | told)
    with store.transaction() as cursor:
        line = "update ordway.subscription_lines set quantity = $quantity, list_price = $price"
        cursor.run(f"{line} where subscription_id = $id", id=subscription, quantity=quantity, price=price)


def bill(store: Store, first: str, last: str, amount: int, **told: Any) -> None:
    """One invoice of one line, made on its first day and due in 14 days, unless told otherwise: `on`, `days`."""
    on, days, number = told.pop("on", first), told.pop("days", 14), len(records_of(store)) + 1
    subscription = told.pop("subscription", "S")
    own: Row = {"id": f"INV-{number}", "customer_id": "C-1", "status": "Posted", "currency": "PLN", "invoice_date": on}
    own |= {"invoice_amount": amount, "balance": amount, "paid_amount": 0}
    own |= {"due_date": str(date.fromisoformat(on) + timedelta(days))}
    put(store, "ordway.invoices", **own)
    line: Row = {"invoice_id": f"INV-{number}", "position": 1, "subscription_id": subscription, "product_name": "SEAT"}
    line |= {"subscription_line_id": f"L-{subscription}", "start_date": first, "end_date": last, "line_tax": 0}
    put(store, "ordway.invoice_lines", effective_price=amount, **line | told)


def bill_months(store: Store, months: Iterable[int] = ALL, amount: int = 100, **told: Any) -> None:
    """One invoice for each of these months of 2026."""
    for month in months:
        last = calendar.monthrange(2026, month)[1]
        bill(store, f"2026-{month:02}-01", f"2026-{month:02}-{last}", amount, **told)


def records_of(store: Store) -> list[tuple[Any, ...]]:
    """The invoices that were made so far."""
    with store.cursor() as cursor:
        return cursor.rows("select id from ordway.invoices")


def found(store: Store, codes: Iterable[str] = (), day: date = DAY) -> list[Row]:
    """What these rules find; where none is told, all of contracts, terms and invoices."""
    reconcile(store, day)
    looked_at = tuple(codes)
    return [
        row
        for row in records(store, "discrepancies/queue")
        if row["status"] != "resolved" and (row["rule"] in looked_at if looked_at else row["rule"][0] in "CTI")
    ]


def told(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """Rule and the rule of its root, or nothing, of each."""
    shown = list(rows)
    rules = {row["id"]: row["rule"] for row in shown}
    return sorted((row["rule"], rules.get(row["root_id"] or "", "")) for row in shown)
