"""The queue of discrepancies: its key figures and its table, by impact, with what is ticked in it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from ui.address import link_here, to_account
from ui.correction_words import under_way_mark
from ui.figures import Figure, figures
from ui.ledger import Cell, Parts, Row, column, ledger, money_cell
from ui.marks import severity_mark, state_mark
from ui.screens import Order, Orders, pager
from ui.sheet import ALL, Node, link, node, pick
from ui.text import NONE, amount, count, figure, sentence, short_day

COLUMNS = (
    column("discrepancy_id", "Tick", "tick"),
    column("severity", "Severity", "state", minor=True, sort="severity"),
    column("title", "Discrepancy", "main"),
    column("account_name", "Account", minor=True, sort="account"),
    column("expected", "Expected", "side", minor=True),
    column("actual", "Actual", "side", minor=True),
    column("currency", "Cur.", "code", minor=True),
    column("impact", "Impact", "money", sort="impact"),
    column("owner", "Owner", minor=True),
    column("due_on", "Due", "day", minor=True, sort="due"),
    column("age_days", "Days old", "number", minor=True, sort="age"),
)
EXPORTED = (
    column("discrepancy_id", "Discrepancy"),
    column("severity", "Severity"),
    column("status", "Status"),
    column("rule", "Rule"),
    column("title", "Title"),
    column("account_id", "Account id"),
    column("account_name", "Account"),
    column("product_key", "Product"),
    column("period_start", "From", "day"),
    column("period_end", "To", "day"),
    column("expected", "Expected"),
    column("actual", "Actual"),
    column("currency", "Cur."),
    column("impact", "Impact", "money"),
    column("under_collected", "Too little", "money"),
    column("over_collected", "Too much", "money"),
    column("evidence", "Evidence"),
    column("symptoms", "Symptoms", "number"),
    column("root_id", "Symptom of"),
    column("owner", "Owner"),
    column("due_on", "Due", "day"),
    column("snoozed_until", "Snoozed until", "day"),
    column("age_days", "Days old", "number"),
    column("first_seen_at", "First seen, UTC", "moment"),
)
_LARGEST_FIRST = {"impact", "severity", "age"}
_SORTS = tuple(one.sort for one in COLUMNS if one.sort)
ORDERS = Orders("impact", _SORTS, _LARGEST_FIRST, _SORTS)
_MONEY = re.compile(r"-?\d+\.\d+")
# A value of at most this many letters stays in one line.
_SHORT = 12
# Quantities and discounts are no money.
_OTHER_NUMBERS = {"T3": "", "T5": " %"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def key_figures(standing: Row, at_stake: Sequence[Row]) -> Node:
    """What is at stake in open discrepancies, a currency a line, and how many there are; symptoms cost nothing more."""
    snoozed = f"{standing['count_snoozed']:,} of them snoozed" if standing["count_snoozed"] else "none of them snoozed"
    return figures(
        [
            Figure("Leakage", _money(at_stake, "leakage"), "billed or collected too little", "bad"),
            Figure("Over-collected", _money(at_stake, "over_collected"), "billed or collected too much"),
            Figure("Open", (f"{standing['count_open']:,}",), snoozed),
            Figure("Symptoms", (f"{standing['count_symptoms']:,}",), "explained by an open one, not counted twice"),
            Figure("Waived", (f"{standing['count_waived']:,}",), "accepted with a reason"),
        ]
    )


def _money(at_stake: Sequence[Row], name: str) -> tuple[str, ...]:
    """Amounts of different currencies one below the other, never added."""
    return tuple(amount(one[name], one["currency"]) for one in at_stake if one[name]) or (NONE,)


def found_line(counted: Sequence[Row], count_ticked: int, *, is_narrowed: bool) -> str:
    """How many discrepancies are listed and, where filters narrow them down, what they are worth."""
    found = sum(row["found"] for row in counted)
    told = count(found, "discrepancy", "discrepancies")
    if count_ticked:
        return f"{count_ticked:,} of {told} ticked"
    if not is_narrowed:
        return f"{told}; tick some to decide about them together"
    too_little = [amount(row["under_collected"], row["currency"]) for row in counted if row["under_collected"]]
    too_much = [amount(-row["over_collected"], row["currency"]) for row in counted if row["over_collected"]]
    parts = [
        f"{', '.join(sums)} {words}" for sums, words in ((too_little, "too little"), (too_much, "too much")) if sums
    ]
    return f"{told}: {'; '.join(parts)}" if parts else told


def queue_table(
    rows: Sequence[Row], order: Order, screens: tuple[int, int], today: date, under_way: Mapping[str, Row]
) -> Node:
    """One screen of the queue, with links to each discrepancy, its account, the other orders and screens.

    `screens` is which one of how many; `under_way` names by discrepancy the correction that is about to settle it.
    """
    parts = Parts(
        cells={
            "discrepancy_id": lambda row: pick(row["discrepancy_id"], f"Tick {row['rule']} of {row['account_name']}"),
            "severity": lambda row: severity_mark(row["severity"]),
            "title": lambda row: _title(row, under_way.get(row["discrepancy_id"])),
            "account_name": lambda row: link(row["account_name"] or NONE, to_account(row["account_id"]), _opens(row)),
            "expected": lambda row: held(row["expected"], row),
            "actual": lambda row: held(row["actual"], row),
            "impact": _impact,
            "owner": lambda row: row["owner"] or node("span", NONE, kind="quiet"),
            "due_on": lambda row: due(row["due_on"], today),
        },
        heads={"discrepancy_id": pick(ALL, "Tick all of this screen")},
        heading=lambda one: ORDERS.heading(one, order),
        order=(order.sort, order.descending),
    )
    return node("div", ledger(rows, COLUMNS, "Discrepancies", parts), *pager(*screens))


def _opens(row: Row) -> str:
    return str(row["account_id"])


def _title(row: Row, correction: Row | None) -> Cell:
    """Rule and title, what it found, and what the narrow screen has no column for."""
    symptoms = [node("span", f" {count(row['symptoms'], 'symptom')}", kind="quiet unbroken")] if row["symptoms"] else []
    severity = node("span", severity_mark(row["severity"]), kind="sub narrow")
    account = node("span", row["account_name"] or NONE, kind="sub narrow")
    evidence = node("span", sentence(row["evidence"]), kind="sub clipped")
    corrected = [node("span", under_way_mark(correction), kind="sub")] if correction else []
    return node("div", to_discrepancy(row), *symptoms, severity, account, evidence, *_standing(row), *corrected)


def _impact(row: Row) -> Cell:
    """The money at stake, too little above too much; where the column of currencies has no room, with its own."""
    currency = node("span", row["currency"], kind="sub narrow") if row["currency"] and row["impact"] else ""
    both = row["under_collected"] and row["over_collected"]
    other = node("span", money_cell(row, "over_collected"), kind="sub") if both else ""
    return node("div", money_cell(row, "impact"), other, currency)


def _standing(row: Row) -> list[Node]:
    """What is out of the ordinary about it: a symptom, waived, snoozed, resolved."""
    told = []
    if row["root_id"]:
        told.append(node("span", f"symptom of {row['root_id'].partition('-')[0]}", kind="sub"))
    if row["status"] != "open":
        told.append(node("span", state_mark(row["status"]), kind="sub"))
    if row["snoozed_until"]:
        told.append(node("span", f"snoozed until {short_day(row['snoozed_until'])}", kind="sub"))
    return told


def to_discrepancy(row: Row) -> Node:
    """A link to a discrepancy, seen from the queue: the filters stay as they are."""
    return link_here(f"{row['rule']} {row['title']}", discrepancy=row["discrepancy_id"], record="")


def held(value: str | None, row: Row) -> Cell:
    """A value as a rule noted it: an amount, a day or a word."""
    if value in (None, ""):
        return node("span", NONE, kind="quiet")
    text = noted(str(value), row["rule"])
    return node("span", text, kind="unbroken" if len(text) <= _SHORT else "clipped")


def noted(value: str, rule: str, currency: str = "") -> str:
    """A rule's value as people read it: an amount (with its currency where one is given), a percentage, a day."""
    if _DAY.fullmatch(value):
        return short_day(date.fromisoformat(value))
    if rule in _OTHER_NUMBERS or not _MONEY.fullmatch(value):
        return f"{value}{_OTHER_NUMBERS.get(rule, '')}"
    return amount(Decimal(value), currency) if currency else figure(Decimal(value), 2)


def due(value: date | None, today: date) -> Cell:
    """A due day; one that has passed says so in words too."""
    if value is None:
        return node("span", NONE, kind="quiet")
    if value >= today:
        return short_day(value)
    return node(
        "span", short_day(value), node("span", f"{count((today - value).days, 'day')} ago", kind="sub"), kind="late"
    )
