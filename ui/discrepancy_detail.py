"""One discrepancy: what it is worth and why, both sides beside each other, and what it explains."""

from collections.abc import Sequence
from decimal import Decimal

from ui.account_head import identity
from ui.address import link_here, to_account
from ui.discrepancy_values import noted
from ui.figures import Figure, figures, line
from ui.ledger import Row
from ui.marks import SYSTEMS, differs_sign, severity_mark, state_mark, system_mark
from ui.reading import Reader
from ui.sheet import Node, link, node
from ui.text import NONE, amount, count, day, figure, sentence, short_day, words

_AT_A_GLANCE = 16
_PARTS = {
    "period": "What was due and what was invoiced",
    "agreement": "Contract and subscription",
    "line": "The line of the product",
    "money": "What was invoiced, paid and credited",
    "published": "What Firmao shows of Ordway",
}
# Which system holds what was expected, and which what is: the contract is Firmao's, what was billed Ordway's.
_BOTH_FIRMAO, _BOTH_ORDWAY = {"C7"}, {"I9", "I10", "P1", "P2", "P3", "P4", "P5", "P6", "P7"}


def title(found: Row) -> str:
    """`T4 Unit price differs`."""
    return f"{found['rule']} {found['title']}"


def head(found: Row, read: Reader) -> Node:
    """How grave it is and how it stands, and of which account."""
    of = node("span", "Account ", link(found["account_name"] or NONE, to_account(found["account_id"]), _opens(found)))
    about = [node("span", part, kind="quiet") for part in (found["product_key"], _period(found)) if part]
    return line(severity_mark(found["severity"]), _standing(found, read), of, *about)


def _opens(found: Row) -> str:
    return str(found["account_id"])


def _standing(found: Row, read: Reader) -> Node:
    if found["status"] == "waived":
        until = f" until {short_day(found['waived_until'])}" if found["waived_until"] else ""
        return state_mark("waived", f"Waived{until}")
    if found["snoozed_until"] and found["snoozed_until"] > read.today and found["status"] != "resolved":
        return state_mark("waived", f"Snoozed until {short_day(found['snoozed_until'])}")
    return state_mark(found["status"])


def _period(found: Row) -> str:
    if not found["period_start"]:
        return ""
    first = short_day(found["period_start"])
    return f"{first} to {short_day(found['period_end'])}" if found["period_end"] else f"from {first}"


def key_figures(found: Row) -> Node:
    """What is at stake, what was expected and what is, and for how long."""
    since = f"first found {day(found['first_seen_at'].date())}"
    age = count(found["age_days"], "day") if found["age_days"] else "New today"
    at_stake = Figure("Impact", _worth(found), _meaning(found), "bad" if found["impact"] else "")
    return figures([at_stake, *_compared(found), Figure("Age", (age,), since)])


def _compared(found: Row) -> list[Figure]:
    """Both values, where they are short enough to be read at a glance; longer ones stand among both sides."""
    sides = _sides_of(found["rule"])
    told = [_noted(found, name) for name in ("expected", "actual")]
    if {NONE} == set(told) or max(map(len, told)) > _AT_A_GLANCE:
        return []
    held = [_held_in(found, name, side) for name, side in zip(("expected", "actual"), sides, strict=True)]
    return [Figure("Expected", (told[0],), held[0]), Figure("Actual", (told[1],), held[1])]


def _worth(found: Row) -> tuple[str, ...]:
    """What was collected too little and what too much, each where there is some; never netted."""
    ways = (found["under_collected"], found["over_collected"])
    return tuple(amount(abs(one), found["currency"]) for one in ways if one) or (NONE,)


def _meaning(found: Row) -> str:
    if not found["impact"]:
        return "no money at stake by itself"
    if found["root_id"]:
        return "counted at its root"
    if found["under_collected"] and found["over_collected"]:
        return "billed or collected too little, and too much"
    return "billed or collected too little" if found["impact"] > 0 else "billed or collected too much"


def _noted(found: Row, name: str) -> str:
    return noted(found[name], found["rule"], found["currency"] or "") if found[name] else NONE


def _held_in(found: Row, name: str, system: str) -> str:
    return f"in {SYSTEMS[system]}" if found[name] else f"nothing in {SYSTEMS[system]}"


def _sides_of(rule: str) -> tuple[str, str]:
    if rule == "M1":
        return "ordway", "firmao"
    if rule in _BOTH_FIRMAO:
        return "firmao", "firmao"
    return ("ordway", "ordway") if rule in _BOTH_ORDWAY else ("firmao", "ordway")


def reasoning(found: Row) -> Node:
    """The arithmetic in words."""
    told = [line(sentence(found["evidence"]), kind="evidence")]
    if found["is_sum"]:
        worth = " too little and ".join(_worth(found)) + (" too much" if len(_worth(found)) > 1 else "")
        told.append(line(f"{worth} is {_sum_of(found['symptoms'])} below, counted here once.", kind="note"))
    if found["root_id"]:
        cause = link_here(f"{found['root_rule']} {found['root_title']}", discrepancy=found["root_id"], record="")
        told.append(node("p", "It is a symptom of ", cause, ", and goes when that is put right."))
    return node("div", *told)


def _sum_of(symptoms: int) -> str:
    return "the impact of its symptom" if symptoms == 1 else f"the sum of its {symptoms:,} symptoms"


def both_sides(read: Reader, found: Row) -> Node | None:
    """What either system holds of it, field by field; what a rule found to differ is marked at the value.

    None for what is about the records of one system alone.
    """
    rows = read.rows("discrepancies/sides", discrepancy=found["discrepancy_id"], as_of=read.today)
    # The part in which it found the difference comes first.
    own = {row["part"] for row in rows if row["found_id"] == found["discrepancy_id"]}
    names = sorted(_PARTS, key=lambda name: name not in own)
    shown = list(filter(None, (_part(name, [row for row in rows if row["part"] == name], found) for name in names)))
    if found["rule"].startswith("L") and (account := read.first("account/overview", account=found["account_id"])):
        return node("div", node("h3", "Who the account is"), identity(account))
    return node("div", *shown) if shown else None


def _part(name: str, rows: Sequence[Row], found: Row) -> Node | None:
    if not rows:
        return None
    heads = (node("th", system_mark(system), scope="col") for system in SYSTEMS)
    top = node("thead", node("tr", node("th", "", scope="col", label="Field"), *heads))
    body = node("tbody", *(_field(row, found) for row in rows))
    table = node("table", node("caption", _PARTS[name]), top, body, kind="compared")
    return node("section", node("h3", _PARTS[name]), node("div", table, kind="scroll"))


def _field(row: Row, found: Row) -> Node:
    sides = (_side(row, system, found) for system in SYSTEMS)
    return node("tr", node("th", row["field"], scope="row", kind="fact"), *sides)


def _side(row: Row, system: str, found: Row) -> Node:
    text = _shown(row["kind"], row[system], row[f"{system}_currency"])
    if not row["found_id"]:
        return node("td", node("span", text, kind="quiet" if text == NONE else ""))
    value = node("span", "none" if text == NONE else text, kind="differs")
    other = [] if row["found_id"] == found["discrepancy_id"] else [_other(row)]
    return node("td", value, differs_sign(), *(other if system == "ordway" else []))


def _other(row: Row) -> Node:
    """A field that differs by another rule leads to what that one found."""
    return link_here(row["found_rule"], discrepancy=row["found_id"], record="")


def _shown(kind: str, value: str | None, currency: str | None) -> str:
    if value in (None, ""):
        return NONE
    text = str(value)
    if kind == "money":
        return amount(Decimal(text), currency)
    if kind in ("number", "percent"):
        return figure(Decimal(text)) + (" %" if kind == "percent" else "")
    return words(text.lower()) if kind == "words" else noted(text, "") if kind == "day" else text
