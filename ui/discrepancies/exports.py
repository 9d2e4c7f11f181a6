"""The queue as a file: the columns of the screen in their order, and totals that tie to what the page says."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from ui.ledger import Row, column
from ui.wording import _

# What the screen sets small below a value stands in a column of its own, after it.
EXPORTED = (
    column("severity", "Severity"),
    column("rule", "Rule"),
    column("title", "Discrepancy"),
    column("evidence", "Evidence"),
    column("symptoms", "Symptoms", "number"),
    column("root_id", "Symptom of"),
    column("status", "Status"),
    column("change", "Change"),
    column("snoozed_until", "Snoozed until", "day"),
    column("account_name", "Account"),
    column("expected", "Expected"),
    column("actual", "Actual"),
    column("currency", "Cur."),
    column("impact", "Impact", "money"),
    column("under_collected", "Leakage", "money"),
    column("over_collected", "Over-collected", "money"),
    column("owner", "Owner"),
    column("due_on", "Due", "day"),
    column("wrong_since", "Wrong since", "day"),
    column("age_days", "Days old", "number"),
    column("first_seen_at", "First seen", "moment"),
    column("product_key", "Product"),
    column("period_start", "From", "day"),
    column("period_end", "To", "day"),
    column("account_id", "Account id"),
    column("discrepancy_id", "Discrepancy id"),
)
TOTALS = (
    column("currency", "Cur."),
    column("rule", "Rule"),
    column("title", "Title"),
    column("found", "Discrepancies", "number"),
    column("symptoms", "Symptoms", "number"),
    column("under_collected", "Leakage", "money"),
    column("over_collected", "Over-collected", "money"),
)


def totals(rows: Sequence[Row]) -> list[Row]:
    """What these rows add up to by currency and rule, and all rules of a currency; symptoms add no money."""
    told: list[Row] = []
    for currency, of_currency in _apart(rows, "currency"):
        told += [_sum(one, currency, rule, one[0]["title"]) for rule, one in _apart(of_currency, "rule")]
        whole = _("All rules, {currency}", currency=currency or _("without money"))
        told.append(_sum(of_currency, currency, _("All"), whole))
    return told


def _apart(rows: Sequence[Row], name: str) -> Iterable[tuple[str, list[Row]]]:
    def named(row: Row) -> str:
        return str(row[name] or "")

    return [(value, list(found)) for value, found in groupby(sorted(rows, key=named), named)]


def _sum(rows: Sequence[Row], currency: str, rule: str, title: str) -> Row:
    causes = [row for row in rows if not row["root_id"]]
    sums = {
        name: sum((row[name] or Decimal(0) for row in causes), Decimal(0))
        for name in ("under_collected", "over_collected")
    }
    counts = {"found": len(rows), "symptoms": len(rows) - len(causes)}
    return {"currency": currency, "rule": rule, "title": title, **counts, **sums}
