"""What people may not decide, and how far an exception reaches."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from queries.errors import DecisionRefusedError
from queries.ledger import decisions
from queries.run import records
from queries.store import Store
from tests.deciders import approver, finance
from tests.reconcile.deciding_company import DAY, Company, company_in

NARROW = decisions.Scope("P2", account_id="OC1")
Decide = Callable[[Store, set[str]], Any]
REFUSED: list[tuple[str, Decide, str]] = [
    (
        "an unknown one",
        lambda store, _: decisions.assign(store, ["P2-none"], who=finance("Jan"), owner="Jan"),
        "P2-none",
    ),
    (
        "none at all",
        lambda store, _: decisions.assign(store, [], who=finance("Jan"), owner="Jan"),
        "No discrepancy was chosen",
    ),
    (
        "one unknown of two",
        lambda store, ids: decisions.comment(store, {*ids, "X"}, who=finance("Jan"), text="t"),
        "Reload",
    ),
    (
        "a waiver without a reason",
        lambda store, ids: decisions.waive(store, ids, who=finance("Jan"), why=" "),
        "Say why",
    ),
    (
        "taking it back without one",
        lambda store, ids: decisions.unwaive(store, ids, who=finance("Jan"), why=""),
        "Say why",
    ),
    ("an empty comment", lambda store, ids: decisions.comment(store, ids, who=finance("Jan"), text="\n"), "Say a text"),
    (
        "nobody's decision",
        lambda store, ids: decisions.snooze(store, ids, who=finance(" "), until=DAY),
        "Say who decides",
    ),
    (
        "an exception of no rule",
        lambda store, _: decisions.register_exception(store, replace(NARROW, rule="Z9"), who=approver("Jan"), why="w"),
        "no rule 'Z9'",
    ),
    (
        "an exception everywhere",
        lambda store, _: decisions.register_exception(store, decisions.Scope("P2"), who=approver("Jan"), why="w"),
        "has to name an account",
    ),
    (
        "an exception without a reason",
        lambda store, _: decisions.register_exception(store, NARROW, who=approver("Jan"), why=""),
        "Say why",
    ),
    (
        "the end of no exception",
        lambda store, _: decisions.end_exception(store, "none", who=finance("Jan"), why="w"),
        "no such exception",
    ),
]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Three accounts."""
    with company_in(tmp_path_factory.mktemp("deciding")) as made:
        yield made


@pytest.mark.parametrize(("decide", "message"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_what_cannot_be_kept_is_refused_and_nothing_is_changed(company: Company, decide: Decide, message: str) -> None:
    company.find_all()
    kept = "select (select count(*) from ledger.discrepancy_event), (select count(*) from ledger.exception)"
    with company.store.cursor() as cursor:
        before = cursor.rows(kept)
    with pytest.raises(DecisionRefusedError, match=message):
        decide(company.store, {one for one, life in company.found.items() if life.rule == "P2"})
    with company.store.cursor() as cursor:
        assert cursor.rows(kept) == before


SCOPES = [
    (decisions.Scope("I1", account_id="F1"), 2),
    (decisions.Scope("I1", contract_id="1"), 2),
    (decisions.Scope("I1", account_id="F1", product_key="X"), 2),
    (decisions.Scope("I1", account_id="F1", product_key="Y"), 0),
    (decisions.Scope("I1", account_id="F1", subscription_id="S"), 0),
    (decisions.Scope("I1", account_id="F1", first_day=date(2026, 10, 2)), 1),
    (decisions.Scope("I1", account_id="F1", last_day=date(2026, 10, 31)), 1),
    (decisions.Scope("I1", account_id="F1", first_day=date(2026, 10, 1), last_day=date(2026, 11, 1)), 2),
    (decisions.Scope("I1", account_id="F1", first_day=date(2026, 11, 2)), 0),
    (decisions.Scope("I1", account_id="F1", expires_on=DAY), 2),
    (decisions.Scope("I1", account_id="F1", expires_on=DAY - timedelta(days=1)), 0),
    # A cause in scope takes its symptoms with it; one that has no period is in no span of days.
    (decisions.Scope("L1", account_id="F1"), 4),
    (decisions.Scope("L1", account_id="F1", first_day=date(2026, 1, 1)), 0),
]


@pytest.mark.parametrize(("scope", "waived"), SCOPES, ids=lambda told: str(told)[:120])
def test_an_exception_silences_its_rule_in_its_scope_only(
    company: Company, scope: decisions.Scope, waived: int
) -> None:
    company.find_all()
    decisions.register_exception(company.store, scope, who=approver("Ewa"), why="a free period")
    rows = records(company.store, "discrepancies/queue", status="waived", as_of=DAY)
    assert (len(rows), {row["account_id"] for row in rows} - {"F1"}) == (waived, set())
