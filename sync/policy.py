"""The policy file: the meaning of custom fields, and how the sync behaves."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from sync.errors import SettingsError
from sync.mapping import DEFAULT_FIELDS, Mapping

_TABLES = ("mapping", "sync")


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


@dataclass(frozen=True)
class Policy:
    """What `policy.toml` says."""

    mapping: Mapping
    sync: SyncPolicy


def read_policy(file: Path) -> Policy:
    """The policy in `file`, with defaults for what it leaves out.

    Raises `SettingsError` when the file is missing or unreadable, or holds a key or value that is not known.
    """
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(
            f"There is no policy file {file}. The setting TIEOUT_POLICY says where it is; it is looked for in the "
            'environment and then in .streamlit/secrets.toml. Example: TIEOUT_POLICY = "policy.toml"'
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The policy file {file} cannot be read: {error}.") from error
    for name, table in told.items():
        if name not in _TABLES or not isinstance(table, dict):
            raise SettingsError(f"{file}: {name!r} is no table of it. It has: {', '.join(_TABLES)}.")
    return Policy(_mapping(told.get("mapping", {}), file), _sync(told.get("sync", {}), file))


def _mapping(told: dict[str, Any], file: Path) -> Mapping:
    flat = dict(_flattened(told))
    for key, value in flat.items():
        if key not in DEFAULT_FIELDS:
            raise SettingsError(f"{file}: [mapping] does not know {key!r}. It knows: {', '.join(DEFAULT_FIELDS)}.")
        if not isinstance(value, str) or not value.replace("_", "").isalnum():
            raise SettingsError(
                f"{file}: [mapping] {key} must be the name of a custom field in quotes, "
                f'such as "{DEFAULT_FIELDS[key]}".'
            )
    return Mapping(DEFAULT_FIELDS | flat)


def _flattened(table: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """`{"firmao": {"customer": {...}}}` as `("firmao.customer.…", value)` pairs."""
    pairs: list[tuple[str, Any]] = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        pairs += _flattened(value, f"{name}.") if isinstance(value, dict) else [(name, value)]
    return pairs


def _sync(told: dict[str, Any], file: Path) -> SyncPolicy:
    defaults = {one.name: one.default for one in fields(SyncPolicy)}
    for key, value in told.items():
        if key not in defaults:
            raise SettingsError(f"{file}: [sync] does not know {key!r}. It knows: {', '.join(defaults)}.")
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
            raise SettingsError(f"{file}: [sync] {key} must be a number of 0 or more, such as {defaults[key]}.")
    counts = {key: max(1, int(value)) for key, value in told.items() if isinstance(defaults[key], int)}
    return SyncPolicy(**(told | counts))
