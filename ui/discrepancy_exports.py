"""The queue as a file: the columns of the screen in their order, and totals that tie to what the page says."""

from collections.abc import Mapping, Sequence

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
    column("under_collected", "Too little", "money"),
    column("over_collected", "Too much", "money"),
    column("owner", "Owner"),
    column("due_on", "Due", "day"),
    column("age_days", "Days old", "number"),
    column("first_seen_at", "First seen, UTC", "moment"),
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
    column("under_collected", "Too little", "money"),
    column("over_collected", "Too much", "money"),
)


def totals(by_rule: Sequence[Row], counted: Sequence[Row]) -> list[Row]:
    """The totals of each rule, under those of its currency as the page says them; symptoms add nothing."""
    told: list[Row] = []
    for whole in counted:
        told += [row for row in by_rule if row["currency"] == whole["currency"]]
        told.append(_all_rules(whole))
    return told


def _all_rules(whole: Mapping[str, object]) -> Row:
    return {
        **whole,
        "rule": _("All"),
        "title": _("All rules, {currency}", currency=whole["currency"] or _("without money")),
    }
