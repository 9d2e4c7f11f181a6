"""`[sync]`: how hard the two systems are asked, and how often."""

from dataclasses import dataclass, fields
from typing import Any

from sync.policy.source import Source

# Two years of minutes, a hundred of hours: more than anyone means, and less than a clock cannot count.
_MOST = 1_000_000


@dataclass(frozen=True)
class SyncPolicy:
    """How hard the two systems are asked, and how often. Rates are requests a second, 0 for no limit."""

    firmao_requests_per_second: float = 4.0
    firmao_parallel_requests: int = 3
    ordway_requests_per_second: float = 4.0
    ordway_parallel_requests: int = 4
    connect_timeout_seconds: float = 10.0
    read_timeout_seconds: float = 40.0
    attempts: int = 6
    overlap_minutes: float = 60.0
    full_every_hours: float = 24.0
    pull_every_minutes: float = 60.0


def read_pace(told: dict[str, Any], source: Source) -> SyncPolicy:
    """What is told, with defaults for the rest. Raises `SettingsError`."""
    defaults = {one.name: one.default for one in fields(SyncPolicy)}
    for key, value in told.items():
        if key not in defaults:
            raise source.refusal(f"sync.{key}", f"[sync] does not know {key!r}. It knows: {', '.join(defaults)}.")
        least = 0.1 if key.endswith("_timeout_seconds") else 0
        # Written so that "nan" is refused too.
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= _MOST:
            what = f"must be a number from {least} to {_MOST}, such as {defaults[key]}"
            raise source.refusal(f"sync.{key}", f"[sync] {key} {what}.")
    counts = {key: max(1, int(value)) for key, value in told.items() if isinstance(defaults[key], int)}
    return SyncPolicy(**(told | counts))
