"""The queue of discrepancies as a table, the most money first, with what is ticked and what is unfolded in it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from ui.address import link_here, to_account
from ui.corrections.words import under_way_mark
from ui.discrepancies.symptoms import symptoms_table
from ui.discrepancies.values import aged, due, held, in_words, wrong_since
from ui.ledger import Cell, Parts, Row, column, ledger, money_cell
from ui.marks import SYSTEMS, severity_mark, state_mark
from ui.retelling.evidence import evidence_told
from ui.screens import Order, Orders, pager
from ui.sheet import ALL, Node, link, node, pick
from ui.text import NONE, count, short_day
from ui.wording import _, later, within

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
    column("wrong_since", "Wrong since", "day", minor=True, sort="wrong"),
    column("age_days", "Days old", "number", minor=True, sort="age"),
)
_LARGEST_FIRST = {"impact", "severity", "age"}
_SORTS = tuple(one.sort for one in COLUMNS if one.sort)
ORDERS = Orders("impact", _SORTS, _LARGEST_FIRST, _SORTS)
_MOVES = (
    (("j", "↓"), later("next")),
    (("k", "↑"), later("previous")),
    (("x",), later("tick")),
    (("Enter",), within("key", "open")),
    (("?",), later("these keys")),
)


def buttons() -> dict[str, str]:
    """Which button of the page each key presses, by what it says."""
    fixes = {key: _("Fix in {system}", system=SYSTEMS[side]) for key, side in (("f", "ordway"), ("F", "firmao"))}
    return {"a": _("Assign"), "s": _("Snooze"), "w": _("Waive"), **fixes}


def queue_table(
    rows: Sequence[Row],
    order: Order,
    screens: tuple[int, int],
    today: date,
    under_way: Mapping[str, Row],
    unfolded: Mapping[str, Sequence[Row]],
) -> Node:
    """One screen of the queue, with links to each discrepancy, its account, the other orders and screens.

    `screens` is which one of how many; `under_way` names by discrepancy the correction that is about to settle it, and
    `unfolded` the symptoms of those whose symptoms are shown.
    """
    parts = Parts(
        cells={
            "discrepancy_id": lambda row: pick(
                row["discrepancy_id"],
                _("Tick {rule} of {account}", rule=row["rule"], account=row["account_name"]),
            ),
            "severity": lambda row: severity_mark(row["severity"]),
            "title": lambda row: _title(row, under_way.get(row["discrepancy_id"]), unfolded, today),
            "account_name": lambda row: link(row["account_name"] or NONE, to_account(row["account_id"]), _opens(row)),
            "expected": lambda row: held(row["expected"], row),
            "actual": lambda row: held(row["actual"], row),
            "impact": _impact,
            "owner": lambda row: row["owner"] or node("span", NONE, kind="quiet"),
            "due_on": lambda row: due(row["due_on"], today),
            "wrong_since": wrong_since,
            "age_days": aged,
        },
        heads={"discrepancy_id": pick(ALL, _("Tick all of this screen"))},
        heading=lambda one: ORDERS.heading(one, order),
        order=(order.sort, order.descending),
        below=lambda row: _symptoms(unfolded.get(row["discrepancy_id"])),
    )
    table = ledger(rows, COLUMNS, _("Discrepancies"), parts)
    over = node("div", _help(), popover="auto", kind="legend", role="dialog", label=_("Keys"))
    return node("div", table, *pager(*screens), _help(), over, **{"data-keys": json.dumps(buttons())})


def _help() -> Node:
    """Which key does what; it acts on what is ticked or, where nothing is, on the row one is on."""
    acts = ((_keys(key), name[:1].lower() + name[1:]) for key, name in buttons().items())
    told = (
        node("span", *(node("kbd", key) for key in keys), f" {does}")
        for keys, does in (*((keys, _(does)) for keys, does in _MOVES), *acts)
    )
    return node("p", _("Keys:"), *told, kind="keys")


def _keys(key: str) -> tuple[str, ...]:
    return ("Shift", key.lower()) if key.isupper() else (key,)


def unfolded_in(address: str) -> list[str]:
    """The causes whose symptoms are shown, as the address names them."""
    return address.split()


def _folding(row: Row, unfolded: Mapping[str, Sequence[Row]]) -> list[Node]:
    """How many symptoms hang under it: a link that unfolds them in place, or folds them again."""
    if not row["symptoms"]:
        return []
    one = row["discrepancy_id"]
    others = [other for other in unfolded if other != one]
    sign = "▾" if one in unfolded else "▸"
    wanted = " ".join(others if one in unfolded else [*others, one])
    text = f"{sign} {count(row['symptoms'], 'symptom')}"
    shown = link_here(text, unfolded=wanted)
    shown[1] |= {"aria-expanded": "true" if one in unfolded else "false", "class": "unbroken"}
    return [node("span", " "), shown]


def _symptoms(rows: Sequence[Row] | None) -> Node | None:
    return symptoms_table(rows) if rows else None


def _opens(row: Row) -> str:
    return str(row["account_id"])


def _title(row: Row, correction: Row | None, unfolded: Mapping[str, Sequence[Row]], today: date) -> Cell:
    """Rule and title, what it found, and what the narrow screen has no column for."""
    symptoms = _folding(row, unfolded)
    severity = node("span", severity_mark(row["severity"]), kind="sub narrow")
    account = node("span", row["account_name"] or NONE, kind="sub narrow")
    days = node("span", *in_words(row, today), kind="sub narrow")
    evidence = node("span", evidence_told(row["evidence"]), kind="sub clipped")
    corrected = [node("span", under_way_mark(correction), kind="sub")] if correction else []
    return node("div", to_discrepancy(row), *symptoms, severity, account, evidence, days, *_standing(row), *corrected)


def _impact(row: Row) -> Cell:
    """The money at stake, too little above too much."""
    both = row["under_collected"] and row["over_collected"]
    other = node("span", money_cell(row, "over_collected"), kind="sub") if both else ""
    return node("div", money_cell(row, "impact"), other)


def _standing(row: Row) -> list[Node]:
    """What is out of the ordinary about it: back again, a symptom, waived, snoozed, resolved."""
    told = [node("span", _("came back"), kind="sub")] if row["change"] == "reopened" else []
    if row["root_id"]:
        told.append(node("span", _("symptom of {rule}", rule=row["root_id"].partition("-")[0]), kind="sub"))
    if row["status"] != "open":
        told.append(node("span", state_mark(row["status"]), kind="sub"))
    if row["snoozed_until"]:
        told.append(node("span", _("snoozed until {whom}", whom=short_day(row["snoozed_until"])), kind="sub"))
    return told


def to_discrepancy(row: Row) -> Node:
    """A link to a discrepancy, seen from the queue: the filters stay as they are."""
    return link_here(f"{row['rule']} {_(row['title'])}", discrepancy=row["discrepancy_id"], record="")
