"""Ordway's subscriptions: made, activated, and changed from version to version.

Nobody tells what the day of a change is called in the body. The names taken are `effective_date`,
`change_effective_date` and a `contract_effective_date` other than the subscription's own; left out, it is today.
Two changes of one day corrupt a subscription's history, so the second is refused, and so is one of an earlier day, of
which nobody tells what becomes.
"""

from collections.abc import Callable
from datetime import date, timedelta

from sandbox.billing_periods import add_months
from sandbox.ordway.books import Books, day_in, objects_in, required
from sandbox.ordway.errors import not_valid
from sandbox.ordway.memory import Validating
from sandbox.ordway.recurring_revenue import reckon_customer_revenue, revenue_of
from sandbox.ordway.schedules import Schedules
from sandbox.ordway.subscription_lines import changed_lines, new_lines, renewed_lines
from sandbox.world import Record

_DATES = ("contract_effective_date", "service_start_date", "billing_start_date")
_EFFECTIVE = ("effective_date", "change_effective_date", "contract_effective_date")
_FIXED = ("service_start_date", "billing_start_date", "currency")
_READS_WHILE_VALIDATING = 2
CALLBACK = "callback_url"
# What a body may repeat from what was read, and is not taken from it.
_NOT_TAKEN = {
    *_DATES, *_EFFECTIVE, CALLBACK, "plans", "id", "customer_id", "status", "version", "version_type", "cmrr",
    "discounted_cmrr", "tcv", "current_term_start_date", "current_term_end_date", "currency", "cancellation_date",
    "cancellation_type", "created_by", "created_date", "updated_by", "updated_date",
}  # fmt: skip
_DEFAULTS: Record = {
    "status": "Draft", "version": 1, "version_type": "", "cancellation_date": "", "cancellation_type": "", "notes": "",
    "auto_renew": False, "separate_invoice": False, "renewal_increment_percent": 0, "current_term_start_date": "",
    "current_term_end_date": "", "coupon_code": "",
}  # fmt: skip


def create(books: Books, told: Record) -> Record:
    """A Draft, unless it is to be Active at once. Raises 404 or 422."""
    customer_id, *_ = required(told, "customer_id", *_DATES, "contract_term", "plans")
    plans = objects_in(told, "plans")
    for name in _DATES:
        day_in(told, name)
    customer = books.find("customers", customer_id)
    agreed = {"currency": customer.get("currency", ""), "payment_terms": customer.get("payment_terms", "")}
    agreed |= {"renewal_term": told["contract_term"]}
    wanted: Record = _DEFAULTS | agreed | told
    if wanted["status"] not in ("Draft", "Active"):
        raise not_valid("status is invalid")
    wanted |= {"plans": new_lines(books, plans, wanted["currency"]), "version": 1}
    active = _activated(books, wanted) if wanted["status"] == "Active" else {}
    made = books.add("subscriptions", wanted)
    return _begin(books, made, active) if active else made


def activate(books: Books, subscription: Record, _told: Record) -> Record:
    """Draft to Active: its term begins, and what it will be billed is planned. Raises 422."""
    if subscription["status"] != "Draft":
        raise not_valid("only a Draft subscription can be activated")
    return _begin(books, subscription, _activated(books, subscription))


def _activated(books: Books, subscription: Record) -> Record:
    """What activation tells a subscription. Raises 422 for what cannot be billed, before anything is written."""
    start = date.fromisoformat(subscription["service_start_date"])
    told: Record = {"status": "Active", "current_term_start_date": start.isoformat()}
    told["current_term_end_date"] = _term_end(start, subscription.get("contract_term"))
    begins = subscription["billing_start_date"]
    told["plans"] = [
        line | {"charge_start_date": line.get("charge_start_date") or begins} for line in subscription["plans"]
    ]
    Schedules(books).check(subscription | told)
    return told | revenue_of(subscription | told)


def _begin(books: Books, subscription: Record, told: Record) -> Record:
    subscription |= told
    Schedules(books).open(subscription)
    reckon_customer_revenue(books, subscription["customer_id"])
    return subscription


def change(books: Books, subscription: Record, told: Record) -> Record:
    """A new version from a day on, with the lines sent; lines left out are removed. Raises 422."""
    if subscription["status"] != "Active":
        raise not_valid(f"a {subscription['status']} subscription cannot be changed")
    for name in _FIXED:
        if told.get(name) not in (None, subscription[name]):
            raise not_valid(f"{name} cannot be changed")
    day = _effective_day(books, subscription, told)
    version = _changed(books, subscription, told, day)
    books.memory.changed_on[subscription["id"]] = day
    before = dict(subscription)
    return _next_version(books, subscription, version, told, lambda: Schedules(books).change(before, subscription, day))


def _effective_day(books: Books, subscription: Record, told: Record) -> date:
    """The day of a change. Raises 422 for a day outside the current term or not after that of the last change."""
    own = subscription["contract_effective_date"]
    days = {day_in(told, name) for name in _EFFECTIVE if told.get(name) not in (None, "", own)}
    days |= {day_in(told, name) for name in _EFFECTIVE[:2] if told.get(name)}
    if len(days) > 1:
        raise not_valid("the effective date is not unique")
    day = days.pop() if days else date.fromisoformat(books.today())
    last_change = books.memory.changed_on.get(subscription["id"], date.min)
    if day <= last_change:
        raise not_valid(f"the subscription was changed on {last_change} already")
    first, last = (subscription.get(f"current_term_{end}_date") for end in ("start", "end"))
    if (first and day.isoformat() < first) or (last and day.isoformat() > last):
        raise not_valid("the effective date is outside the current term")
    return day


def _changed(books: Books, subscription: Record, told: Record, day: date) -> Record:
    """What a change tells a subscription. Raises 422."""
    version = {key: value for key, value in told.items() if key not in _NOT_TAKEN}
    version["plans"] = subscription["plans"]
    if "plans" in told:
        required(told, "plans")
        sent = objects_in(told, "plans")
        version["plans"] = changed_lines(books, subscription["plans"], sent, subscription["currency"], day.isoformat())
    if told.get("contract_term"):
        start = date.fromisoformat(subscription["current_term_start_date"])
        version["current_term_end_date"] = _term_end(start, told["contract_term"])
    Schedules(books).check(subscription | version)
    return version | revenue_of(subscription | version) | {"version_type": "Change"}


def renew(books: Books, subscription: Record, told: Record) -> Record:
    """The next term, after the current one, of so many months as told, else agreed, at the uplift. Raises 422."""
    term = str(told.get("renewal_term") or subscription.get("renewal_term") or subscription.get("contract_term"))
    if not term.isdecimal() or subscription["status"] not in ("Active", "Expired"):
        raise not_valid("only a termed subscription that is Active or Expired can be renewed")
    start = date.fromisoformat(subscription["current_term_end_date"]) + timedelta(days=1)
    version: Record = {"current_term_start_date": start.isoformat(), "version_type": "Renewal"}
    version |= {"current_term_end_date": _term_end(start, term)}
    version["plans"] = renewed_lines(subscription, start.isoformat())
    Schedules(books).check(subscription | version)
    version |= revenue_of(subscription | version)
    before = dict(subscription)

    def plan() -> None:
        Schedules(books).retire(before)
        Schedules(books).open(subscription)

    return _next_version(books, subscription, version, told, plan)


def _term_end(start: date, months: object) -> str:
    """The last day of a term of so many months; "" for one that has no number and so no end."""
    term = str(months or "")
    return (add_months(start, int(term)) - timedelta(days=1)).isoformat() if term.isdecimal() else ""


def _next_version(books: Books, subscription: Record, fields: Record, told: Record, plan: Callable[[], None]) -> Record:
    """The next version at once or, with a callback or where all are checked, after some reads as Validating."""
    version = fields | {"version": subscription["version"] + 1, "status": "Active"}

    def come_into_force() -> None:
        subscription.update(version)
        plan()
        reckon_customer_revenue(books, subscription["customer_id"])

    if told.get(CALLBACK) or books.state.checks_changes:
        books.memory.validating[subscription["id"]] = Validating(_READS_WHILE_VALIDATING, come_into_force)
        subscription["status"] = "Validating"
    else:
        come_into_force()
    return subscription


def settle(books: Books) -> None:
    """Count a read of subscriptions: what was validating long enough is in force from now on."""
    for subscription_id, one in list(books.memory.validating.items()):
        one.reads_left -= 1
        if one.reads_left < 0:
            del books.memory.validating[subscription_id]
            one.come_into_force()
            books.touch(books.find("subscriptions", subscription_id))
