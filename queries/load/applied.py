"""Which invoices the lists inside a record apply it to."""

from datetime import datetime

from queries.load.shape import Child, Shape
from queries.store import Cursor


def lists_of_invoices(shape: Shape) -> list[Child]:
    """The lists inside a record that name invoices; credits have them under either of two names."""
    return [child for child in shape.children if any(column.name == "invoice_id" for column in child.columns)]


def applied_since(cursor: Cursor, shape: Shape, moment: datetime) -> set[str]:
    """The invoices that stored records name which were changed, or applied, at `moment` (UTC) or later."""
    return {
        invoice_id
        for child in lists_of_invoices(shape)
        for (invoice_id,) in cursor.rows(_applied_since(shape, child), moment=moment)
    }


def _applied_since(shape: Shape, child: Child) -> str:
    return f"""
select distinct applied.invoice_id
from {shape.target} as record
inner join {shape.system}.{child.table} as applied on applied.{child.parent_key} = record.id
where applied.invoice_id is not null
    and greatest(record.updated_date, applied.created_date, applied.updated_date) >= $moment
"""
