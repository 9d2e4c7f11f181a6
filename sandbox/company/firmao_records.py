"""Firmao's records of the company, in the shapes its API answers with.

An amendment is an annex: a further won agreement of the same customer with its own line items, whose service starts
on the effective day and which names the same Ordway subscription. A renewal is a new agreement for the next term.
"""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sandbox.company.catalogue import CENT, PRODUCTS
from sandbox.company.contracts import SALES_PEOPLE, Sale, SoldLine, Term, sales_email
from sandbox.company.names import Party
from sandbox.company.ordway_records import subscription_id
from sandbox.world import Record

FIRST_USER = 9000
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
        "customerType": "PROSPECT" if custom is None else "CUSTOMER", "customerGroups": [], "status": "ACTIVE",
        "industry": {"key": "it", "label": "Usługi"}, "tags": [], "website": f"https://{party.domain}",
        "description": "", "customFields": custom, "createdBy": reference(FIRST_USER, "Anna Kos"), **stamps(since),
    }  # fmt: skip


def contacts(number: int, party: Party, since: date) -> dict[int, Record]:
    """The person who answers for the customer and the one who receives its invoices."""
    people = (
        (3000 + number, party.first_name, party.last_name, "Prezes", f"biuro@{party.domain}"),
        (300_000 + number, "Księgowość", "", "Dział finansowy", f"faktury@{party.domain}"),
    )
    return {
        contact_id: {
            "id": contact_id, "label": f"{first} {last}".strip(), "firstName": first, "lastName": last,
            "position": position, "departament": "", "email": email, "emails": [email], "phone": "", "phones": [],
            "customer": reference(1000 + number, party.name), "customFields": None, **stamps(since),
        }
        for contact_id, first, last, position, email in people
    }  # fmt: skip


def users() -> dict[int, Record]:
    """The sales people."""
    return {
        FIRST_USER + index: {
            "id": FIRST_USER + index, "label": f"{first} {last}", "firstName": first, "lastName": last,
            "email": sales_email(index), "login": sales_email(index), **stamps(date(2023, 1, 2)),
        }
        for index, (first, last) in enumerate(SALES_PEOPLE)
    }  # fmt: skip


def products() -> dict[int, Record]:
    """The catalogue, by the same codes as in Ordway."""
    return {
        _FIRST_PRODUCT + one.number: {
            "id": _FIRST_PRODUCT + one.number, "name": one.name, "productCode": one.code, "unit": one.unit,
            "currency": "PLN", "saleNetPrice": one.price, "vat": Decimal(23), "description": "",
            "customFields": None, **stamps(date(2023, 1, 2)),
        }
        for one in PRODUCTS
    }  # fmt: skip


def agreement(sale: Sale, index: int, agreement_id: int, as_of: date) -> Record:
    """The agreement of a sale's term number `index`, without its sums."""
    term, party = sale.terms[index], sale.party
    signed = term.starts_on - timedelta(days=12)
    person = reference(FIRST_USER + sale.sales, " ".join(SALES_PEOPLE[sale.sales]))
    return {
        "id": agreement_id, "label": number_of(sale, index), "number": number_of(sale, index),
        "name": "Aneks" if term.is_annex else "Umowa abonamentowa", "type": "AGREEMENT", "mode": "SALE",
        "offerStatus": "EXECUTED" if term.ends_before <= as_of else "ACCEPTED", "offerDate": signed.isoformat(),
        "validFrom": term.starts_on.isoformat(), "paymentDate": None, "daysToDueDate": sale.net_days,
        "paymentType": "CARD" if sale.pays_by_card else "TRANSFER", "currency": party.currency,
        "calculateFromGross": False, "customer": reference(1000 + sale.number, party.name),
        "customerName": party.name, "nipNumber": party.tax_id, "issuingPerson": person["label"],
        "tags": [], "description": "", "annotations": "",
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
    main = next(term for term in reversed(sale.terms[: index + 1]) if not term.is_annex)
    base = f"UM/{main.starts_on.year}/{sale.number:03d}"
    return f"{base}/A1" if sale.terms[index].is_annex else base


def entry(sale: Sale, line: SoldLine, entry_id: int, agreement_id: int, number: str) -> Record:
    """A line item of an agreement."""
    return line_item(sale.party, line, entry_id) | {"agreement": reference(agreement_id, number), "type": "AGREEMENT"}


def line_item(party: Party, line: SoldLine, entry_id: int) -> Record:
    """A line item, without the document it belongs to."""
    product, tax = line.product, (line.net * party.tax_rate / 100).quantize(CENT, ROUND_HALF_UP)
    return {
        "id": entry_id, "product": {"id": _FIRST_PRODUCT + product.number, "name": product.name},
        "productCode": product.code, "quantity": line.quantity, "unit": product.unit, "unitNettoPrice": line.price,
        "discount": line.discount, "nettoPrice": line.net, "vatPercent": Decimal(party.tax_rate), "vatPrice": tax,
        "bruttoPrice": line.net + tax, "classificationNumber": "", "description": "", "mode": "SALE",
    }  # fmt: skip


def published(ordway_id: str, told: dict[str, Any]) -> dict[str, str]:
    """What billing is published to the customer's custom fields, as text.

    `custom1` is Ordway's id, `custom2` the open balance ("1107.00"), `custom3` and `custom4` the latest invoice and
    payment as id, day and amount ("INV-00012 2026-09-01 1107.00"), `custom5` what is overdue, `custom6` the
    collection status ("current" or "overdue").
    """
    return {
        "custom1": ordway_id,
        "custom2": f"{told['balance']:.2f}",
        "custom3": told["last_invoice"],
        "custom4": told["last_payment"],
        "custom5": f"{told['overdue']:.2f}",
        "custom6": "overdue" if told["overdue"] else "current",
    }


def note(note_id: int, sale: Sale, day: date, told: tuple[str, str]) -> Record:
    """A note a sales person left: its kind and its words."""
    return {
        "id": note_id, "type": told[0], "description": told[1], "date": f"{day}T10:00:00Z",
        "customer": reference(1000 + sale.number, sale.party.name),
        "createdBy": reference(FIRST_USER + sale.sales, " ".join(SALES_PEOPLE[sale.sales])), **stamps(day),
    }  # fmt: skip


def reference(record_id: int, label: str) -> Record:
    """How Firmao points at another record."""
    return {"id": record_id, "label": label}


def sale_agreements(sale: Sale, as_of: date) -> tuple[dict[int, Record], dict[int, Record]]:
    """The agreements of a sale, one a term, and their line items, each by id."""
    agreements: dict[int, Record] = {}
    entries: dict[int, Record] = {}
    for index, term in enumerate(sale.terms):
        agreement_id, number = agreement_id_of(sale, index), number_of(sale, index)
        items = [
            entry(sale, line, entry_id_of(sale, index, place), agreement_id, number)
            for place, line in enumerate(term.lines)
        ]
        agreements[agreement_id] = agreement(sale, index, agreement_id, as_of) | sums_of(items)
        entries |= {item["id"]: item for item in items}
    return agreements, entries


def sums_of(items: Collection[Record]) -> Record:
    """The totals of a document."""
    return {key: sum((item[key] for item in items), Decimal(0)) for key in ("nettoPrice", "vatPrice", "bruttoPrice")}


def agreement_id_of(sale: Sale, index: int) -> int:
    """Firmao's id of the agreement for term number `index`."""
    return 20_000 + sale.number * 10 + index


def entry_id_of(sale: Sale, index: int, place: int) -> int:
    """Firmao's id of a line item of term number `index`."""
    return 100_000 + sale.number * 100 + index * 10 + place


def entry_ids(sale: Sale, before: date) -> dict[str, int]:
    """The line item that sells each product, by product code: the last one of a term that began before a day."""
    return {
        line.product.code: entry_id_of(sale, index, place)
        for index, term in enumerate(sale.terms)
        for place, line in enumerate(term.lines)
        if term.starts_on < before
    }
