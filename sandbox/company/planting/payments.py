"""Money that came in and went wrong: P1 to P7."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from sandbox.company import ordway_money
from sandbox.company.account import Account, Document
from sandbox.company.billing import due_on
from sandbox.company.catalogue import CENT
from sandbox.company.money_in import Receipt
from sandbox.company.planting.comparing import Finding
from sandbox.company.planting.kind import Kind, open_balance, planted
from sandbox.ordway.records import money, text
from sandbox.world import Planted, Record

_TOO_MUCH = Decimal(50)


class PaymentKind(Kind):
    """Something goes wrong with the money of one invoice; it has nothing to do with what was sold."""

    at: int

    def bill(self, account: Account) -> bool:
        found = [at for at, one in enumerate(account.receipts) if _is_plain(one) and self.fits(account, one)]
        if not found:
            return False
        self.at = found[-1]
        account.receipts[self.at] = self.changed(account, account.receipts[self.at])
        return True

    def fits(self, account: Account, receipt: Receipt) -> bool:
        """Whether it can happen to this invoice."""
        return _is_settled(account, receipt)

    def changed(self, account: Account, receipt: Receipt) -> Receipt:
        """What comes in for the invoice instead."""
        return receipt

    def document(self, account: Account) -> Document:
        """The invoice it happened to."""
        return account.documents[self.at]

    def payment(self, account: Account) -> Record:
        """The first payment of that invoice."""
        return self.document(account).payments[0]

    def row(self, account: Account, expected: str, actual: str, impact: Decimal) -> Planted:
        """The discrepancy at that invoice and its first payment."""
        told = {"expected": expected, "actual": actual, "impact": f"{impact:.2f}", "ordway_subscription_id": None}
        payments = self.document(account).payments
        payment_id = payments[0]["id"] if payments else None
        ids = {"firmao_agreement_id": None, "ordway_payment_id": payment_id}
        return planted(account, self.code, ordway_invoice_id=self.document(account).invoice["id"], **told, **ids)


class UnappliedCash(PaymentKind):
    """A payment was larger than its invoice; the rest waits while other invoices are open."""

    code = "P1"

    def bill(self, account: Account) -> bool:
        return any(one.is_open for one in account.receipts) and super().bill(account)

    def record(self, account: Account) -> None:
        paid = self.payment(account)
        paid["payment_amount"] = text(money(paid["payment_amount"]) + _TOO_MUCH)
        paid["unapplied_amount"] = text(_TOO_MUCH)

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        return [replace(self.row(account, "0.00", f"{_TOO_MUCH:.2f}", -_TOO_MUCH), ordway_invoice_id=None)]


class ShortPaid(PaymentKind):
    """Half was paid, the rest is past due."""

    code = "P2"

    def fits(self, account: Account, receipt: Receipt) -> bool:
        return due_on(account.billed, receipt.bill) < account.as_of - timedelta(days=3)

    def changed(self, account: Account, receipt: Receipt) -> Receipt:
        half = (receipt.bill.gross / 2).quantize(CENT, ROUND_HALF_UP)
        return Receipt(receipt.bill, cash=((receipt.bill.day + timedelta(days=1), half),))

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        invoice = self.document(account).invoice
        rest = open_balance(self.document(account))
        told = (f"{money(invoice['invoice_amount']):.2f}", f"{money(invoice['paid_amount']):.2f}", Decimal(rest))
        return [replace(self.row(account, *told), ordway_payment_id=None)]


class Overpaid(PaymentKind):
    """More was applied to an invoice than it asks for."""

    code = "P3"

    def record(self, account: Account) -> None:
        invoice, paid = self.document(account).invoice, self.payment(account)
        for record, name in ((invoice, "paid_amount"), (paid, "payment_amount"), (paid, "applied_amount")):
            record[name] = text(money(record[name]) + _TOO_MUCH)
        invoice["balance"] = text(-_TOO_MUCH)
        paid["_invoices"] = [(invoice, amount + _TOO_MUCH) for _, amount in paid["_invoices"]]

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        gross = self.document(account).receipt.bill.gross
        row = self.row(account, f"{gross:.2f}", f"{gross + _TOO_MUCH:.2f}", -_TOO_MUCH)
        return [replace(row, ordway_payment_id=None)]


class FailedAndLeft(PaymentKind):
    """A card was refused and nobody tried again."""

    code = "P4"

    def fits(self, account: Account, receipt: Receipt) -> bool:
        is_last = receipt is account.receipts[-1] or account.receipts[-1].is_draft
        return account.billed.pays_by_card and is_last and receipt.bill.day < account.as_of - timedelta(days=3)

    def changed(self, account: Account, receipt: Receipt) -> Receipt:
        return Receipt(receipt.bill)

    def record(self, account: Account) -> None:
        document = self.document(account)
        bill, day = document.receipt.bill, document.receipt.bill.day + timedelta(days=1)
        document.payments.append(ordway_money.failed_payment(account.billed, day, bill.gross, account.as_of))

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        gross = self.document(account).receipt.bill.gross
        return [replace(self.row(account, f"{gross:.2f}", "0.00", gross), ordway_invoice_id=None)]


class PaidForAnother(PaymentKind):
    """The payment of one customer was applied to the invoice of another."""

    code = "P5"
    payer: Account | None = None

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        if self.payer is None:
            return []
        row = self.row(account, account.ordway_id, self.payer.ordway_id, Decimal(0))
        return [row]

    def reassign(self, account: Account, payer: Account) -> None:
        """Let another customer be the one who paid."""
        self.payer = payer
        self.payment(account)["customer_id"] = payer.ordway_id


class RefundWithoutCause(PaymentKind):
    """Money was sent back although the invoice it paid still stands."""

    code = "P6"

    def record(self, account: Account) -> None:
        paid = self.payment(account)
        paid |= {"status": "Refunded", "refunded_amount": paid["payment_amount"], "_refund": ""}

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        paid = self.payment(account)
        amount, refund_id = money(paid["refunded_amount"]), paid["refunds"][0]["id"]
        row = self.row(account, "0.00", f"{amount:.2f}", amount)
        return [replace(row, ordway_invoice_id=None, ordway_refund_id=refund_id)]


class UnappliedCredit(Kind):
    """A credit waits while invoices are open."""

    code = "P7"

    def bill(self, account: Account) -> bool:
        return any(one.is_open for one in account.receipts)

    def record(self, account: Account) -> None:
        day = account.as_of - timedelta(days=15)
        made = ordway_money.credit(account.billed, day, _TOO_MUCH, "Bonus za polecenie") | {"credit_type": "REFERRAL"}
        account.loose_credits.append(made | {"applied_amount": "0.0", "unapplied_amount": text(_TOO_MUCH)})

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        told = {"expected": "0.00", "actual": f"{_TOO_MUCH:.2f}", "impact": f"{-_TOO_MUCH:.2f}"}
        ids = {"firmao_agreement_id": None, "ordway_subscription_id": None}
        credit_id = account.loose_credits[0]["id"]
        return [planted(account, self.code, ordway_credit_id=credit_id, **told, **ids)]


def _is_plain(receipt: Receipt) -> bool:
    odd = (receipt.is_draft, receipt.over, receipt.is_reissued, receipt.is_paid_twice, receipt.has_failed_first)
    return not any(odd)


def _is_settled(account: Account, receipt: Receipt) -> bool:
    """Whether the invoice was paid at once, and long enough ago for the money to be there."""
    return len(receipt.cash) == 1 and receipt.balance == 0 and receipt.cash[0][0] < account.as_of - timedelta(days=5)


KINDS: tuple[type[Kind], ...] = (
    UnappliedCash, ShortPaid, Overpaid, FailedAndLeft, PaidForAnother, RefundWithoutCause, UnappliedCredit,
)  # fmt: skip
