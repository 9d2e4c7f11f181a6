"""Firmao's records and fields in the words of people, for whoever looks at a request before it is sent."""

from collections.abc import Mapping
from typing import Any

from corrections.planning.case import Facts
from corrections.records import as_text, value_at

FIELDS: Mapping[str, str] = {
    "name": "name",
    "number": "number",
    "customer": "customer",
    "email": "e-mail",
    "nipNumber": "tax id",
    "officeAddress.street": "street",
    "officeAddress.city": "city",
    "officeAddress.postCode": "post code",
    "officeAddress.country": "country",
    "offerStatus": "status",
    "offerDate": "day of the agreement",
    "validFrom": "first day",
    "currency": "currency",
    "paymentType": "payment channel",
    "daysToDueDate": "days to pay",
    "agreement": "agreement",
    "productCode": "product",
    "quantity": "quantity",
    "unitNettoPrice": "unit price",
    "discount": "discount",
    "vatPercent": "tax rate",
    "nettoPrice": "net value",
    "vatPrice": "tax",
    "bruttoPrice": "gross value",
}
_OWN_FIELDS: Mapping[str, str] = {
    "firmao.agreement.service_start": "first day of service",
    "firmao.agreement.service_end": "last day of service",
    "firmao.agreement.billing_period": "billing period",
    "firmao.agreement.charge_timing": "charge timing",
    "firmao.agreement.auto_renew": "automatic renewal",
    "firmao.agreement.payment_terms": "payment terms",
    "firmao.agreement.ordway_subscription_id": "subscription in Ordway",
    "firmao.customer.ordway_customer_id": "customer in Ordway",
}
_RECORDS: Mapping[str, tuple[str, str]] = {
    "customers": ("customer", "name"),
    "agreements": ("agreement", "number"),
    "transactionentries": ("line item", "productCode"),
    "salesnotes": ("note", ""),
    "tasks": ("task", ""),
}


def words_of(facts: Facts, kind: str) -> dict[str, str]:
    """What each field of an agreement or a customer is called, by its path; custom fields by what they mean."""
    own = {facts.path(one): words for one, words in _OWN_FIELDS.items() if one.startswith(f"firmao.{kind}.")}
    return {**FIELDS, **own}


def called(resource: str, record: Mapping[str, Any]) -> str:
    """`agreement SA/2026/017`, `line item CRM-SEAT (123610)`: by name and, where others may bear it too, by id."""
    noun, field = _RECORDS[resource]
    name, record_id = value_at(record, field) if field else None, as_text(record.get("id"))
    if name is None or resource == "agreements":
        return f"{noun} {name or record_id}"
    return f"{noun} {name} ({record_id})"
