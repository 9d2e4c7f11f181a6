"""What every record made in Ordway has in common: how it is found again, and its period in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from corrections.plan import Change, Lines, Purpose, Reference
from corrections.planning.case import Case, Row
from corrections.records import value_at
from queries.currency import plain_amount


def lines_as_sent(path: str, sent: Iterable[Mapping[str, Any]], named: Mapping[str, str]) -> Lines:
    """That a record holds the lines that were sent, by the fields named with their meanings, where these were sent."""
    return Lines(
        path,
        tuple(
            tuple(
                Change(name, None, value_at(line, name), meaning)
                for name, meaning in named.items()
                if value_at(line, name) is not None
            )
            for line in sent
        ),
    )


def own_reference(case: Case, resource: str, field: str, reference: str) -> Reference:
    """How a record is found again that carries a reference of ours: among those written since it may have been made."""
    [since] = case.facts.rows(
        "corrections/made_since", discrepancy=case.found["discrepancy_id"], as_of=case.facts.today
    )
    return Reference(resource, {"updated_date>": since["day"].isoformat()}, {field: reference})


def span(row: Row) -> str:
    """The period of a discrepancy in words, its first day foremost: `2026-05-01 to 2026-05-31`."""
    first: date = row["period_start"]
    last: date | None = row["period_end"]
    return first.isoformat() if last in (None, first) else f"{first} to {last}"


def days_of(rows: Iterable[Row]) -> tuple[date, date]:
    """The first and the last day of the periods of some discrepancies."""
    periods = [(row["period_start"], row["period_end"] or row["period_start"]) for row in rows]
    return min(first for first, _ in periods), max(last for _, last in periods)


def purpose(kind: str, reference: str, row: Row, net: Decimal, invoice_id: str | None = None) -> Purpose:
    """That a record which carries the reference settles so much, net, of the product and period of a discrepancy."""
    return Purpose(
        kind,
        reference,
        invoice_id=invoice_id,
        subscription_id=row["subscription_id"],
        product_key=row["product_key"],
        period_start=row["period_start"].isoformat(),
        net_amount=plain_amount(net, row["currency"]),
    )
