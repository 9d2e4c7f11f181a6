"""Publishing many accounts: one plan for each whose figures in Firmao are not those of today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Plan
from corrections.planning.case import Facts, Row
from corrections.planning.firmao.publishing import publishing
from queries.run import records
from queries.store import Store
from sync.mapping import Mapping


@dataclass(frozen=True)
class AsPublished(Facts):
    """The store as a planner asks it, a customer of Firmao with what was set in it since it was pulled.

    `unpulled` is what was set, as `corrections/unpulled` has it.
    """

    unpulled: Sequence[Row] = ()

    def record(self, system: str, resource: str, record_id: str | None) -> dict[str, Any]:
        """A record as Firmao or Ordway holds it, as far as the ledger knows. Raises as `Facts.record` does."""
        found = super().record(system, resource, record_id)
        if (system, resource) == ("firmao", "customers"):
            for one in self.unpulled:
                if one["firmao_customer_id"] == record_id:
                    _put(found, one["path"], one["value"])
        return found


def publications(
    store: Store, meanings: Mapping, today: date, account_id: str | None = None, *, with_note: bool = False
) -> Iterator[Plan]:
    """The plans that publish one account, or every account whose figures changed; none where Firmao shows them all.

    What was published and not pulled yet is shown, and what is being published is left to the correction that does.
    What is published settles the open discrepancies that say it was stale.
    """
    stale, under_way = _stale(store, today), publishing_now(store)
    facts = as_published(store, meanings, today)
    for row in records(store, "corrections/published", account=account_id or "", as_of=today):
        if row["account_id"] not in under_way and (with_note or not row["is_current"]):
            yield from _plan(facts, row["account_id"], stale, with_note=with_note)


def as_published(store: Store, meanings: Mapping, today: date) -> AsPublished:
    """The store as a planner asks it, with what was set in Firmao since the last pull."""
    return AsPublished(store, meanings, today, records(store, "corrections/unpulled"))


def publishing_now(store: Store, account_id: str | None = None) -> dict[str, str]:
    """Of each account that is being published, or of one, by which correction, in a sentence; by the account's id."""
    return {
        row["account_id"]: f"{row['account_name']}: correction {row['correction_id']} publishes it already and has not "
        "come to its end."
        for row in records(store, "corrections/publishing")
        if account_id in (None, row["account_id"])
    }


def _plan(facts: Facts, account_id: str, stale: dict[str, str], *, with_note: bool) -> Iterator[Plan]:
    settles = (stale[account_id],) if account_id in stale else ()
    try:
        yield publishing(facts, account_id, settles, with_note=with_note)
    except NotPlannableError:
        # Firmao writes some figures in another way than Tieout, which is no difference.
        return


def _stale(store: Store, today: date) -> dict[str, str]:
    """The open discrepancy of each account whose figures in Firmao are stale."""
    found = records(store, "discrepancies/queue", rule="M1", status="open", as_of=today)
    return {row["account_id"]: row["id"] for row in found}


def _put(record: dict[str, Any], path: str, value: str) -> None:
    """Set a field of a record by its path."""
    *way, last = path.split(".")
    for name in way:
        record[name] = record.get(name) or {}
        record = record[name]
    record[last] = value
