"""Links of an account's page to its records, and to what is decided and corrected elsewhere."""

from ui.address import link_here
from ui.sheet import Node, link
from ui.wording import _, later

RECORDS = later("Records as sent")
INVOICES = later("Invoices")


def to_record(system: str, resource: str, record_id: str, text: str = "") -> Node:
    """A link to a record as its system sent it, named by its number unless a text is given."""
    return link_here(text or record_id, show=_(RECORDS), record=f"{system}/{resource}/{record_id}")


def to_invoice(invoice_id: str) -> Node:
    """A link to an invoice in the list of them, unfolded."""
    return link_here(invoice_id, show=_(INVOICES), invoice=invoice_id, record="")


def to_discrepancy(discrepancy_id: str, text: str) -> Node:
    """A link to a discrepancy."""
    return link(text, f"discrepancies?discrepancy={discrepancy_id}", f"discrepancy={discrepancy_id}")


def to_correction(correction_id: str, text: str) -> Node:
    """A link to a correction."""
    return link(text, f"corrections?correction={correction_id}", f"correction={correction_id}")
