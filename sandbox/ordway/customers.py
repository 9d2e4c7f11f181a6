"""The contacts of Ordway's customers, which live inside them."""

from sandbox.ordway.books import Books
from sandbox.ordway.errors import not_found
from sandbox.world import Record

_EMPTY = dict.fromkeys(
    (
        "first_name last_name display_name email phone mobile job_title department notes address1 address2 city state "
        "zip county country"
    ).split(),
    "",
)


def add_contact(books: Books, customer: Record, told: Record) -> Record:
    """A new contact of a customer."""
    used = [one["id"] for other in books.held("customers").values() for one in other.get("contacts") or []]
    fixed = {"id": told.get("id") or books.next_id("contacts", used), "customer_id": customer["id"]}
    contact = {**_EMPTY, "custom_fields": {}, **told, **fixed, **books.stamps()}
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
