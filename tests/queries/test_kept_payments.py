"""What is kept of how customers pay is what the payments themselves would tell, whatever happened before it is read."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from queries.catalogue import names, query
from queries.kept_payments import bring_payments_up_to_date
from queries.run import records
from queries.store import Cursor, Store
from sandbox.company import make_world
from sandbox.serving import Sandbox, serve
from sync.pull import PullRequest, pull
from tests.queries.conftest import pulled_into
from tests.sync.conftest import settings_for

DAY = date(2026, 11, 23)
_KEPT = ("from recon.kept_movement order by all", "from recon.kept_behaviour order by all")
_TOLD = (
    "from model.receivable_movement order by all",
    "from model.payment_behaviour($day) order by all",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Sandbox, Store]]:
    """A company on loopback, and a store that it was pulled into."""
    folder: Path = tmp_path_factory.mktemp("kept")
    world = make_world(3, 20, DAY)
    with pulled_into(folder, world) as store, serve(world) as sandbox:
        yield sandbox, store


def kept_as_told(cursor: Cursor, day: date) -> bool:
    kept = [cursor.rows(sql) for sql in _KEPT]
    assert all(kept)
    return kept == [cursor.rows(_TOLD[0]), cursor.rows(_TOLD[1], day=day)]


def test_it_is_told_anew_for_another_day_and_after_a_pull(served: tuple[Sandbox, Store]) -> None:
    sandbox, store = served
    for day in (DAY, DAY - timedelta(days=200), DAY):
        records(store, "collections/cash_forecast", as_of=day)
        with store.cursor() as cursor:
            assert kept_as_told(cursor, day)
    paid = next(one for one in sandbox.world.ordway["payments"].values() if one["status"] == "Processed")
    paid["payment_date"] = (date.fromisoformat(paid["payment_date"]) - timedelta(days=9)).isoformat()
    paid["updated_date"] = "2026-11-24T00:00:00Z"
    wanted = settings_for(sandbox, store.path)
    assert pull(store, wanted, PullRequest("a test", full=True)).status == "done"
    with store.cursor() as cursor:
        assert not kept_as_told(cursor, DAY), "nothing changed"
    records(store, "collections/dso", as_of=DAY)
    with store.cursor() as cursor:
        assert kept_as_told(cursor, DAY)


def test_nothing_is_written_where_it_is_told_already(served: tuple[Sandbox, Store]) -> None:
    _, store = served
    bring_payments_up_to_date(store, DAY)
    with store.cursor() as cursor, cursor.atomic():
        cursor.run("update recon.kept_behaviour set median_days_late = 77")
    bring_payments_up_to_date(store, DAY)
    with store.cursor() as cursor:
        assert cursor.value("select distinct median_days_late from recon.kept_behaviour") == 77
        cursor.run("update recon.kept_payments set made_of = ''")
    bring_payments_up_to_date(store, DAY)
    with store.cursor() as cursor:
        assert kept_as_told(cursor, DAY)


def test_a_query_that_reads_what_is_kept_says_so(served: tuple[Sandbox, Store]) -> None:
    with served[1].cursor() as cursor:
        macros = cursor.rows(
            "select function_name, macro_definition from duckdb_functions() where schema_name = 'model'"
        )
    reading = ["recon.kept_", *(f"model.{name}(" for name, text in macros if "kept_" in str(text))]
    assert {name for name in names() if any(one in query(name).sql for one in reading)} == {
        name for name in names() if query(name).reads_payments
    }
