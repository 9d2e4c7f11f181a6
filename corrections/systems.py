"""The two systems, reached with the settings' credentials, for as long as something is sent."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from corrections.remote import Remote
from sync.firmao import FirmaoClient
from sync.ordway import OrdwayClient
from sync.settings import Settings


@contextmanager
def systems(settings: Settings, stop: threading.Event | None = None) -> Iterator[dict[str, Remote]]:
    """Both systems by name; their connections are let go of at the end."""
    firmao = FirmaoClient(settings.firmao, settings.policy.sync, stop)
    ordway = OrdwayClient(settings.ordway, settings.policy.sync, stop)
    try:
        yield {client.system: Remote(client) for client in (firmao, ordway)}
    finally:
        firmao.close()
        ordway.close()
