"""What billing holds and the CRM lacks is told to it: an agreement, the next one, its end, one more line item."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Guard, Plan, Step
from corrections.planning.case import Case, Row, at_stake
from corrections.planning.firmao.agreement_lines import Agreement, agreement_of
from corrections.planning.firmao.agreements import day_step, renewal_step
from corrections.planning.firmao.new_agreements import Part, agreements_for, sold, tax_rates
from corrections.planning.firmao.new_entries import entry_step
from corrections.planning.firmao.sold_lines import siblings, sold_lines
from corrections.planning.guards import sold_agreement, subscription
from corrections.planning.worth import added_worth
from corrections.records import is_same
from queries.currency import plain_amount

OWNER = "Say in Firmao whose sale it is: until then nobody earns a commission on it."
_SERVICE_END = "firmao.agreement.service_end"


def create_agreement(case: Case) -> Plan:
    """Firmao gets the agreements that the subscription bills by. Raises `NotPlannableError`."""
    customer = case.found["firmao_customer_id"]
    if customer is None:
        raise NotPlannableError(
            "Firmao does not know the customer yet. Create the customer: its agreements come along."
        )
    steps = agreements_for(case.facts, case.found["subscription_id"], customer)
    return _plan(case, "create_agreement", f"agreements for {case.found['subscription_id']}", steps, remains=OWNER)


def extend_agreement(case: Case) -> Plan:
    """The contract goes on to the end of the subscription's term.

    By another last day where the same lines go on, else by an agreement for the next term. Raises `NotPlannableError`.
    """
    last_day = _billed_until(case)
    if same := _agreement_that_goes_on(case):
        step = day_step(case, same, _SERVICE_END, last_day, "last day of service")
        title = f"{same['number']} goes on to {last_day}"
        return _plan(case, "extend_agreement", title, (step,))
    since, customer = case.found["period_start"], str(case.found["firmao_customer_id"])
    steps = agreements_for(case.facts, case.found["subscription_id"], customer, part=Part(since))
    title = f"an agreement for the next term of {case.found['subscription_id']}"
    return _plan(case, "extend_agreement", title, steps, remains=OWNER)


def _billed_until(case: Case) -> date:
    """The last day of the subscription's term, or the last one billed where it does not run any more."""
    held = case.facts.record("ordway", "subscriptions", case.found["subscription_id"])
    billed = case.facts.rows("corrections/billed_lines", subscription=case.found["subscription_id"])
    days: list[date] = [one["period_end"] for one in billed if one["period_end"]]
    if held["status"] == "Active" and held.get("current_term_end_date"):
        days.append(date.fromisoformat(held["current_term_end_date"]))
    if not days or max(days) < case.found["period_start"]:
        raise NotPlannableError("Nothing was billed after the contract's end, and the subscription's term has no end.")
    return max(days)


def _agreement_that_goes_on(case: Case) -> dict[str, Any] | None:
    """The contract that ended, where it alone sold what the subscription bills, at the same terms."""
    ended_on = case.found["period_start"] - timedelta(days=1)
    lines = sold_lines(case)
    last = [one for one in lines if one["ends_on"] == ended_on]
    held = case.facts.rows("corrections/held_lines", subscription=case.found["subscription_id"])
    billed_on = {_terms(one) for one in held if not one["is_one_time"]}
    once = {one["product_key"] for one in held if one["is_one_time"]}
    if {one["contract_id"] for one in last} != {case.found["contract_id"]}:
        return None
    if {_terms(one) for one in last if one["product_key"] not in once} != billed_on:
        return None
    return case.facts.record("firmao", "agreements", case.found["contract_id"])


def _terms(line: Row) -> tuple[str, Decimal, Decimal, Decimal]:
    return line["product_key"], line["quantity"], line["unit_price"], line["discount_percent"]


def end_agreement(case: Case) -> Plan:
    """The contract, and what was added to it, ends when the subscription did. Raises `NotPlannableError`."""
    held = case.facts.record("ordway", "subscriptions", case.found["subscription_id"])
    if held["status"] != "Cancelled" or not held.get("cancellation_date"):
        raise NotPlannableError(
            f"{held['id']} is {held['status'].lower()}, not ended. Resume or cancel it in Ordway; then the contract "
            "can end with it."
        )
    last_day = date.fromisoformat(held["cancellation_date"]) - timedelta(days=1)
    steps = [step for one in _running(case) for step in _ending(case, one, last_day)]
    if not steps:
        raise NotPlannableError(f"The contract says already that it ends on {last_day}. Sync, and look again.")
    return _plan(case, "end_agreement", f"{held['id']} ended on {last_day}, and so does its contract", tuple(steps))


def _running(case: Case) -> list[dict[str, Any]]:
    lines = sold_lines(case)
    ids = dict.fromkeys([case.found["contract_id"], *(one["contract_id"] for one in lines if one["is_running"])])
    return [case.facts.record("firmao", "agreements", one) for one in ids]


def _ending(case: Case, agreement: dict[str, Any], last_day: date) -> tuple[Step, ...]:
    """What has ended does not renew by itself either; what the agreement says already is not told again."""
    steps = (
        day_step(case, agreement, _SERVICE_END, last_day, "last day of service"),
        renewal_step(case, agreement, is_automatic=False),
    )
    return tuple(one for one in steps if any(not is_same(field.before, field.after) for field in one.changes))


def add_entry(case: Case) -> Plan:
    """The contract sells what the subscription bills beyond it: a line item, or an annex where it came later.

    All such products of one contract go together, since they share its sums. Raises `NotPlannableError`.
    """
    rows = siblings(case, "T2")
    products = {one["product_key"] for one in rows if one["root_id"] is None}
    held = case.facts.rows("corrections/held_lines", subscription=case.found["subscription_id"])
    beyond = [one for one in held if one["product_key"] in products]
    began_on = case.found["period_start"]
    later = frozenset(one["product_key"] for one in beyond if one["starts_on"] and one["starts_on"] > began_on)
    steps = _adding(case, [one for one in beyond if one["product_key"] not in later])
    if later:
        steps += agreements_for(
            case.facts,
            case.found["subscription_id"],
            case.found["firmao_customer_id"],
            part=Part(products=later),
            made=len(steps),
        )
    title = f"the contract sells {', '.join(sorted(products))} too"
    return _plan(case, "add_entry", title, steps, rows)


def _adding(case: Case, held: list[dict[str, Any]]) -> tuple[Step, ...]:
    if not held:
        return ()
    agreement = agreement_of(case.facts, case.found["contract_id"])
    rates = tax_rates(case.facts, case.found["subscription_id"])
    lines = [sold(one, rates, agreement.currency) for one in held]
    own = str(agreement.record["id"])
    first, *others = [
        replace(
            entry_step(line, own, agreement.number),
            moves=added_worth(case.facts, own, line.sums.net, agreement.currency),
        )
        for line in lines
    ]
    # Each line item changes the sums, so that only the first can rest on them.
    first = replace(first, guards=_rested_on(case, agreement))
    return (first, *others, *agreement.with_more([line.fields for line in lines]))


def _rested_on(case: Case, agreement: Agreement) -> tuple[Guard, ...]:
    held = subscription(case.facts, case.found["subscription_id"])
    return (*sold_agreement(case.facts, str(agreement.record["id"])), *held)


def _plan(
    case: Case, kind: str, what: str, steps: tuple[Step, ...], together: Sequence[Row] = (), remains: str = ""
) -> Plan:
    """`together` are discrepancies that the same steps put right, its own among them."""
    impact = at_stake(one for one in together if one["root_id"] is None)
    return Plan(
        kind,
        "firmao",
        f"Firmao: {what}",
        case.found["account_id"],
        case.found["currency"],
        plain_amount(impact, case.found["currency"]) if together else case.impact,
        steps,
        tuple(dict.fromkeys((*case.settles, *(one["discrepancy_id"] for one in together)))),
        effect="No invoice changes; what is billed becomes what is agreed.",
        remains=remains,
    )
