"""Real plans of every kind, each with a small world that it can be carried out in: what a thousand runs rehearse."""

import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corrections.errors import NotPlannableError
from corrections.life import find
from corrections.plan import Plan, Step, plan_of
from corrections.states import State
from corrections.undo import plan_undo
from sandbox.world import World
from tests.corrections.fixes import FIXES, Fix, rounds
from tests.corrections.preparing import prepare
from tests.corrections.settling import Company, Row, company
from tests.corrections.small_worlds import customers_of, small_world
from tests.shelf import made_once

# In this company a payment that pays for someone else can be reversed by a request, and it is a contact that differs.
_SEED = 8
_ID = re.compile(r"\d+|[A-Z]+-\d+")
_FILE = "rehearsals"


@dataclass(frozen=True)
class Rehearsal:
    """A plan, and the world before it, pickled. `sent` are the positions of the steps that really leave."""

    side: str
    kind: str
    plan: Plan
    world: bytes
    customers: frozenset[str]
    sent: tuple[int, ...]

    @property
    def is_undo(self) -> bool:
        """Whether it takes back another one."""
        return self.kind.startswith("undo_")

    def own_world(self) -> World:
        """The world before it, of one's own."""
        world: World = pickle.loads(self.world)  # noqa: S301 - written by this very run
        return world


def shape_of(step: Step) -> str:
    """What a request looks like without its ids: `ordway PUT subscriptions/*/change`."""
    parts = step.path.split("/")
    path = "/".join(
        _ID.sub("*", part) if number % 2 and "made" not in part else part for number, part in enumerate(parts)
    )
    return f"{step.system} {step.method} {re.sub('made:[0-9]+', 'made', path)}"


def rehearsals(folder: Path) -> list[Rehearsal]:
    """One of every fix that is sent, and one of every way to take it back."""

    def make(place: Path) -> None:
        found = [one for number in range(len(rounds())) for one in _of_round(folder, number)]
        (place / _FILE).write_bytes(pickle.dumps(found))

    found: list[Rehearsal] = pickle.loads((made_once(folder, _FILE, make) / _FILE).read_bytes())  # noqa: S301
    return found


def _of_round(folder: Path, number: int) -> Iterator[Rehearsal]:
    own = folder / f"round {number}"
    own.mkdir()
    with company(own, _SEED) as here:
        prepare(here, [FIXES[fix].prepare for fix in rounds()[number]])
        planned = dict(_planned(here, number))
        before = {key: _small(here, plan, row) for key, (plan, row) in planned.items()}
        ended = here.push()
        here.pull_and_reconcile()
        for key, (plan, row) in planned.items():
            assert ended[key] is State.VERIFIED, here.stories()
            customers, world = before[key]
            yield Rehearsal(plan.side, plan.kind, plan, world, customers, tuple(_sent(here, key)))
            yield from _undone(here, key, row)


def _planned(here: Company, number: int) -> Iterator[tuple[str, tuple[Plan, Row]]]:
    """Of each fix the first that is sent, by the id of its correction."""
    for code, side, kind in _firsts(rounds()[number]):
        for row in here.open({code}).values():
            if row["root_id"]:
                continue
            try:
                plan = here.plan(row["id"], side, kind)
            except NotPlannableError:
                continue
            if plan.steps:
                yield here.approved(plan), (plan, row)
                break


def _firsts(fixes: list[Fix]) -> list[Fix]:
    """One fix of each kind on each side; a customer is changed in two ways."""
    firsts = {(side, kind): code for code, side, kind in reversed([*FIXES])}
    return [fix for fix in fixes if firsts[fix[1:]] == fix[0] or fix[:2] == ("T11", "ordway")]


def _small(here: Company, plan: Plan, row: Row) -> tuple[frozenset[str], bytes]:
    customers = customers_of(here.world, plan, row)
    return frozenset(customers), pickle.dumps(small_world(here.world, customers))


def _sent(here: Company, correction_id: str) -> list[int]:
    with here.store.cursor() as cursor:
        rows = cursor.rows(
            "select position from ledger.correction_step where correction_id = $id and request is not null order by 1",
            id=correction_id,
        )
    return [position for (position,) in rows]


def _undone(here: Company, correction_id: str, row: Row) -> Iterator[Rehearsal]:
    try:
        plan = plan_undo(here.store, here.settings.policy.mapping, correction_id, here.day)
    except NotPlannableError:
        return
    with here.store.cursor() as cursor:
        done = plan_of(find(cursor, correction_id).plan)
    customers = customers_of(here.world, plan, row) | customers_of(here.world, done, row)
    world = pickle.dumps(small_world(here.world, customers))
    # What Firmao sums up by itself once the first step has left is not sent; all others are.
    sent = tuple(n for n, step in enumerate(plan.steps, 1) if n == 1 or step.system == "ordway")
    yield Rehearsal(plan.side, plan.kind, plan, world, frozenset(customers), sent)
