"""Invoices that are missing, late, doubled or wrong although the subscription is right: I1 to I10."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sandbox.company.account import Account, Document
from sandbox.company.billing import Bill, Billed, line_ids, tax_on
from sandbox.company.catalogue import CENT
from sandbox.company.money_in import Receipt
from sandbox.company.planting.comparing import Finding
from sandbox.company.planting.kind import Kind, at_stake, planted
from sandbox.ordway.records import money, text
from sandbox.world import Planted

_REDUCED_RATE = 8


class InvoiceKind(Kind):
    """Something goes wrong with one invoice that nothing else happened to."""

    def bill(self, account: Account) -> bool:
        found = [at for at, one in enumerate(account.receipts) if _is_plain(one) and self.fits(account, one)]
        if not found:
            return False
        self.change(account, found[-1])
        return True

    def fits(self, account: Account, receipt: Receipt) -> bool:
        """Whether it can happen to this invoice."""
        return True

    def change(self, account: Account, at: int) -> None:
        """Let it happen to the invoice at that place."""


class Missing(InvoiceKind):
    """A billing run passed the customer over."""

    code = "I1"

    def fits(self, account: Account, receipt: Receipt) -> bool:
        return receipt.bill.day < account.as_of - timedelta(days=20)

    def change(self, account: Account, at: int) -> None:
        del account.receipts[at]


class Late(InvoiceKind):
    """An invoice was made three weeks after its day, and is not paid yet."""

    code = "I2"

    def fits(self, account: Account, receipt: Receipt) -> bool:
        return receipt.bill.day < account.as_of - timedelta(days=24)

    def change(self, account: Account, at: int) -> None:
        late = account.receipts[at].bill
        account.receipts[at] = Receipt(replace(late, day=late.day + timedelta(days=21)))


class Twice(InvoiceKind):
    """A period was billed once more some days later."""

    code = "I3"

    def fits(self, account: Account, receipt: Receipt) -> bool:
        return receipt.bill.day < account.as_of - timedelta(days=12)

    def change(self, account: Account, at: int) -> None:
        first = account.receipts[at].bill
        account.receipts.append(Receipt(replace(first, day=first.day + timedelta(days=9))))


class WrongQuantity(InvoiceKind):
    """The first line was billed for more or fewer units than the subscription has."""

    units: int

    def fits(self, account: Account, receipt: Receipt) -> bool:
        first = receipt.bill.lines[0]
        return not first.is_partial and not first.line.product.is_one_time and first.line.quantity > 1

    def change(self, account: Account, at: int) -> None:
        right = account.receipts[at].bill.lines[0]
        line = replace(right.line, quantity=right.line.quantity + self.units)
        _rebill(account, at, replace(right, line=line, net=line.net, tax=tax_on(account.billed, line.net)))


class Under(WrongQuantity):
    """One unit too few."""

    code = "I4"
    units = -1


class Over(WrongQuantity):
    """One unit too many."""

    code = "I5"
    units = 1


class WrongProration(InvoiceKind):
    """The first days of an annex were billed as a whole period."""

    code = "I6"

    def fits(self, account: Account, receipt: Receipt) -> bool:
        return any(line.is_partial for line in receipt.bill.lines)

    def change(self, account: Account, at: int) -> None:
        part = next(line for line in account.receipts[at].bill.lines if line.is_partial)
        whole = part.line.net
        _rebill(account, at, replace(part, net=whole, tax=tax_on(account.billed, whole)))


class WrongDueDate(InvoiceKind):
    """An open invoice gives other days to pay than were agreed."""

    code = "I7"

    def fits(self, account: Account, receipt: Receipt) -> bool:
        return receipt.is_open and not receipt.paid

    def change(self, account: Account, at: int) -> None:
        self._bill = account.receipts[at].bill

    def record(self, account: Account) -> None:
        document = _of_bill(account, self._bill)
        due_on = date.fromisoformat(document.invoice["due_date"]) + timedelta(days=account.draw.choice((-7, 16)))
        document.invoice["due_date"] = due_on.isoformat()


class WrongTax(InvoiceKind):
    """An invoice was made at the reduced rate."""

    code = "I8"

    def fits(self, account: Account, receipt: Receipt) -> bool:
        return account.party.tax_rate > _REDUCED_RATE

    def change(self, account: Account, at: int) -> None:
        right = account.receipts[at].bill
        lines = tuple(replace(line, tax=_reduced(line.net)) for line in right.lines)
        self._right, self._bill = right, replace(right, lines=lines)
        account.receipts[at] = Receipt(self._bill)

    def record(self, account: Account) -> None:
        for line in _of_bill(account, self._bill).invoice["line_items"]:
            line["tax_lines"] = [{"name": f"VAT {_REDUCED_RATE}%", "value": line["line_tax"]}]

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        document = _of_bill(account, self._bill)
        pairs = zip(self._right.lines, self._bill.lines, strict=True)
        return [self._wrong(account, document, right, wrong) for right, wrong in pairs]

    def _wrong(self, account: Account, document: Document, right: Billed, wrong: Billed) -> Planted:
        code = right.line.product.code
        told = {
            "id": f"{self.code}-{account.number:04d}-{code}",
            "ordway_subscription_line_id": line_ids(account.billed)[code],
            "expected": f"{right.tax:.2f}",
            "actual": f"{wrong.tax:.2f}",
            "impact": f"{right.tax - wrong.tax:.2f}",
        }
        return planted(account, self.code, ordway_invoice_id=document.invoice["id"], **told)


class StuckDraft(InvoiceKind):
    """An invoice was made weeks ago and never posted."""

    code = "I9"

    def fits(self, account: Account, receipt: Receipt) -> bool:
        return receipt.bill.day < account.as_of - timedelta(days=10)

    def change(self, account: Account, at: int) -> None:
        account.receipts[at] = Receipt(account.receipts[at].bill, is_draft=True)
        self._bill = account.receipts[at].bill

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        invoice_id = _of_bill(account, self._bill).invoice["id"]
        return [planted(account, self.code, ordway_invoice_id=invoice_id, impact=at_stake(symptoms))]


class DoesNotAddUp(InvoiceKind):
    """An open invoice asks for more than its lines and their tax."""

    code = "I10"

    def fits(self, account: Account, receipt: Receipt) -> bool:
        return receipt.is_open

    def change(self, account: Account, at: int) -> None:
        self._bill = account.receipts[at].bill

    def record(self, account: Account) -> None:
        invoice = _of_bill(account, self._bill).invoice
        for name in ("invoice_amount", "balance"):
            invoice[name] = text(money(invoice[name]) + 10)

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        document, gross = _of_bill(account, self._bill), self._bill.gross
        told = {"expected": f"{gross:.2f}", "actual": f"{gross + 10:.2f}", "impact": "-10.00"}
        return [planted(account, self.code, ordway_invoice_id=document.invoice["id"], **told)]


def _is_plain(receipt: Receipt) -> bool:
    return not (receipt.is_draft or receipt.over or receipt.is_reissued or receipt.is_paid_twice)


def _rebill(account: Account, at: int, wrong: Billed) -> None:
    """Put another line in the place of the one for the same product; nobody has paid that invoice yet."""
    bill = account.receipts[at].bill
    lines = tuple(wrong if line.key == wrong.key else line for line in bill.lines)
    account.receipts[at] = Receipt(replace(bill, lines=lines))


def _of_bill(account: Account, bill: Bill) -> Document:
    return next(one for one in account.documents if one.receipt.bill is bill)


def _reduced(net: Decimal) -> Decimal:
    return (net * _REDUCED_RATE / 100).quantize(CENT, ROUND_HALF_UP)


KINDS: tuple[type[Kind], ...] = (
    Missing, Late, Twice, Under, Over, WrongProration, WrongDueDate, WrongTax, StuckDraft, DoesNotAddUp,
)  # fmt: skip
