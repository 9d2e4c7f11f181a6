"""Each view of revenue as a file: the columns of its table, with all digits and the currency of each row."""

from collections.abc import Mapping, Sequence
from functools import partial

from ui.exports import Making
from ui.ledger import Column, column
from ui.reading import Reader
from ui.revenue.choice import Choice
from ui.revenue.words import is_rule
from ui.wording import _, within

_CURRENCY = column("currency", "Cur.")

_COLUMNS: Mapping[str, Sequence[Column]] = {
    "mrr_movements": (
        column("opened_on", "From", "day"),
        column("closed_on", "Month until", "day"),
        column("opening_amount", "Opening", "money"),
        column("new_amount", "New", "money"),
        column("reactivation_amount", "Reactivation", "money"),
        column("expansion_amount", "Expansion", "money"),
        column("contraction_amount", "Contraction", "money"),
        column("churn_amount", "Churn", "money"),
        column("closing_amount", "Closing", "money"),
    ),
    "cohorts": (
        column("signed_in", "Signed in", "day"),
        column("day", "As of", "day"),
        column("quarters_since", "Quarters since", "number"),
        column("count_accounts", "Accounts", "number"),
        column("count_kept", "Accounts kept", "number"),
        column("first_amount", "MRR at first", "money"),
        column("mrr_amount", "MRR", "money"),
        column("kept_rate", "Kept", "number"),
    ),
    "contract_to_cash": (
        column("step", "Step"),
        column("reason", "Reason"),
        column("title", "Discrepancy"),
        column("amount", "Amount", "money"),
        column("too_little", "Leakage", "money"),
        column("too_much", "Over-collected", "money"),
        column("count_accounts", "Accounts", "number"),
    ),
    "leakage": (
        column("closed_on", "Month until", "day"),
        column("opening_amount", "Open before", "money"),
        column("found_amount", "Found", "money"),
        column("fixed_amount", "Fixed", "money"),
        column("accepted_amount", within("leakage", "Accepted"), "money"),
        column("open_amount", "Still open", "money"),
        column("scheduled_amount", "Due to date", "money"),
        column("leakage_rate", "Leakage rate", "number"),
    ),
    "renewals": (
        column("month", "Month", "day"),
        column("count_subscriptions", "Subscriptions", "number"),
        column("arr_amount", "ARR", "money"),
        column("at_risk_amount", "At risk", "money"),
        column("notice_amount", "Notice given", "money"),
        column("by_hand_amount", "Not by itself", "money"),
        column("overdue_amount", "Owes past due", "money"),
        column("in_doubt_amount", "Open discrepancy", "money"),
    ),
    "mrr_split": (
        column("dimension", "Split by"),
        column("part", "Part"),
        column("count_accounts", "Accounts", "number"),
        column("mrr_amount", "MRR", "money"),
        column("share_rate", "Share", "number"),
    ),
}
# What is still to come is neither leakage nor over-collected.
_NOT_LOST = {"too_little": None, "too_much": None}
# By view: the query behind its table, and whether that looks back some months.
_QUERIES = {
    "movements": ("mrr_movements", True),
    "retention": ("cohorts", False),
    "cash": ("contract_to_cash", False),
    "leakage": ("leakage", True),
    "renewals": ("renewals", True),
    "parts": ("mrr_split", False),
}


def exported(read: Reader, choice: Choice, view: str) -> tuple[Sequence[Column], Mapping[str, Making]]:
    """The columns of a view's file, and its rows in the currency that is shown, made when they are taken."""
    query, looks_back = _QUERIES[view]
    asked = choice.asked(months=choice.months) if looks_back else choice.asked()
    rows = partial(_made, read, choice, query, asked)
    return (_CURRENCY, *_COLUMNS[query]), {_("This table"): rows}


def _made(read: Reader, choice: Choice, query: str, asked: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    rows = choice.told(read.rows(f"revenue/{query}", **asked))
    return [row | _NOT_LOST if "too_little" in row and not is_rule(row["reason"]) else row for row in rows]
