"""Links to the records of an account, on its page or from another, and to what is decided and corrected elsewhere."""

from collections.abc import Mapping
from urllib.parse import urlencode

from ui.address import link_here
from ui.sheet import Node, link
from ui.wording import _, later

RECORDS = later("Records as sent")
INVOICES = later("Invoices")
PAYMENTS = later("Payments")


def to_record(system: str, resource: str, record_id: str, text: str = "") -> Node:
    """A link to a record as its system sent it, named by its number unless a text is given."""
    return link_here(text or record_id, show=_(RECORDS), record=f"{system}/{resource}/{record_id}")


def to_invoice(invoice_id: str) -> Node:
    """A link to an invoice in the list of them, unfolded."""
    return link_here(invoice_id, show=_(INVOICES), invoice=invoice_id, record="")


def address_of(account_id: str, kind: str, number: str) -> str:
    """Where an account's page shows a contract, subscription, invoice or payment of it, seen from any page."""
    return f"account?{urlencode({'account': account_id, **_part(kind, number)})}"


def to_shown(account_id: str | None, kind: str, number: str, text: str = "") -> Node | str:
    """A link from another page to a record of an account; of none, the text alone."""
    if not account_id:
        return text or number
    address = address_of(account_id, kind, number)
    return link(text or number, address, address)


def _part(kind: str, number: str) -> Mapping[str, str]:
    """The part of an account's page that a record stands on."""
    if kind == "invoice":
        return {"show": _(INVOICES), "invoice": number}
    if kind == "payment":
        return {"show": _(PAYMENTS)}
    resource = {"contract": "firmao/agreements", "subscription": "ordway/subscriptions"}.get(kind)
    return {"show": _(RECORDS), "record": f"{resource}/{number}"} if resource else {}


def to_discrepancy(discrepancy_id: str, text: str) -> Node:
    """A link to a discrepancy."""
    return link(text, f"discrepancies?discrepancy={discrepancy_id}", f"discrepancy={discrepancy_id}")


def to_correction(correction_id: str, text: str) -> Node:
    """A link to a correction."""
    return link(text, f"corrections?correction={correction_id}", f"correction={correction_id}")
