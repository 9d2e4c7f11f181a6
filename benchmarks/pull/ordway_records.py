"""Ordway's customers by number, in the shape of its answers, and the words its other records share."""

from typing import Any

Record = dict[str, Any]

_STAMP = "2025-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}.{:03d}Z"
_CITIES = ("Łódź", "Gdańsk", "Kraków", "Wrocław", "Poznań", "Białystok", "Rzeszów")


def customer(n: int) -> Record:
    """Customer n with its one contact."""
    own = {"tax_id": f"PL{5_000_000_000 + n}", "firmao_customer_id": str(n + 1)}
    contact_id = f"CT-{n:06d}"
    return {
        "id": customer_id(n),
        "name": customer_name(n),
        "customer_type": "business",
        "description": "",
        "parent_customer": "",
        "website": f"https://nordlicht-{n}.example",
        "payment_terms": "Net 30",
        "billing_cycle_day": "1st Day Of The Month",
        "billing_contact_id": contact_id,
        "shipping_contact_id": contact_id,
        "status": "Active",
        "billing_batch": "Default",
        "tax_exempt": False,
        "balance": money(n % 9_000),
        "auto_pay": n % 3 == 0,
        "edit_auto_pay": True,
        "currency": "PLN",
        "price_book_id": "",
        "cmrr": money(100_000 + n),
        "discounted_cmrr": money(90_000 + n),
        "payment_gateway_id": "",
        "gateway_name": "",
        "payment_options": {"ach_enabled": True, "credit_enabled": True},
        "delivery_preferences": {"print": False, "email": True},
        "contacts": [{"id": contact_id, "customer_id": customer_id(n), **contact(n), **stamps(n)}],
        "pay_now_url": f"https://pay.example/now/{n}",
        "update_payment_method_url": f"https://pay.example/method/{n}",
        "open_invoices_url": f"https://pay.example/open/{n}",
        "custom_fields": own,
        **own,
        **stamps(n),
    }


def customer_id(n: int) -> str:
    """The id of customer n."""
    return f"C-{n:06d}"


def contact(n: int) -> Record:
    """The contact of customer n without its ids, as an invoice keeps it."""
    return {
        "first_name": "Ewa",
        "last_name": f"Lis-{n}",
        "display_name": f"Ewa Lis-{n}",
        "email": f"ewa@nordlicht-{n}.example",
        "phone": "",
        "address1": f"ul. Źródlana {n % 200 + 1}",
        "address2": "",
        "city": _CITIES[n % len(_CITIES)],
        "state": "",
        "zip": f"81-{n % 1000:03d}",
        "county": "",
        "country": "Poland",
    }


def customer_name(n: int) -> str:
    """The name of customer n."""
    return f"Nordlicht {n} Sp. z o.o."


def money(cents: int) -> str:
    """An amount as Ordway writes it: a text with one or two decimals."""
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02d}" if rest % 10 else f"{whole}.{rest // 10}"


def day(n: int) -> str:
    """A day of a year that is over, differing with n: no system holds what is still to come."""
    return f"2025-{n // 28 % 12 + 1:02d}-{n % 28 + 1:02d}"


def stamps(n: int) -> Record:
    """Who wrote and changed a record, and when."""
    moment = _STAMP.format(n // 28 % 12 + 1, n % 28 + 1, n % 24, n % 60, n * 7 % 60, n % 1000)
    return {
        "created_by": "ops@acme.example",
        "updated_by": "fin@acme.example",
        "created_date": moment,
        "updated_date": moment,
    }
