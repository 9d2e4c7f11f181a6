"""A made-up company that sells subscriptions in Poland and abroad: what was sold, billed and paid, in both systems."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sandbox.company import firmao_records, ordway_money, ordway_records
from sandbox.company.billing import bills
from sandbox.company.contracts import Sale, sign
from sandbox.company.money_in import Receipt, receipts
from sandbox.company.names import Party, party
from sandbox.ordway.records import money, text
from sandbox.world import Record, World

_PROSPECTS = 0.12
_CALLS = (
    "Klient zadowolony, pyta o dodatkowe stanowiska.",
    "Prosi o przesłanie faktury na inny adres.",
    "Rozmowa o odnowieniu.",
)


def make_world(seed: int, accounts: int, as_of: date) -> World:
    """The company on day `as_of` with so many accounts. The same arguments make the same world.

    Each account is drawn by itself, so the first ones stay the same when there are more of them.
    """
    world = World(as_of)
    world.firmao = {"users": firmao_records.users(), "products": firmao_records.products()}
    world.firmao |= {name: {} for name in ("customers", "contacts", "agreements", "offers", "transactions")}
    world.firmao |= {name: {} for name in ("transactionentries", "salesopportunities", "salesnotes", "tasks")}
    world.ordway = {"products": ordway_records.products(), "plans": ordway_records.plans(), "orders": {}}
    world.ordway |= {"customers": {}, "subscriptions": {}, "billing_schedules": {}}
    sales = [sale for number in range(1, accounts + 1) if (sale := _account(world, seed, number, as_of))]
    _number_documents(world, [document for sale, draw in sales for document in _billing(world, sale, as_of, draw)])
    invoices, payments = _by_customer(world.ordway["invoices"]), _by_customer(world.ordway["payments"])
    for signed, _ in sales:
        key = ordway_records.customer_id(signed)
        _publish(world, signed, invoices[key], payments[key])
    return world


def _account(world: World, seed: int, number: int, as_of: date) -> tuple[Sale, Random] | None:
    """One account: its customer in Firmao and, unless it is a prospect, what was sold to it."""
    draw = Random(f"{seed}:{number}")  # noqa: S311 - a made-up world, not a secret
    who = party(number, draw)
    is_prospect = draw.random() < _PROSPECTS
    sale = None if is_prospect else sign(number, who, as_of, draw)
    since = (sale.terms[0].starts_on if sale else as_of) - timedelta(days=40)
    world.firmao["customers"][1000 + number] = firmao_records.customer(number, who, since, {} if sale else None)
    world.firmao["contacts"][3000 + number] = firmao_records.contact(number, who, since)
    if sale is None:
        _opportunity(world, number, who, as_of)
        return None
    if draw.random() < 0.4:
        note = firmao_records.note(
            5000 + number, sale, as_of - timedelta(days=draw.randint(2, 60)), draw.choice(_CALLS)
        )
        world.firmao["salesnotes"][note["id"]] = note
    return sale, draw


def _opportunity(world: World, number: int, who: Party, as_of: date) -> None:
    day = as_of - timedelta(days=20)
    world.firmao["salesopportunities"][7000 + number] = {
        "id": 7000 + number, "label": f"Oferta dla {who.name}",
        "customer": firmao_records.reference(1000 + number, who.name),
        "responsibleUsers": [], "value": Decimal(12_000), "currency": who.currency, "salesStage": "NEGOTIATION",
        "status": "OPEN", "acquisitionMethod": "", "sellingProcess": "", "tags": [], "customFields": None,
        **firmao_records.stamps(day),
    }  # fmt: skip


def _billing(world: World, sale: Sale, as_of: date, draw: Random) -> list[tuple[Sale, Receipt, Record]]:
    """Contracts in Firmao, customer and subscription in Ordway, and an invoice without a number for each bill."""
    entry_ids = _agreements(world, sale, as_of)
    made = bills(sale, as_of - timedelta(days=1))
    customer = ordway_records.customer(sale)
    world.ordway["customers"][customer["id"]] = customer
    subscription = ordway_records.subscription(sale, entry_ids, 20_000 + sale.number * 10, as_of)
    world.ordway["subscriptions"][subscription["id"]] = subscription
    world.ordway["billing_schedules"] |= ordway_records.schedules(sale, made)
    return [(sale, one, ordway_records.invoice(sale, one, as_of)) for one in receipts(sale, made, as_of, draw)]


def _agreements(world: World, sale: Sale, as_of: date) -> dict[tuple[str, date], int]:
    entry_ids: dict[tuple[str, date], int] = {}
    for index, term in enumerate(sale.terms):
        agreement_id = 20_000 + sale.number * 10 + index
        number = firmao_records.number_of(sale, index)
        entries = []
        for place, line in enumerate(term.lines):
            entry_id = 100_000 + sale.number * 100 + index * 10 + place
            entry_ids[line.product.code, line.starts_on] = entry_id
            entries.append(firmao_records.entry(sale, line, entry_id, agreement_id, number))
        world.firmao["transactionentries"] |= {entry["id"]: entry for entry in entries}
        sums = {key: sum((e[key] for e in entries), Decimal(0)) for key in ("nettoPrice", "vatPrice", "bruttoPrice")}
        world.firmao["agreements"][agreement_id] = firmao_records.agreement(sale, index, agreement_id, as_of) | sums
    return entry_ids


def _number_documents(world: World, documents: list[tuple[Sale, Receipt, Record]]) -> None:
    """Number invoices, payments, credits and refunds in the order of their days, and tie them together."""
    invoices, payments, credits = [], [], []
    for sale, receipt, invoice in documents:
        invoices.append(invoice)
        if invoice["status"] == "Draft":
            continue
        if receipt.is_reissued:
            wrong = invoice | {"line_items": invoice["line_items"], "payments": [], "status": "Reversed"}
            invoices.append(wrong | {"reversed_on": invoice["invoice_date"], "paid_amount": "0.0", "balance": "0.0"})
        payments += ordway_money.payments(sale, receipt, invoice, world.as_of)
        if receipt.credited:
            credits.append(ordway_money.credit(sale, receipt, invoice, world.as_of))
    ordway_records.number_in_order(world, "invoices", invoices, "INV", "invoice_date")
    ordway_records.number_in_order(world, "payments", payments, "PMT", "payment_date")
    ordway_records.number_in_order(world, "credits", credits, "CR", "credit_date")
    refunds = [ordway_money.refund(one) for one in payments if one.pop("_is_refunded", False)]
    ordway_records.number_in_order(world, "refunds", refunds, "REF", "refund_date")
    for refund in refunds:
        _tie_refund(refund)
    for kind, made in (("payments", payments), ("credits", credits)):
        for one in made:
            ordway_money.apply(kind, one)


def _tie_refund(refund: Record) -> None:
    payment, day = refund.pop("_payment"), refund["refund_date"]
    refund["payment_id"] = payment["id"]
    told = {"id": refund["id"], "refund_amount": refund["refund_amount"], "refund_date": day}
    payment["refunds"] = [told | {"created_date": day, "updated_date": day}]


def _by_customer(records: dict[str, Record]) -> defaultdict[str, list[Record]]:
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records.values():
        found[record["customer_id"]].append(record)
    return found


def _publish(world: World, sale: Sale, invoices: list[Record], payments: list[Record]) -> None:
    """The balance on both sides: Ordway's customer, and what is published to Firmao's."""
    key, today = ordway_records.customer_id(sale), world.as_of.isoformat()
    posted = [one for one in invoices if one["status"] in ("Posted", "Partially paid", "Paid")]
    due = [one for one in posted if one["status"] != "Paid"]
    settled = [one for one in payments if one["status"] == "Processed"]
    balance = sum((money(one["balance"]) for one in due), Decimal(0))
    customer = world.ordway["customers"][key]
    monthly = world.ordway["subscriptions"][ordway_records.subscription_id(sale)]["cmrr"]
    customer |= {"balance": text(balance), "cmrr": monthly, "discounted_cmrr": monthly}
    told: dict[str, Any] = {
        "balance": balance,
        "overdue": sum((money(one["balance"]) for one in due if one["due_date"] < today), Decimal(0)),
        "last_invoice": _told(posted, "invoice_date", "invoice_amount"),
        "last_payment": _told(settled, "payment_date", "payment_amount"),
    }
    world.firmao["customers"][1000 + sale.number]["customFields"] = firmao_records.published(sale, told)


def _told(records: list[Record], day: str, amount: str) -> str:
    if not records:
        return ""
    last = max(records, key=lambda one: (one[day], one["id"]))
    return f"{last['id']} {last[day]} {money(last[amount]):.2f}"
