"""A small company on loopback, a store with what is proposed, and an outbox that does not wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from corrections.life import approve, find, propose
from corrections.outbox import Outbox
from corrections.people import Person
from corrections.plan import Plan
from corrections.remote import Remote
from corrections.states import State
from corrections.systems import systems
from queries.ledger.corrections import KeptStep, read_steps
from queries.store import Store
from sandbox.serving import serve
from sandbox.world import World
from sync.firmao import FirmaoClient
from sync.policy import Approval
from tests.stores import fresh_store
from tests.sync.conftest import DAY, Served
from tests.sync.small_company import small_company

FINANCE = Person("fin@example.com", frozenset({"finance"}))
APPROVER = Person("app@example.com", frozenset({"approver"}))
SALES = Person("rep@example.com", frozenset({"sales"}))


@dataclass(frozen=True)
class Desk:
    """Where corrections are made: the store, both systems, and what they hold."""

    store: Store
    served: Served
    remotes: dict[str, Remote]

    @property
    def world(self) -> World:
        """What both systems hold."""
        return self.served.world

    def outbox(self, **instead: Remote) -> Outbox:
        """An outbox that reads twice after a lost answer, without waiting; `instead` of a system, another."""
        return Outbox(self.store, self.remotes | instead, patience=(0.0,), wait=lambda _: None)

    @contextmanager
    def without_firmao(self) -> Iterator[Outbox]:
        """An outbox that finds nobody where Firmao is, and does not ask again."""
        told = self.served.settings
        client = FirmaoClient(
            replace(told.firmao, base_url="http://127.0.0.1:1"), replace(told.policy.sync, attempts=1)
        )
        yield self.outbox(firmao=Remote(client))
        client.close()

    def approved(self, plan: Plan) -> str:
        """A correction that was proposed and approved."""
        correction_id = propose(self.store, plan, FINANCE, "it differs")
        approve(self.store, correction_id, APPROVER, Approval(), "right")
        return correction_id

    def state(self, correction_id: str) -> State:
        """Where a correction stands."""
        with self.store.cursor() as cursor:
            return State(find(cursor, correction_id).state)

    def story(self, correction_id: str) -> str:
        """What is told of it last."""
        with self.store.cursor() as cursor:
            return find(cursor, correction_id).story

    def steps(self, correction_id: str) -> list[KeptStep]:
        """How far its steps have come."""
        with self.store.cursor() as cursor:
            return read_steps(cursor, correction_id)

    def writes(self) -> list[tuple[str, str]]:
        """Method and path of every write the two systems were asked for."""
        return [(one.method, one.path) for one in self.served.sandbox.requests if one.method != "GET"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with a small company."""
    file = tmp_path / "tieout.duckdb"
    store = fresh_store(file)
    with serve(small_company(DAY), hold_seconds=1.5) as sandbox:
        served = Served(sandbox, file)
        with systems(served.settings) as remotes:
            yield Desk(store, served, remotes)
    store.close()
