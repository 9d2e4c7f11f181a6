"""Comparing for a day on the command line: for today, and kept, or back as a past day was known, and only told."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import click

from queries.known.company import company_as_known, has_gone_on, is_known
from queries.reconcile.run import Summary, Terms, reconcile
from queries.run import records, today
from queries.store import Store
from sync.policy import Policy
from sync.printing import print_rows
from sync.pull import shapes

_NOT_CHECKED = "discrepancies/not_checked"
Row = dict[str, Any]


@dataclass(frozen=True)
class Comparison:
    """What was found for a day: counts by rule and currency, and the contracts whose amounts are not compared.

    A look back, which is not kept, also holds the discrepancies themselves.
    """

    summary: Summary
    counts: list[Row]
    not_checked: list[Row]
    looked_at: list[Row] | None = None

    @property
    def is_kept(self) -> bool:
        """Whether what was found is in the store, as against a look back."""
        return self.looked_at is None

    def as_dict(self) -> Row:
        """All of it as plain data."""
        told: Row = {
            "summary": asdict(self.summary) | {"is_kept": self.is_kept},
            "rules": self.counts,
            "not_checked": self.not_checked,
        }
        return told if self.looked_at is None else told | {"discrepancies": self.looked_at}


def is_past(store: Store, day: date) -> bool:
    """Whether a day is to be looked back at: one that is over, which the store knew or has gone on from.

    A store that was filled after the day, and never compared for a later one, holds a company whose present it is.
    """
    return day < today() and (is_known(store, day) or has_gone_on(store, day))


def compare(store: Store, day: date, terms: Terms) -> Comparison:
    """Reconcile the records as they are for a day, and keep what is found."""
    summary = reconcile(store, day, terms)
    return Comparison(summary, records(store, "discrepancies/counts"), records(store, _NOT_CHECKED))


def look_back(store: Store, day: date, policy: Policy) -> Comparison:
    """Reconcile the records as they were known at the end of a day, by today's policy. Nothing of it is kept.

    Raises `DayNotKnownError` when the store does not go back that far.
    """
    with company_as_known(store, day, shapes(policy.mapping)) as known:
        summary = reconcile(known, day, policy.terms)
        counts = records(known, "discrepancies/counts", as_of=day)
        found = records(known, "discrepancies/queue", as_of=day)
        return Comparison(summary, counts, records(known, _NOT_CHECKED), found)


def warn_of_later_records(store: Store, day: date) -> None:
    """Say so where a day is over and the store was filled only later."""
    if day < today() and not is_known(store, day):
        click.echo(
            f"The store was filled after {day} and was never compared for a later day: its records are compared as "
            "they are, and what is found is kept.",
            err=True,
        )


def print_comparison(compared: Comparison) -> None:
    """Print the counts, and in a sentence how it ended."""
    print_rows(compared.counts, "table")
    click.echo(_kept(compared.summary) if compared.is_kept else _looked_back(compared.summary))
    if compared.not_checked:
        contracts = len({row["contract_id"] for row in compared.not_checked})
        where = f" python -m sync query {_NOT_CHECKED} lists them." if compared.is_kept else ""
        click.echo(f"Contracts whose amounts are not compared: {contracts}.{where}")


def _kept(told: Summary) -> str:
    return (
        f"{told.found} open as of {told.as_of}: {told.opened} new, {told.reopened} again, {told.resolved} resolved; "
        f"{told.accounts} accounts."
    )


def _looked_back(told: Summary) -> str:
    known = told.found - told.opened - told.reopened
    return (
        f"{told.found} as of {told.as_of}, in the records as they were known at the end of that day (UTC), by today's "
        f"policy; {known} of them had been found by then; {told.accounts} accounts. Nothing of this look back was kept."
    )
