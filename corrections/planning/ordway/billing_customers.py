"""Ordway's customer made what Firmao says of it: details, days to pay, how it pays."""

from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Plan, Step, Target
from corrections.planning.case import Case
from corrections.planning.details import Details, details_of
from corrections.records import value_at

_DOUBT = "Whether Ordway keeps what an update leaves out is inferred; it is told by reading back."
_CUSTOM_DOUBT = (
    "Whether Ordway keeps custom fields that an update leaves out is not known, so all of them are sent as they are."
)
_NEEDS_METHOD = "Automatic payment takes a payment method in Ordway; without one nothing is charged."


def update_customer(case: Case) -> Plan:
    """Ordway's customer gets what its rule found to differ. Raises `NotPlannableError`."""
    match case.found["rule"]:
        case "T11":
            return _payment_terms(case)
        case "T12":
            return _payment_channel(case)
        case _:
            return _details(case)


def _payment_terms(case: Case) -> Plan:
    agreed = int(case.found["expected"].removeprefix("Net "))
    known = case.facts.rows("corrections/billing_terms", days=agreed)
    word = known[0]["payment_terms"] if known else case.found["expected"]
    step = _changing(case, "payment_terms", word, "payment terms")
    late = len(case.symptoms)
    remains = f"{late} invoices keep the due date they were sent with; each is decided by itself." if late else ""
    # An invoice that was sent stays as it is, so the symptoms do not go with their cause.
    own = (case.found["discrepancy_id"],)
    return _plan(case, (step,), own, "Invoices to come are due by the agreed days.", remains)


def _payment_channel(case: Case) -> Plan:
    is_auto_paid = case.found["expected"] == "CARD"
    step = _changing(case, "auto_pay", is_auto_paid, "automatic payment")
    told = "Ordway charges what is due by itself from now on." if is_auto_paid else "Ordway charges nothing by itself."
    return _plan(case, (step,), case.settles, told, _NEEDS_METHOD if is_auto_paid else "")


def _changing(case: Case, name: str, after: str | bool, meaning: str) -> Step:
    customer = case.facts.record("ordway", "customers", case.found["ordway_customer_id"])
    told = after if isinstance(after, str) else str(after).lower()
    return _customer_step(customer, {name: after}, (Change(name, value_at(customer, name), told, meaning),))


def _details(case: Case) -> Plan:
    details = details_of(case)
    customer = case.facts.record("ordway", "customers", details.ordway_customer_id)
    steps = (*_own_fields(case, details, customer), *_contact_fields(details, customer))
    if not steps:
        raise NotPlannableError("Firmao has nothing that Ordway could take over. Fill it in there first.")
    return _plan(case, steps, case.settles, "No money moves; invoices to come name the customer so.", "")


def _own_fields(case: Case, details: Details, customer: dict[str, Any]) -> tuple[Step, ...]:
    steps = []
    if details.has_other_name and details.firmao["name"]:
        change = Change("name", value_at(customer, "name"), details.firmao["name"], "name")
        steps.append(_customer_step(customer, {"name": change.after}, (change,)))
    if details.has_other_tax_id and details.firmao["tax_id"]:
        path = case.facts.path("ordway.customer.tax_id")
        steps.append(custom_field(customer, path, details.firmao["tax_id"], "tax id"))
    return tuple(steps)


def custom_field(customer: dict[str, Any], path: str, after: str, meaning: str) -> Step:
    """The request that sets a custom field of a customer, with all others as they are, which is checked as well."""
    container, _, name = path.partition(".")
    held: dict[str, Any] = customer.get(container) or {}
    others = tuple(
        Change(f"{container}.{one}", told, told, one)
        for one in held
        if one != name and (told := value_at(customer, f"{container}.{one}")) is not None
    )
    change = Change(path, value_at(customer, path), after, meaning)
    return _customer_step(customer, {container: {**held, name: after}}, (change, *others), _CUSTOM_DOUBT)


def _customer_step(
    customer: dict[str, Any], body: dict[str, Any], changes: tuple[Change, ...], doubt: str = _DOUBT
) -> Step:
    path = f"customers/{customer['id']}"
    return Step(
        "ordway",
        _says(str(customer["id"]), changes),
        "PUT",
        path,
        body,
        changes,
        Target("customers", str(customer["id"])),
        certainty=Certainty.INFERRED,
        doubt=doubt,
    )


def _contact_fields(details: Details, customer: dict[str, Any]) -> tuple[Step, ...]:
    """E-mail and address, which are the billing contact's."""
    body = _contact_body(details)
    if not body:
        return ()
    if details.ordway_contact_id is None:
        raise NotPlannableError(f"{customer['id']} has no billing contact in Ordway. Add one there, and sync.")
    held = f"contacts[{details.ordway_contact_id}]"
    changes = tuple(
        Change(f"{held}.{name}", value_at(customer, f"{held}.{name}"), after, name) for name, after in body.items()
    )
    return (
        Step(
            "ordway",
            _says(str(customer["id"]), changes),
            "PUT",
            f"customers/{customer['id']}/contacts/{details.ordway_contact_id}",
            body,
            changes,
            Target("customers", str(customer["id"])),
            certainty=Certainty.INFERRED,
            doubt=_DOUBT,
        ),
    )


def _contact_body(details: Details) -> dict[str, str]:
    told, held = details.firmao, details.ordway
    body = {"email": told["email"]} if details.has_other_email and told["email"] else {}
    if details.has_other_address:
        parts = {"address1": "street", "zip": "post_code", "city": "city"}
        body |= {name: told[key] for name, key in parts.items() if told[key] and told[key] != held[key]}
    return body


def _says(customer_id: str, changes: tuple[Change, ...]) -> str:
    told = "; ".join(
        f"{one.meaning} from {one.before or 'empty'} to {one.after or 'empty'}"
        for one in changes
        if one.before != one.after
    )
    return f"Set {told} of customer {customer_id}"


def _plan(case: Case, steps: tuple[Step, ...], settles: tuple[str, ...], effect: str, remains: str) -> Plan:
    return Plan(
        "update_customer",
        "ordway",
        f"Ordway: {case.found['account_name']} as Firmao says",
        case.found["account_id"],
        case.found["currency"],
        case.impact,
        steps,
        settles,
        effect=effect,
        remains=remains,
    )
