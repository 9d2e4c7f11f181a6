"""What Ordway remembers beyond its records: versions it is still checking, and what its invoices were made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sandbox.world import Record


@dataclass
class Validating:
    """A new version that Ordway is still checking: it comes into force after some more reads."""

    reads_left: int
    come_into_force: Callable[[], None]


@dataclass
class Memory:
    """It begins empty with a world.

    `validating`, and `changed_on`, the day from which it was changed last, are by subscription. `marks`, by invoice,
    tell the lines it was made of that they are invoiced or, with "", no longer. `former_lines`, by billing schedule, is
    the line it was made for, once the subscription has it no longer.
    """

    validating: dict[str, Validating] = field(default_factory=dict)
    marks: dict[str, list[Callable[[str], None]]] = field(default_factory=dict)
    former_lines: dict[str, Record] = field(default_factory=dict)
    changed_on: dict[str, date] = field(default_factory=dict)
