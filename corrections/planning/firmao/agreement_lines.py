"""An agreement with its line items, as they were pulled: what a planner reads before it changes some of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Step
from corrections.planning.case import Facts
from corrections.planning.firmao.fields import set_field
from corrections.planning.firmao.sums import reckoned, set_sums, stored, total
from corrections.planning.firmao.words import FIELDS
from corrections.records import as_text

Record = dict[str, Any]
MEANINGS = {name: FIELDS[name] for name in ("quantity", "unitNettoPrice", "discount", "vatPercent")}


@dataclass(frozen=True)
class Agreement:
    """One agreement of Firmao and its line items by id."""

    record: Record
    entries: Mapping[str, Record]

    @property
    def number(self) -> str:
        """What people call it."""
        return str(self.record.get("number") or self.record["id"])

    @property
    def currency(self) -> str | None:
        """Of its amounts."""
        return as_text(self.record.get("currency"))

    def entry(self, entry_id: str) -> Record:
        """One of its line items. Raises `NotPlannableError` where it is not there."""
        if entry_id not in self.entries:
            raise NotPlannableError(f"{self.number} has no line item {entry_id} any more. Sync, and look again.")
        return self.entries[entry_id]

    def changing(self, fields: Mapping[str, Mapping[str, str]]) -> tuple[Step, ...]:
        """The requests that change fields of line items, by entry id, and then the sums. Raises `NotPlannableError`."""
        self._refuse_gross()
        steps: list[Step] = []
        for entry_id, values in fields.items():
            entry = self.entry(entry_id)
            steps += [set_field("transactionentries", entry, one, to, MEANINGS[one]) for one, to in values.items()]
            steps += set_sums("transactionentries", entry, reckoned(entry | dict(values), self.currency))
        return (*steps, *self._sums([entry | dict(fields.get(key, {})) for key, entry in self.entries.items()], fields))

    def _sums(self, entries: Sequence[Record], changed: Mapping[str, Any]) -> tuple[Step, ...]:
        read = {True: reckoned, False: stored}
        sums = (read[str(entry["id"]) in changed](entry, self.currency) for entry in entries)
        return set_sums("agreements", self.record, total(sums, self.currency))

    def without(self, entry_ids: Sequence[str]) -> tuple[Step, ...]:
        """The requests that set the sums once some line items are gone."""
        self._refuse_gross()
        return self._sums([entry for key, entry in self.entries.items() if key not in entry_ids], {})

    def with_more(self, entries: Sequence[Record]) -> tuple[Step, ...]:
        """The requests that set the sums once some line items were added."""
        self._refuse_gross()
        sums = [stored(one, self.currency) for one in self.entries.values()]
        sums += [reckoned(one, self.currency) for one in entries]
        return set_sums("agreements", self.record, total(sums, self.currency))

    def _refuse_gross(self) -> None:
        if self.record.get("calculateFromGross") is True:
            raise NotPlannableError(
                f"{self.number} is reckoned from gross prices, which Tieout does not change. Change its line items in "
                "Firmao, so that the net prices become those that are billed."
            )


def agreement_of(facts: Facts, agreement_id: str | None) -> Agreement:
    """An agreement with its line items. Raises `NotPlannableError` where it is not there."""
    record = facts.record("firmao", "agreements", agreement_id)
    held = facts.rows("corrections/entries", contract=agreement_id or "")
    return Agreement(record, {one["entry_id"]: facts.record("firmao", "entries", one["entry_id"]) for one in held})
