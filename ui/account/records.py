"""Any record behind an account's page, exactly as its system answered."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from ui.answers import readable
from ui.marks import SYSTEMS
from ui.reading import Reader, Row
from ui.text import moment
from ui.wording import _, later

# The resource of each kind of record that a page shows, and the query that knows the ids of an account's.
_KINDS = (
    ("firmao", "agreements", later("Contract"), "account/contracts", "contract_id", "contract_number"),
    ("firmao", "entries", later("Contract line"), "account/contract_lines", "contract_line_id", "product_name"),
    ("firmao", "sales_notes", later("Note"), "account/notes", "note_id", ""),
    ("ordway", "subscriptions", later("Subscription"), "account/subscriptions", "subscription_id", ""),
    ("ordway", "invoices", later("Invoice"), "account/invoices", "invoice_id", ""),
    ("ordway", "payments", later("Payment"), "account/payments", "payment_id", ""),
    ("ordway", "credits", later("Credit"), "account/credits", "credit_id", ""),
    ("ordway", "refunds", later("Refund"), "account/refunds", "refund_id", ""),
)
_ALWAYS = datetime(9999, 12, 31)  # noqa: DTZ001 - instants are kept in UTC without saying so
Record = tuple[str, str, str]


def draw_records(read: Reader, account: Row, source: Reader, until: datetime | None) -> None:
    """A choice of all records of the account, and the chosen one's answer, as it was known before an instant.

    `source` reads the store that holds the answers. What the address names is chosen first.
    """
    offered = _offered(read, account)
    named = _named(st.query_params.get("record", ""))
    if named:
        offered.setdefault(named, f"{SYSTEMS[named[0]]} {_(named[1].replace('_', ' '))} {named[2]}")
    places = list(offered)
    chosen = st.selectbox(
        _("Record"),
        places,
        index=places.index(named) if named else 0,
        format_func=lambda one: offered[one],
        key=f"record-{account['account_id']}-{named}",
    )
    _draw_answer(source, chosen, until or _ALWAYS)


def _named(told: str) -> Record | None:
    parts: Sequence[str] = told.split("/", 2)
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 and parts[0] in SYSTEMS else None


def _draw_answer(source: Reader, chosen: Record, until: datetime) -> None:
    system, resource, record = chosen
    answer = source.first("account/raw", system=system, resource=resource, record=record, until=until)
    if answer is None:
        st.caption(_("The answer is not in the store."))
        return
    st.caption(
        _(
            "As {system} answered; this version first seen {moment}.",
            system=SYSTEMS[system],
            moment=moment(answer["seen_from"]),
        )
    )
    st.code(readable(answer["raw"]), language="json", wrap_lines=True)


def _offered(read: Reader, account: Row) -> dict[Record, str]:
    customers = {
        (system, "customers", account[f"{system}_customer_id"]): _(
            "{system} customer {number}", system=name, number=account[f"{system}_customer_id"]
        )
        for system, name in SYSTEMS.items()
        if account[f"{system}_customer_id"]
    }
    return customers | dict(_documents(read, account["account_id"]))


def _documents(read: Reader, account_id: str) -> list[tuple[Record, str]]:
    return [
        (
            (system, resource, row[key]),
            f"{SYSTEMS[system]} {_(word).lower()} {row[key]} {row[named] if named else ''}".rstrip(),
        )
        for system, resource, word, query, key, named in _KINDS
        for row in read.rows(
            query, account=account_id, **({"as_of": read.today} if query == "account/invoices" else {})
        )
    ]
