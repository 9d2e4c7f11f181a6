"""What the cached table of a resource looks like, and where in an answer each column comes from."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How the text of a field is read; the value is the DuckDB type it becomes."""

    TEXT = "varchar"
    MONEY = "decimal(18,4)"
    PRICE = "decimal(28,10)"
    QUANTITY = "decimal(18,6)"
    PERCENT = "decimal(9,4)"
    RATE = "decimal(28,12)"
    DAY = "date"
    INSTANT = "timestamp"
    FLAG = "boolean"
    COUNT = "bigint"
    JSON = "json"


@dataclass(frozen=True)
class Column:
    """One typed column and the JSON path it is read from, relative to its record."""

    name: str
    path: str
    kind: Kind


@dataclass(frozen=True)
class Child:
    """A list inside a record, kept as a table of its own: one row an element, by parent and position."""

    table: str
    path: str
    parent_key: str
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """What the list is called inside its record."""
        return self.path.removeprefix("$.")


@dataclass(frozen=True)
class Shape:
    """The cached table of one resource: its typed columns and the lists that hang under it."""

    system: str
    table: str
    columns: tuple[Column, ...]
    children: tuple[Child, ...] = ()

    @property
    def target(self) -> str:
        """The table's qualified name, e.g. `ordway.invoices`."""
        return f"{self.system}.{self.table}"

    @property
    def fingerprint(self) -> str:
        """Changes whenever a stored record would be read differently than when it was loaded."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]
