"""What is measured of figures: a store with revenue in it, every query of them, and what is said of the answers."""

from pathlib import Path

from benchmarks.figures.asking import FOLDERS, Answer, answer, asked, figures
from benchmarks.figures.run import compared, verdicts
from benchmarks.pages.store import make_store
from benchmarks.reconcile.store import DAY
from queries.catalogue import names, query
from queries.run import records
from queries.store import connect


def test_every_query_about_figures_is_asked_with_all_that_it_must_be_given() -> None:
    assert figures() == [one for one in names() if one.split("/")[0] in FOLDERS]
    for name in figures():
        assert {one.name for one in query(name).parameters.values() if one.default is None} - {"as_of"} <= set(
            asked(name)
        )


def test_the_slowest_query_is_held_against_the_aim_and_named() -> None:
    found = [Answer("revenue/mrr", 400, 700, 13), Answer("revenue/cohorts", 1200, 900, 30)]
    [told] = verdicts(found)
    assert "not met" in told
    assert "above it: revenue/cohorts (1200)" in told
    assert len(compared(found).splitlines()) == 4


def test_the_store_has_revenue_that_moves(tmp_path: Path) -> None:
    file = tmp_path / "tieout.duckdb"
    make_store(file, 800)
    store = connect(str(file), holder="a test")
    rows = records(store, "revenue/mrr_movements", as_of=DAY)
    assert all(answer(store, name).rows for name in ("revenue/contract_to_cash", "revenue/renewals", "revenue/cohorts"))
    store.close()
    assert {True} == {any(row[f"{name}_amount"] for row in rows) for name in ("opening", "expansion", "contraction")}
