"""Fields that belong to one of several lines or records, by their form; fields alone are words of `ui/terms.py`."""

from ui.wording import later

FIELDS = (
    later("{field} of line item {name}"),
    later("line items of agreement {name}"),
    later("amount of line {number}"),
    later("invoices of {name}"),
    later("{field} of {product}"),
    later("{product}, {field}"),
    later("the id from request {number}"),
)
