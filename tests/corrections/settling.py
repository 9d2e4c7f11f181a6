"""A made-up company whose discrepancies are corrected as people do: planned, approved, sent, pulled, reconciled."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from corrections.errors import NotPlannableError
from corrections.life import approve, propose
from corrections.outbox import Outbox
from corrections.plan import Plan
from corrections.planner import plan_correction
from corrections.publishing_after import publish_after
from corrections.states import State
from corrections.systems import systems
from queries.reconcile.run import reconcile_changes
from queries.run import records
from queries.store import Store, connect
from sandbox.company.planting import EVERY, KINDS
from sandbox.serving import serve
from sandbox.world import World
from sync.policy import Approval
from sync.pull import PullRequest, pull
from sync.settings import Settings
from tests.corrections.conftest import APPROVER, FINANCE
from tests.shelf import pulled
from tests.sync.conftest import settings_for

DAY = date(2026, 11, 23)
Row = dict[str, Any]


@dataclass
class Company:
    """A reconciled store, the systems behind it, and what they hold."""

    store: Store
    settings: Settings
    day: date
    world: World
    refused: dict[str, str] = field(default_factory=dict)

    def open(self, codes: Collection[str] = ()) -> dict[str, Row]:
        """What is open now, by id."""
        found = records(self.store, "discrepancies/queue", as_of=self.day)
        return {row["id"]: row for row in found if not codes or row["rule"] in codes}

    def correct(self, discrepancy_id: str, side: str, kind: str | None = None) -> str:
        """Plan, propose and approve the correction of a discrepancy; its id."""
        return self.approved(self.plan(discrepancy_id, side, kind))

    def plan(self, discrepancy_id: str, side: str, kind: str | None = None) -> Plan:
        """The plan of the correction of a discrepancy."""
        return plan_correction(self.store, self.settings.policy.mapping, discrepancy_id, side, self.day, kind)

    def approved(self, plan: Plan) -> str:
        """A correction that was proposed and approved; its id."""
        correction_id = propose(self.store, plan, FINANCE, "as agreed")
        approve(self.store, correction_id, APPROVER, Approval(), "agreed")
        return correction_id

    def correct_all(self, codes: Collection[str], side: str, kind: str | None = None) -> dict[str, Row]:
        """Correct every open cause of some rules, and return what these corrections are to settle, by id.

        What cannot be planned is kept in `refused` by id.
        """
        before = self.open()
        causes = [row for row in before.values() if row["rule"] in codes and not row["root_id"]]
        settled: set[str] = set()
        for row in causes:
            if row["id"] not in settled:
                settled |= self._settled_by(row, side, kind)
        return {key: row for key, row in before.items() if key in settled or row["root_id"] in settled}

    def _settled_by(self, row: Row, side: str, kind: str | None) -> set[str]:
        """Correct one; the ids of what its plan says to settle."""
        try:
            plan = self.plan(row["id"], side, kind)
            self.approved(plan)
        except NotPlannableError as refused:
            self.refused[row["id"]] = f"{row['rule']}: {refused}"
            return set()
        return {row["id"], *plan.settles}

    def push(self) -> dict[str, State]:
        """Send what is approved; the state each correction came to."""
        with systems(self.settings) as remotes:
            return Outbox(self.store, remotes, patience=(0.0, 0.0, 0.0), wait=lambda _: None).work_off()

    def pull_and_reconcile(self) -> None:
        """See what became of it, and have published what that leaves stale, as the worker does."""
        self.see()
        self.publish()

    def publish(self) -> None:
        """Have published what corrections left stale."""
        if publish_after(self.store, self.settings.policy.mapping, Approval(), self.day):
            # What is done by hand is judged by whoever compares it.
            assert set(self.push().values()) <= {State.VERIFIED, State.APPROVED, State.APPLIED}, self.stories()
            self.see()

    def see(self) -> None:
        """Pull what both systems hold, and compare it."""
        assert pull(self.store, self.settings, PullRequest("a test")).status == "done"
        reconcile_changes(self.store, self.day)

    def stories(self) -> dict[str, str]:
        """What is told last of each correction that did not end well."""
        with self.store.cursor() as cursor:
            rows = cursor.rows(
                "select title || ' (' || state || ')', story from ledger.correction where state not in ('verified')"
            )
        return dict(rows)


@contextmanager
def company(
    folder: Path,
    seed: int = 3,
    accounts: int = EVERY * len(KINDS),
    day: date = DAY,
    *,
    checks_changes: bool = False,
) -> Iterator[Company]:
    """A company with every kind of discrepancy, pulled and reconciled; its systems are played from an hour later on."""
    file, kept = folder / "tieout.duckdb", pulled(folder, seed, accounts, day)
    kept.copy_store(file)
    store = connect(str(file), holder="a test")
    with serve(kept.world(), hour=9, checks_changes=checks_changes) as sandbox:
        yield Company(store, settings_for(sandbox, file), day, sandbox.world)
    store.close()
