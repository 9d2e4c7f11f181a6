"""Any sequence of changes, reconciliations and decisions ends as the slow reference says."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from queries.errors import DecisionRefusedError
from queries.ledger import decisions
from queries.reconcile.run import reconcile
from queries.run import records
from tests.deciders import approver, finance
from tests.reconcile.deciding_company import ACCOUNTS, DAY, Company, company_in
from tests.reconcile.life_reference import Event, Lives, Waiver

Key = tuple[str, str]
Chosen = set[Key]
DAYS = tuple(DAY + timedelta(days=ahead) for ahead in range(3))
# A cause, its symptoms, a symptom in another account, and one by itself.
KEYS = st.sampled_from([("L1", "F1"), ("I1", "F1"), ("C1", "F2"), ("P2", "OC1")])
CHOSEN = st.sets(KEYS, max_size=2)
UNTIL = st.none() | st.sampled_from(DAYS)
OWNER = st.sampled_from([None, "Anna", "Jan"])
# What fails is not made smaller: that would take minutes, and a dozen steps can be read as they are.
SHORT = settings(
    max_examples=8,
    stateful_step_count=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Three accounts."""
    with company_in(tmp_path_factory.mktemp("deciding")) as made:
        yield made


class Deciding(RuleBasedStateMachine):
    """People decide and data change in any order; after each step the store says what the reference says."""

    company: ClassVar[Company]

    def __init__(self) -> None:
        super().__init__()
        self.store = self.company.store
        self.told = Lives({one: replace(life, events=[]) for one, life in self.company.found.items()})
        self.company.start_anew()

    @initialize(parted=st.sets(st.sampled_from(ACCOUNTS), min_size=1))
    def reconcile_all(self, parted: set[str]) -> None:
        self.reconcile(parted, None)

    @rule(parted=st.sets(st.sampled_from(ACCOUNTS)), looked_at=st.none() | st.sets(st.sampled_from(ACCOUNTS)))
    def reconcile(self, parted: set[str], looked_at: set[str] | None) -> None:
        self.company.part(parted)
        reconcile(self.store, DAY, accounts=looked_at)
        for life in self.told.lives.values():
            if looked_at is None or life.account_id in looked_at:
                life.tell(life.account_id in parted)

    @rule(chosen=CHOSEN, until=UNTIL, why=st.sampled_from("ab"))
    def waive(self, chosen: Chosen, until: date | None, why: str) -> None:
        event = Event("waived", "Anna", until.isoformat() if until else "", why)
        self._decide(
            chosen, event, lambda ids: decisions.waive(self.store, ids, who=approver("Anna"), why=why, until=until)
        )

    @rule(chosen=CHOSEN)
    def unwaive(self, chosen: Chosen) -> None:
        event = Event("unwaived", "Jan", "", "not agreed")
        self._decide(
            chosen, event, lambda ids: decisions.unwaive(self.store, ids, who=finance("Jan"), why="not agreed")
        )

    @rule(chosen=CHOSEN, plan=st.sampled_from(["owner", "due", "snooze", "comment"]), owner=OWNER, until=UNTIL)
    def plan(self, chosen: Chosen, plan: str, owner: str | None, until: date | None) -> None:
        day = until.isoformat() if until else ""
        event, decide = {
            "owner": (Event("assigned", "Jan", owner or ""), partial(decisions.assign, owner=owner)),
            "due": (Event("due", "Jan", day), partial(decisions.set_due, on=until)),
            "snooze": (Event("snoozed", "Jan", day), partial(decisions.snooze, until=until)),
            "comment": (Event("commented", "Jan", "", "called"), partial(decisions.comment, text=" called ")),
        }[plan]
        self._decide(chosen, event, lambda ids: decide(self.store, ids, who=finance("Jan")))

    @rule(key=KEYS, until=UNTIL)
    def make_an_exception(self, key: Key, until: date | None) -> None:
        scope = decisions.Scope(key[0], account_id=key[1], expires_on=until)
        exception = decisions.register_exception(self.store, scope, who=approver("Ewa"), why="a pilot")
        self.told.exceptions[exception] = (*key, Waiver("Ewa", "a pilot", until))

    @precondition(lambda self: self.told.exceptions)
    @rule()
    def end_an_exception(self) -> None:
        exception = next(iter(self.told.exceptions))
        decisions.end_exception(self.store, exception, who=finance("Ewa"), why="it is over")
        del self.told.exceptions[exception]

    @invariant()
    def each_stands_as_the_reference_says(self) -> None:
        for day in DAYS:
            rows = self._rows(day)
            seen = {one for one, life in self.told.lives.items() if life.events}
            assert rows.keys() == seen
            for one, row in rows.items():
                expected = self.told.standing(one, day)
                assert {name: row[name] for name in expected} == expected, one
                assert row["status"] == "resolved" or row["impact"] == self.told.at_stake(one, day), one

    @invariant()
    def only_what_is_open_is_counted(self) -> None:
        counts = records(self.store, "discrepancies/counts", status="", as_of=DAYS[1])
        assert sum((row["under_collected"] for row in counts), Decimal(0)) == self.told.leakage(DAYS[1])

    def teardown(self) -> None:
        for one, life in self.told.lives.items():
            rows = records(self.store, "discrepancies/events", discrepancy=one)
            events = [Event(row["kind"], row["who"], row["value"], row["note"]) for row in reversed(rows)]
            assert events == life.events

    def _rows(self, day: date) -> dict[str, dict[str, Any]]:
        with self.store.cursor() as cursor:
            rows = cursor.records("from model.discrepancies($day)", day=day)
        return {row["discrepancy_id"]: row for row in rows}

    def _decide(self, chosen: Chosen, event: Event, decide: Callable[[set[str]], object]) -> None:
        """Decide about some; where one of them was never found, or there is none, nothing is decided at all."""
        ids = {one for one, life in self.told.lives.items() if (life.rule, life.account_id) in chosen}
        if not ids or any(not self.told.lives[one].events for one in ids):
            with pytest.raises(DecisionRefusedError):
                decide(ids)
            return
        decide(ids)
        for one in ids:
            self.told.lives[one].decide(event)


def test_any_sequence_of_decisions_and_changes_ends_as_the_reference_says(company: Company) -> None:
    assert len(company.found) == 9
    Deciding.company = company
    run_state_machine_as_test(Deciding, settings=SHORT)
