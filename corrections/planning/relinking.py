"""Accounts that are linked twice: the claim that is wrong is taken back, told by the tax id."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Guard, Plan, Step
from corrections.planning.case import Case, Facts
from corrections.planning.firmao.fields import set_field
from corrections.planning.guards import billing_customer, crm_customer
from corrections.planning.linked_worth import of_customer
from corrections.planning.ordway.billing_customers import custom_field

Claim = dict[str, Any]
_IN_FIRMAO = "firmao.customer.ordway_customer_id"
_IN_ORDWAY = "ordway.customer.firmao_customer_id"
_TAX_ID = "ordway.customer.tax_id"


def relink_in_firmao(case: Case) -> Plan:
    """Firmao's customers that name the wrong customer of Ordway name theirs, or none. Raises `NotPlannableError`."""
    return _plan(case, "firmao", "is_named_in_firmao", _firmao_step)


def relink_in_ordway(case: Case) -> Plan:
    """Ordway's customers that name the wrong customer of Firmao name theirs, or none. Raises `NotPlannableError`."""
    return _plan(case, "ordway", "is_named_in_ordway", _ordway_step)


def _plan(case: Case, side: str, is_named_here: str, step: Callable[[Case, Claim, list[Claim]], Step]) -> Plan:
    claims = case.facts.rows("corrections/claims", account=case.found["account_id"])
    right = [one for one in claims if one["has_same_tax_id"]]
    wrong = [one for one in claims if not one["has_same_tax_id"]]
    _refuse_unclear(claims, right)
    here = [one for one in wrong if one[is_named_here]]
    if not here or len(here) < len(wrong):
        other = "Ordway" if side == "firmao" else "Firmao"
        raise NotPlannableError(f"The wrong link is kept in {other}: {_told(wrong)}. Relink it there.")
    return Plan(
        "relink",
        side,
        f"{side.capitalize()}: {case.found['account_name']} is linked once",
        case.found["account_id"],
        case.found["currency"],
        case.impact,
        _resting_on(case, claims, [_weighed(case, one, step(case, one, right)) for one in here]),
        case.settles,
        effect="No money moves; invoices and contracts are seen at the account they belong to.",
    )


def _resting_on(case: Case, claims: list[Claim], steps: list[Step]) -> tuple[Step, ...]:
    """Every claim around the account tells which of them is wrong; those that are changed are read by their steps."""
    changed = {one.target for one in steps}
    guards = (guard for one in claims for guard in _claimed(case.facts, one))
    return (replace(steps[0], guards=tuple(one for one in guards if one.target not in changed)), *steps[1:])


def _claimed(facts: Facts, claim: Claim) -> tuple[Guard, ...]:
    return (
        *crm_customer(facts, claim["firmao_customer_id"], _IN_FIRMAO),
        *billing_customer(facts, claim["ordway_customer_id"], _IN_ORDWAY, _TAX_ID),
    )


def _weighed(case: Case, claim: Claim, step: Step) -> Step:
    """What is seen at another account afterwards: what the customer owes, and what it will be billed."""
    return replace(step, moves=of_customer(case.facts, claim["ordway_customer_id"]))


def _refuse_unclear(claims: list[Claim], right: list[Claim]) -> None:
    """Each customer is to have one partner at most, and one of those contested is to agree in its tax id."""
    ids = [one["firmao_customer_id"] for one in right] + [one["ordway_customer_id"] for one in right]
    if not right or len(set(ids)) < len(ids):
        raise NotPlannableError(
            f"Tax ids do not tell which link is right: {_told(claims)}. Look at the customers, and empty the custom "
            "field of the one that is wrong."
        )


def _told(claims: Iterable[Claim]) -> str:
    return ", ".join(f"{one['firmao_customer_id']} and {one['ordway_customer_id']}" for one in claims)


def _firmao_step(case: Case, claim: Claim, right: list[Claim]) -> Step:
    customer = case.facts.record("firmao", "customers", claim["firmao_customer_id"])
    own = _partner(right, "firmao_customer_id", "ordway_customer_id", claim)
    return set_field("customers", customer, case.facts.path(_IN_FIRMAO), own, "customer in Ordway")


def _ordway_step(case: Case, claim: Claim, right: list[Claim]) -> Step:
    customer = case.facts.record("ordway", "customers", claim["ordway_customer_id"])
    own = _partner(right, "ordway_customer_id", "firmao_customer_id", claim)
    return custom_field(customer, case.facts.path(_IN_ORDWAY), own, "customer in Firmao")


def _partner(right: list[Claim], mine: str, other: str, claim: Claim) -> str:
    return next((str(one[other]) for one in right if one[mine] == claim[mine]), "")
