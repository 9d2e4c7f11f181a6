"""What is kept of the records outlives decisions, and no query says that it rests on them while it reads decisions."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ui.reading
from queries.catalogue import names, query
from queries.extracts import EXTRACTS
from queries.migrate import VIEWS
from queries.run import records
from queries.store import Store
from tests.stores import fresh_store
from ui.reading import reader

RESTING = [name for name in names() if query(name).rests_on]
DECIDED = "insert into ledger.discrepancy_event values ('D-1', timestamp '2026-11-02', 'assigned', 'anna', '', 'anna')"
LINKED = """
insert into ledger.link_decision by name
select
    'account' as kind, '1' as firmao_id, 'C-1' as ordway_id, 'confirmed' as decision, 'Anna' as who, 'The same' as why,
    timestamp '2026-11-02' as decided_at
"""
PULLED = """
insert into ledger.sync_run (run_id, started_by, mode, started_at, status)
values ('run', 'app', 'full', timestamp '2026-11-02', 'running')
"""
RECORDS, ON_EXTRACTS, ON_DECISIONS = "health/runs", "commission/reps", "closing/months"
_ASKED = (RECORDS, ON_EXTRACTS, ON_DECISIONS)
# Of the ledger, what pulls and reconciliations write; of the rest, all that nobody decides.
_WRITTEN_BY_RUNS = {"ledger.sync_run", "ledger.sync_step", "ledger.quarantine", "ledger.reconciliation"}
# And what people decide that extracts are told from; the view tells how decisions about links stand.
_DECIDED_FOR_EXTRACTS = {"ledger.link_decision", "ledger.link_standing", "ledger.correction_purpose"}
_MAY_READ = {"records": _WRITTEN_BY_RUNS, "extracts": _WRITTEN_BY_RUNS | _DECIDED_FOR_EXTRACTS}
_NAMED = re.compile(r"\b(?:ledger|recon|model)\.\w+")
_DEFINED = re.compile(r"create or replace (?:view|macro) (model\.\w+)(.*?)(?=create or replace |\Z)", re.DOTALL)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that nothing was pulled into."""
    opened = fresh_store(tmp_path / "tieout.duckdb")
    yield opened
    opened.close()


def carry_out(store: Store, sql: str) -> None:
    """One statement, in a transaction."""
    with store.transaction() as cursor:
        cursor.run(sql)


def named_in(sql: str) -> set[str]:
    """The tables, views and macros that statements name, their comments left out."""
    return set(_NAMED.findall(re.sub("--.*", "", sql)))


def reached(sql: str) -> set[str]:
    """All that statements read through the views and macros of the model, and through extracts."""
    through = {name: named_in(body) for file in VIEWS for name, body in _DEFINED.findall(file.read_text("utf-8"))}
    through |= {table: named_in(one.keep + one.made_of) for one in EXTRACTS.values() for table in one.tables}
    found, more = set[str](), named_in(sql)
    while more:
        found |= more
        more = set[str]().union(*(through.get(name, set()) for name in more)) - found
    return found


@pytest.mark.parametrize("name", RESTING)
def test_a_query_reads_no_decision_that_it_does_not_rest_on(name: str) -> None:
    read = {one for one in reached(query(name).sql) if one.startswith("ledger.")}
    assert read <= _MAY_READ[query(name).rests_on]


def test_what_reads_decisions_through_the_model_is_found_out() -> None:
    assert "ledger.discrepancy_event" in reached(query("home/accounts").sql)
    assert "ledger.link_decision" in reached(query("accounts/count").sql)


@pytest.mark.parametrize(("sql", "stays"), [(DECIDED, {RECORDS, ON_EXTRACTS}), (LINKED, {RECORDS})])
def test_a_decision_leaves_what_does_not_rest_on_it(
    store: Store, monkeypatch: pytest.MonkeyPatch, sql: str, stays: set[str]
) -> None:
    asked = set()

    def noted(store: Store, name: str, **params: Any) -> list[dict[str, Any]]:
        asked.add(name)
        return records(store, name, **params)

    for name in _ASKED:
        reader(store).rows(name)
    carry_out(store, sql)
    monkeypatch.setattr(ui.reading, "records", noted)
    for name in _ASKED:
        reader(store).rows(name)
    assert {*_ASKED} - asked == stays


def test_one_drawing_looks_once_whether_an_extract_is_up_to_date(store: Store, looked: list[str]) -> None:
    for drawn in (1, 2):
        drawing = reader(store)
        drawing.rows("accounts/count")
        drawing.rows("accounts/count", search="nobody")
        # What is open rests on the list of accounts.
        drawing.rows("collections/worklist_count")
        assert looked.count("balances") == drawn
        assert looked.count("accounts") == drawn
        carry_out(store, PULLED.replace("'run'", f"'run {drawn}'"))


def test_a_pull_makes_everything_be_read_anew(store: Store) -> None:
    assert reader(store).rows("health/runs") == []
    carry_out(store, PULLED)
    assert [row["run_id"] for row in reader(store).rows("health/runs")] == ["run"]
