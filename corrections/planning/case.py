"""What a planner is given: a discrepancy, what hangs under it, and the records of both systems as they were pulled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from corrections.errors import NotPlannableError
from queries.currency import plain_amount
from queries.run import records
from queries.store import Store
from sync.mapping import CONTAINERS
from sync.mapping import Mapping as Meanings

Row = Mapping[str, Any]
# A number stays the text it came as.
_decode = msgspec.json.Decoder(float_hook=str).decode


@dataclass(frozen=True)
class Facts:
    """The store as a planner asks it."""

    store: Store
    meanings: Meanings
    today: date

    def record(self, system: str, resource: str, record_id: str | None) -> dict[str, Any]:
        """A record as it was pulled last, its numbers as texts. Raises `NotPlannableError` where it is not there."""
        found = records(self.store, "account/raw", system=system, resource=resource, record=record_id or "")
        if not found:
            raise NotPlannableError(f"{system.capitalize()} has no {resource} {record_id}. Sync, and look again.")
        decoded: dict[str, Any] = _decode(found[0]["raw"])
        return decoded

    def rows(self, query: str, **params: Any) -> list[dict[str, Any]]:
        """The rows of a query by its name."""
        return records(self.store, query, **params)

    def path(self, meaning: str) -> str:
        """Where a custom field stands in a record: `customFields.custom2` for `firmao.agreement.service_end`."""
        return f"{CONTAINERS[meaning.partition('.')[0]]}.{self.meanings.fields[meaning]}"


@dataclass(frozen=True)
class Case:
    """One discrepancy to be put right. `reference` is what the records made for it carry, and nothing else does.

    `symptoms` hang under it; those that somebody accepted as they are stand in `accepted` instead and are left alone.
    """

    found: Row
    symptoms: Sequence[Row]
    reference: str
    facts: Facts
    accepted: Sequence[Row] = ()

    @property
    def settles(self) -> tuple[str, ...]:
        """The discrepancies that are gone afterwards: the cause and its symptoms."""
        return (self.found["discrepancy_id"], *(one["discrepancy_id"] for one in self.symptoms))

    @property
    def impact(self) -> str:
        """The money at stake, as `at_stake` weighs it, with the decimals of its currency."""
        return plain_amount(at_stake([self.found]), self.found["currency"])


def at_stake(rows: Iterable[Row]) -> Decimal:
    """What a plan that puts some discrepancies right is weighed by: the larger of what was collected too little and
    what too much, signed, since the two are never netted."""
    under, over = both_ways(rows)
    return under if under >= -over else over


def both_ways(rows: Iterable[Row]) -> tuple[Decimal, Decimal]:
    """What was collected too little and, negative, what too much in some discrepancies of one currency."""
    told = list(rows)
    under, over = (sum((one[way] for one in told), Decimal(0)) for way in ("under_collected", "over_collected"))
    return under, over
