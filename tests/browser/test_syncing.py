"""Sync now: changes come while the pages stay usable, and what cannot be read is shown."""

import re
from collections.abc import Callable, Iterator

import pytest
import requests
from playwright.sync_api import expect

from sandbox import credentials
from sandbox.serving import Sandbox
from tests.browser.conftest import Opening, search


def change_in_firmao(sandbox: Sandbox, address: str, **fields: str) -> None:
    """Change a record through Firmao's own API."""
    url = f"{sandbox.firmao_url}/{credentials.FIRMAO_ORGANIZATION}/svc/v1/{address}"
    sign_in = (credentials.FIRMAO_LOGIN, credentials.FIRMAO_PASSWORD)
    requests.put(url, json=fields, auth=sign_in, timeout=5).raise_for_status()


@pytest.fixture
def slow_answers(sandbox: Sandbox) -> Iterator[Callable[[], None]]:
    """Both systems answer slowly, until the fixture is called or the test ends."""

    def end() -> None:
        sandbox.state.latency = 0.0

    sandbox.state.latency = 1.0
    yield end
    end()


def test_sync_now_brings_a_change_while_pages_stay_usable(
    opening: Opening, sandbox: Sandbox, app: str, slow_answers: Callable[[], None]
) -> None:
    page = opening("/account?account=F1005")
    expect(page.locator("h1")).not_to_have_text("Zmieniona Nazwa S.A.")
    change_in_firmao(sandbox, "customers/1005", name="Zmieniona Nazwa S.A.")
    page.get_by_role("button", name="Sync now").click()
    page.get_by_role("link", name="Accounts").click()
    search(page, "tlusty")
    expect(page.get_by_text("1 account", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Syncing")).to_be_disabled()
    page.goto(f"{app}/account?account=F1005")
    slow_answers()
    expect(page.locator("h1")).to_have_text("Zmieniona Nazwa S.A.", timeout=60_000)


def test_records_set_aside_are_shown_with_their_reason(opening: Opening, sandbox: Sandbox) -> None:
    second = list(sandbox.world.firmao["agreements"])[1]
    reason = re.compile("netto_price cannot be read: abc")
    page = opening("/health")
    sandbox.state.faults.switch("wrong_type")
    change_in_firmao(sandbox, f"agreements/{second}", description="touched")
    page.get_by_role("button", name="Sync now").click()
    expect(page.get_by_text(reason)).to_be_visible(timeout=60_000)
    page.get_by_text(reason).click()
    expect(page.get_by_text(re.compile(r'"nettoPrice": ?"abc"')).first).to_be_visible()
    sandbox.state.faults.switch("none")
    change_in_firmao(sandbox, f"agreements/{second}", description="touched again")
    page.get_by_role("button", name="Sync now").click()
    expect(page.get_by_text(reason)).to_have_count(0, timeout=60_000)
