"""Numbering the documents of all accounts in the order of their days, as a system does that numbers as it goes."""

from collections.abc import Iterable, Iterator

from sandbox.company import ordway_money
from sandbox.company.account import Account, Document
from sandbox.world import Record, World


def number_documents(world: World, accounts: Iterable[Account]) -> None:
    """Number invoices, payments, credits and refunds, and tie them together."""
    held = list(accounts)
    documents = [document for account in held for document in account.documents]
    payments = [payment for document in documents for payment in document.payments]
    loose = [credit for account in held for credit in account.loose_credits]
    credits = [*loose, *(credit for document in documents for credit in document.credits)]
    _number(world, "invoices", _invoices(documents), "INV", "invoice_date")
    _number(world, "payments", payments, "PMT", "payment_date")
    _number(world, "credits", credits, "CR", "credit_date")
    refunds = [ordway_money.refund(one) for one in payments if "_refund" in one]
    _number(world, "refunds", refunds, "REF", "refund_date")
    for refund in refunds:
        ordway_money.tie_refund(refund)
    for kind, made in (("payments", payments), ("credits", credits)):
        for one in made:
            ordway_money.apply(kind, one)


def _invoices(documents: Iterable[Document]) -> Iterator[Record]:
    """Every invoice, and before a reissued one the one that was reversed."""
    for document in documents:
        if document.receipt.is_reissued:
            told = {"status": "Reversed", "reversed_on": document.invoice["invoice_date"]}
            yield document.invoice | told | {"payments": [], "credits": [], "paid_amount": "0.0", "balance": "0.0"}
        yield document.invoice


def _number(world: World, resource: str, records: Iterable[Record], prefix: str, day: str) -> None:
    in_order = sorted(records, key=lambda one: (one[day], one["customer_id"]))
    for number, record in enumerate(in_order, start=1):
        record["id"] = f"{prefix}-{number:05d}"
    world.ordway[resource] = {record["id"]: record for record in in_order}
