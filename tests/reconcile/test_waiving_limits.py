"""How much somebody who may not approve may waive in a day, and that nobody gets round it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from queries.errors import DecisionRefusedError
from queries.ledger import decisions
from queries.reconcile.run import reconcile
from queries.reconcile.terms import Terms
from queries.run import records
from tests.deciders import approver, finance
from tests.reconcile.deciding_company import DAY, Company, company_in


@pytest.fixture
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Two causes with 200 PLN at stake each, by two symptoms, and 60 PLN that were short-paid."""
    with company_in(tmp_path_factory.mktemp("waiving")) as made:
        yield made


def allowing(here: Company, limits: Mapping[str, Decimal]) -> dict[str, list[str]]:
    """What is open by account, the cause first, once so much may be waived alone."""
    reconcile(here.store, DAY, terms=Terms(waived_alone=limits))
    found: dict[str, list[str]] = {}
    for row in sorted(records(here.store, "discrepancies/queue", as_of=DAY), key=lambda row: row["root_id"] or ""):
        found.setdefault(row["account_id"], []).append(row["id"])
    return found


def test_up_to_the_limit_and_not_further(here: Company) -> None:
    found = allowing(here, {"PLN": Decimal(259)})
    decisions.waive(here.store, found["F1"][:1], who=finance("Anna"), why="agreed")
    with pytest.raises(DecisionRefusedError, match=r"260\.00 PLN is above the limit of 259\.00 PLN a person and day"):
        decisions.waive(here.store, found["OC1"], who=finance(" anna "), why="agreed")
    decisions.waive(here.store, found["OC1"], who=finance("Jan"), why="agreed")
    decisions.waive(here.store, found["F2"], who=approver("Ewa"), why="agreed")


def test_nothing_of_it_is_waived_where_all_together_is_too_much(here: Company) -> None:
    found = allowing(here, {"PLN": Decimal(399)})
    with pytest.raises(DecisionRefusedError, match="It takes one of these roles: admin, approver"):
        decisions.waive(here.store, [*found["F1"][:1], *found["F2"][:1]], who=finance("Anna"), why="agreed")
    assert {row["status"] for row in records(here.store, "discrepancies/queue", as_of=DAY)} == {"open"}


def test_a_cause_and_what_hangs_under_it_count_once(here: Company) -> None:
    found = allowing(here, {"PLN": Decimal(200)})
    decisions.waive(here.store, found["F1"], who=finance("Anna"), why="agreed")


def test_a_currency_that_is_not_named_takes_the_right_to_approve(here: Company) -> None:
    found = allowing(here, {"EUR": Decimal(1000)})
    with pytest.raises(DecisionRefusedError, match="No limit a person and day is set for PLN"):
        decisions.waive(here.store, found["OC1"], who=finance("Anna"), why="agreed")


def test_an_exception_takes_the_right_to_approve(here: Company) -> None:
    scope = decisions.Scope("P2", account_id="OC1")
    with pytest.raises(DecisionRefusedError, match="accepts what is found later"):
        decisions.register_exception(here.store, scope, who=finance("Anna"), why="a pilot")
    decisions.register_exception(here.store, scope, who=approver("Ewa"), why="a pilot")
