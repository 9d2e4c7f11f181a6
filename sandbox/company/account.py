"""One customer of the company with everything both systems hold of it, before its documents are numbered."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from sandbox.company import firmao_records, firmao_sales, ordway_invoices, ordway_money, ordway_records
from sandbox.company.billing import bills
from sandbox.company.contracts import Sale, sign
from sandbox.company.money_in import Receipt, receipts
from sandbox.company.names import Party
from sandbox.ordway.records import text
from sandbox.world import Record

_CALLS = (
    ("PHONE_CALL", "Klient zadowolony, pyta o dodatkowe stanowiska."),
    ("PHONE_CALL", "Prosi o przesłanie faktury na inny adres."),
    ("MEETING", "Rozmowa o odnowieniu."),
    ("NOTE", "Klient kwestionuje ostatnią fakturę, płatność wstrzymana do wyjaśnienia."),
)
_PAY_TOGETHER = 0.15
_WITH_ORDER = 0.06


@dataclass
class Document:
    """An invoice with what was paid and credited on it."""

    receipt: Receipt
    invoice: Record
    payments: list[Record]
    credits: list[Record]

    @property
    def is_open(self) -> bool:
        """Whether the customer has something left to pay on it."""
        return self.invoice["status"] in ("Posted", "Partially paid")

    @property
    def is_posted(self) -> bool:
        """Whether it was sent to the customer and stands."""
        return self.invoice["status"] in ("Posted", "Partially paid", "Paid")


@dataclass
class Account:
    """A customer: what was sold to it, what billing knows of that, and the records of both systems.

    `sold` and `billed` are the same sale unless something went wrong between the two.
    """

    number: int
    as_of: date
    party: Party
    draw: Random
    sold: Sale
    billed: Sale
    receipts: list[Receipt] = field(default_factory=list)
    firmao: defaultdict[str, dict[int, Record]] = field(default_factory=lambda: defaultdict(dict))
    ordway: defaultdict[str, dict[str, Record]] = field(default_factory=lambda: defaultdict(dict))
    documents: list[Document] = field(default_factory=list)
    loose_credits: list[Record] = field(default_factory=list)

    @property
    def firmao_id(self) -> int:
        """Firmao's id of the customer."""
        return 1000 + self.number

    @property
    def ordway_id(self) -> str:
        """Ordway's id of the customer."""
        return ordway_records.customer_id(self.sold)

    @property
    def customer(self) -> Record:
        """The customer in Ordway."""
        return self.ordway["customers"][self.ordway_id]

    @property
    def subscription(self) -> Record:
        """The subscription in Ordway."""
        return self.ordway["subscriptions"][ordway_records.subscription_id(self.sold)]

    @property
    def agreement_id(self) -> int:
        """Firmao's id of the agreement for the main term that runs, or ran last."""
        return firmao_records.agreement_id_of(self.sold, self.sold.terms.index(self.sold.running(self.as_of)[0]))

    @property
    def agreement(self) -> Record:
        """The agreement for the main term that runs, or ran last."""
        return self.firmao["agreements"][self.agreement_id]


def begin(number: int, party: Party, as_of: date, draw: Random) -> Account:
    """A customer to whom something was sold; billing knows it as it was sold."""
    sold = sign(number, party, as_of, draw)
    return Account(number, as_of, party, draw, sold, sold.copy())


def bill(account: Account) -> None:
    """What billing made of what it knows, up to yesterday, and what came in for it."""
    made = bills(account.billed, account.as_of - timedelta(days=1))
    account.receipts = receipts(account.billed, made, account.as_of, account.draw)


def record(account: Account) -> None:
    """The records of both systems."""
    _record_in_firmao(account)
    _record_in_ordway(account)


def _record_in_firmao(account: Account) -> None:
    sold, since = account.sold, account.sold.terms[0].starts_on - timedelta(days=40)
    held = account.firmao
    held["customers"][account.firmao_id] = firmao_records.customer(account.number, account.party, since, {})
    held["contacts"] |= firmao_records.contacts(account.number, account.party, since)
    held["agreements"], held["transactionentries"] = firmao_records.sale_agreements(sold, account.as_of)
    _keep_offer(account, firmao_sales.won_offer(sold))
    if account.draw.random() < 0.1:
        old = firmao_sales.old_invoice(account.number, account.party, since)
        held["transactions"][old["id"]] = old
    if account.draw.random() < 0.5:
        day = account.as_of - timedelta(days=account.draw.randint(2, 60))
        note = firmao_records.note(5000 + account.number, sold, day, account.draw.choice(_CALLS))
        held["salesnotes"][note["id"]] = note


def _keep_offer(account: Account, offered: tuple[Record, dict[int, Record]]) -> None:
    offer, items = offered
    account.firmao["offers"][offer["id"]] = offer
    account.firmao["transactionentries"] |= items


def _record_in_ordway(account: Account) -> None:
    billed, held = account.billed, account.ordway
    held["customers"][account.ordway_id] = ordway_records.customer(billed)
    entry_ids = firmao_records.entry_ids(account.sold, max(term.ends_before for term in billed.terms))
    first_agreement = firmao_records.agreement_id_of(account.sold, 0)
    subscription = ordway_records.subscription(billed, entry_ids, first_agreement, account.as_of)
    held["subscriptions"][subscription["id"]] = subscription
    invoiced = {line.key for receipt in account.receipts for line in receipt.bill.lines}
    held["billing_schedules"] = ordway_records.schedules(billed, invoiced)
    if account.draw.random() < _WITH_ORDER:
        order = ordway_records.order(billed, account.as_of - timedelta(days=4))
        held["orders"][order["id"]] = order
    account.documents = [_document(account, receipt) for receipt in account.receipts]


def _document(account: Account, receipt: Receipt) -> Document:
    invoice = ordway_invoices.invoice(account.billed, receipt, account.as_of)
    paid = ordway_money.payments(account.billed, receipt, invoice, account.as_of)
    return Document(receipt, invoice, paid, ordway_money.correction(account.billed, receipt, invoice, account.as_of))


def pay_together(account: Account) -> None:
    """Some customers pay two invoices with one transfer."""
    pairs = zip(account.documents, account.documents[1:], strict=False)
    pair = next((pair for pair in pairs if all(map(_is_paid_at_once, pair))), None)
    if pair is None or account.draw.random() > _PAY_TOGETHER:
        return
    first, second = pair
    payment, amount = second.payments[0], first.receipt.paid
    payment["_invoices"].append((first.invoice, amount))
    for name in ("payment_amount", "applied_amount"):
        payment[name] = text(second.receipt.paid + amount)
    first.invoice["updated_date"] = payment["updated_date"]
    first.payments.clear()


def _is_paid_at_once(document: Document) -> bool:
    return len(document.payments) == 1 and document.payments[0]["status"] == "Processed"


def sum_of(amounts: list[Decimal]) -> Decimal:
    """Their sum, as an amount even where there are none."""
    return sum(amounts, Decimal(0))
