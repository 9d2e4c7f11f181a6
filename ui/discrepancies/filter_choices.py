"""What the filters of the queue may be set to, and how each of it reads."""

from datetime import UTC, date, datetime

from ui.text import month_name, words
from ui.wording import _, later

ANY = "all"
NOBODY = "nobody"
NO_CURRENCY = "none"
STATUSES = {"open": later("Open"), "waived": later("Waived"), "resolved": later("Resolved"), ANY: later("Any status")}
# From how many days on, up to how many.
AGES = {
    "0-1": later("Found since yesterday"),
    "0-7": later("Up to 7 days old"),
    "8-30": later("8 to 30 days old"),
    "31-90": later("31 to 90 days old"),
    "91-": later("Over 90 days old"),
}
DUES = {"overdue": later("Overdue"), "week": later("Due this week"), "none": later("No due day")}
CHANGES = {
    "any": later("Changed since the last working day"),
    "new": later("New since the last working day"),
    "reopened": later("Came back since the last working day"),
    "resolved": later("Resolved since the last working day"),
}
WAYS = {"under": later("Leakage"), "over": later("Over-collected")}
# What each filter is called where no widget shows it.
LABELS = {
    "status": later("Status"),
    "rule": later("Rule"),
    "severity": later("Severity"),
    "owner": later("Owner"),
    "due": later("Due"),
    "account": later("Account id"),
    "search": later("Search"),
    "mentioned": later("Only where a comment waits for"),
    "month": later("What concerns a month"),
    "currency": later("Currency"),
    "age": later("Age"),
    "change": later("Change"),
    "way": later("Way"),
    "over": later("Over the limit of approval only"),
    "snoozed": later("Snoozed ones too"),
    "symptoms": later("Symptoms of other ones too"),
}
# Filters whose choices are fixed: another one in the address is any.
FIXED = {"age": AGES, "due": DUES, "change": CHANGES, "way": WAYS}
# What shows symptoms without the causes that explain them.
ONLY = "only"


def month_of(told: str) -> date | None:
    """The first day of a month told as `2026-10`, None for anything else."""
    try:
        return datetime.strptime(told, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def choice_told(name: str, told: str) -> str:
    """A choice as its widget says it; what is ticked says yes."""
    if name in ("over", "snoozed", "symptoms"):
        return _("only these") if told == ONLY else _("yes")
    if name == "severity":
        return words(told)
    if name == "month" and (month := month_of(told)):
        return month_name(month)
    others = {"status": STATUSES, "owner": {NOBODY: later("Nobody")}, "currency": {NO_CURRENCY: later("Without money")}}
    fixed = {**FIXED, **others}.get(name, {})
    return _(fixed[told]) if told in fixed else told
