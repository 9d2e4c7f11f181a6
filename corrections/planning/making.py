"""What every record made in Ordway has in common: how it is found again, and its period in words."""

from datetime import date

from corrections.plan import Reference
from corrections.planning.case import Case, Row


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
