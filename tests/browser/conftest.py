"""The app as a person has it: a server of its own, the made-up company behind it, and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from queries.migrate import migrate
from queries.reconcile.run import reconcile
from queries.run import records, today
from queries.store import connect
from sandbox import credentials
from sandbox.company import make_world
from sandbox.ordway.documents import offer_documents
from sandbox.serving import Sandbox, serve
from tests.browser.tabs import Tabs

PROJECT = Path(__file__).parents[2]
DAY = date(2026, 11, 23)
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
expect.set_options(timeout=15_000)
# A customer whose unit price differs bears it.
HOSTILE = "=1+1 <b>Grań</b> :red[Usługi] $x$"
# Of customers that bear nothing else: markup, a formula at the very beginning, and what Markdown would carry out.
MARKUP, FORMULA, MARKDOWN = (
    "<b>Tłusty</b> Druk S.A.",
    "=SUMA Księgowość Sp. z o.o.",
    "Kropka :red[Media] *Studio* $x$ Sp. j.",
)
NAMED = {41: MARKUP, 64: HOSTILE, 67: FORMULA, 83: MARKDOWN}
Opening = Callable[..., Page]
# What the apps of this run said, the last one last.
_LOGS: list[Path] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure tells what the pages showed and what the apps said, as nobody can look at a browser that is gone."""
    report = yield
    browser = getattr(item, "funcargs", {}).get("browser")
    if report.failed and report.when == "call" and browser:
        report.sections += [("Page", seen) for seen in _pages(browser)]
        report.sections += [(f"App {log.stem}", log.read_text()[-3000:]) for log in _LOGS]
        report.sections.append(("Disk", f"{shutil.disk_usage(PROJECT).free:,} bytes are free"))
    return report


def _pages(browser: Browser) -> list[str]:
    pages = [page for context in browser.contexts for page in context.pages]
    return [f"{page.url}\n{page.locator('body').inner_text()}" for page in pages]


@dataclass(frozen=True)
class Queue:
    """A reconciled store, and the discrepancies in it as the page's query tells them."""

    store: Path
    rows: list[dict[str, Any]]

    def of(self, rule: str) -> dict[str, Any]:
        """The one of a rule with the most money."""
        return next(row for row in self.rows if row["rule"] == rule)

    @property
    def causes(self) -> list[dict[str, Any]]:
        """Those that no other one explains, the most money first."""
        return [row for row in self.rows if not row["root_id"]]


def browser_path() -> str:
    """The browser that is installed. Raises where there is none: these tests are never skipped."""
    names = ("chromium", "google-chrome", "chromium-browser")
    found = os.environ.get("TIEOUT_BROWSER") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise RuntimeError("There is no Chromium or Chrome; `make test` installs one.")
    return found


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(sandbox: Sandbox, folder: Path) -> dict[str, str]:
    """What the app needs to know to reach the sandbox."""
    policy = folder / "policy.toml"
    policy.write_text(
        "[sync]\nfirmao_requests_per_second = 0\nordway_requests_per_second = 0\noverlap_minutes = 0\n"
        "pull_every_minutes = 0\n"
    )
    return os.environ | {
        "FIRMAO_BASE_URL": sandbox.firmao_url,
        "FIRMAO_ORGANIZATION": credentials.FIRMAO_ORGANIZATION,
        "FIRMAO_LOGIN": credentials.FIRMAO_LOGIN,
        "FIRMAO_PASSWORD": credentials.FIRMAO_PASSWORD,
        "ORDWAY_BASE_URL": sandbox.ordway_url,
        "ORDWAY_COMPANY": credentials.ORDWAY_COMPANY,
        "ORDWAY_EMAIL": credentials.ORDWAY_EMAIL,
        "ORDWAY_TOKEN": credentials.ORDWAY_TOKEN,
        "ORDWAY_API_KEY": credentials.ORDWAY_API_KEY,
        "TIEOUT_STORE": str(folder / "tieout.duckdb"),
        "TIEOUT_POLICY": str(policy),
        "TIEOUT_DEMO": "1",
    }


@contextmanager
def app_running(given: dict[str, str], folder: Path = PROJECT) -> Iterator[str]:
    """The app served from a process of its own, started in `folder`; yields its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), "--server.port", str(port)]
    quiet = ["--server.fileWatcherType", "none"]
    log = Path(given["TIEOUT_STORE"]).with_suffix(f".{port}.log")
    _LOGS.append(log)
    with (
        log.open("w") as said,
        subprocess.Popen(command + quiet, env=given, cwd=folder, stdout=said, stderr=said) as server,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(address: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"{address} did not answer within a minute")


def search(page: Page, words: str) -> None:
    """Search the list of accounts as a person does."""
    page.get_by_label("Search").fill(words)
    page.get_by_label("Search").press("Enter")


def pull(given: dict[str, str]) -> None:
    """Fill the store from the command line; the model is there afterwards, as whoever reads first defines it."""
    subprocess.run([sys.executable, "-m", "sync", "pull", "--json"], env=given, check=True, capture_output=True)
    store = connect(given["TIEOUT_STORE"], holder="a test")
    migrate(store)
    store.close()


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """Both systems with a hundred accounts, a few with names that a careless page or spreadsheet would read."""
    world = make_world(7, 100, DAY)
    for number, name in NAMED.items():
        world.firmao["customers"][1000 + number]["name"] = name
        world.ordway["customers"][f"C-{number:05d}"]["name"] = name
    with serve(world) as running:
        offer_documents(world, running.ordway_url)
        yield running


@pytest.fixture(scope="session")
def pulled(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a store that was pulled once, and never reconciled."""
    found = environment(sandbox, tmp_path_factory.mktemp("app"))
    pull(found)
    return found


@pytest.fixture(scope="session")
def queue(pulled: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Queue:
    """A store that was reconciled too, and what was found in it."""
    file = tmp_path_factory.mktemp("reconciled") / "tieout.duckdb"
    shutil.copy(pulled["TIEOUT_STORE"], file)
    store = connect(str(file), holder="a test")
    reconcile(store, DAY)
    found = records(store, "discrepancies/page", as_of=today(), symptoms=True, row_limit=1000)
    store.close()
    return Queue(file, found)


@pytest.fixture(scope="session")
def given(pulled: dict[str, str], queue: Queue, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a store that was pulled and reconciled once."""
    own = tmp_path_factory.mktemp("given") / "tieout.duckdb"
    shutil.copy(queue.store, own)
    return pulled | {"TIEOUT_STORE": str(own)}


@pytest.fixture(scope="session")
def app(given: dict[str, str]) -> Iterator[str]:
    """The address of the running app."""
    with app_running(given) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def kept_tabs(browser: Browser) -> Iterator[Tabs]:
    """Tabs that go from test to test."""
    tabs = Tabs(browser)
    yield tabs
    tabs.close()


@pytest.fixture
def tabs(kept_tabs: Tabs) -> Iterator[Tabs]:
    """Tabs of a test, which know nothing of the one before."""
    yield kept_tabs
    kept_tabs.give_back()


@pytest.fixture
def opening(tabs: Tabs, app: str) -> Opening:
    """Open a path of the app: `opening("/health", scheme="dark", width=390)`."""

    def open_path(path: str, **look: Any) -> Page:
        page = tabs.open(app + path, **look)
        page.locator("h1").first.wait_for()
        return page

    return open_path
