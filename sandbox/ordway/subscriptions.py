"""Ordway's subscriptions: made, activated, and changed from version to version."""

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from sandbox.ordway.books import Books, Validating, required
from sandbox.ordway.errors import not_valid
from sandbox.ordway.records import money, text
from sandbox.world import Record

_DATES = ("contract_effective_date", "service_start_date", "billing_start_date")
_FIXED_ON_CHANGE = ("charge_timing", "charge_start_date")
_PRICING = ("list_price", "quantity", "discount")
_READS_WHILE_VALIDATING = 2
CALLBACK = "callback_url"


def create(books: Books, told: Record) -> Record:
    """A Draft, unless told otherwise. Raises 404 or 422."""
    customer_id, *_, plans = required(told, "customer_id", *_DATES, "plans")
    books.find("customers", customer_id)
    lines: list[Record] = []
    for line in plans:
        lines.append(_new_line(line, lines))
    defaults = {"status": "Draft", "version": 1, "version_type": "", "cancellation_date": "", "notes": ""}
    return books.add("subscriptions", defaults | told | {"plans": lines})


def activate(_books: Books, subscription: Record, _told: Record) -> Record:
    """Draft to Active."""
    if subscription["status"] != "Draft":
        raise not_valid("only a Draft subscription can be activated")
    subscription["status"] = "Active"
    return subscription


def change(books: Books, subscription: Record, told: Record) -> Record:
    """A new version with the lines sent; lines left out are removed."""
    if subscription["status"] != "Active":
        raise not_valid(f"a {subscription['status']} subscription cannot be changed")
    for name in _DATES:
        if told.get(name) not in (None, subscription[name]):
            raise not_valid(f"{name} cannot be changed")
    lines = _changed_lines(subscription["plans"], *required(told, "plans")) if "plans" in told else None
    kept = ("plans", "id", "customer_id", "status", "version", CALLBACK)
    fields = {key: value for key, value in told.items() if key not in kept}
    version = {"plans": lines or subscription["plans"], "version_type": "Change"}
    return _next_version(books, subscription, fields | version, told)


def _changed_lines(held: list[Record], sent: list[Record]) -> list[Record]:
    before = {line["subscription_line_id"]: line for line in held}
    lines: list[Record] = []
    for line in sent:
        known = before.get(line.get("subscription_line_id", ""))
        lines.append(_changed_line(known, line) if known else _new_line(line, [*held, *lines]))
    return lines


def _changed_line(held: Record, sent: Record) -> Record:
    for name in _FIXED_ON_CHANGE:
        if name in sent and sent[name] != held.get(name):
            raise not_valid(f"{name} cannot be changed")
    is_priced = sent.get("effective_price") is not None or not any(name in sent for name in _PRICING)
    return held | sent if is_priced else _priced(held | sent)


def _new_line(sent: Record, others: list[Record]) -> Record:
    """A line with an id of its own, priced when it comes without an amount."""
    required(sent, "charge_id", "plan_id", "product_id")
    taken = {line["subscription_line_id"] for line in others}
    line_id = sent.get("subscription_line_id") or _next_line_id(taken)
    if line_id in taken:
        raise not_valid(f"subscription_line_id {line_id} is not unique")
    line: Record = {"custom_fields": {}} | sent | {"subscription_line_id": line_id}
    return line if sent.get("effective_price") is not None or "list_price" not in sent else _priced(line)


def _next_line_id(taken: set[str]) -> str:
    numbers = [int(key.rpartition("-")[2]) for key in taken if key.rpartition("-")[2].isdecimal()]
    return f"SCHG-{max(numbers, default=0) + 1:02d}"


def _priced(line: Record) -> Record:
    """The line with its amount for one billing period: list price by quantity less the discount in percent."""
    try:
        price, quantity, discount = (money(line.get(name, "")) for name in _PRICING)
    except InvalidOperation:
        raise not_valid("list_price, quantity or discount is invalid") from None
    return line | {"effective_price": text(price * quantity * (1 - discount / Decimal(100)))}


def renew(books: Books, subscription: Record, told: Record) -> Record:
    """The next term, after the end of the current one."""
    term = str(subscription.get("renewal_term") or subscription.get("contract_term"))
    if not term.isdecimal() or subscription["status"] not in ("Active", "Expired"):
        raise not_valid("only a termed subscription that is Active or Expired can be renewed")
    start = date.fromisoformat(subscription["current_term_end_date"]) + timedelta(days=1)
    months = start.month - 1 + int(term)
    following = date(start.year + months // 12, months % 12 + 1, min(start.day, 28))
    dates = {
        "current_term_start_date": start.isoformat(),
        "current_term_end_date": (following - timedelta(days=1)).isoformat(),
    }
    return _next_version(books, subscription, dates | {"version_type": "Renewal"}, told)


def _next_version(books: Books, subscription: Record, fields: Record, told: Record) -> Record:
    """The next version at once, or, with a callback, after some reads as Validating."""
    version = fields | {"version": subscription["version"] + 1, "status": "Active"}
    if told.get(CALLBACK):
        books.validating[subscription["id"]] = Validating(_READS_WHILE_VALIDATING, version)
        subscription["status"] = "Validating"
    else:
        subscription |= version
    return subscription


def settle(books: Books) -> None:
    """Count a read of subscriptions: what was validating long enough is in force from now on."""
    for subscription_id, one in list(books.validating.items()):
        one.reads_left -= 1
        if one.reads_left < 0:
            del books.validating[subscription_id]
            subscription = books.find("subscriptions", subscription_id)
            subscription |= one.version
            books.touch(subscription)
