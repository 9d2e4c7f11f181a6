"""Firmao's fields, changed one a request: its manual warns that several at once may misbehave."""

from typing import Any

from corrections.plan import Change, Step, Target
from corrections.planning.firmao.words import called
from corrections.records import value_at
from queries.currency import alike, spaced


def set_field(resource: str, record: dict[str, Any], path: str, after: str, meaning: str) -> Step:
    """The request that changes one field of a record, its dotted path the key."""
    record_id = str(record["id"])
    before, wanted = alike(value_at(record, path), after)
    return Step(
        "firmao",
        f"Set {meaning} of {called(resource, record)} from {_told(before)} to {_told(wanted)}",
        "PUT",
        f"{resource}/{record_id}",
        {path: wanted},
        (Change(path, before, wanted, meaning),),
        Target(resource, record_id),
    )


def _told(value: str | None) -> str:
    return spaced(value) if value else "empty"
