"""Naming the Firmao record in the field of the Ordway record that belongs to it, so that the link holds for good."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Guard, Money, Plan, Step, Target
from corrections.planning.case import Case, Facts, Row
from corrections.planning.guards import crm_customer, sold_agreement
from corrections.planning.linked_worth import of_customer, of_subscription
from corrections.records import value_at

# Of 100: so much a suggestion needs to be clear, and so much it has to be ahead of the next one on either side.
_CLEAR = 70
_AHEAD = 15
_DOUBT = "That a custom field can be changed alone, and the others are kept, is judged by reading back."


@dataclass(frozen=True)
class _Kind:
    """A kind of record that is linked: what people call it, its list and field in Ordway, where links of it stand.

    `worth` is what is seen elsewhere once it is linked.
    """

    noun: str
    resource: str
    field: str
    kind: str
    suggestions: str
    worth: Callable[[Facts, str], tuple[Money, ...]]


_KINDS = {
    "L2": _Kind(
        "customer",
        "customers",
        "ordway.customer.firmao_customer_id",
        "account",
        "links/account_suggestions",
        of_customer,
    ),
    "C2": _Kind(
        "subscription",
        "subscriptions",
        "ordway.subscription.firmao_agreement_id",
        "contract",
        "links/contract_suggestions",
        of_subscription,
    ),
}


def link(case: Case) -> Plan:
    """The Ordway record names the Firmao record that a person confirmed, or the one that clearly belongs to it.

    Raises `NotPlannableError` where none does.
    """
    kind = _KINDS[case.found["rule"]]
    ordway_id = case.found["ordway_customer_id" if kind.kind == "account" else "subscription_id"]
    wanted = _confirmed(case, kind, ordway_id) or _clear(case, kind, ordway_id)
    record = case.facts.record("ordway", kind.resource, ordway_id)
    return Plan(
        "link",
        "ordway",
        f"Link {ordway_id} of {case.found['account_name']} to {wanted['firmao_name']} in Firmao",
        case.found["account_id"],
        case.found["currency"],
        case.impact,
        (_name(case, kind, record, wanted["firmao_id"]),),
        (case.found["discrepancy_id"],),
        effect="No money moves; what is owed and billed is seen where it is linked.",
        remains="Once they are linked, what differs between the two is compared and may show as discrepancies.",
    )


def _name(case: Case, kind: _Kind, record: Mapping[str, Any], firmao_id: str) -> Step:
    path = case.facts.path(kind.field)
    container, _, name = path.partition(".")
    return Step(
        "ordway",
        f"Name {firmao_id} of Firmao in the {kind.noun} {record['id']}",
        "PUT",
        f"{kind.resource}/{record['id']}",
        {container: {name: firmao_id}},
        (Change(path, value_at(record, path), firmao_id, f"{kind.noun} in Firmao"),),
        Target(kind.resource, str(record["id"])),
        certainty=Certainty.INFERRED,
        doubt=_DOUBT,
        guards=_linked(case, kind, firmao_id),
        moves=kind.worth(case.facts, str(record["id"])),
    )


def _linked(case: Case, kind: _Kind, firmao_id: str) -> tuple[Guard, ...]:
    """That the record of Firmao is there as before, and names no other one of Ordway."""
    if kind.kind == "account":
        return crm_customer(case.facts, firmao_id, "firmao.customer.ordway_customer_id")
    return sold_agreement(case.facts, firmao_id, "firmao.agreement.ordway_subscription_id")


def _confirmed(case: Case, kind: _Kind, ordway_id: str) -> Row | None:
    decided = case.facts.rows("links/decided", kind=kind.kind, ordway_id=ordway_id)
    confirmed = [one for one in decided if one["decision"] == "confirmed"]
    return confirmed[0] if len(confirmed) == 1 else None


def _clear(case: Case, kind: _Kind, ordway_id: str) -> Row:
    """The suggestion that is likely by itself and well ahead of every other of either record."""
    found = case.facts.rows(kind.suggestions, ordway_id=ordway_id)
    if found and found[0]["score"] >= _CLEAR:
        others = case.facts.rows(kind.suggestions, firmao_id=found[0]["firmao_id"])
        if _is_ahead(found) and _is_ahead(others) and others[0]["ordway_id"] == ordway_id:
            return found[0]
    raise NotPlannableError(
        f"Nothing in Firmao clearly belongs to {ordway_id}. Confirm to which record it is to be linked first."
    )


def _is_ahead(found: Sequence[Row]) -> bool:
    return len(found) == 1 or bool(found[0]["score"] - found[1]["score"] >= _AHEAD)
