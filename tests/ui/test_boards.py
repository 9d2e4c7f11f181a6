"""The board that a page reads the queue from is of the store it asks, as that is now."""

from datetime import date
from pathlib import Path

import pytest

from queries.known import board
from queries.known.board import Kind
from queries.store import Store
from tests.stores import fresh_store
from ui.discrepancies import reading
from ui.discrepancies.reading import make_queue_ready, read_queue
from ui.reading import reader

FOUND = """
insert into recon.discrepancy by name
select
    $id as discrepancy_id, 'C1' as rule, 'high' as severity, 'F1' as account_id, 0 as impact, 0 as under_collected,
    0 as over_collected, '{}' as evidence, timestamp '2026-11-01' as first_seen_at,
    timestamp '2026-11-01' as last_seen_at
"""
RECONCILED = """
insert into ledger.reconciliation by name
select
    $id as run_id, date '2026-11-01' as as_of, timestamp '2026-11-01' as started_at,
    timestamp '2026-11-01' as finished_at,
    1 as accounts, true as is_whole, 1 as found, 1 as opened, 0 as reopened, 0 as resolved
"""


def find(store: Store, found: str) -> None:
    """A reconciliation found one more discrepancy."""
    with store.transaction() as cursor:
        cursor.run(FOUND, id=found)
        cursor.run(RECONCILED, id=f"that found {found}")


def queue(store: Store) -> list[str]:
    """The discrepancies a page would list."""
    read = read_queue(reader(store))
    asked = {"as_of": read.today, "row_limit": 50}
    return sorted(row["discrepancy_id"] for row in read.rows("discrepancies/page", **asked))


def test_a_board_is_of_the_store_as_it_is_now(tmp_path: Path) -> None:
    store = fresh_store(tmp_path / "tieout.duckdb")
    for number in range(1, 6):
        find(store, f"D{number}")
        assert queue(store) == [f"D{one}" for one in range(1, number + 1)]
    store.close()


def test_boards_are_made_ready_of_the_kinds_that_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, filled = fresh_store(tmp_path / "tieout.duckdb"), list[str]()
    filling = board.fill_board

    def fill(blank: Store, *, store: Store, day: date, kind: Kind) -> None:
        filled.append(kind)
        filling(blank, store, day, kind)

    monkeypatch.setattr(reading, "fill_board", fill)
    make_queue_ready(reader(store))
    assert filled == ["causes"]
    read_queue(reader(store), kind="everything")
    find(store, "one more")
    make_queue_ready(reader(store))
    assert filled == ["causes", "everything"] * 2
    queue(store)
    assert len(filled) == 4
    store.close()


def test_a_store_opened_after_another_has_boards_of_its_own(tmp_path: Path) -> None:
    for name in ("first", "second", "first again"):
        store = fresh_store(tmp_path / f"{name.split()[0]}.duckdb")
        find(store, f"of the {name}")
        assert f"of the {name}" in queue(store)
        store.close()
