"""A subscription for a contract: made as a draft, named on both sides, activated, and billed up to today."""

from dataclasses import replace
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Lines, Purpose, Step, moved
from corrections.planning.case import Case
from corrections.planning.contracts import Contract, SoldLine, lines_of
from corrections.planning.firmao.fields import set_field
from corrections.planning.guards import billing_customer, sold_agreement
from corrections.planning.ordway.activating import activate_step
from corrections.planning.ordway.billing_runs import purpose_of_run, run_of_subscription
from corrections.planning.ordway.charges import LINE, Charge, charge_for, new_line
from corrections.planning.ordway.making import lines_as_sent, own_reference
from corrections.planning.ordway.months import whole_months
from corrections.planning.worth import rate_of, worth
from corrections.records import as_text
from queries.currency import plain_amount, rounded

_AGREEMENT = "ordway.subscription.firmao_agreement_id"
_SUBSCRIPTION = "firmao.agreement.ordway_subscription_id"
_EVERGREEN = "Evergreen"
_DOUBT = (
    "The body is that of Ordway's import, and the word for a term without an end is not known; that all of it is taken "
    "as sent is judged by reading it back."
)
# Likelier than not the one that bills it already, so that a second one would bill it twice.
_LIKELY = 60


def refuse_if_billed(case: Case, contract: Contract) -> None:
    """Raises `NotPlannableError` for a contract that is over, or that a subscription may be billing already."""
    if contract.is_over(case.facts.today):
        raise NotPlannableError(
            f"{contract.contract_number} ended on {contract.ends_on}. What is due of it is billed once, by an order in "
            "Ordway; a subscription would begin to bill again."
        )
    if contract.claimants:
        raise NotPlannableError(
            f"{contract.contract_number} is named by {contract.claimants}. Say which of them bills it; a further "
            "subscription would bill it twice."
        )
    alike = case.facts.rows("links/contract_suggestions", firmao_id=contract.contract_id)
    if alike and alike[0]["score"] >= _LIKELY:
        raise NotPlannableError(
            f"{alike[0]['ordway_id']} looks like the subscription of {contract.contract_number} "
            f"({alike[0]['reasons']}). Confirm or reject that link first."
        )


def create_subscription(
    case: Case, contract: Contract, customer_id: str, number: int
) -> tuple[tuple[Step, ...], tuple[Purpose, ...]]:
    """The requests from step `number` on that bill a contract from its start, and what the invoices are for.

    The customer's id may be `{made:1}`. Raises `NotPlannableError`, also where Ordway lacks a product or charge.
    """
    made = f"{{made:{number}}}"
    run = run_of_subscription(case.facts, made, case.facts.today)
    says = f"Invoice what {contract.contract_number} owes up to today and post the invoice"
    steps = (
        _create(case, contract, customer_id),
        _write_back(case, contract, made),
        activate_step(made, f"Activate the subscription of {contract.contract_number}"),
        replace(run, says=says),
    )
    return steps, (purpose_of_run(number + 3),)


def _create(case: Case, contract: Contract, customer_id: str) -> Step:
    """What the contract comes to from its first day to its last is committed by it."""
    sold = _sold(case, contract)
    rates = [rate_of(line, None if charge.is_one_time else charge.months) for line, charge in sold]
    lines = [new_line(charge, line, contract, case.facts) for line, charge in sold]
    reference = f"{case.reference} {contract.contract_number}"
    path = case.facts.path(_AGREEMENT)
    start, first = f"{contract.starts_on}", contract.starts_on or case.facts.today
    changes = (
        Change("notes", None, reference, "reference"),
        Change("customer_id", None, customer_id, "customer"),
        Change("service_start_date", None, start, "start of service"),
        Change("billing_start_date", None, start, "start of billing"),
        Change("contract_term", None, _term(contract), "months of the term"),
        Change("auto_renew", None, as_text(bool(contract.is_auto_renewed)), "automatic renewal"),
        Change("currency", None, contract.currency, "currency"),
        Change(path, None, contract.contract_id, "agreement in Firmao"),
    )
    body = _body(case, contract, customer_id, reference, lines)
    return Step(
        "ordway",
        f"Create the subscription of {contract.contract_number}, as a draft",
        "POST",
        "subscriptions",
        body,
        changes,
        reference=own_reference(case, "subscriptions", "notes", reference),
        certainty=Certainty.INFERRED,
        doubt=_DOUBT,
        moves=moved(worth(rates, first, contract.ends_on), contract.currency, first, contract.ends_on),
        guards=(
            *sold_agreement(case.facts, contract.contract_id, _SUBSCRIPTION),
            *billing_customer(case.facts, customer_id),
        ),
        lines=_lines_to_be(case, contract, body["plans"]),
    )


def _lines_to_be(case: Case, contract: Contract, sent: list[dict[str, Any]]) -> Lines:
    """The lines as they are to be read back, each with what it comes to in a billing period."""
    sold = lines_of(case.facts, contract.contract_id)
    told = [
        line | {"effective_price": plain_amount(rounded(one.net, contract.currency), contract.currency)}
        for line, one in zip(sent, sold, strict=True)
    ]
    lines = lines_as_sent("plans", told, LINE | {case.facts.path("ordway.line.firmao_entry_id"): "entry in Firmao"})
    return replace(lines, names=tuple(one.product_name for one in sold))


def _body(
    case: Case, contract: Contract, customer_id: str, reference: str, lines: list[dict[str, Any]]
) -> dict[str, Any]:
    start, term = f"{contract.starts_on}", _term(contract)
    return {
        "customer_id": customer_id,
        "notes": reference,
        "order_placed_at": f"{contract.signed_on or contract.starts_on}",
        "contract_effective_date": start,
        "service_start_date": start,
        "billing_start_date": start,
        "contract_term": term,
        "renewal_term": term,
        "auto_renew": bool(contract.is_auto_renewed),
        "currency": contract.currency,
        "payment_terms": f"Net {contract.payment_days}" if contract.payment_days else "Due on Receipt",
        "custom_fields": {case.facts.meanings.fields[_AGREEMENT]: contract.contract_id},
        "plans": lines,
    }


def _sold(case: Case, contract: Contract) -> list[tuple[SoldLine, Charge]]:
    sold = lines_of(case.facts, contract.contract_id)
    if not sold:
        raise NotPlannableError(f"{contract.contract_number} has no line items, so nothing is to be billed by it.")
    return [(one, charge_for(case.facts, one, contract)) for one in sold]


def _term(contract: Contract) -> str:
    """The months of the term as Ordway counts them. Raises `NotPlannableError` where they are not whole ones."""
    if contract.starts_on is None or contract.ends_on is None:
        return _EVERGREEN
    months = whole_months(contract.starts_on, contract.ends_on)
    if months is None:
        raise NotPlannableError(
            f"{contract.contract_number} runs from {contract.starts_on} to {contract.ends_on}, which are not whole "
            "months; Ordway counts terms by months. Create the subscription by hand, or correct the end in Firmao."
        )
    return str(months)


def _write_back(case: Case, contract: Contract, made: str) -> Step:
    agreement = case.facts.record("firmao", "agreements", contract.contract_id)
    step = set_field("agreements", agreement, case.facts.path(_SUBSCRIPTION), made, "subscription in Ordway")
    return replace(step, says=f"Name the new subscription in {contract.contract_number}")
