"""Firmao's fields, changed one a request: its manual warns that several at once may misbehave."""

from typing import Any

from corrections.plan import Change, Step, Target
from corrections.records import value_at


def set_field(resource: str, record: dict[str, Any], path: str, after: str, meaning: str) -> Step:
    """The request that changes one field of a record, its dotted path the key."""
    record_id = str(record["id"])
    before = value_at(record, path)
    return Step(
        "firmao",
        f"Set {meaning} of {resource} {record_id} from {before or 'empty'} to {after or 'empty'}",
        "PUT",
        f"{resource}/{record_id}",
        {path: after},
        (Change(path, before, after, meaning),),
        Target(resource, record_id),
    )
