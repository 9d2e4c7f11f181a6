"""What each kind of correction moves or commits, in a made-up company with every discrepancy."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from corrections.plan import Plan, plan_of
from corrections.planner import plan_correction
from corrections.planning.ordway.months import add_months
from queries.currency import money
from queries.run import records
from tests.corrections.settling import Company, company
from tests.corrections.somebody import causes

# Rules whose corrections in Ordway settle all that is at stake, by requests or by hand.
SETTLING = {"I1", "I3", "I4", "I5", "I6", "P1", "P3", "P5", "P7", "C1", "C8", "L1"}
MONTHS = {"Monthly": 1, "Quarterly": 3, "Semi-Annually": 6, "Annually": 12}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Nothing is sent in it."""
    with company(tmp_path_factory.mktemp("exposure")) as made:
        yield made


def planned(here: Company, code: str, side: str, kind: str | None = None) -> tuple[dict[str, Any], Plan]:
    """The first cause of a rule, and the plan that puts it right."""
    row = causes(here, code)[0]
    return row, plan_correction(here.store, here.settings.policy.mapping, row["id"], side, here.day, kind)


def held(here: Company, resource: str, record_id: str) -> dict[str, Any]:
    """A record of Ordway."""
    found: dict[str, Any] = here.world.ordway[resource][record_id]
    return found


def amount(told: object) -> Decimal:
    """As the record has it."""
    return Decimal(str(told))


def test_a_credit_moves_what_it_gives_with_tax(here: Company) -> None:
    _, plan = planned(here, "I5", "ordway")
    credited = [amount(step.body["credit_amount"]) for step in plan.steps if step.body and step.path == "credits"]
    assert plan.exposure == {plan.currency: sum(credited)}
    assert sum(credited) > abs(Decimal(plan.impact))


def test_an_order_moves_what_it_bills(here: Company) -> None:
    _, plan = planned(here, "I4", "ordway")
    assert plan.exposure == {plan.currency: Decimal(plan.impact)}


def test_a_renewal_names_the_lines_of_its_term_and_the_days_that_its_money_is_for(here: Company) -> None:
    _, plan = planned(here, "C5", "ordway")
    renewal = plan.steps[0]
    assert renewal.target
    _, _, lines = renewal.says.partition(": ")
    raw = held(here, "subscriptions", renewal.target.record_id)
    assert len(lines.split("; ")) == len([one for one in raw["plans"] if one.get("billing_period")])
    assert all(re.fullmatch(r"with [\d.]+ of \S+ at [\d,]+\.\d+(, less [\d.]+ %)?", one) for one in lines.split("; "))
    ended = next(one.before for one in renewal.changes if one.path == "current_term_end_date")
    [money_of_term] = renewal.moves
    assert money_of_term.since == f"{date.fromisoformat(str(ended)) + timedelta(1)}"
    assert money_of_term.until == next(one.after for one in renewal.changes if one.path == "current_term_end_date")


def test_a_run_counts_with_all_that_it_invoices(here: Company) -> None:
    row, plan = planned(here, "I1", "ordway")
    same = [one for one in causes(here, "I1") if one["ordway_subscription_id"] == row["ordway_subscription_id"]]
    assert len(same) > 1
    assert plan.exposure == {row["currency"]: sum(one["impact"] for one in same)}
    assert {one["id"] for one in same} == set(plan.settles)
    assert money(plan.exposure[row["currency"]], row["currency"]) in plan.effect


def test_a_refund_moves_what_is_sent_back(here: Company) -> None:
    row, plan = planned(here, "P3", "ordway")
    assert plan.exposure == {plan.currency: -row["impact"]}


def test_a_payment_recorded_again_counts_with_its_reversal(here: Company) -> None:
    row, plan = planned(here, "P5", "ordway")
    paid = amount(held(here, "payments", row["ordway_payment_id"])["payment_amount"])
    assert plan.exposure == {plan.currency: 2 * paid}
    assert "reapply_payment" in plan.kinds


def test_a_reversed_invoice_counts_whole(here: Company) -> None:
    row, plan = planned(here, "I3", "ordway", "reverse_invoice")
    assert plan.exposure == {plan.currency: amount(held(here, "invoices", row["ordway_invoice_id"])["invoice_amount"])}


def test_an_invoice_that_is_reversed_settles_all_that_it_bills_twice(here: Company) -> None:
    row, plan = planned(here, "I3", "ordway", "reverse_invoice")
    same = {one["id"] for one in causes(here, "I3") if one["ordway_invoice_id"] == row["ordway_invoice_id"]}
    assert len(same) > 1
    assert same <= set(plan.settles)


def test_a_cancellation_counts_what_would_have_been_billed(here: Company) -> None:
    row, plan = planned(here, "C2", "ordway", "cancel_subscription")
    subscription = held(here, "subscriptions", row["ordway_subscription_id"])
    day = next(one.after for one in plan.steps[0].changes if one.path == "cancellation_date")
    monthly = sum(
        amount(one["quantity"])
        * amount(one["list_price"])
        * (100 - amount(one.get("discount") or 0))
        / (100 * MONTHS[one["billing_period"]])
        for one in subscription["plans"]
        if one.get("billing_period")
    )
    first, last = date.fromisoformat(str(day)), date.fromisoformat(subscription["current_term_end_date"])
    further = int(subscription["renewal_term"]) if subscription["auto_renew"] else 0
    begun = sum(1 for number in range(60) if add_months(first, number) <= last) + further
    assert plan.exposure[subscription["currency"]] == pytest.approx(monthly * begun, abs=Decimal("0.01"))
    assert monthly * begun > 0
    assert "cancel_subscription" in plan.kinds


def test_a_subscription_that_is_made_counts_with_its_whole_term(here: Company) -> None:
    _, plan = planned(here, "C1", "ordway")
    assert plan.exposure[plan.currency or ""] >= abs(Decimal(plan.impact))
    assert plan.exposure[plan.currency or ""] > 0


@pytest.mark.parametrize("side", ["ordway", "firmao"])
def test_another_price_counts_for_the_rest_of_the_term(here: Company, side: str) -> None:
    _, plan = planned(here, "T4", side)
    assert sum(plan.exposure.values()) > 0


def test_an_invoice_billed_anew_counts_twice(here: Company) -> None:
    row, plan = planned(here, "I8", "ordway")
    billed = amount(held(here, "invoices", row["ordway_invoice_id"])["invoice_amount"])
    assert plan.exposure == {plan.currency: 2 * billed}


def test_a_renewal_agreed_in_the_contract_counts_with_a_term_more(here: Company) -> None:
    _, plan = planned(here, "T10", "firmao")
    assert sum(plan.exposure.values()) > 0


def test_a_customer_linked_otherwise_counts_with_what_it_owes_and_will_be_billed(here: Company) -> None:
    row, plan = planned(here, "L3", "firmao")
    customer = held(here, "customers", row["ordway_customer_id"])
    assert plan.exposure.get(customer["currency"], Decimal(0)) > amount(customer["balance"])


def test_an_agreement_is_not_told_again_what_it_says_already(here: Company) -> None:
    row, plan = planned(here, "C4", "firmao")
    assert here.world.firmao["agreements"][int(row["firmao_agreement_id"])]["customFields"]["custom5"] == "No"
    assert [one.changes[0].meaning for one in plan.steps] == ["last day of service"]


def test_a_change_with_a_billing_run_exposes_what_is_invoiced_at_once(here: Company) -> None:
    _, plan = planned(here, "T7", "ordway")
    [run] = [step for step in plan.steps if step.path == "billing_runs"]
    lines = (plan.steps[0].body or {})["plans"]
    smallest = min(amount(one["list_price"]) * amount(one["quantity"]) for one in lines)
    assert sum(Decimal(one.amount) for one in run.moves) >= smallest / 2 > 0
    assert "is invoiced at once" in plan.effect


def test_what_undoes_an_undoing_is_of_the_kind_that_was_undone(here: Company) -> None:
    _, plan = planned(here, "T3", "firmao")
    assert plan.kind in replace(plan, kind=f"undo_undo_{plan.kind}", steps=()).kinds


@pytest.mark.parametrize(("code", "side"), [("M1", "firmao"), ("L4", "firmao"), ("I7", "ordway"), ("P2", "firmao")])
def test_what_moves_no_money_exposes_none(here: Company, code: str, side: str) -> None:
    assert planned(here, code, side)[1].exposure == {}


def test_whatever_is_settled_by_requests_in_ordway_is_exposed(here: Company) -> None:
    """A plan that bills, credits or moves what it settles never counts for less than that."""
    for row in here.open().values():
        if row["rule"] in SETTLING and not row["root_id"]:
            plan = plan_correction(here.store, here.settings.policy.mapping, row["id"], "ordway", here.day)
            exposure = plan.exposure.get(plan.currency or "", Decimal(0))
            assert exposure >= abs(Decimal(plan.impact)), (row["rule"], plan.title)


def test_the_exposure_is_part_of_the_plan_that_is_kept(here: Company) -> None:
    _, plan = planned(here, "I5", "ordway")
    assert plan_of(plan.as_json()) == plan
    assert plan.as_data()["exposure"] == {plan.currency: f"{plan.exposure[plan.currency or '']:.2f}"}
    assert records(here.store, "corrections/list") == []
