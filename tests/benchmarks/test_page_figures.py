"""What is measured of pages: a store that people work with, and what is said of the drawings."""

import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

import app
from benchmarks.pages.cases import CASES
from benchmarks.pages.drawing import EMPTY, KEPT, Drawing
from benchmarks.pages.machine import calm
from benchmarks.pages.run import compared, counted, judged, p95, swayed, verdicts
from benchmarks.pages.store import make_store
from benchmarks.reconcile.store import DAY
from queries.run import records
from queries.store import connect
from ui.revenue.rows import LISTS
from ui.revenue.words import VIEWS

# What the same work takes when nobody else works on the machine.
CALM = 10.0


def address(page: ModuleType) -> str:
    """Where the app serves a page, which Streamlit tells only inside of one; the one that comes first has no path."""
    told = re.search(r'url_path="([\w-]+)"', inspect.getsource(page.page))
    return told[1] if told else ""


def drawings(title: str, wall: float, cpu: float) -> list[Drawing]:
    """One drawing with each thing kept."""
    return [Drawing(title, kept, wall, cpu, CALM) for kept in KEPT]


def test_one_in_twenty_drawings_may_be_slower() -> None:
    assert p95([100.0] * 19 + [900.0]) == 100.0
    assert p95([100.0] * 18 + [900.0, 900.0]) == 900.0


def test_the_slowest_page_is_held_against_the_aim_and_named() -> None:
    told = verdicts(drawings("Home", 400, 200) + drawings("Search", 100, 100))
    assert [line.rsplit("**")[1] for line in told] == ["not met", "met"] * len(KEPT)
    assert all("above it: Home (400)" in line for line in told[::2])


def test_every_page_has_a_row() -> None:
    empty = Drawing(EMPTY, "nothing", 2, 2, CALM)
    assert len(compared([empty, *drawings("Home", 1, 1), *drawings("Search", 1, 1)]).splitlines()) == 5


def test_every_page_is_held_against_the_aim_before_and_after_its_answers_are_kept() -> None:
    cold, kept = Drawing("Home", "nothing", 300.4, 100, CALM), Drawing("Home", "answers", 20, 10, CALM)
    beside = Drawing(EMPTY, "nothing", 900, 900, CALM)
    told = judged([cold, kept, *drawings("Search", 100, 400), beside]).splitlines()[2:]
    assert told == [
        "| Home | 300 | ≤ 300: not met | 20 | ≤ 300: met |",
        "| Search | 100 | ≤ 300: met | 100 | ≤ 300: met |",
    ]


def of_a_machine(*took: float) -> list[Drawing]:
    """Drawings of a page, each with what the same work took meanwhile."""
    return [Drawing("Home", "nothing", 100, 100, machine) for machine in took]


def test_a_drawing_counts_while_the_machine_is_about_as_fast_as_it_can_be() -> None:
    drawn = of_a_machine(*[10.0] * 10, 11.9, 12.1, 20.0)
    assert [one.machine for one in calm(drawn)] == [*[10.0] * 10, 11.9]


def test_whether_a_drawing_counts_has_nothing_to_do_with_what_it_took() -> None:
    slow = Drawing("Home", "nothing", 5000, 5000, 10.0)
    assert slow in calm([slow, *of_a_machine(*[10.0] * 10, 20.0)])


def test_a_page_that_was_disturbed_more_often_than_not_is_not_passed_over() -> None:
    searched = [Drawing("Search", "nothing", 100, 100, machine) for machine in (10.0, 10.0, 20.0, 20.0, 20.0)]
    every = [*of_a_machine(*[10.0] * 5), *searched]
    assert len(counted(every, rounds=4)) == 7
    with pytest.raises(SystemExit, match="Search"):
        counted(every, rounds=5)


def test_how_fast_the_machine_was_is_told_beside_the_pages() -> None:
    assert swayed(of_a_machine(*[10.0] * 18, 12.5, 15.0)) == (
        "the same work took 10.0 ms when it was fastest, 10.0 in the median and 12.5 (p95);"
        " 2 of 20 drawings were disturbed and do not count"
    )


def test_every_page_of_the_app_is_drawn() -> None:
    pages = [one for one in vars(app).values() if isinstance(one, ModuleType) and one.__name__.startswith("pages.")]
    assert pages
    assert {address(one) for one in pages} == {one.page for one in CASES}


def test_the_revenue_page_is_drawn_with_every_view_and_every_list() -> None:
    drawn = [one.chosen for one in CASES if one.page == "revenue"]
    assert {one.get("show", next(iter(VIEWS))) for one in drawn} == set(VIEWS)
    assert {one["rows"] for one in drawn if "rows" in one} == set(LISTS)


def test_no_two_cases_are_the_same() -> None:
    assert len({one.title for one in CASES}) == len({(one.page, *one.chosen.items()) for one in CASES}) == len(CASES)


def test_the_store_holds_what_people_work_with(tmp_path: Path) -> None:
    file = tmp_path / "tieout.duckdb"
    make_store(file, 800)
    store = connect(str(file), holder="a test")
    needs = {row["need"] for row in records(store, "home/accounts", as_of=DAY)}
    unbilled, corrections = records(store, "corrections/new_business", as_of=DAY), records(store, "corrections/page")
    store.close()
    assert needs == {"overdue", "failed", "renewal", "at_stake", "paid"}
    assert {row["starts_on"] > DAY for row in unbilled} == {True, False}
    assert corrections
