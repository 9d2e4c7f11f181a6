"""Fields that were changed hold again what they held before."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from corrections.plan import Change, Step


def set_back(step: Step) -> Step | None:
    """The request that sets back what another one set; None where what it held before is not all known."""
    body = _body_before(step.body or {}, step.changes)
    if step.method != "PUT" or body is None:
        return None
    changes = tuple(Change(one.path, one.after, one.before, one.meaning) for one in step.changes)
    return replace(step, says=f"Take back: {step.says}", body=body, changes=changes)


def _body_before(body: Mapping[str, Any], changes: tuple[Change, ...], prefix: str = "") -> dict[str, Any] | None:
    """The body with what each field held before; a nested one keeps what it told of other fields."""
    told: dict[str, Any] = {}
    for name, value in body.items():
        change = _of(f"{prefix}{name}", changes)
        if isinstance(value, Mapping):
            told[name] = _body_before(value, changes, f"{prefix}{name}.")
        elif change:
            told[name] = _as_sent(change.before, value)
        elif prefix:
            told[name] = value
        else:
            return None
    return told or None


def _of(path: str, changes: tuple[Change, ...]) -> Change | None:
    """The change of a field, whether it is told by its own path or by that of its place in a list."""
    return next((one for one in changes if one.path == path or one.path.endswith(f"].{path}")), None)


def _as_sent(before: str | None, value: Any) -> Any:
    """What stood there before, of the kind that was sent."""
    return before == "true" if isinstance(value, bool) else before or ""
