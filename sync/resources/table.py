"""One entry of the resource table, and a short way to write its columns down."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from queries.load.shape import Child, Column, Kind, Shape
from sync.mapping import Mapping

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True)
class Resource:
    """A list of one of the two systems and how it is kept.

    `path` is its address below the system's base URL. `shape` gives the cached table under a mapping of
    custom fields. `is_stamped` says whether its records carry the moment of their last change, so that
    an incremental pull can ask for what changed since. `documents` names, for line items that carry no
    such stamp, the resource of each document they hang under and the field that refers to it.
    `applied_to` names the resource to which lists inside a record refer, since it moves their balance.
    """

    system: str
    name: str
    path: str
    shape: Callable[[Mapping], Shape]
    is_stamped: bool = True
    documents: tuple[tuple[str, str], ...] = ()
    applied_to: str | None = None

    @property
    def label(self) -> str:
        """How people see it named, e.g. `ordway invoices`."""
        return f"{self.system} {self.name.replace('_', ' ')}"


def hanging_under(name: str, table: Iterable[Resource]) -> tuple[tuple[str, str], ...]:
    """The resources of line items under the records of a list, each with the field that refers to them."""
    return tuple((one.name, field) for one in table for document, field in one.documents if document == name)


def snake(name: str) -> str:
    """`nettoPrice` as `netto_price`: the cache keeps the system's own word, in the store's spelling."""
    return _CAMEL.sub("_", name).replace(".", "_").lower()


def columns(**by_kind: str) -> tuple[Column, ...]:
    """Columns from field names by kind: `columns(text="id name", money="balance")`.

    A field may be a path (`officeAddress.city`) and be given another name (`customer_id=customer.id`).
    """
    return tuple(_column(word, Kind[kind.upper()]) for kind, words in by_kind.items() for word in words.split())


def _column(word: str, kind: Kind) -> Column:
    name, _, path = word.rpartition("=")
    return Column(name or snake(path), f"$.{path}", kind)


def child(table: str, path: str, parent_key: str, **by_kind: str) -> Child:
    """A list inside a record, kept as table `table`."""
    return Child(table, f"$.{path}", parent_key, columns(**by_kind))
