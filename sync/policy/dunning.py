"""`[dunning]`: from how many days past due on a customer is reminded, and how often again."""

from itertools import pairwise
from typing import Any

from queries.dunning import DUNNING, Dunning
from sync.policy.source import Source

_WHAT = ("days_overdue", "days_between")
_MOST_DAYS = 3650


def read_dunning(told: dict[str, Any], source: Source) -> tuple[Dunning, ...]:
    """The stages in order, with defaults for what is left out. Raises `SettingsError`."""
    known = {one.stage: one for one in DUNNING}
    for stage, own in told.items():
        if stage not in known or not isinstance(own, dict):
            raise source.refusal(f"dunning.{stage}", f"[dunning] has the tables {', '.join(known)}, not {stage!r}.")
    stages = tuple(_stage(one, told.get(one.stage, {}), source) for one in DUNNING)
    for before, after in pairwise(stages):
        if after.days_overdue <= before.days_overdue:
            what = f"must be later than that of {before.stage}, which is {before.days_overdue}"
            raise source.refusal(f"dunning.{after.stage}.days_overdue", f"[dunning.{after.stage}] days_overdue {what}.")
    return stages


def _stage(default: Dunning, told: dict[str, Any], source: Source) -> Dunning:
    for key, value in told.items():
        path = f"dunning.{default.stage}"
        if key not in _WHAT:
            raise source.refusal(f"{path}.{key}", f"[{path}] does not know {key!r}. It knows: {', '.join(_WHAT)}.")
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST_DAYS:
            what = f"must be a whole number of days from 1 to {_MOST_DAYS}, such as {getattr(default, key)}"
            raise source.refusal(f"{path}.{key}", f"[{path}] {key} {what}.")
    return Dunning(
        default.stage, told.get("days_overdue", default.days_overdue), told.get("days_between", default.days_between)
    )
