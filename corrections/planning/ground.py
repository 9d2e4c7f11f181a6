"""What a plan rests on: every record that its discrepancies name, as it was pulled, read again before anything is sent.

A planner need not say it: what it reckons with stands in the records that the discrepancies name, in the contracts that
their subscriptions bill, and, where it bills or changes what is billed, in the invoices there are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from corrections.guarding import together
from corrections.plan import Guard, Plan, Reference, Seen, Step, Target
from corrections.planning.case import Facts
from corrections.planning.firmao.agreement_lines import MEANINGS
from corrections.planning.firmao.words import words_of
from corrections.records import ALL, elements_at, value_at

Named = dict[str, str]
_SOLD = (
    "offerStatus currency nettoPrice validFrom paymentType daysToDueDate firmao.agreement.service_start "
    "firmao.agreement.service_end firmao.agreement.billing_period firmao.agreement.charge_timing "
    "firmao.agreement.auto_renew firmao.agreement.payment_terms firmao.agreement.ordway_subscription_id"
).split()
_CRM_CUSTOMER = (
    "name nipNumber email officeAddress.street officeAddress.postCode officeAddress.city "
    "firmao.customer.ordway_customer_id"
).split()
_BILLED: Named = {
    "status": "status",
    "currency": "currency",
    "payment_terms": "payment terms",
    "name": "name",
}
_SUBSCRIPTION: Named = {
    "status": "status",
    "version": "version",
    "current_term_end_date": "end of the term",
    "auto_renew": "automatic renewal",
    "cancellation_date": "day it ends",
}
_LINE: Named = {"quantity": "units", "list_price": "a unit", "discount": "% discount"}
# The balance is not among it: what our own credits lower it by is no change of somebody else's.
_INVOICE: Named = {
    "invoice_amount": "amount",
    "due_date": "due date",
    "reversed_on": "day it was reversed",
    "paid_amount": "paid amount",
    f"payments[{ALL}]": "payments",
    f"credits[{ALL}]": "credits",
}
_PAYMENT: Named = {
    "customer_id": "customer",
    "status": "status",
    "payment_amount": "amount",
    "unapplied_amount": "unapplied amount",
    "refunded_amount": "refunded amount",
    f"invoices[{ALL}]": "invoices it pays",
}
_CREDIT: Named = {"status": "status", "credit_amount": "amount", "unapplied_amount": "unapplied amount"}


def with_ground(facts: Facts, plan: Plan, about: Iterable[str] = ()) -> Plan:
    """The plan with everything it rests on. What a person does by hand, they look at themselves.

    `about` are further discrepancies it is about: those that are found again once it has undone what settled them.
    """
    return plan if plan.is_manual else replace(plan, rests_on=together(_rested_on(facts, plan, about)))


def _rested_on(facts: Facts, plan: Plan, about: Iterable[str]) -> Iterator[Guard]:
    ids = " ".join((*plan.settles, *plan.follows, *about))
    for one in facts.rows("corrections/named", discrepancies=ids):
        yield from _OF[one["system"], one["resource"]](facts, one["record_id"])
    for step in plan.steps:
        yield from _invoices_before(facts, step)


def _agreement(facts: Facts, agreement_id: str) -> Iterator[Guard]:
    """The contract and its line items, also that none was added or removed."""
    yield _guard(facts, "firmao", "agreements", agreement_id, _words(facts, "agreement", _SOLD))
    held = facts.rows("corrections/entries", contract=agreement_id)
    entries = [facts.record("firmao", "entries", one["entry_id"]) for one in held]
    listed = Reference("transactionentries", {"agreement(eq)": agreement_id}, {})
    named = {f"{listed.resource}[{ALL}]": f"line items of agreement {agreement_id}"} | {
        f"{listed.resource}[{entry['id']}].{name}": f"{meaning} of line item {entry['id']}"
        for entry in entries
        for name, meaning in MEANINGS.items()
    }
    yield Guard("firmao", Target(listed.resource, ""), _seen({listed.resource: entries}, named), listed)


def _crm_customer(facts: Facts, customer_id: str) -> Iterator[Guard]:
    yield _guard(facts, "firmao", "customers", customer_id, _words(facts, "customer", _CRM_CUSTOMER))


def _billing_customer(facts: Facts, customer_id: str) -> Iterator[Guard]:
    own = {facts.path(f"ordway.customer.{one}"): words for one, words in _OWN.items()}
    yield _guard(facts, "ordway", "customers", customer_id, _BILLED | own)


_OWN = {"tax_id": "tax id", "firmao_customer_id": "customer in Firmao"}


def _subscription(facts: Facts, subscription_id: str) -> Iterator[Guard]:
    record = facts.record("ordway", "subscriptions", subscription_id)
    lines = {
        f"plans[{line['subscription_line_id']}].{name}": f"{meaning} of {line.get('product_name') or 'a line'}"
        for line in elements_at(record, "plans")
        for name, meaning in _LINE.items()
    }
    yield _guard(facts, "ordway", "subscriptions", subscription_id, _SUBSCRIPTION | lines)


def _invoice(facts: Facts, invoice_id: str) -> Iterator[Guard]:
    record = facts.record("ordway", "invoices", invoice_id)
    lines = {
        f"line_items[{line['line_no']}].effective_price": f"amount of line {line['line_no']}"
        for line in elements_at(record, "line_items")
    }
    yield _guard(facts, "ordway", "invoices", invoice_id, _INVOICE | lines)


def _payment(facts: Facts, payment_id: str) -> Iterator[Guard]:
    yield _guard(facts, "ordway", "payments", payment_id, _PAYMENT)


def _credit(facts: Facts, credit_id: str) -> Iterator[Guard]:
    yield _guard(facts, "ordway", "credits", credit_id, _CREDIT)


_OF: Mapping[tuple[str, str], Callable[[Facts, str], Iterator[Guard]]] = {
    ("firmao", "agreements"): _agreement,
    ("firmao", "customers"): _crm_customer,
    ("ordway", "customers"): _billing_customer,
    ("ordway", "subscriptions"): _subscription,
    ("ordway", "invoices"): _invoice,
    ("ordway", "payments"): _payment,
    ("ordway", "credits"): _credit,
}


def _invoices_before(facts: Facts, step: Step) -> Iterator[Guard]:
    """That nobody invoiced meanwhile what an order bills, or what a subscription is billed by from now on."""
    resource, *rest = step.path.split("/")
    if step.system != "ordway" or step.body is None:
        return
    if resource == "orders" and not rest:
        yield _invoices(facts, str(step.body["customer_id"]))
    subscription_id = rest[0] if resource == "subscriptions" and rest else _run_for(step.body)
    if subscription_id and not subscription_id.startswith("{made:"):
        held = facts.record("ordway", "subscriptions", subscription_id)
        yield _invoices(facts, str(held["customer_id"]), subscription_id)


def _run_for(body: Mapping[str, Any]) -> str:
    """The subscription that a billing run is for, '' where it is for none."""
    return str((body.get("subscription_filter_options") or {}).get("subscription_id") or "")


def _invoices(facts: Facts, customer_id: str, subscription_id: str = "") -> Guard:
    """The invoices of a customer that were not taken back, or those among them that bill a subscription."""
    rows = facts.rows("corrections/standing_invoices", customer=customer_id, subscription=subscription_id)
    holds = {f"line_items[{subscription_id}].subscription_id": subscription_id} if subscription_id else {}
    listed = Reference("invoices", {"customer_id": customer_id}, holds)
    named = {f"{listed.resource}[{ALL}]": f"invoices of {subscription_id or customer_id}"}
    record = {listed.resource: [{"id": one["invoice_id"]} for one in rows]}
    return Guard("ordway", Target(listed.resource, ""), _seen(record, named), listed)


def _words(facts: Facts, kind: str, fields: Iterable[str]) -> Named:
    """What fields of Firmao are called, by their paths; custom fields are named by what they mean."""
    words = words_of(facts, kind)
    paths = (facts.path(one) if one.startswith("firmao.") else one for one in fields)
    return {path: words[path] for path in paths}


def _guard(facts: Facts, system: str, resource: str, record_id: str, named: Named) -> Guard:
    record = facts.record(system, resource, record_id)
    return Guard(system, Target(resource, str(record["id"])), _seen(record, named))


def _seen(record: Mapping[str, Any], named: Named) -> tuple[Seen, ...]:
    return tuple(Seen(path, value_at(record, path), meaning) for path, meaning in named.items())
