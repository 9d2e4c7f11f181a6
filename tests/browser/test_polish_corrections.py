"""Corrections in Polish: previews, pages, the list and a refusal have nothing left that is only in English."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from corrections.life import propose, reject
from corrections.people import Person
from corrections.planner import plan_correction
from queries.store import Store, connect
from sync.mapping import Mapping
from tests.browser.conftest import DAY, Queue, app_running
from tests.browser.test_polish import ENGLISH, TEXTS, drawn, heading

FINANCE = Person("Ada", frozenset({"finance"}))
# By rule: a change, new lines and records, an invoice, work by hand, fields of contracts, what is told to people.
PROPOSED = (("T4", "ordway"), ("C1", "ordway"), ("I1", "ordway"), ("P1", "ordway"), ("T2", "firmao"), ("P2", "firmao"))
PREVIEWED = (("T3", "Ordway"), ("C4", "Ordway"), ("T5", "Firmao"), ("L1", "Ordway"))


@dataclass(frozen=True)
class Desk:
    """The app over a store with corrections in it."""

    address: str
    corrections: list[str]


@pytest.fixture(scope="module")
def desk(queue: Queue, pulled: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    file = tmp_path_factory.mktemp("corrections") / "tieout.duckdb"
    shutil.copy(queue.store, file)
    store = connect(str(file), holder="a test")
    made = [proposed(store, queue.of(rule)["discrepancy_id"], side) for rule, side in PROPOSED]
    reject(store, made[-1], FINANCE, "Niepotrzebne")
    store.close()
    with app_running(pulled | {"TIEOUT_STORE": str(file)}) as address:
        yield Desk(address, made)


def proposed(store: Store, discrepancy_id: str, side: str) -> str:
    return propose(store, plan_correction(store, Mapping(), discrepancy_id, side, DAY), FINANCE, "Tak uzgodniono")


@pytest.fixture(scope="module")
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    context = browser.new_context(locale="pl-PL", viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    yield opened
    context.close()


def preview(page: Page, desk: Desk, discrepancy_id: str, system: str) -> Locator:
    """The dialog that a button of a discrepancy opens."""
    page.goto(f"{desk.address}/discrepancies?discrepancy={discrepancy_id}")
    page.get_by_role("button", name=f"Napraw w {system}").click()
    shown = page.get_by_role("dialog")
    shown.locator(".sheet, p").first.wait_for()
    drawn(page)
    return shown


def left_in_english(page: Page) -> list[str]:
    """What is marked as English, and what reads otherwise in Polish."""
    marked = page.locator("[lang=en]:visible").all_inner_texts()
    return [*marked, *sorted(set(page.evaluate(TEXTS)) & ENGLISH)]


@pytest.mark.parametrize("number", range(len(PROPOSED)), ids=["-".join(one) for one in PROPOSED])
def test_the_page_of_a_correction(page: Page, desk: Desk, number: int) -> None:
    page.goto(f"{desk.address}/corrections?correction={desk.corrections[number]}")
    heading(page, "Co się działo").wait_for()
    drawn(page)
    assert left_in_english(page) == []


def test_the_list_of_corrections(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.address}/corrections?standing=")
    page.locator("td.main a").first.wait_for()
    drawn(page)
    assert left_in_english(page) == []


@pytest.mark.parametrize(("rule", "system"), PREVIEWED)
def test_the_preview_of_a_plan(page: Page, desk: Desk, queue: Queue, rule: str, system: str) -> None:
    shown = preview(page, desk, queue.of(rule)["discrepancy_id"], system)
    expect(shown.get_by_text("Kwota", exact=True)).to_be_visible()
    assert left_in_english(page) == []


def test_why_nothing_can_be_planned(page: Page, desk: Desk, queue: Queue) -> None:
    shown = preview(page, desk, queue.of("L3")["discrepancy_id"], "Ordway")
    expect(shown.get_by_text("Błędne powiązanie jest w Firmao")).to_be_visible()
    assert left_in_english(page) == []
