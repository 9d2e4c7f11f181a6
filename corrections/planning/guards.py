"""What the records that are made rest on, as the plan saw it: read again before anything is sent."""

from collections.abc import Iterable

from corrections.plan import Guard, Seen, Target
from corrections.planning.case import Facts
from corrections.records import ALL, value_at

_Named = tuple[tuple[str, str], ...]
_OPEN: _Named = (
    ("reversed_on", "day it was reversed"),
    ("paid_amount", "paid amount"),
    (f"payments[{ALL}]", "payments"),
    (f"credits[{ALL}]", "credits"),
)
_BILLED: _Named = (("invoice_amount", "amount"), ("reversed_on", "day it was reversed"))
_SUBSCRIPTION: _Named = (("status", "status"), ("version", "version"))
_AGREEMENT: _Named = (("offerStatus", "status"), ("nettoPrice", "net value"), ("currency", "currency"))
_STATUS: _Named = (("status", "status"),)
_PAID: _Named = (("unapplied_amount", "unapplied amount"), ("applied_amount", "applied amount"))


def open_invoice(facts: Facts, invoice_id: str) -> tuple[Guard, ...]:
    """That nobody paid, credited or reversed an invoice."""
    return (_guard(facts, "ordway", "invoices", invoice_id, _OPEN),)


def billed_invoice(facts: Facts, invoice_id: str | None) -> tuple[Guard, ...]:
    """That an invoice bills what it did; paid or not. None where there is none."""
    return (_guard(facts, "ordway", "invoices", invoice_id, _BILLED),) if invoice_id else ()


def spent_payment(facts: Facts, payment_id: str) -> tuple[Guard, ...]:
    """That a payment pays what it did."""
    return (_guard(facts, "ordway", "payments", payment_id, _PAID),)


def subscription(facts: Facts, subscription_id: str | None) -> tuple[Guard, ...]:
    """That nobody changed a subscription. None for one that the plan itself makes, or where there is none."""
    return (_guard(facts, "ordway", "subscriptions", subscription_id, _SUBSCRIPTION),) if _is(subscription_id) else ()


def billing_customer(facts: Facts, customer_id: str | None, *meanings: str) -> tuple[Guard, ...]:
    """That a customer of Ordway is there as before, custom fields of some meanings too. None for one to be made."""
    return (_of_customer(facts, "ordway", customer_id, meanings),) if _is(customer_id) else ()


def crm_customer(facts: Facts, customer_id: str | None, *meanings: str) -> tuple[Guard, ...]:
    """That a customer of Firmao is there as before, custom fields of some meanings too. None for one to be made."""
    return (_of_customer(facts, "firmao", customer_id, meanings),) if _is(customer_id) else ()


def sold_agreement(facts: Facts, agreement_id: str, *meanings: str) -> tuple[Guard, ...]:
    """That an agreement stands as it was sold, its custom fields of some meanings too."""
    named = (*_AGREEMENT, *_custom(facts, meanings))
    return (_guard(facts, "firmao", "agreements", agreement_id, named),)


def _of_customer(facts: Facts, system: str, customer_id: str | None, meanings: Iterable[str]) -> Guard:
    return _guard(facts, system, "customers", customer_id, (*_STATUS, *_custom(facts, meanings)))


def _custom(facts: Facts, meanings: Iterable[str]) -> _Named:
    return tuple((facts.path(one), one.rpartition(".")[2].replace("_", " ")) for one in meanings)


def _guard(facts: Facts, system: str, resource: str, record_id: str | None, named: _Named) -> Guard:
    record = facts.record(system, resource, record_id)
    seen = tuple(Seen(path, value_at(record, path), meaning) for path, meaning in named)
    return Guard(system, Target(resource, str(record["id"])), seen)


def _is(record_id: str | None) -> bool:
    """Whether a record is named that is there before the plan begins."""
    return record_id is not None and not record_id.startswith("{made:")
