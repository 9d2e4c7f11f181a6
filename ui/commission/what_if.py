"""What a changed plan would pay: asked on the page, told beside the present, kept nowhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st

from ui.filters import following, select, take_over
from ui.ledger import Parts, Row, column, ledger
from ui.marks import state_mark
from ui.sheet import Node
from ui.wording import _, later

CHOICES = ("plan", "rate", "trigger", "hold")
_RATE, _DAYS = re.compile(r"\d{1,2}([.,]\d{1,4})?|100"), re.compile(r"\d{1,4}")
_TRIGGERS = {
    "invoice_paid_in_full": later("When an invoice is paid in full"),
    "pro_rata_on_cash": later("With each payment"),
    "first_invoice_paid": later("With the first invoice paid"),
}
SUMMED = (
    column("state", "State", "state"),
    column("rep", "Rep", "main"),
    column("currency", "Cur.", "code"),
    column("present_amount", "Now", "money"),
    column("changed_amount", "Changed", "money"),
    column("difference", "Difference", "money"),
)
LINES = (
    column("state", "State", "state"),
    column("contract_number", "Contract", "main"),
    column("invoice_id", "Invoice", "code", minor=True),
    column("rep", "Rep", minor=True),
    column("currency", "Cur.", "code", minor=True),
    column("present_amount", "Now", "money", minor=True),
    column("changed_amount", "Changed", "money", minor=True),
    column("difference", "Difference", "money"),
)


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


def summed_table(rows: Sequence[Row]) -> Node:
    """By state, rep and currency, as it is and as it would be."""
    return ledger(rows, SUMMED, _("Now and changed"), _parts())


def lines_table(rows: Sequence[Row]) -> Node:
    """The lines that would be otherwise, the largest difference first."""
    return ledger(rows, LINES, _("Lines that would change"), _parts())


def _parts() -> Parts:
    return Parts(cells={"state": lambda row: state_mark(row["state"])})
