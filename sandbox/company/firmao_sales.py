"""Firmao's records around a sale: the offer before it, the chance of one, and what Firmao itself once invoiced."""

from datetime import date, timedelta
from decimal import Decimal

from sandbox.company.contracts import SALES_PEOPLE, Sale, SoldLine
from sandbox.company.firmao_records import FIRST_USER, line_item, reference, stamps
from sandbox.company.names import Party
from sandbox.world import Record

Records = dict[int, Record]
_LICENCE_FEE = Decimal(1500)


def offer(number: int, party: Party, lines: tuple[SoldLine, ...], day: date, status: str) -> tuple[Record, Records]:
    """What was offered to customer `number` on a day, and its line items by id."""
    offer_id, offer_number = 40_000 + number, f"OF/{day.year}/{number:03d}"
    items = {
        item_id: line_item(party, line, item_id) | {"offer": reference(offer_id, offer_number), "type": "OFFER"}
        for item_id, line in enumerate(lines, start=800_000 + number * 10)
    }
    sums = {
        key: sum((item[key] for item in items.values()), Decimal(0))
        for key in ("nettoPrice", "vatPrice", "bruttoPrice")
    }
    made = {
        "id": offer_id, "label": offer_number, "number": offer_number, "name": "Oferta abonamentu", "type": "OFFER",
        "mode": "SALE", "offerStatus": status, "offerDate": day.isoformat(), "validFrom": day.isoformat(),
        "paymentDate": None, "daysToDueDate": 14, "paymentType": "TRANSFER", "currency": party.currency,
        "calculateFromGross": False, "customer": reference(1000 + number, party.name), "customerName": party.name,
        "nipNumber": party.tax_id, "issuingPerson": " ".join(SALES_PEOPLE[0]), "tags": [],
        "description": "", "annotations": "", "customFields": None, **stamps(day),
    }  # fmt: skip
    return made | sums, items


def won_offer(sale: Sale) -> tuple[Record, Records]:
    """The offer that became the first agreement of a sale."""
    first = sale.terms[0]
    return offer(sale.number, sale.party, first.lines, first.starts_on - timedelta(days=30), "ACCEPTED")


def opportunity(number: int, party: Party, day: date) -> Record:
    """A customer that may buy."""
    return {
        "id": 7000 + number, "label": f"Oferta dla {party.name}", "customer": reference(1000 + number, party.name),
        "responsibleUsers": [reference(FIRST_USER, " ".join(SALES_PEOPLE[0]))], "value": Decimal(12_000),
        "currency": party.currency, "salesStage": "NEGOTIATION", "status": "OPEN", "acquisitionMethod": "",
        "sellingProcess": "", "tags": [], "customFields": None, **stamps(day),
    }  # fmt: skip


def old_invoice(number: int, party: Party, day: date) -> Record:
    """An invoice made in Firmao itself, in the days before the company billed with Ordway."""
    tax = _LICENCE_FEE * party.tax_rate / 100
    return {
        "id": 60_000 + number, "transactionNumber": f"FV/{day.year}/{number:03d}", "type": "INVOICE", "mode": "SALE",
        "currency": party.currency, "customer": reference(1000 + number, party.name), "customerName": party.name,
        "nipNumber": party.tax_id, "paymentType": "TRANSFER", "transactionDate": day.isoformat(),
        "paymentDate": (day + timedelta(days=14)).isoformat(), "transactionNettoPrice": _LICENCE_FEE,
        "transactionVatPrice": tax, "transactionBruttoPrice": _LICENCE_FEE + tax, "customFields": None, **stamps(day),
    }  # fmt: skip
