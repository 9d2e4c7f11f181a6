"""Ordway's customers, and their contacts, which live inside them."""

from collections.abc import Iterable

from sandbox.ordway.books import Books, objects_in, required
from sandbox.ordway.errors import not_found, not_valid
from sandbox.world import Record

_EMPTY = dict.fromkeys(
    (
        "first_name last_name display_name email phone mobile job_title department notes address1 address2 city state "
        "zip county country"
    ).split(),
    "",
)
_DEFAULTS: Record = {
    "customer_type": "business", "status": "Active", "description": "", "website": "", "parent_customer": "",
    "payment_terms": "Due on Receipt", "billing_cycle_day": "1st Day Of The Month", "billing_batch": "Default",
    "tax_exempt": False, "auto_pay": False, "cmrr": "0.0", "discounted_cmrr": "0.0",
}  # fmt: skip


def create(books: Books, told: Record) -> Record:
    """A customer with its contacts; the first one receives its invoices unless told otherwise. Raises 422."""
    required(told, "name")
    contacts = objects_in(told, "contacts")
    made = books.add("customers", _DEFAULTS | told | {"balance": "0.0", "contacts": []})
    for contact in contacts:
        add_contact(books, made, contact)
    first = made["contacts"][0]["id"] if made["contacts"] else ""
    for name in ("billing_contact_id", "shipping_contact_id"):
        made[name] = told.get(name) or first
    return made


def replaced_contacts(books: Books, customer: Record, told: Record) -> list[Record]:
    """The contacts a body puts in place of a customer's; what was left out of a known one is kept. Raises 422."""
    known = {one["id"]: one for one in customer.get("contacts") or []}
    used = _used_ids(books)
    contacts: list[Record] = []
    for sent in objects_in(told, "contacts"):
        held = known.get(str(sent.get("id")))
        contacts.append(held | sent if held else _contact(books, customer, sent, used))
        used.append(contacts[-1]["id"])
    return contacts


def add_contact(books: Books, customer: Record, told: Record) -> Record:
    """A new contact of a customer."""
    contact = _contact(books, customer, told, _used_ids(books))
    customer["contacts"] = [*(customer.get("contacts") or []), contact]
    books.touch(customer)
    return contact


def change_contact(books: Books, customer: Record, contact_id: str, told: Record) -> Record:
    """A contact with other values. Raises 404."""
    for contact in customer.get("contacts") or []:
        if contact["id"] == contact_id:
            contact |= {key: value for key, value in told.items() if key not in ("id", "customer_id")}
            books.touch(customer)
            return books.touch(contact)
    raise not_found("contacts", contact_id)


def refuse_if_invoiced(books: Books, customer: Record) -> None:
    """A customer stays as long as an invoice is made out to it. Raises 422."""
    if any(one["customer_id"] == customer["id"] for one in books.held("invoices").values()):
        raise not_valid(f"{customer['id']} has invoices and cannot be deleted")


def _contact(books: Books, customer: Record, told: Record, used: Iterable[str]) -> Record:
    fixed = {"id": told.get("id") or books.next_id("contacts", used), "customer_id": customer["id"]}
    return {**_EMPTY, "custom_fields": {}, **told, **fixed, **books.stamps()}


def _used_ids(books: Books) -> list[str]:
    return [one["id"] for other in books.held("customers").values() for one in other.get("contacts") or []]
