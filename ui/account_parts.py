"""The parts of an account's page, each a question with its answer."""

from datetime import date

import streamlit as st

from queries.store import Store
from ui import tables
from ui.marks import state_mark, system_mark
from ui.reading import Row, rows, table
from ui.text import amount, day, moment, plain

_LINE_COLUMNS = {
    "product_name": tables.text("Product"),
    "quantity": tables.number("Quantity"),
    "unit_price": tables.money("Unit price"),
    "discount_percent": tables.number("Less %"),
    "net_amount": tables.money("Net"),
}
_INVOICE_COLUMNS = {
    "invoice_id": tables.text("Invoice"),
    "invoiced_on": tables.day("Invoiced"),
    "due_on": tables.day("Due"),
    "status": tables.text("Status"),
    "days_overdue": tables.number("Days overdue"),
    "gross_amount": tables.money("Gross"),
    "paid_amount": tables.money("Paid"),
    "balance": tables.money("Balance"),
    "currency": tables.text("Currency"),
}
_INVOICE_LINE_COLUMNS = {
    "description": tables.text("Billed"),
    "starts_on": tables.day("From"),
    "ends_on": tables.day("To"),
    "quantity": tables.number("Quantity"),
    "unit_price": tables.money("Unit price"),
    "discount_percent": tables.number("Discount %"),
    "net_amount": tables.money("Net"),
    "tax_amount": tables.money("Tax"),
}
_APPLIED_COLUMNS = {
    "kind": tables.text("By"),
    "source_id": tables.text("Number"),
    "happened_on": tables.day("Day"),
    "status": tables.text("Status"),
    "amount": tables.money("Applied"),
    "currency": tables.text("Currency"),
}
_PAYMENT_COLUMNS = {
    "payment_id": tables.text("Payment"),
    "paid_on": tables.day("Paid"),
    "status": tables.text("Status"),
    "amount": tables.money("Amount"),
    "applied_amount": tables.money("Applied"),
    "unapplied_amount": tables.money("Unapplied"),
    "currency": tables.text("Currency"),
    "reference_number": tables.text("Reference"),
}
_TIMELINE_COLUMNS = {
    "happened_on": tables.day("Day"),
    "system": tables.text("System"),
    "kind": tables.text("What"),
    "words": tables.text("Record"),
    "amount": tables.money("Amount"),
    "currency": tables.text("Currency"),
}
_CONTACT_COLUMNS = {
    "name": tables.text("Name"),
    "job_title": tables.text("Role"),
    "email": tables.text("E-mail"),
    "phone": tables.text("Telephone"),
    "system": tables.text("System"),
}


def identity_line(account: Row) -> str:
    """Ids in both systems and how they are linked, as Markdown."""
    ids = [f"Firmao {plain(account['firmao_customer_id'])}", f"Ordway {plain(account['ordway_customer_id'])}"]
    return f"{' · '.join(ids)} · linked by: {plain(account['link'])}"


def firmao_side(account: Row) -> None:
    """Who the customer is in the CRM."""
    _side("firmao", account, ("name", "tax_id", "email", "phone", "address"), ())


def ordway_side(account: Row) -> None:
    """Who the customer is in billing."""
    _side("ordway", account, ("name", "tax_id", "email", "address"), ("status", "payment_terms", "currency"))


def _side(system: str, account: Row, shared: tuple[str, ...], own: tuple[str, ...]) -> None:
    with st.container(border=True):
        st.markdown(system_mark(system))
        if account[f"{system}_customer_id"] is None:
            st.caption("This account is not known here.")
            return
        for name in (*shared, *own):
            label = name.replace("_", " ").capitalize()
            st.markdown(f"{label}: **{plain(account[f'{system}_{name}'])}**")
        st.caption(f"Since {moment(account[f'{system}_since'])}")


def contracts(store: Store, account_id: str) -> None:
    """What was agreed."""
    st.subheader("Contracts", anchor=False)
    found = rows(store, "account/contracts", account=account_id)
    lines = table(store, "account/contract_lines", account=account_id)
    for contract in found:
        with st.expander(_contract_title(contract), expanded=contract is found[0]):
            st.markdown(state_mark(contract["status"]) + " " + _contract_terms(contract))
            is_its = [number == contract["contract_number"] for number in lines["contract_number"].to_pylist()]
            tables.shown(lines.filter(is_its), _LINE_COLUMNS, alt=f"Lines of contract {contract['contract_number']}")
    if not found:
        st.caption("No contract.")


def _contract_title(contract: Row) -> str:
    return f"{plain(contract['contract_number'])} · {amount(contract['net_amount'], contract['currency'])} net"


def _contract_terms(contract: Row) -> str:
    words = (contract["billing_period"], contract["payment_terms"], contract["sales_owner"])
    return f"{day(contract['starts_on'])} to {day(contract['ends_on'])} · " + " · ".join(map(plain, words))


def subscriptions(store: Store, account_id: str) -> None:
    """What is billed by itself."""
    st.subheader("Subscription", anchor=False)
    found = rows(store, "account/subscriptions", account=account_id)
    lines = table(store, "account/subscription_lines", account=account_id)
    for subscription in found:
        mrr = amount(subscription["mrr_amount"], subscription["currency"])
        with st.expander(f"{plain(subscription['subscription_id'])} · {mrr} MRR", expanded=True):
            term = f"term {day(subscription['term_starts_on'])} to {day(subscription['term_ends_on'])}"
            terms = f"{term} · {plain(subscription['payment_terms'])} · version {subscription['version']}"
            st.markdown(f"{state_mark(subscription['status'])} {terms}")
            is_its = [one == subscription["subscription_id"] for one in lines["subscription_id"].to_pylist()]
            tables.shown(lines.filter(is_its), _LINE_COLUMNS, alt="Lines of the subscription")
    if not found:
        st.caption("No subscription.")


def invoices(store: Store, account_id: str, today: date) -> None:
    """All invoices; the chosen one with its lines and what was applied to it."""
    st.subheader("Invoices", anchor=False)
    found = table(store, "account/invoices", account=account_id, as_of=today)
    if not found.num_rows:
        st.caption("No invoice.")
        return
    numbers = found["invoice_id"].to_pylist()
    chosen = tables.shown(found, _INVOICE_COLUMNS, alt="Invoices, the latest first", key=f"invoices-{account_id}")
    tables.exports(found, f"invoices-{account_id}")
    if chosen is not None:
        st.query_params["invoice"] = numbers[chosen]
    number = st.query_params.get("invoice", numbers[0])
    if number in numbers:
        _invoice(store, number)


def _invoice(store: Store, number: str) -> None:
    with st.container(border=True):
        st.markdown(f"**Invoice {plain(number)}** {system_mark('ordway')}")
        tables.shown(table(store, "account/invoice_lines", invoice=number), _INVOICE_LINE_COLUMNS, alt="Invoice lines")
        applied = table(store, "account/applications", invoice=number)
        if applied.num_rows:
            st.markdown("Payments and credits applied")
            tables.shown(applied, _APPLIED_COLUMNS, alt="Payments and credits applied to the invoice")
        else:
            st.caption("Nothing was applied to it yet.")


def payments(store: Store, account_id: str) -> None:
    """What came in."""
    st.subheader("Payments", anchor=False)
    found = table(store, "account/payments", account=account_id)
    if found.num_rows:
        tables.shown(found, _PAYMENT_COLUMNS, alt="Payments, the latest first")
        tables.exports(found, f"payments-{account_id}")
    else:
        st.caption("No payment.")


def timeline(store: Store, account_id: str) -> None:
    """What happened, in both systems."""
    st.subheader("Timeline", anchor=False)
    tables.shown(
        table(store, "account/timeline", account=account_id), _TIMELINE_COLUMNS, alt="What happened", height=320
    )


def contacts(store: Store, account_id: str) -> None:
    """The people."""
    st.subheader("Contacts", anchor=False)
    tables.shown(table(store, "account/contacts", account=account_id), _CONTACT_COLUMNS, alt="Contacts in both systems")


def raw_records(store: Store, account: Row) -> None:
    """The untouched answers behind the account."""
    with st.expander("Records as the systems sent them"):
        for system in ("firmao", "ordway"):
            record = account[f"{system}_customer_id"]
            for row in rows(store, "account/raw", system=system, resource="customers", record=record or ""):
                st.markdown(f"{system_mark(system)} customer {plain(record)}, seen since {moment(row['seen_from'])}")
                st.json(row["raw"], expanded=False)
