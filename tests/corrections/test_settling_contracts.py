"""Contracts that go on, end or grow in Firmao as billing tells, each made from a company in which nothing is wrong."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from corrections.errors import NotPlannableError
from corrections.states import State
from tests.corrections.settling import DAY, Company, company
from tests.corrections.somebody import causes, edit, plan_kept, read, untouched


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One company for all: each test is about other accounts."""
    with company(tmp_path_factory.mktemp("contracts")) as made:
        yield made


def test_a_contract_whose_lines_go_on_gets_another_last_day(here: Company) -> None:
    agreement_id = _agreements_of(here, count=1)[0]
    before = here.open().keys()
    last_day = read(here, "firmao", "agreements", agreement_id)["customFields"]["custom2"]
    ended_on = (DAY - timedelta(days=3)).isoformat()
    edit(here, "firmao", f"agreements/{agreement_id}", {"customFields.custom2": ended_on})
    edit(here, "firmao", f"agreements/{agreement_id}", {"customFields.custom5": "No"})
    here.pull_and_reconcile()
    [found] = [one for one in causes(here, "C3") if one["firmao_agreement_id"] == agreement_id]
    correction_id = here.correct(found["id"], "firmao")
    assert len(plan_kept(here, correction_id).steps) == 1
    assert here.push() == {correction_id: State.VERIFIED}
    assert read(here, "firmao", "agreements", agreement_id)["customFields"]["custom2"] == last_day
    here.pull_and_reconcile()
    assert {row["rule"] for key, row in here.open().items() if key not in before} <= {"T10"}


def test_a_product_that_came_later_becomes_an_annex_of_its_own(here: Company) -> None:
    annex_id = next(
        str(one["id"])
        for one in here.world.firmao["agreements"].values()
        if one["name"] == "Aneks" and str(one["customer"]["id"]) in untouched(here) and _runs(one)
    )
    before = here.open().keys()
    edit(here, "firmao", f"agreements/{annex_id}", {"offerStatus": "REJECTED"})
    here.pull_and_reconcile()
    [found] = [one for key, one in here.open({"T2"}).items() if key not in before]
    correction_id = here.correct(found["id"], "firmao")
    assert here.push() == {correction_id: State.VERIFIED}, here.stories()
    here.pull_and_reconcile()
    assert here.open().keys() == before


def test_a_paused_subscription_does_not_end_its_contract(here: Company) -> None:
    [found] = causes(here, "C4")
    held = here.world.ordway["subscriptions"][found["ordway_subscription_id"]]
    held["status"] = "Paused"
    held["updated_date"] = "2026-11-23T10:00:00.000Z"
    here.pull_and_reconcile()
    with pytest.raises(NotPlannableError, match="is paused, not ended"):
        here.correct(found["id"], "firmao")


def test_agreements_that_are_made_say_that_nobody_earns_on_them_yet(here: Company) -> None:
    [found] = causes(here, "C2")
    plan = plan_kept(here, here.correct(found["id"], "firmao"))
    assert "whose sale it is" in plan.remains
    assert {one.certainty for one in plan.steps} == {"inferred"}


def _agreements_of(here: Company, count: int) -> list[str]:
    """The running agreement of a customer who has so many, and about whom nothing is wrong."""
    by_customer: dict[str, list[dict[str, object]]] = {}
    for one in here.world.firmao["agreements"].values():
        by_customer.setdefault(str(one["customer"]["id"]), []).append(one)
    return [
        str(by_customer[customer][0]["id"])
        for customer in untouched(here)
        if len(by_customer[customer]) == count and _runs(by_customer[customer][0])
    ]


def _runs(agreement: dict[str, object]) -> bool:
    fields = agreement["customFields"]
    assert isinstance(fields, dict)
    return bool(fields["custom2"] > DAY.isoformat())
