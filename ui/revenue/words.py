"""The words of revenue: its views, movements, steps from contract to cash and why something is lost on the way."""

import re
from decimal import ROUND_HALF_UP, Decimal

from ui.ledger import Row
from ui.text import NONE, figure
from ui.wording import _, later, within

VIEWS = {
    "movements": later("Movements"),
    "retention": later("Retention"),
    "cash": later("Contract to cash"),
    "leakage": later("Leakage"),
    "renewals": later("Renewals"),
    "parts": later("Who and what"),
}
MOVEMENTS = {
    "new": within("revenue", "New"),
    "reactivation": later("Reactivation"),
    "expansion": later("Expansion"),
    "contraction": later("Contraction"),
    "churn": later("Churn"),
}
STEPS = {
    "contracted": later("Contracted"),
    "scheduled": later("Due to date"),
    "billed": later("Billed"),
    "collected": later("Collected"),
}
LEAKAGE = {
    "opening": later("Open before"),
    "found": later("Found"),
    "fixed": later("Fixed"),
    "accepted": within("leakage", "Accepted"),
    "open": later("Still open"),
}
DIMENSIONS = {"product": later("Product"), "industry": later("Industry"), "country": later("Country")}
RISKS = {
    "has_notice": later("notice given"),
    "is_by_hand": later("does not renew by itself"),
    "is_overdue": later("owes something past due"),
    "is_in_doubt": later("open discrepancy"),
}
_RULE = re.compile(r"[A-Z]\d+")
_REASONS = {
    ("scheduled", "not due"): later("Due later"),
    ("billed", "not compared"): later("Not compared"),
    ("billed", "unexplained"): later("Unexplained"),
    ("collected", "not due"): later("Not due yet"),
    ("collected", "overdue"): later("Overdue"),
    ("collected", "pending"): later("Payment pending"),
}


def is_rule(reason: str) -> bool:
    """Whether something is lost by a rule, so that it is leakage or over-collected, and not only still to come."""
    return bool(_RULE.fullmatch(reason))


def reason(row: Row) -> str:
    """Why something is lost on the way to a step: the rule with its code, or in words."""
    if row["title"]:
        return f"{row['reason']} {_(row['title'])}"
    return _(_REASONS.get((str(row["step"]), str(row["reason"])), str(row["reason"])))


def percent(rate: Decimal | None) -> str:
    """`104.3 %` of a rate, to a tenth; a missing one is a dash."""
    return NONE if rate is None else f"{figure((100 * rate).quantize(Decimal('0.1'), ROUND_HALF_UP), 1)} %"
