"""Whatever comes, goes and is switched on or off: each thing is told a role once, if it came while watched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.ledger.notices import leave_others, record
from queries.store import Store
from sync.notices.deciding import decide
from sync.notices.questions import Moment, Standing
from sync.policy.notifications import Notifications
from tests.stores import fresh_store

KIND = "new_discrepancy"
ROLES = ("finance", "sales")
POLICY = Notifications(roles=dict.fromkeys(ROLES, (KIND,)))
NOON = datetime(2026, 11, 23, 12)  # noqa: DTZ001 - UTC, as the store keeps it
FORGOTTEN = "delete from ledger.notice; delete from ledger.noticed; delete from ledger.notice_watch"
EMPTY = {"owner": "", "account_name": "A", "amount": None, "currency": None, "facts": "", "page": ""}

# What stands, which roles have an address, and from which severity on it is told.
Step = tuple[frozenset[str], frozenset[str], str]
STEPS = st.lists(
    st.tuples(
        st.frozensets(st.sampled_from("abcde")),
        st.frozensets(st.sampled_from(ROLES)),
        st.sampled_from(("high", "high", "high", "medium")),
    ),
    max_size=8,
)


@dataclass
class Reference:
    """The same rule in plain sets."""

    known: dict[str, set[str]] = field(default_factory=lambda: {role: set() for role in ROLES})
    terms: dict[str, str] = field(default_factory=dict)

    def told(self, standing: frozenset[str], roles: frozenset[str], severity: str) -> dict[str, set[str]]:
        """What each role is told at a step."""
        self.terms = {role: terms for role, terms in self.terms.items() if role in roles}
        found = {}
        for role in roles:
            new = set(standing) - self.known[role]
            self.known[role] |= new
            if self.terms.get(role) == severity and new:
                found[role] = new
            self.terms[role] = severity
        return found


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with nothing in it."""
    opened = fresh_store(tmp_path_factory.mktemp("twice") / "tieout.duckdb")
    yield opened
    opened.close()


def told(store: Store, keys: Sequence[str], roles: Sequence[str], severity: str) -> Mapping[str, set[str]]:
    """What is decided and recorded at a step, as sending does it."""
    rows: list[Mapping[str, Any]] = [EMPTY | {"notice_key": key} for key in keys]
    standing, policy = Standing(Moment(NOON, NOON), {KIND: rows}, {}), replace(POLICY, severity=severity)
    with store.transaction() as cursor:
        leave_others(cursor, roles)
        decided = decide(cursor, standing, policy, roles, "")
        for beginning in decided.beginnings:
            beginning.keep(cursor, standing)
        for notice in decided.notices:
            record(cursor, notice, "JSON", NOON)
    return {notice.role: set(notice.keys) for notice in decided.notices}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_it_is_told_as_plain_sets_would_have_it(store: Store, steps: list[Step]) -> None:
    with store.transaction() as cursor:
        cursor.run(FORGOTTEN)
    reference = Reference()
    for standing, roles, severity in steps:
        assert told(store, sorted(standing), sorted(roles), severity) == reference.told(standing, roles, severity)
