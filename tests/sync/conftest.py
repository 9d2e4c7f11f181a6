"""A small company on loopback, settings that point at it, and a store of its own for each test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from queries.store import Store
from sandbox import credentials
from sandbox.serving import Sandbox, serve
from sandbox.world import World
from sync.mapping import Mapping
from sync.policy import Policy, SyncPolicy
from sync.settings import FirmaoSettings, OrdwaySettings, Settings
from tests.stores import fresh_store
from tests.sync.notice_receivers import Receiver, receiving
from tests.sync.small_company import small_company

DAY = date(2026, 10, 1)
Serving = Callable[..., "Served"]

QUICK = SyncPolicy(
    firmao_requests_per_second=0,
    ordway_requests_per_second=0,
    connect_timeout_seconds=2,
    read_timeout_seconds=1,
    overlap_minutes=0,
)


class Served:
    """A sandbox and the settings that reach it."""

    def __init__(self, sandbox: Sandbox, store: Path, policy: SyncPolicy = QUICK) -> None:
        self.sandbox = sandbox
        self.settings = settings_for(sandbox, store, policy)

    @property
    def world(self) -> World:
        """What both systems hold."""
        return self.sandbox.world

    def asked(self, system: str, path: str) -> list[str]:
        """Queries of the requests to addresses that end with `path`, in order."""
        return [one.query for one in self.sandbox.requests if one.system == system and one.path.endswith(path)]


def settings_for(sandbox: Sandbox, store: Path, policy: SyncPolicy = QUICK) -> Settings:
    """Settings that reach the sandbox, at full speed."""
    return Settings(
        FirmaoSettings(
            sandbox.firmao_url,
            credentials.FIRMAO_ORGANIZATION,
            credentials.FIRMAO_LOGIN,
            credentials.FIRMAO_PASSWORD,
        ),
        OrdwaySettings(
            sandbox.ordway_url,
            credentials.ORDWAY_COMPANY,
            credentials.ORDWAY_EMAIL,
            credentials.ORDWAY_TOKEN,
            credentials.ORDWAY_API_KEY,
        ),
        str(store),
        Policy(Mapping(), policy),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A fresh store with the present schema."""
    opened = fresh_store(tmp_path / "tieout.duckdb")
    yield opened
    opened.close()


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    """Start a sandbox until the test ends: `serving(faults="truncated")`; several may run in one test."""
    with ExitStack() as running:

        def start(world: World | None = None, policy: SyncPolicy = QUICK, **options: Any) -> Served:
            sandbox = running.enter_context(serve(world or small_company(DAY), hold_seconds=1.5, **options))
            return Served(sandbox, tmp_path / "tieout.duckdb", policy)

        yield start


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Where notices arrive."""
    with receiving() as found:
        yield found
