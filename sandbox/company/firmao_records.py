"""Firmao's records of the company, in the shapes its API answers with.

An amendment is an annex: a further won agreement of the same customer with its own line items, whose service starts
on the effective day and which names the same Ordway subscription. A renewal is a new agreement for the next term.
"""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sandbox.company.catalogue import CENT, PRODUCTS
from sandbox.company.contracts import SALES_PEOPLE, Sale, SoldLine, Term, sales_email
from sandbox.company.names import Party
from sandbox.company.ordway_records import customer_id, subscription_id
from sandbox.world import Record

_FIRST_USER = 9000
_FIRST_PRODUCT = 9100


def stamps(created: date, updated: date | None = None) -> Record:
    """When it was made and last changed."""
    return {"creationDate": f"{created}T05:00:00Z", "lastUpdateDate": f"{updated or created}T05:30:00Z"}


def customer(number: int, party: Party, since: date, custom: dict[str, str] | None) -> Record:
    """The customer; `number` is its own, its id is 1000 more."""
    address = {
        "street": party.street,
        "city": party.city,
        "postCode": party.post_code,
        "country": party.country,
        "county": None,
    }
    return {
        "id": 1000 + number, "label": party.name, "name": party.name, "nipNumber": party.tax_id, "vatUE": None,
        "emails": [f"biuro@{party.domain}"], "email": f"biuro@{party.domain}", "phones": ["+48 22 100 20 30"],
        "phone": "+48 22 100 20 30", "officeAddress": address, "correspondenceAddress": dict(address),
        "customerType": "CUSTOMER" if custom else "PROSPECT", "customerGroups": [], "status": "ACTIVE",
        "industry": {"key": "it", "label": "Usługi"}, "tags": [], "website": f"https://{party.domain}",
        "description": "", "customFields": custom, "createdBy": reference(_FIRST_USER, "Anna Kos"), **stamps(since),
    }  # fmt: skip


def contact(number: int, party: Party, since: date) -> Record:
    """The person who answers for the customer."""
    return {
        "id": 3000 + number, "label": party.person, "firstName": party.first_name, "lastName": party.last_name,
        "position": "Kierownik finansowy", "department": "", "email": f"faktury@{party.domain}",
        "emails": [f"faktury@{party.domain}"], "phone": "", "phones": [],
        "customer": reference(1000 + number, party.name), "customFields": None, **stamps(since),
    }  # fmt: skip


def users() -> dict[int, Record]:
    """The sales people."""
    return {
        _FIRST_USER + index: {
            "id": _FIRST_USER + index, "label": f"{first} {last}", "firstName": first, "lastName": last,
            "email": sales_email(index), "login": sales_email(index), **stamps(date(2023, 1, 2)),
        }
        for index, (first, last) in enumerate(SALES_PEOPLE)
    }  # fmt: skip


def products() -> dict[int, Record]:
    """The catalogue, by the same codes as in Ordway."""
    return {
        _FIRST_PRODUCT + one.number: {
            "id": _FIRST_PRODUCT + one.number, "name": one.name, "productCode": one.code, "unit": one.unit,
            "currency": "PLN", "unitNettoPrice": one.price, "vatPercent": Decimal(23), "description": "",
            "customFields": None, **stamps(date(2023, 1, 2)),
        }
        for one in PRODUCTS
    }  # fmt: skip


def agreement(sale: Sale, index: int, agreement_id: int, as_of: date) -> Record:
    """The agreement of a sale's term number `index`, without its sums."""
    term, party = sale.terms[index], sale.party
    signed = term.starts_on - timedelta(days=12)
    person = reference(_FIRST_USER + sale.sales, " ".join(SALES_PEOPLE[sale.sales]))
    return {
        "id": agreement_id, "label": number_of(sale, index), "number": number_of(sale, index),
        "name": "Aneks" if term.is_annex else "Umowa abonamentowa", "type": "AGREEMENT", "mode": "SALE",
        "offerStatus": "EXECUTED" if term.ends_before <= as_of else "ACCEPTED", "offerDate": signed.isoformat(),
        "validFrom": term.starts_on.isoformat(), "paymentDate": None, "daysToDueDate": sale.net_days,
        "paymentType": "TRANSFER", "currency": party.currency, "calculateFromGross": False,
        "customer": reference(1000 + sale.number, party.name), "customerName": party.name, "nipNumber": party.tax_id,
        "issuingPerson": person, "tags": [], "description": "", "annotations": "",
        "customFields": _custom_fields(sale, term), "createdBy": person, **stamps(signed),
    }  # fmt: skip


def _custom_fields(sale: Sale, term: Term) -> dict[str, str]:
    return {
        "custom1": term.starts_on.isoformat(),
        "custom2": (term.ends_before - timedelta(days=1)).isoformat(),
        "custom3": sale.period,
        "custom4": sale.timing,
        "custom5": "Yes" if sale.auto_renew else "No",
        "custom6": f"Net {sale.net_days}",
        "custom7": sales_email(sale.sales),
        "custom8": sale.split,
        "custom9": subscription_id(sale),
    }


def number_of(sale: Sale, index: int) -> str:
    """A contract's number, such as `UM/2025/017`, an annex's `UM/2025/017/A1`."""
    mains = [term for term in sale.terms[: index + 1] if not term.is_annex]
    base = f"UM/{mains[-1].starts_on.year}/{sale.number:03d}"
    return f"{base}/A1" if sale.terms[index].is_annex else base


def entry(sale: Sale, line: SoldLine, entry_id: int, agreement_id: int, number: str) -> Record:
    """A line item of an agreement."""
    product, tax = line.product, (line.net * sale.party.tax_rate / 100).quantize(CENT, ROUND_HALF_UP)
    return {
        "id": entry_id, "agreement": reference(agreement_id, number),
        "product": {"id": _FIRST_PRODUCT + product.number, "name": product.name}, "productCode": product.code,
        "quantity": line.quantity, "unit": product.unit, "unitNettoPrice": line.price, "discount": line.discount,
        "nettoPrice": line.net, "vatPercent": Decimal(sale.party.tax_rate), "vatPrice": tax,
        "bruttoPrice": line.net + tax, "classificationNumber": "", "description": "", "type": "AGREEMENT",
        "mode": "SALE",
    }  # fmt: skip


def published(sale: Sale, ordway: dict[str, Any]) -> dict[str, str]:
    """What billing is published to the customer's custom fields, as text.

    `custom1` is Ordway's id, `custom2` the open balance ("1107.00"), `custom3` and `custom4` the latest invoice and
    payment as id, day and amount ("INV-00012 2026-09-01 1107.00"), `custom5` what is overdue, `custom6` the
    collection status ("current" or "overdue").
    """
    return {
        "custom1": customer_id(sale),
        "custom2": f"{ordway['balance']:.2f}",
        "custom3": ordway["last_invoice"],
        "custom4": ordway["last_payment"],
        "custom5": f"{ordway['overdue']:.2f}",
        "custom6": "overdue" if ordway["overdue"] else "current",
    }


def note(note_id: int, sale: Sale, day: date, words: str) -> Record:
    """A note a sales person left."""
    return {
        "id": note_id, "type": "PHONE_CALL", "description": words, "date": f"{day}T10:00:00Z",
        "customer": reference(1000 + sale.number, sale.party.name),
        "createdBy": reference(_FIRST_USER + sale.sales, " ".join(SALES_PEOPLE[sale.sales])), **stamps(day),
    }  # fmt: skip


def reference(record_id: int, label: str) -> Record:
    """How Firmao points at another record."""
    return {"id": record_id, "label": label}
