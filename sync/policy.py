"""The policy file: the meaning of custom fields, and how the sync behaves."""

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from sync.errors import SettingsError
from sync.mapping import DEFAULT_FIELDS, Mapping

_TABLES = ("mapping", "sync")
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
        text = file.read_text(encoding="utf-8")
        told = tomllib.loads(text)
    except FileNotFoundError as error:
        raise SettingsError(
            f"There is no policy file {file}. The setting TIEOUT_POLICY says where it is; it is looked for in the "
            'environment and then in .streamlit/secrets.toml. Example: TIEOUT_POLICY = "policy.toml"'
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The policy file {file} cannot be read: {error}.") from error
    source = _Source(file, text)
    for name, table in told.items():
        if name not in _TABLES or not isinstance(table, dict):
            raise source.refusal(name, f"{name!r} is no table of it. It has: {', '.join(_TABLES)}.")
    return Policy(_mapping(told.get("mapping", {}), source), _sync(told.get("sync", {}), source))


@dataclass(frozen=True)
class _Source:
    """The file and its text, to say where in it something is wrong."""

    file: Path
    text: str

    def refusal(self, key: str, what: str) -> SettingsError:
        line = self._line(key)
        return SettingsError(f"{self.file}{f', line {line}' if line else ''}: {what}")

    def _line(self, key: str) -> int | None:
        """The line that gives `key`, whole or its last part under a table of its own."""
        for name in (key, key.rpartition(".")[2]):
            written = re.compile(rf"""\[*\s*["']?{re.escape(name)}["']?\s*[]=]""")
            for number, line in enumerate(self.text.splitlines(), start=1):
                if written.match(line.strip()):
                    return number
        return None


def _mapping(told: dict[str, Any], source: _Source) -> Mapping:
    flat = dict(_flattened(told))
    for key, value in flat.items():
        if key not in DEFAULT_FIELDS:
            raise source.refusal(key, f"[mapping] does not know {key!r}. It knows: {', '.join(DEFAULT_FIELDS)}.")
        if not isinstance(value, str) or not value.replace("_", "").isalnum():
            example = DEFAULT_FIELDS[key]
            raise source.refusal(
                key, f'[mapping] {key} must be the name of a custom field in quotes, such as "{example}".'
            )
    return Mapping(DEFAULT_FIELDS | flat)


def _flattened(table: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """`{"firmao": {"customer": {...}}}` as `("firmao.customer.…", value)` pairs."""
    pairs: list[tuple[str, Any]] = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        pairs += _flattened(value, f"{name}.") if isinstance(value, dict) else [(name, value)]
    return pairs


def _sync(told: dict[str, Any], source: _Source) -> SyncPolicy:
    defaults = {one.name: one.default for one in fields(SyncPolicy)}
    for key, value in told.items():
        if key not in defaults:
            raise source.refusal(key, f"[sync] does not know {key!r}. It knows: {', '.join(defaults)}.")
        least = 0.1 if key.endswith("_timeout_seconds") else 0
        # Written so that "nan" is refused too.
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= _MOST:
            what = f"must be a number from {least} to {_MOST}, such as {defaults[key]}"
            raise source.refusal(key, f"[sync] {key} {what}.")
    counts = {key: max(1, int(value)) for key, value in told.items() if isinstance(defaults[key], int)}
    return SyncPolicy(**(told | counts))
