"""How far a pull has come, as a value anyone may look at while it runs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """Where one resource of a pull stands."""

    WAITING = "waiting"
    READING = "reading"
    MERGING = "merging"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class ResourceProgress:
    """One resource of a pull. `announced` is the source's own count, where it tells one."""

    system: str
    resource: str
    stage: Stage = Stage.WAITING
    received: int = 0
    announced: int | None = None
    note: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to this resource in this pull."""
        return self.stage in (Stage.DONE, Stage.FAILED)


@dataclass(frozen=True)
class Progress:
    """A pull as it stands now: nothing has run yet, it is running, or it is over."""

    running: bool = False
    mode: str = ""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    resources: tuple[ResourceProgress, ...] = ()
    message: str = ""

    @property
    def fraction(self) -> float:
        """Share of the resources that are over, from 0 to 1."""
        return sum(one.is_over for one in self.resources) / len(self.resources) if self.resources else 0.0

    def with_resource(self, changed: ResourceProgress) -> "Progress":
        """The same pull with one resource's progress replaced."""
        key = (changed.system, changed.resource)
        return replace(
            self,
            resources=tuple(changed if (one.system, one.resource) == key else one for one in self.resources),
        )


Watcher = Callable[[ResourceProgress], None]
