"""A small company on loopback, and a caller for each of its two systems."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any

import pytest

from sandbox.serving import Sandbox, serve
from sandbox.world import World
from tests.sandbox.caller import Caller, firmao_of, ordway_of
from tests.sandbox.money_records import with_money
from tests.sync.small_company import small_company

DAY = date(2026, 10, 1)
Start = Callable[..., Sandbox]


def company() -> World:
    """Sixty customers and invoices, thirty agreements, and one account with money in every shape."""
    return with_money(small_company(DAY, customers=60, invoices=60))


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a sandbox until the test ends: `start(faults="truncated")`."""
    with ExitStack() as running:

        def begin(world: World | None = None, **options: Any) -> Sandbox:
            return running.enter_context(serve(world or company(), **options))

        yield begin


@pytest.fixture
def sandbox(start: Start) -> Sandbox:
    """A sandbox of the test's own, without faults."""
    return start()


@pytest.fixture
def firmao(sandbox: Sandbox) -> Caller:
    """Firmao, signed in."""
    return firmao_of(sandbox)


@pytest.fixture
def ordway(sandbox: Sandbox) -> Caller:
    """Ordway, signed in."""
    return ordway_of(sandbox)
