"""The forms in which a collector notes what was said: contacts, promises, disputes and what becomes of these."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

import streamlit as st

from queries.currency import plain_amount
from queries.ledger import collecting, disputes
from queries.people import Right, refusal
from queries.store import Store
from ui.access import decider
from ui.amounts import amount_meant
from ui.collections.words import CHANNELS
from ui.discrepancies.forms import carry_out, round_of_decisions
from ui.reading import Row
from ui.retelling.retold import retold
from ui.text import amount, picked_day, short_day
from ui.wording import _, later

_WEEK = timedelta(days=7)
CHANGES = {
    "released": later("Release to be dunned"),
    "held": later("Put on hold"),
    "settled": later("Settle"),
}
Keep = Callable[..., object]


@dataclass(frozen=True)
class Customer:
    """Whose money it is about, with what is known of it now."""

    store: Store
    account_id: str
    today: date
    invoices: Sequence[Row]
    promises: Sequence[Row]
    disputes: Sequence[Row]


def draw_forms(one: Customer) -> None:
    """All of them, for a horizontal container; what may not be done here says why."""
    _contact(one)
    if one.invoices:
        _promise(one)
    if standing := [row for row in one.promises if row["state"] != "kept"]:
        _withdrawal(one, standing)
    _dispute(one)
    if unsettled := [row for row in one.disputes if not row["settled_on"]]:
        _change(one, unsettled)


def _contact(one: Customer) -> None:
    missing = refusal(decider(), Right.COLLECT)
    ways = ["note"] if missing else list(collecting.CHANNELS)
    with _form(_("Log a contact"), "contact", Right.NOTE, partial(_keep_contact, one)) as key:
        st.selectbox(_("How"), ways, format_func=lambda way: _(CHANNELS[way]), key=f"{key}-channel")
        st.text_area(_("What was said"), key=f"{key}-words")
        _day_field(_("On"), one.today, f"{key}-on", most=one.today)


def _keep_contact(one: Customer, given: dict[str, Any]) -> str:
    return collecting.log_contact(one.store, one.account_id, who=decider(), **given)


def _promise(one: Customer) -> None:
    currencies = list(dict.fromkeys(row["currency"] for row in one.invoices))
    with _form(_("Note a promise"), "promise", Right.COLLECT, partial(_keep_promise, one)) as key:
        late = next((row for row in one.invoices if row["days_overdue"] and row["balance"] > 0), None)
        told = plain_amount(late["balance"], late["currency"]) if late else ""
        st.text_input(_("Amount"), value=told, key=f"{key}-amount")
        st.selectbox(_("Currency"), currencies, key=f"{key}-currency")
        _day_field(_("By"), one.today + _WEEK, f"{key}-until", least=one.today)
        st.text_area(_("What was said"), key=f"{key}-words")


def _keep_promise(one: Customer, given: dict[str, Any]) -> str:
    promised = collecting.Promised(amount_meant(given["amount"]), given["currency"], given["until"])
    return collecting.promise(one.store, one.account_id, promised, who=decider(), on=one.today, words=given["words"])


def _withdrawal(one: Customer, standing: Sequence[Row]) -> None:
    named = {
        row["promise_id"]: f"{amount(row['amount'], row['currency'])}, {short_day(row['promised_for'])}"
        for row in standing
    }
    with _form(_("Withdraw a promise"), "withdrawal", Right.COLLECT, partial(_keep_withdrawal, one)) as key:
        st.selectbox(_("Promise"), list(named), format_func=lambda name: named.get(name, ""), key=f"{key}-promise")
        st.text_area(_("Why it was noted wrongly"), key=f"{key}-why")


def _keep_withdrawal(one: Customer, given: dict[str, Any]) -> bool:
    collecting.withdraw_promise(one.store, given["promise"], who=decider(), why=given["why"])
    return True


def _dispute(one: Customer) -> None:
    every = _("All that is open")
    with _form(_("Note a dispute"), "dispute", Right.COLLECT, partial(_keep_dispute, one)) as key:
        names = ["", *(row["invoice_id"] for row in one.invoices)]
        st.selectbox(_("Disputed"), names, format_func=lambda name: name or every, key=f"{key}-invoice")
        st.text_area(_("Why"), key=f"{key}-reason")
        st.checkbox(_("On hold: not dunned meanwhile"), value=True, key=f"{key}-hold")


def _keep_dispute(one: Customer, given: dict[str, Any]) -> str:
    disputed = disputes.Disputed(one.account_id, given["invoice"] or None, given["reason"], given["hold"])
    return disputes.open_dispute(one.store, disputed, who=decider(), on=one.today)


def _change(one: Customer, unsettled: Sequence[Row]) -> None:
    named = {row["dispute_id"]: row["invoice_id"] or _("All that is open") for row in unsettled}
    with _form(_("Change a dispute"), "change", Right.COLLECT, partial(_keep_change, one)) as key:
        st.selectbox(_("Dispute"), list(named), format_func=lambda name: named.get(name, ""), key=f"{key}-dispute")
        st.selectbox(_("What becomes of it"), list(CHANGES), format_func=lambda to: _(CHANGES[to]), key=f"{key}-change")
        st.text_area(_("Why"), key=f"{key}-why")


def _keep_change(one: Customer, given: dict[str, Any]) -> bool:
    disputes.change_dispute(one.store, given["dispute"], given["change"], who=decider(), why=given["why"], on=one.today)
    return True


@contextmanager
def _form(name: str, what: str, right: Right, keep: Keep) -> Iterator[str]:
    """A button that unfolds a form, whose widgets are named `{key}-{field}`; sending it keeps what they hold."""
    key = f"collect-{round_of_decisions()}-{what}"
    missing = refusal(decider(), right)
    unfolded = st.popover(
        name, disabled=bool(missing), key=f"{key}-open", on_change="rerun", help=retold(missing) or None
    )
    with unfolded, st.form(f"{key}-form", border=False):
        yield key
        st.form_submit_button(name, on_click=_send, args=(key, keep))


def _send(key: str, keep: Keep) -> None:
    own = {name: name.removeprefix(f"{key}-") for name in st.session_state if str(name).startswith(f"{key}-")}
    given = {field: st.session_state[name] for name, field in own.items() if field not in ("open", "form")}
    carry_out(partial(keep, given))


def _day_field(label: str, value: date, key: str, least: date | None = None, most: date | None = None) -> None:
    st.date_input(label, value=value, min_value=least, max_value=most, key=key, format=picked_day())
