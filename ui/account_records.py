"""Any record behind an account's page, exactly as its system answered."""

import streamlit as st

from ui.answers import readable
from ui.marks import SYSTEMS
from ui.reading import Reader, Row
from ui.text import moment

# The resource of each kind of record that a page shows, and the query that knows the ids of an account's.
_KINDS = (
    ("firmao", "agreements", "Contract", "account/contracts", "contract_id", "contract_number"),
    ("firmao", "entries", "Contract line", "account/contract_lines", "contract_line_id", "product_name"),
    ("ordway", "subscriptions", "Subscription", "account/subscriptions", "subscription_id", ""),
    ("ordway", "invoices", "Invoice", "account/invoices", "invoice_id", ""),
    ("ordway", "payments", "Payment", "account/payments", "payment_id", ""),
)
Record = tuple[str, str, str]


def draw_records(read: Reader, account: Row) -> None:
    """A choice of all records of the account, and the chosen one's answer."""
    offered = _offered(read, account)
    chosen = st.selectbox(
        "Record", list(offered), format_func=lambda one: offered[one], key=f"record-{account['account_id']}"
    )
    system, resource, record = chosen
    answer = read.first("account/raw", system=system, resource=resource, record=record)
    if answer is None:
        st.caption("The answer is not in the store any more.")
        return
    st.caption(f"As {SYSTEMS[system]} answered; this version first seen {moment(answer['seen_from'])}.")
    st.code(readable(answer["raw"]), language="json", wrap_lines=True)


def _offered(read: Reader, account: Row) -> dict[Record, str]:
    customers = {
        (system, "customers", account[f"{system}_customer_id"]): f"{name} customer {account[f'{system}_customer_id']}"
        for system, name in SYSTEMS.items()
        if account[f"{system}_customer_id"]
    }
    return customers | dict(_documents(read, account["account_id"]))


def _documents(read: Reader, account_id: str) -> list[tuple[Record, str]]:
    return [
        (
            (system, resource, row[key]),
            f"{SYSTEMS[system]} {word.lower()} {row[key]} {row[named] if named else ''}".rstrip(),
        )
        for system, resource, word, query, key, named in _KINDS
        for row in read.rows(
            query, account=account_id, **({"as_of": read.today} if query == "account/invoices" else {})
        )
    ]
