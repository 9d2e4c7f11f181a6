"""What every record made in Ordway has in common: its amounts as texts, and how it is found again."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from corrections.plan import Change, Lines, Reference
from corrections.planning.case import Case, Row
from corrections.records import value_at

_CENT = Decimal("0.01")
_UNITS = {"JPY": Decimal(1), "KRW": Decimal(1)}


def rounded(amount: Decimal, currency: str | None) -> Decimal:
    """The amount to the currency's smallest unit, half up."""
    return amount.quantize(_UNITS.get(currency or "", _CENT), ROUND_HALF_UP)


def as_amount(amount: Decimal) -> str:
    """The amount as Ordway writes it, `12.50`."""
    return f"{amount:.2f}"


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
