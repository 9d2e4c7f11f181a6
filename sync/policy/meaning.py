"""`[mapping]`: which custom field of which record means what."""

from typing import Any

from sync.mapping import DEFAULT_FIELDS, Mapping
from sync.policy.source import Source


def read_mapping(told: dict[str, Any], source: Source) -> Mapping:
    """The meanings told, with defaults for the others. Raises `SettingsError`."""
    flat = dict(_flattened(told))
    for key, value in flat.items():
        if key not in DEFAULT_FIELDS:
            known = ", ".join(DEFAULT_FIELDS)
            raise source.refusal(f"mapping.{key}", f"[mapping] does not know {key!r}. It knows: {known}.")
        if not isinstance(value, str) or not value.replace("_", "").isalnum():
            wanted = f'must be the name of a custom field in quotes, such as "{DEFAULT_FIELDS[key]}"'
            raise source.refusal(f"mapping.{key}", f"[mapping] {key} {wanted}.")
    return Mapping(DEFAULT_FIELDS | flat)


def _flattened(table: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """`{"firmao": {"customer": {...}}}` as `("firmao.customer.…", value)` pairs."""
    pairs: list[tuple[str, Any]] = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        pairs += _flattened(value, f"{name}.") if isinstance(value, dict) else [(name, value)]
    return pairs
