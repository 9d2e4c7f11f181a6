"""Firmao's customer, made or changed so that it is who Ordway bills."""

from collections.abc import Mapping
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Plan, Reference, Step
from corrections.planning.case import Case, Facts
from corrections.planning.details import Details, details_of
from corrections.planning.firmao.fields import set_field
from corrections.planning.firmao.making_agreements import OWNER
from corrections.planning.firmao.new_agreements import agreements_for
from corrections.planning.firmao.words import FIELDS, words_of
from corrections.planning.guards import billing_customer

_LINK = "firmao.customer.ordway_customer_id"
_FIRMAO_ID = "ordway.customer.firmao_customer_id"


def create_customer(case: Case) -> Plan:
    """Firmao gets the customer, and the agreements that its active subscriptions bill by.

    A tax id that another customer of Firmao has is refused there, which ends the correction with who has it. Raises
    `NotPlannableError`.
    """
    customer_id = case.found["ordway_customer_id"]
    [known] = case.facts.rows("corrections/billing_customer", customer=customer_id)
    steps = [_customer_step(case.facts, known)]
    for subscription_id in known["subscription_ids"]:
        steps += agreements_for(case.facts, subscription_id, "{made:1}", made=len(steps))
    return Plan(
        "create_customer",
        "firmao",
        f"Firmao: a customer for {known['name']}, whom Ordway bills",
        case.found["account_id"],
        case.found["currency"],
        case.impact,
        tuple(steps),
        case.settles,
        effect="No money moves: what is billed gets its customer and agreements in Firmao.",
        remains=OWNER if len(steps) > 1 else "",
    )


def _customer_step(facts: Facts, known: Mapping[str, Any]) -> Step:
    link = facts.path(_LINK)
    fields = {
        "name": known["name"],
        "nipNumber": known["tax_id"],
        "email": known["email"],
        "officeAddress.street": known["street"],
        "officeAddress.city": known["city"],
        "officeAddress.postCode": known["post_code"],
        "officeAddress.country": known["country"],
        link: known["ordway_customer_id"],
    }
    body, words = {name: value for name, value in fields.items() if value}, words_of(facts, "customer")
    wanted = ("nipNumber(eq)", known["tax_id"]) if known["tax_id"] else ("name(eq)", known["name"])
    return Step(
        "firmao",
        f"Make the customer {known['name']}",
        "POST",
        "customers",
        {"customerType": "CUSTOMER", **body},
        tuple(Change(path, None, value, words[path]) for path, value in body.items()),
        reference=Reference("customers", dict([wanted]), {link: known["ordway_customer_id"]}),
        certainty=Certainty.CONFIRMED,
        guards=billing_customer(facts, known["ordway_customer_id"], _FIRMAO_ID),
    )


def update_customer(case: Case) -> Plan:
    """Firmao's customer gets the details that differ, as Ordway has them. Raises `NotPlannableError`."""
    details = details_of(case)
    customer = case.facts.record("firmao", "customers", details.firmao_customer_id)
    steps = tuple(set_field("customers", customer, path, after, meaning) for path, after, meaning in _fields(details))
    if not steps:
        raise NotPlannableError("Ordway has nothing that Firmao could take over. Fill it in there first.")
    title = f"Firmao: {details.firmao['name']} as Ordway knows it"
    account_id = case.found["account_id"]
    return Plan(
        "update_customer", "firmao", title, account_id, None, "0.00", steps, case.settles, effect="No money moves."
    )


def _fields(details: Details) -> list[tuple[str, str, str]]:
    """Path, value and name of what is to be set; an address only where its part differs."""
    told, own = details.ordway, details.firmao
    found = []
    if details.has_other_name:
        found.append(("name", told["name"], "name"))
    if details.has_other_tax_id:
        found.append(("nipNumber", told["tax_id"], "tax id"))
    if details.has_other_email:
        found.append(("email", told["email"], "e-mail"))
    if details.has_other_address:
        parts = {"street": "street", "postCode": "post_code", "city": "city"}
        differing = {f"officeAddress.{one}": told[key] for one, key in parts.items() if told[key] != own[key]}
        found += [(path, value, FIELDS[path]) for path, value in differing.items()]
    return [one for one in found if one[1]]
