"""Firmao's agreements by number, in the shape of its answers."""

from decimal import Decimal
from typing import Any

Record = dict[str, Any]

_CITIES = ("Łódź", "Gdańsk", "Kraków", "Wrocław", "Poznań")
_OWNERS = ("Anna Żak", "Piotr Śliwa", "Maja Wójcik")


def agreement(n: int, customers: int) -> Record:
    """Agreement n. Ids count from 1; what Firmao has no field for stands in custom fields, as text."""
    owner = n % customers + 1
    netto = Decimal(netto_cents(n)).scaleb(-2)
    vat = (netto * Decimal("0.23")).quantize(Decimal("0.01"))
    name = f"Nordlicht {owner} Sp. z o.o."
    return {
        "id": n + 1,
        "number": f"SA/2026/{n:05d}",
        "label": f"SA/2026/{n:05d}",
        "name": f"Umowa o świadczenie usług {n}",
        "type": "AGREEMENT",
        "mode": "SALE",
        "offerStatus": "ACCEPTED",
        "offerDate": _day(n),
        "validFrom": _day(n + 10),
        "paymentDate": _day(n + 40),
        "daysToDueDate": 30,
        "paymentType": "TRANSFER",
        "currency": "PLN",
        "nettoPrice": netto,
        "vatPrice": vat,
        "bruttoPrice": netto + vat,
        "calculateFromGross": False,
        "customer": {"id": owner, "label": name, "emails": [f"biuro@nordlicht-{owner}.example"]},
        "customerName": name,
        "customerAddress": _address(owner),
        "nipNumber": str(5_000_000_000 + owner),
        "contact": None,
        "issuingPerson": _OWNERS[n % 3],
        "project": None,
        "task": None,
        "tags": [],
        "description": "Odnowienie na kolejny rok, warunki jak dotąd.",
        "annotations": "",
        "customFields": _custom_fields(n),
        "createdBy": {"id": n % 3 + 1, "label": _OWNERS[n % 3]},
        "creationDate": f"{_day(n)}T08:{n % 60:02d}:00Z",
        "lastUpdateDate": f"{_day(n + 10)}T12:{n % 60:02d}:46Z",
        "deleted": False,
        "permissions": {"edit": True, "delete": True, "view": True},
    }


def netto_cents(n: int) -> int:
    """The net price of agreement n, in cents."""
    return 100_000 + n * 131 % 5_000_000


def _custom_fields(n: int) -> Record:
    return {
        "custom1": _day(n + 10),
        "custom2": f"2027-{n // 28 % 12 + 1:02d}-{n % 28 + 1:02d}",
        "custom3": "Monthly",
        "custom4": "In Advance",
        "custom5": "true",
        "custom6": "Net 30",
        "custom7": _OWNERS[n % 3],
        "custom8": "100",
        "custom9": f"S-{n:05d}",
    }


def _address(owner: int) -> Record:
    return {
        "street": f"ul. Źródlana {owner % 200 + 1}",
        "city": _CITIES[owner % len(_CITIES)],
        "postCode": f"81-{owner % 1000:03d}",
        "country": "Polska",
        "county": None,
    }


def _day(n: int) -> str:
    return f"2025-{n // 28 % 12 + 1:02d}-{n % 28 + 1:02d}"
