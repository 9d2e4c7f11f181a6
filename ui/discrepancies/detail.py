"""One discrepancy: what it is worth and why, both sides beside each other, and what it explains."""

from collections.abc import Sequence
from decimal import Decimal

from ui.account.head import identity
from ui.address import link_here, to_account
from ui.discrepancies.values import noted
from ui.figures import Figure, figures, line
from ui.ledger import Row
from ui.marks import SYSTEMS, differs_sign, severity_mark, state_mark, system_mark
from ui.reading import Reader
from ui.retelling.evidence import evidence_told
from ui.sheet import Node, link, node
from ui.text import NONE, amount, count, day, figure, short_day, words
from ui.wording import _, later

_AT_A_GLANCE = 16
_OF_CLOSED_SETS = {"Billing period", "Billed", "Renews by itself"}
_PARTS = {
    "period": later("What was due and what was invoiced"),
    "agreement": later("Contract and subscription"),
    "line": later("The line of the product"),
    "money": later("What was invoiced, paid and credited"),
    "published": later("What Firmao shows of Ordway"),
}
# The rules about a document of one system, and about what Firmao shows of Ordway.
_OF_DOCUMENTS = {"I10", "P1", "P2", "P3", "P4", "P6", "P7", "M1"}
# Which system holds what was expected, and which what is: the contract is Firmao's, what was billed Ordway's.
_BOTH_FIRMAO, _BOTH_ORDWAY = {"C7"}, {"I9", "I10", "P1", "P2", "P3", "P4", "P5", "P6", "P7"}


def title(found: Row) -> str:
    """`T4 Unit price differs`."""
    return f"{found['rule']} {_(found['title'])}"


def head(found: Row, read: Reader) -> Node:
    """How grave it is and how it stands, and of which account."""
    of = node(
        "span", _("Account"), " ", link(found["account_name"] or NONE, to_account(found["account_id"]), _opens(found))
    )
    about = [node("span", part, kind="quiet") for part in (found["product_key"], _period(found)) if part]
    return line(severity_mark(found["severity"]), _standing(found, read), of, *about)


def _opens(found: Row) -> str:
    return str(found["account_id"])


def _standing(found: Row, read: Reader) -> Node:
    if found["status"] == "waived":
        until = found["waived_until"]
        return state_mark("waived", _("Waived until {day}", day=short_day(until)) if until else "")
    if found["snoozed_until"] and found["snoozed_until"] > read.today and found["status"] != "resolved":
        return state_mark("waived", _("Snoozed until {day}", day=short_day(found["snoozed_until"])))
    return state_mark(found["status"])


def _period(found: Row) -> str:
    if not found["period_start"]:
        return ""
    first = short_day(found["period_start"])
    return (
        _("{first} to {last}", first=first, last=short_day(found["period_end"]))
        if found["period_end"]
        else _("from {first}", first=first)
    )


def key_figures(found: Row) -> Node:
    """What is at stake, what was expected and what is, and for how long."""
    since = _("first found {day}", day=day(found["first_seen_at"].date()))
    age = count(found["age_days"], "day") if found["age_days"] else _("New today")
    at_stake = Figure(_("Impact"), _worth(found), _meaning(found), "bad" if found["impact"] else "")
    return figures([at_stake, *_compared(found), Figure(_("Age"), (age,), since)])


def _compared(found: Row) -> list[Figure]:
    """Both values, where they are short enough to be read at a glance; longer ones stand among both sides."""
    sides = _sides_of(found["rule"])
    told = [_noted(found, name) for name in ("expected", "actual")]
    if {NONE} == set(told) or max(map(len, told)) > _AT_A_GLANCE:
        return []
    held = [_held_in(found, name, side) for name, side in zip(("expected", "actual"), sides, strict=True)]
    return [Figure(_("Expected"), (told[0],), held[0]), Figure(_("Actual"), (told[1],), held[1])]


def _worth(found: Row) -> tuple[str, ...]:
    """What was collected too little and what too much, each where there is some; never netted."""
    ways = (found["under_collected"], found["over_collected"])
    return tuple(amount(abs(one), found["currency"]) for one in ways if one) or (NONE,)


def _meaning(found: Row) -> str:
    if not found["impact"]:
        return _("no money at stake by itself")
    if found["root_id"]:
        return _("counted at its root")
    if found["under_collected"] and found["over_collected"]:
        return _("Leakage and over-collected")
    return _("Leakage") if found["impact"] > 0 else _("Over-collected")


def _noted(found: Row, name: str) -> str:
    return noted(found[name], found["rule"], found["currency"] or "") if found[name] else NONE


def _held_in(found: Row, name: str, system: str) -> str:
    return _("in {system}", system=SYSTEMS[system]) if found[name] else _("nothing in {system}", system=SYSTEMS[system])


def _sides_of(rule: str) -> tuple[str, str]:
    if rule == "M1":
        return "ordway", "firmao"
    if rule in _BOTH_FIRMAO:
        return "firmao", "firmao"
    return ("ordway", "ordway") if rule in _BOTH_ORDWAY else ("firmao", "ordway")


def reasoning(found: Row) -> Node:
    """The arithmetic in words."""
    told = [line(evidence_told(found["evidence"]), kind="evidence")]
    if found["is_sum"]:
        worth = _added_up(found)
        told.append(
            line(
                _("{worth} is {sum} below, counted here once.", worth=worth, sum=_sum_of(found["symptoms"])),
                kind="note",
            )
        )
    if found["root_id"]:
        cause = link_here(
            f"{found['root_rule']} {_(found['root_title'] or '')}", discrepancy=found["root_id"], record=""
        )
        told.append(node("p", _("It is a symptom of"), " ", cause, _(", and goes when that is put right.")))
    return node("div", *told)


def _added_up(found: Row) -> str:
    worth = _worth(found)
    if len(worth) < 2:
        return worth[0]
    return _("{leakage} leakage and {over} over-collected", leakage=worth[0], over=worth[1])


def _sum_of(symptoms: int) -> str:
    return (
        _("the impact of its symptom")
        if symptoms == 1
        else _("the sum of its {number} symptoms", number=figure(symptoms))
    )


def both_sides(read: Reader, found: Row) -> Node | None:
    """What either system holds of it, field by field; what a rule found to differ is marked at the value.

    None for what is about the records of one system alone.
    """
    rows = [row for name in sides_asked(found) for row in read.rows(name, discrepancy=found["discrepancy_id"])]
    # The part in which it found the difference comes first.
    own = {row["part"] for row in rows if row["found_id"] == found["discrepancy_id"]}
    names = sorted(_PARTS, key=lambda name: name not in own)
    shown = list(filter(None, (_part(name, [row for row in rows if row["part"] == name], found) for name in names)))
    if found["rule"].startswith("L") and (account := read.first("account/overview", account=found["account_id"])):
        return node("div", node("h3", _("Who the account is")), identity(account))
    return node("div", *shown) if shown else None


def sides_asked(found: Row) -> list[str]:
    """The queries that have something to put beside each other: planning one takes longer than answering it."""
    is_agreed = found["contract_id"] or found["subscription_id"] or found["rule"].startswith("I")
    agreed = ["discrepancies/sides"] if is_agreed else []
    return agreed + (["discrepancies/document_sides"] if found["rule"] in _OF_DOCUMENTS else [])


def _part(name: str, rows: Sequence[Row], found: Row) -> Node | None:
    if not rows:
        return None
    heads = (node("th", system_mark(system), scope="col") for system in SYSTEMS)
    top = node("thead", node("tr", node("th", "", scope="col", label=_("Field")), *heads))
    body = node("tbody", *(_field(row, found) for row in rows))
    table = node("table", node("caption", _(_PARTS[name])), top, body, kind="compared")
    return node("section", node("h3", _(_PARTS[name])), node("div", table, kind="scroll"))


def _field(row: Row, found: Row) -> Node:
    sides = (_side(row, system, found) for system in SYSTEMS)
    return node("tr", node("th", _(row["field"]), scope="row", kind="fact"), *sides)


def _side(row: Row, system: str, found: Row) -> Node:
    text = _held_text(row, system)
    if not row["found_id"]:
        return node("td", node("span", text, kind="quiet" if text == NONE else ""))
    value = node("span", _("none") if text == NONE else text, kind="differs")
    other = [] if row["found_id"] == found["discrepancy_id"] else [_other(row)]
    return node("td", value, differs_sign(), *(other if system == "ordway" else []))


def _other(row: Row) -> Node:
    """A field that differs by another rule leads to what that one found."""
    return link_here(row["found_rule"], discrepancy=row["found_id"], record="")


def _held_text(row: Row, system: str) -> str:
    """What a side holds; a word is translated only where the field holds nothing but words of a closed set."""
    text = _shown(row["kind"], row[system], row[f"{system}_currency"])
    return _(text) if row["field"] in _OF_CLOSED_SETS else text


def _shown(kind: str, value: str | None, currency: str | None) -> str:
    if value in (None, ""):
        return NONE
    text = str(value)
    if kind == "money":
        return amount(Decimal(text), currency)
    if kind in ("number", "percent"):
        return figure(Decimal(text)) + (" %" if kind == "percent" else "")
    return words(text.lower()) if kind == "words" else noted(text, "") if kind == "day" else text
