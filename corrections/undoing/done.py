"""A request that was carried out, and what takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corrections.plan import Money, Step


@dataclass(frozen=True)
class Done:
    """A request that changed something over there, with the id of the record it made or changed."""

    step: Step
    record_id: str

    @property
    def made(self) -> tuple[str, str] | None:
        """The list and id of the record it made, None where it changed one."""
        return (self.step.path, self.record_id) if self.step.reference else None


@dataclass(frozen=True)
class WayBack:
    """Requests that take one back, and what is left to a person; both empty where it goes with another record."""

    steps: tuple[Step, ...] = ()
    by_hand: tuple[str, ...] = ()

    def moving(self, moves: tuple[Money, ...]) -> "WayBack":
        """The same, told to move what the request moved, where its own requests do not say what they move."""
        if not self.steps or any(one.moves for one in self.steps):
            return self
        first, *others = self.steps
        return replace(self, steps=(replace(first, moves=moves), *others))


def is_made_by(done: Sequence[Done], resource: str, record_id: str) -> bool:
    """Whether one of some requests made a record."""
    return any(one.made == (resource, record_id) for one in done)
