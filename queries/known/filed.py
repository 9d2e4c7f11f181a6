"""What one customer was invoiced and what it paid, as it is filed by customer."""

from dataclasses import dataclass, field

import pyarrow as pa

from queries.extracts.filed import FILED
from queries.run import is_up_to_date
from queries.store import Cursor, Store

_RECORDS = "select * from {filed} where customer_id = $customer"
_LISTS = "select * exclude (filed_under) from {filed} where filed_under = $customer"
_WHERE = {
    "ordway.invoices": _RECORDS.format(filed="recon.filed_invoice"),
    "ordway.invoice_lines": _LISTS.format(filed="recon.filed_invoice_line"),
    "ordway.payments": _RECORDS.format(filed="recon.filed_payment"),
    "ordway.payment_applications": _LISTS.format(filed="recon.filed_payment_application"),
}
_PAID_BY_OTHERS = "select payment_id from recon.paid_by_other where customer_id = $customer"


@dataclass(frozen=True)
class Filed:
    """A customer’s own records, without their texts, and their lists, by the table that they are copied from.

    `shared` are the ids of other customers' records that have to do with them, by table.
    """

    own: dict[str, pa.Table] = field(default_factory=dict)
    shared: dict[str, list[str]] = field(default_factory=dict)


NOTHING_FILED = Filed()


def filed_of(store: Store, cursor: Cursor, customer_id: str) -> Filed:
    """What is filed of a customer of Ordway; nothing while the records are of another state than what was filed."""
    if not is_up_to_date(store, FILED.name):
        return NOTHING_FILED
    paid_by_others = [payment_id for (payment_id,) in cursor.rows(_PAID_BY_OTHERS, customer=customer_id)]
    return Filed(
        {name: cursor.table(told, customer=customer_id) for name, told in _WHERE.items()},
        {"ordway.payments": paid_by_others},
    )
