"""The stages of dunning: from how many days past due on a customer is reminded, and how often again."""

from collections.abc import Sequence
from dataclasses import dataclass

from queries.store import Cursor


@dataclass(frozen=True)
class Dunning:
    """A stage of dunning: it begins so many days past due, and within it one asks again so many days after the last."""

    stage: str
    days_overdue: int
    days_between: int


DUNNING = (Dunning("reminder", 1, 7), Dunning("second", 15, 7), Dunning("final", 31, 5), Dunning("escalated", 61, 5))


def set_dunning(cursor: Cursor, stages: Sequence[Dunning]) -> None:
    """Put the stages, the first one first, where the statements read them: `recon.dunning_stage`."""
    cursor.run("delete from recon.dunning_stage")
    for position, one in enumerate(stages, start=1):
        cursor.run(
            "insert into recon.dunning_stage values ($stage, $position, $overdue, $between)",
            stage=one.stage,
            position=position,
            overdue=one.days_overdue,
            between=one.days_between,
        )
