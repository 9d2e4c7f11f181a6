"""A customer for Ordway, made of what Firmao knows of it: name, tax id, address, and who receives its invoices."""

from collections.abc import Mapping, Sequence
from typing import Any

from corrections.plan import Certainty, Change, Step
from corrections.planning.case import Case
from corrections.planning.contracts import Contract, SoldLine
from corrections.planning.guards import crm_customer
from corrections.planning.ordway.making import own_reference
from corrections.records import value_at

_DOUBT = "That contacts and custom fields are taken together with a new customer is judged by reading it back."
_FIRMAO_ID = "ordway.customer.firmao_customer_id"
_ORDWAY_ID = "firmao.customer.ordway_customer_id"
_TAX_ID = "ordway.customer.tax_id"


def create_customer(case: Case, customer: Mapping[str, Any], contract: Contract, lines: Sequence[SoldLine]) -> Step:
    """The request that makes the customer of a contract; it is found again by the Firmao id it names."""
    firmao_id, name = str(customer["id"]), str(customer["name"])
    fields = case.facts.meanings.fields
    tax_id = value_at(customer, "nipNumber") or value_at(customer, "vatUE") or ""
    terms = _terms(contract)
    body = {
        "name": name,
        "customer_type": "business",
        "currency": contract.currency,
        "payment_terms": terms,
        "tax_exempt": bool(lines) and all(one.tax_percent == 0 for one in lines),
        "auto_pay": contract.payment_type == "CARD",
        "website": value_at(customer, "website") or "",
        "contacts": [_contact(case, customer, name)],
        "custom_fields": {fields[_FIRMAO_ID]: firmao_id, fields[_TAX_ID]: tax_id},
    }
    path = case.facts.path(_FIRMAO_ID)
    changes = (
        Change("name", None, name, "name"),
        Change("currency", None, contract.currency, "currency"),
        Change("payment_terms", None, terms, "payment terms"),
        Change(case.facts.path(_TAX_ID), None, tax_id, "tax id"),
        Change(path, None, firmao_id, "customer in Firmao"),
    )
    return Step(
        "ordway",
        f"Create the customer {name}",
        "POST",
        "customers",
        body,
        changes,
        reference=own_reference(case, "customers", path, firmao_id),
        certainty=Certainty.INFERRED,
        doubt=_DOUBT,
        guards=crm_customer(case.facts, firmao_id, _ORDWAY_ID),
    )


def _terms(contract: Contract) -> str:
    return f"Net {contract.payment_days}" if contract.payment_days else "Due on Receipt"


def _contact(case: Case, customer: Mapping[str, Any], name: str) -> dict[str, str]:
    """Whoever is likeliest to receive invoices, at the customer's address."""
    account = case.found["account_id"]
    people = case.facts.rows("corrections/billing_contact", account=account)
    person = people[0] if people else {"name": name, "email": value_at(customer, "email"), "phone": None}
    first, _, last = str(person["name"] or name).partition(" ")
    return {
        "first_name": first,
        "last_name": last,
        "display_name": str(person["name"] or name),
        "email": person["email"] or value_at(customer, "email") or "",
        "phone": person["phone"] or value_at(customer, "phone") or "",
        "address1": value_at(customer, "officeAddress.street") or "",
        "city": value_at(customer, "officeAddress.city") or "",
        "zip": value_at(customer, "officeAddress.postCode") or "",
        "country": value_at(customer, "officeAddress.country") or "",
    }
