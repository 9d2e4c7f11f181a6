"""From a won contract straight to billing: its customer and its subscription in Ordway, and all that is due billed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corrections.errors import NotPlannableError
from corrections.plan import Plan, Purpose, Step
from corrections.planning.case import Case, Row
from corrections.planning.contracts import Contract, contract_of, lines_of
from corrections.planning.effects import billed_at_once
from corrections.planning.firmao.fields import set_field
from corrections.planning.ordway import new_customer, new_subscription
from corrections.planning.ordway.new_subscription import refuse_if_billed
from corrections.planning.ordway.subscriptions import refuse_accepted, settled_by

_CUSTOMER = "firmao.customer.ordway_customer_id"
# Likelier than not the same customer, so that a second one would split its invoices.
_LIKELY = 60


@dataclass
class _Work:
    """The steps of a plan as they are gathered."""

    steps: tuple[Step, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    remains: list[str] = field(default_factory=list)

    def add(self, steps: Iterable[Step], purposes: Iterable[Purpose] = ()) -> None:
        """Put further steps after those there are."""
        self.steps, self.purposes = (*self.steps, *steps), (*self.purposes, *purposes)


def create_customer(case: Case) -> Plan:
    """The customer in Ordway and a subscription for each contract of it that runs. Raises `NotPlannableError`."""
    _refuse_likely(case)
    found = [contract_of(case.facts, one["contract_id"]) for one in case.symptoms if one["rule"] == "C1"]
    running = [one for one in found if not one.is_over(case.facts.today)]
    if not running:
        raise NotPlannableError("None of its contracts runs any more. What is due of them is billed once, by hand.")
    work = _Work(remains=[_over(one) for one in found if one not in running])
    work.add(_customer(case, running))
    for contract in running:
        refuse_if_billed(case, contract)
        refuse_accepted(case, contract.contract_id)
        work.add(*new_subscription.create_subscription(case, contract, "{made:1}", len(work.steps) + 1))
    work.remains += _card(running)
    theirs = [one for one in case.symptoms if one["contract_id"] in {contract.contract_id for contract in running}]
    title = f"Create the customer {case.found['account_name']} and {_named(running)} in Ordway"
    return _plan(case, "create_customer", title, work, theirs)


def create_subscription(case: Case) -> Plan:
    """The subscription of a contract whose customer Ordway knows. Raises `NotPlannableError`."""
    contract = contract_of(case.facts, case.found["contract_id"])
    if contract.ordway_customer_id is None:
        raise NotPlannableError(
            "Ordway does not know the customer. Correct that first: the customer and all its subscriptions are created "
            "in one step."
        )
    refuse_if_billed(case, contract)
    refuse_accepted(case, contract.contract_id)
    work = _Work()
    work.add(*new_subscription.create_subscription(case, contract, contract.ordway_customer_id, 1))
    title = f"Create the subscription of {contract.contract_number}, {case.found['account_name']}, in Ordway"
    return _plan(case, "create_subscription", title, work, case.symptoms)


def _customer(case: Case, contracts: Sequence[Contract]) -> tuple[Step, ...]:
    """The customer, and its id in Firmao; what the latest contract says of payment holds."""
    latest = max(contracts, key=lambda one: (str(one.starts_on), one.contract_id))
    customer = case.facts.record("firmao", "customers", latest.firmao_customer_id)
    lines = [line for one in contracts for line in lines_of(case.facts, one.contract_id)]
    named = set_field("customers", customer, case.facts.path(_CUSTOMER), "{made:1}", "customer in Ordway")
    return (
        new_customer.create_customer(case, customer, latest, lines),
        replace(named, says=f"Name the new customer of Ordway in {customer['name']}"),
    )


def _refuse_likely(case: Case) -> None:
    alike = case.facts.rows("links/account_suggestions", firmao_id=case.found["firmao_customer_id"])
    if alike and alike[0]["score"] >= _LIKELY:
        raise NotPlannableError(
            f"{alike[0]['ordway_name']} ({alike[0]['ordway_id']}) looks like the same customer "
            f"({alike[0]['reasons']}). Confirm or reject that link first."
        )


def _plan(case: Case, kind: str, title: str, work: _Work, symptoms: Sequence[Row]) -> Plan:
    missed = [one for one in symptoms if one["rule"] == "I1"]
    currency = missed[0]["currency"] if missed else case.found["currency"]
    return Plan(
        kind,
        "ordway",
        title,
        case.found["account_id"],
        currency,
        case.impact,
        work.steps,
        settled_by(case, symptoms),
        effect=billed_at_once(missed),
        remains=" ".join(work.remains),
        purposes=work.purposes,
    )


def _named(contracts: Sequence[Contract]) -> str:
    numbers = ", ".join(one.contract_number for one in contracts)
    return f"the subscription{'s' if len(contracts) > 1 else ''} of {numbers}"


def _over(contract: Contract) -> str:
    return f"{contract.contract_number} ended on {contract.ends_on}: what is due of it is still to be billed."


def _card(contracts: Sequence[Contract]) -> list[str]:
    if any(one.payment_type == "CARD" for one in contracts):
        return ["It pays by card, which has to be stored in Ordway before it can be charged."]
    return []
