"""What is kept of a correction is held against its events: whoever edits the store is found, whatever they edit."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrections.bulk import pause, propose_batch, reject_batch, resume
from corrections.life import propose, reject
from corrections.plan import Purpose
from corrections.systems import systems
from queries.ledger.audit_breaks import breaks_in, find_breaks
from queries.store import Cursor
from sandbox.serving import serve
from tests.corrections.conftest import APPROVER, FINANCE, Desk
from tests.corrections.plans import crediting, noting, plan, renaming
from tests.stores import fresh_store
from tests.sync.conftest import DAY, Served
from tests.sync.small_company import small_company

TABLES = ("correction", "correction_step", "correction_discrepancy", "correction_purpose")
EDITS = [
    ("request 2 was taken out", "delete from ledger.correction_step where correction_id = 'TO-00001' and position = 2"),
    (
        "request 9 was never told of",
        "insert into ledger.correction_step by name select 'TO-00001' as correction_id, 9 as position, "
        "'waiting' as state, now()::timestamp as changed_at",
    ),
    (
        "correction TO-00099 stands in the store and no event tells of it",
        "insert into ledger.correction select * replace ('TO-00099' as correction_id) from ledger.correction limit 1",
    ),
    ("correction TO-00004 was taken out", "delete from ledger.correction where correction_id = 'TO-00004'"),
    ("TO-00001 is not as its events tell: plan", "update ledger.correction set plan = replace(plan, '10.00', '11.00')"),
    ("state is failed, told verified", "update ledger.correction set state = 'failed' where state = 'verified'"),
    ("proposed by is nobody", "update ledger.correction_batch set proposed_by = 'nobody'"),
    ("is paused is True, told False", "update ledger.correction_batch set is_paused = true"),
    ("event 2 was changed", "update ledger.audit_event set data = 'x' where sequence = 2"),
    ("events, and 0 were kept", "delete from ledger.audit_head"),
]
# Two values of each column that takes a few only.
_CHOICES = {
    ("correction", "state"): ("failed", "approved"),
    ("correction", "side"): ("firmao", "ordway"),
    ("correction_step", "state"): ("lost", "applied"),
    ("correction_purpose", "kind"): ("credit", "order"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk whose corrections came to every end: verified, conflicted, failed, rejected, proposed, in a batch."""
    file: Path = tmp_path_factory.mktemp("told") / "tieout.duckdb"
    store = fresh_store(file)
    with serve(small_company(DAY)) as sandbox:
        served = Served(sandbox, file)
        with systems(served.settings) as remotes:
            desk = Desk(store, served, remotes)
            fill(desk)
            yield desk
    store.close()


def fill(desk: Desk) -> None:
    """Let all of it happen."""
    name = str(desk.world.firmao["customers"][1]["name"])
    credit = Purpose("credit", "L4-1/1", "INV-00001", "S-00001", "SEAT", "2026-09-01", "10.00")
    made = plan(crediting("L4-1/1", "10.00"), noting("Tieout L4-1/1"), settles=("L4-1",))
    desk.approved(replace(made, purposes=(credit, Purpose("billing_run", "{made:2}"))))
    desk.approved(plan(renaming("somebody else's", "B"), settles=("L4-2",)))
    desk.approved(plan(renaming(name, "C"), crediting("L4-3/1", "1.00", customer="C-99999"), settles=("L4-3",)))
    propose(desk.store, plan(renaming(name, "D"), settles=("L4-4",)), FINANCE, "it differs")
    reject(desk.store, propose(desk.store, plan(renaming(name, "E"), settles=()), FINANCE, "no"), APPROVER, "no")
    plans = [plan(renaming("a", "b", number), settles=(f"L4-{number}",)) for number in ("6", "7")]
    batch = propose_batch(desk.store, plans, FINANCE, "all alike").batch_id
    pause(desk.store, batch, FINANCE)
    resume(desk.store, batch, FINANCE)
    reject_batch(desk.store, batch, APPROVER, "not now")
    desk.outbox().work_off()


def otherwise(table: str, name: str, value: Any) -> Any:
    """Another value that the column takes too."""
    if choices := _CHOICES.get((table, name)):
        return next(one for one in choices if one != value)
    if isinstance(value, (int, Decimal)):
        return value + 1
    if isinstance(value, date):
        return value + timedelta(days=1)
    nothing = {"net_amount": "7.00", "period_start": "2026-01-01"}.get(name, "TO-00077")
    return f"{value}x" if value else nothing


def columns_of(cursor: Cursor, table: str) -> list[str]:
    """The columns of a table of the ledger."""
    return [str(row[0]) for row in cursor.rows(f"describe ledger.{table}")]


def test_what_happened_is_what_is_told(told: Desk) -> None:
    with told.store.cursor() as cursor:
        states = {state for (state,) in cursor.rows("select state from ledger.correction")}
    assert states == {"verified", "conflicted", "failed", "proposed", "rejected"}
    assert find_breaks(told.store) == []


@settings(max_examples=150, deadline=None)
@given(drawn=st.data())
def test_one_field_changed_at_random_is_found(told: Desk, drawn: st.DataObject) -> None:
    with told.store.cursor() as cursor:
        table = drawn.draw(st.sampled_from(TABLES))
        name = drawn.draw(st.sampled_from(columns_of(cursor, table)))
        rows = cursor.rows(f"select rowid, correction_id, {name} from ledger.{table} order by 1")  # noqa: S608 - names of ours
    number, correction_id, value = drawn.draw(st.sampled_from(rows))
    edit = f"update ledger.{table} set {name} = $other where rowid = $number"  # noqa: S608 - names of ours
    found = found_after(told, edit, other=otherwise(table, name, value), number=number)
    assert any(f"correction {correction_id} " in one for one in found), f"{table}.{name}: {found}"


@pytest.mark.parametrize(("words", "edit"), EDITS)
def test_what_is_taken_out_put_in_or_set_is_named(told: Desk, words: str, edit: str) -> None:
    assert [words in one for one in found_after(told, edit)] == [True]


class PutBackError(Exception):
    """What was edited is put back."""


def found_after(told: Desk, edit: str, **given: Any) -> list[str]:
    """What is found while an edit stands, which is taken back afterwards."""
    found: list[str] = []
    with suppress(PutBackError), told.store.transaction() as cursor:
        cursor.run(edit, **given)
        found += [one.what for one in breaks_in(cursor)]
        raise PutBackError
    return found
