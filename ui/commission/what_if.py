"""What a changed plan would pay: asked on the page, told beside the present, kept nowhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st

from ui.address import here
from ui.commission.words import STATE_NAMES, in_words
from ui.filters import following, select, take_over
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.marks import state_mark
from ui.sheet import Node, link, node
from ui.text import amount
from ui.wording import _, later

CHOICES = ("plan", "rate", "trigger", "hold")
_RATE, _DAYS = re.compile(r"\d{1,2}([.,]\d{1,4})?|100"), re.compile(r"\d{1,4}")
_TRIGGERS = {
    "invoice_paid_in_full": later("When an invoice is paid in full"),
    "pro_rata_on_cash": later("With each payment"),
    "first_invoice_paid": later("With the first invoice paid"),
}
TOTALS = (
    column("rep", "Rep", "main"),
    column("currency", "Cur.", "code", minor=True),
    column("present_amount", "Now", "money"),
    column("changed_amount", "Changed", "money"),
    column("difference", "Difference", "money", minor=True),
)
SUMMED = (
    column("state", "State", "state", minor=True),
    column("rep", "Rep", "main"),
    column("currency", "Cur.", "code", minor=True),
    column("present_amount", "Now", "money"),
    column("changed_amount", "Changed", "money"),
    column("difference", "Difference", "money", minor=True),
)
LINES = (
    column("state", "State", "state", minor=True),
    column("contract_number", "Contract", "main"),
    column("invoice_id", "Invoice", "code", minor=True),
    column("rep", "Rep", minor=True),
    column("currency", "Cur.", "code", minor=True),
    column("present_amount", "Now", "money"),
    column("changed_amount", "Changed", "money"),
    column("difference", "Difference", "money", minor=True),
)
_AMOUNTS = ("present_amount", "changed_amount", "difference")
# No rep's address: the sums of all reps stand under it.
_EVERY = ""
_ALL_REPS = later("All reps")


@dataclass(frozen=True)
class Asked:
    """A plan as it would be; what is left empty stays as it is."""

    plan: str
    rate: str
    trigger: str
    hold: str

    @property
    def wrong(self) -> str:
        """Why it cannot be told, '' where it can."""
        if self.rate and not _RATE.fullmatch(self.rate):
            return _("The rate is a number from 0 to 100, such as 7.5.")
        if self.hold and not _DAYS.fullmatch(self.hold):
            return _("The hold is a whole number of days.")
        return ""

    @property
    def is_any(self) -> bool:
        """Whether something would be otherwise."""
        return bool(self.rate or self.trigger or self.hold)

    def params(self) -> dict[str, Any]:
        """As the queries take it."""
        told: dict[str, Any] = {"plan": self.plan, "trigger": self.trigger}
        told |= {"rate": Decimal(self.rate.replace(",", "."))} if self.rate else {}
        return told | ({"hold": int(self.hold)} if self.hold else {})


def asked(plans: Mapping[str, Any], reps: Sequence[Row]) -> Asked:
    """The fields of the changed plan, which stand in the address; whose it is, where there is more than one."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if reps:
            select("rep", _("Rep"), {"": _("Every rep"), **{row["rep"]: row["name"] for row in reps}}, 200)
        select("plan", _("Plan"), {"": _("Every plan"), **{name: name for name in plans}}, 190)
        rate = _field("rate", _("Rate in per cent"), _("as it is"))
        select(
            "trigger", _("Earned"), {"": _("Earned as it is"), **{one: _(text) for one, text in _TRIGGERS.items()}}, 280
        )
        hold = _field("hold", _("Days of hold"), _("as it is"))
    trigger, plan = st.query_params.get("trigger", ""), st.query_params.get("plan", "")
    return Asked(plan if plan in plans else "", rate, trigger if trigger in _TRIGGERS else "", hold)


def _field(name: str, label: str, empty: str) -> str:
    key = following(name, st.query_params.get(name, ""))
    st.text_input(label, key=key, placeholder=empty, on_change=take_over, args=(name,), width=150)
    return st.query_params.get(name, "").strip()


def totals(rows: Sequence[Row]) -> list[Row]:
    """What it comes to for each rep and, where there are several, for all, without what was clawed back.

    Each currency by itself, the sum of all reps first, which has no address.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    reps = {row["rep"] for row in rows}
    for row in rows:
        for rep in (row["rep"], *([_EVERY] if len(reps) > 1 else [])):
            if row["state"] == "clawed back":
                continue
            kept = found.setdefault((rep, row["currency"]), dict.fromkeys(_AMOUNTS, Decimal(0)))
            for name in _AMOUNTS:
                kept[name] += row[name]
    return [{"rep": rep, "currency": currency, **sums} for (rep, currency), sums in sorted(found.items())]


def totals_table(rows: Sequence[Row]) -> Node:
    """What it comes to now and changed, by rep and currency."""
    return ledger(totals(rows), TOTALS, _("What it comes to"), Parts(cells={"rep": _rep}))


def summed_table(rows: Sequence[Row]) -> Node:
    """By state, rep and currency, as it is and as it would be."""
    return ledger(rows, SUMMED, _("Now and changed"), Parts(cells={"state": _state, "rep": _rep}))


def lines_table(rows: Sequence[Row]) -> Node:
    """The lines that would be otherwise, the largest difference first, each with a link to how it comes about."""
    return ledger(
        rows, LINES, _("Lines that would change"), Parts(cells={"state": _state, "contract_number": _contract})
    )


def exported(rows: Sequence[Row]) -> list[Row]:
    """The rows in the words of the screen, for a file."""
    return [in_words(row) for row in rows]


def exported_totals(rows: Sequence[Row]) -> list[Row]:
    """What they come to, for the second sheet of a file."""
    return [{**row, "rep": row["rep"] or _(_ALL_REPS)} for row in totals(rows)]


def _state(row: Row) -> Cell:
    return state_mark(row["state"])


def _rep(row: Row) -> Cell:
    return node("div", row["rep"] or _(_ALL_REPS), *_below(row))


def _contract(row: Row) -> Cell:
    address = here(contract=row["contract_id"], invoice=row["invoice_id"] or "", of=row["rep"])
    invoice = node("span", row["invoice_id"] or _("not invoiced"), kind="sub narrow")
    return node("div", link(row["contract_number"] or row["contract_id"], address, address), invoice, *_below(row))


def _below(row: Row) -> list[Node]:
    """What stands in columns of its own where the screen is wide enough."""
    state = _(STATE_NAMES[row["state"]]) if "state" in row else ""
    difference = amount(row["difference"], row["currency"])
    told = (state, _("Difference {amount}", amount=difference))
    return [node("span", one, kind="sub narrow") for one in told if one]
