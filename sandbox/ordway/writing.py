"""Changing Ordway: which module creates, updates, deletes or acts on which resource."""

from collections.abc import Callable

from sandbox.ordway import billing_runs, cancellations, credits, customers, invoices, orders, payments, subscriptions
from sandbox.ordway.books import Books, objects_in, required
from sandbox.ordway.errors import not_found, not_valid
from sandbox.ordway.subscription_lines import annotated_lines, new_lines
from sandbox.world import Record

_REQUIRED: dict[str, tuple[str, ...]] = {
    "products": ("name",),
    "plans": ("name",),
    "coupons": ("code",),
    "usages": ("date", "customer_id", "quantity"),
}
_CREATE: dict[str, Callable[[Books, Record], Record]] = {
    "customers": customers.create,
    "orders": orders.create,
    "payments": payments.create,
    "credits": credits.create,
    "subscriptions": subscriptions.create,
    "billing_runs": billing_runs.create,
}
_ACTIONS: dict[tuple[str, str], Callable[[Books, Record, Record], Record]] = {
    ("subscriptions", "activate"): subscriptions.activate,
    ("subscriptions", "change"): subscriptions.change,
    ("subscriptions", "renew"): subscriptions.renew,
    ("subscriptions", "cancel"): cancellations.cancel_subscription,
    ("orders", "cancel"): cancellations.cancel_order,
    ("invoices", "reverse"): invoices.reverse,
    ("invoices", "refund"): invoices.refund_invoice,
    ("payments", "reverse"): payments.reverse,
    ("payments", "refund"): payments.refund_payment,
    ("credits", "reverse"): credits.reverse,
    ("credits", "refund"): credits.refund_credit,
}
_SETTLE: dict[str, Callable[[Books], None]] = {
    "subscriptions": subscriptions.settle,
    "billing_runs": billing_runs.settle,
    "invoices": billing_runs.settle,
}
_STATUS = {"usages": "Pending"}
_UPDATABLE = {*_REQUIRED, "customers", "orders", "billing_schedules", "subscriptions"}
# Stamps, ids and amounts that Ordway reckons itself.
_NOT_TAKEN = {"id", "created_date", "created_by", "updated_date", "updated_by", "balance", "version", "invoice_id"}
_DELETABLE = {"customers", "products", "plans", "usages"}
# Once a subscription is active, everything else goes through its actions.
_FREE_WHILE_ACTIVE = {"id", "notes", "custom_fields", "plans"}


class Writing:
    """Everything that changes Ordway's records. Called with the state's lock held.

    What is refused changes nothing: every check comes before the first write.
    """

    def __init__(self, books: Books) -> None:
        self.books = books

    def settle(self, resource: str) -> None:
        """Let what goes on in the background come to its end; called before a resource is read."""
        if resource in _SETTLE:
            _SETTLE[resource](self.books)

    def create(self, resource: str, told: Record) -> Record:
        """Create a record. Raises 422 when something required is missing."""
        if resource in _CREATE:
            return _CREATE[resource](self.books, told)
        if resource not in _REQUIRED:
            raise not_valid(f"{resource} cannot be created")
        required(told, *_REQUIRED[resource])
        return self.books.add(resource, {"status": _STATUS.get(resource, "Active")} | told)

    def update(self, resource: str, record_id: str, told: Record) -> Record:
        """Change the given fields of a record; lists are replaced whole."""
        record = self.books.find(resource, record_id)
        if resource not in _UPDATABLE:
            raise not_valid(f"{resource} cannot be updated")
        if resource == "subscriptions" and record["status"] != "Draft":
            _refuse_all_but_notes(record, told)
        custom = (record.get("custom_fields") or {}) | (told.get("custom_fields") or {})
        custom |= {key: value for key, value in told.items() if key in custom}
        plain = {key: value for key, value in told.items() if key not in custom and key not in _NOT_TAKEN}
        record |= plain | self._completed(resource, record, told) | {"custom_fields": custom}
        return self.books.touch(record)

    def _completed(self, resource: str, record: Record, told: Record) -> Record:
        """The lists of a body, each of their members made whole."""
        if resource == "customers" and "contacts" in told:
            return {"contacts": customers.replaced_contacts(self.books, record, told)}
        if resource == "subscriptions" and "plans" in told:
            required(told, "plans")
            sent = objects_in(told, "plans")
            if record["status"] == "Draft":
                return {"plans": new_lines(self.books, sent, record["currency"])}
            return {"plans": annotated_lines(record["plans"], sent)}
        return {}

    def delete(self, resource: str, record_id: str) -> None:
        """Delete what the product lets one delete. Raises 422."""
        record = self.books.find(resource, record_id)
        is_draft = resource in ("subscriptions", "billing_runs") and record["status"] == "Draft"
        if resource not in _DELETABLE and not is_draft:
            raise not_valid(f"{record_id} cannot be deleted")
        if resource == "customers":
            customers.refuse_if_invoiced(self.books, record)
        if resource == "billing_runs":
            billing_runs.withdraw(self.books, record)
        del self.books.held(resource)[record_id]
        self.books.state.version += 1

    def act(self, resource: str, record_id: str, action: str, told: Record) -> Record:
        """Carry out an action on a record. Raises 422 when its state does not allow it."""
        record = self.books.find(resource, record_id)
        if (resource, action) not in _ACTIONS:
            raise not_valid(f"{action} is not known for {resource}")
        return self.books.touch(_ACTIONS[resource, action](self.books, record, told))

    def add_nested(self, resource: str, record_id: str, name: str, told: Record) -> Record:
        """A new contact of a customer. Raises 404 for other lists."""
        if (resource, name) != ("customers", "contacts"):
            raise not_found(resource, name)
        return customers.add_contact(self.books, self.books.find(resource, record_id), told)

    def change_nested(self, resource: str, record_id: str, name: str, nested_id: str, told: Record) -> Record:
        """A contact of a customer with other values. Raises 404 for other lists."""
        if (resource, name) != ("customers", "contacts"):
            raise not_found(resource, name)
        return customers.change_contact(self.books, self.books.find(resource, record_id), nested_id, told)


def _refuse_all_but_notes(subscription: Record, told: Record) -> None:
    free = _FREE_WHILE_ACTIVE | set(subscription.get("custom_fields") or {})
    if subscription["status"] != "Active" or not told.keys() <= free:
        raise not_valid("only notes and custom_fields of an Active subscription can be updated; use change")
