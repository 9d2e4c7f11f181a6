"""One request of a correction: what it changes or makes, how it is told that it was carried out, what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from corrections.step_kinds import kind_of
from queries.currency import plain_amount, rounded


class Certainty(StrEnum):
    """How well a fact about an API is known; what is not confirmed is judged by reading back alone."""

    CONFIRMED = "confirmed"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Change:
    """One field of the target: what must stand there before, and what is to stand there after.

    `path` leads to it inside the record: `status`, `customFields.custom5`, `plans[SCHG-01].quantity` (an element of a
    list by its id). Values are texts, compared as numbers where both are; None and '' are alike.
    """

    path: str
    before: str | None
    after: str | None
    meaning: str = ""


@dataclass(frozen=True)
class Target:
    """The record that is read before and after. Its id may come from an earlier step: `{made:1}`."""

    resource: str
    record_id: str

    @property
    def path(self) -> str:
        """Its address below the base URL: `invoices/INV-00912`."""
        return f"{self.resource}/{self.record_id}"


@dataclass(frozen=True)
class Seen:
    """What stood in a field when the plan was made, as text."""

    path: str
    value: str | None
    meaning: str = ""


@dataclass(frozen=True)
class Guard:
    """A record that is rested on: while its fields hold what was seen, a request may be sent.

    With `among` it is not one record but those of a list that this finds, under the name of their resource:
    `invoices[*]` are the ids of all of them, `transactionentries[12].quantity` is a field of one.
    """

    system: str
    target: Target
    seen: tuple[Seen, ...]
    among: "Reference | None" = None

    @property
    def place(self) -> str:
        """What is read for it: the same for guards of the same record or list."""
        narrowed = {**self.among.query, **self.among.holds} if self.among else {}
        return " ".join((self.system, self.target.path, *(f"{name}={value}" for name, value in narrowed.items())))


@dataclass(frozen=True)
class Lines:
    """The lines that a made record is to hold: as many, each with these values, in whatever order.

    `path` leads to the list inside the record, that of a change to its field inside the line. `names` are what people
    call the lines, in their order, where their values do not say it.
    """

    path: str
    wanted: tuple[tuple[Change, ...], ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reference:
    """How a record that a step makes is found again: the list it is in, a filter, and what it must hold.

    With `is_own`, what it holds is ours alone, so that a record found before sending is the one wanted. Otherwise
    others may hold the same, and only one that was not there before is ours.
    """

    resource: str
    query: Mapping[str, str]
    holds: Mapping[str, str]
    is_own: bool = True


@dataclass(frozen=True)
class Money:
    """An amount in a currency, above zero whichever way it moves; and the days it is for, where it is for some.

    `until` is None where they have no end.
    """

    amount: str
    currency: str
    since: str | None = None
    until: str | None = None


def moved(
    amount: Decimal, currency: str | None, first: date | None = None, last: date | None = None
) -> tuple[Money, ...]:
    """An amount that moves, to the smallest unit, its sign aside, for these days; nothing where none does."""
    exact = rounded(abs(amount), currency)
    since, until = (day.isoformat() if day else None for day in (first, last))
    return (Money(plain_amount(exact, currency), currency or "", since, until),) if exact else ()


@dataclass(frozen=True)
class Step:
    """One request. With a `target` it changes a record, with a `reference` it makes one.

    `{made:1}`, a part of the path, the id of the target or a whole value of the body, stands for the id of the record
    that step 1 made. `changes` and `lines` of a made record only say what must be found in it afterwards. `guards` are
    other records it rests on. `certainty` is that of the call's form, `doubt` says what is not known of it. `moves` is
    the money it moves or commits by itself, whatever is set off against it; what another step of the plan tells is not
    told again.
    """

    system: str
    says: str
    method: str
    path: str
    body: Mapping[str, Any] | None
    changes: tuple[Change, ...] = ()
    target: Target | None = None
    reference: Reference | None = None
    certainty: Certainty = Certainty.CONFIRMED
    doubt: str = ""
    guards: tuple[Guard, ...] = ()
    lines: Lines | None = None
    moves: tuple[Money, ...] = ()

    @property
    def kind(self) -> str:
        """What kind of correction the request is by itself, '' for a part of one that is none."""
        return kind_of(self.system, self.method, self.path)

    @property
    def is_removal(self) -> bool:
        """Whether the record is gone afterwards, really or marked so."""
        return self.method == "DELETE" or any(one.path == "deleted" for one in self.changes)

    def __post_init__(self) -> None:
        """A step that nothing could tell the end of is a fault of whoever planned it."""
        if not self.reference and not (self.target and (self.changes or self.is_removal)):
            raise ValueError(f"{self.says}: nothing says how it is told that this was carried out")
