"""How customers pay: early, late, in two parts, not at all, twice; and bills that were wrong and put right."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from sandbox.company.billing import Bill, Billed, due_on, tax_on
from sandbox.company.catalogue import CENT
from sandbox.company.contracts import Sale


@dataclass(frozen=True)
class Receipt:
    """What happened to one bill: the cash as days and amounts, and what went wrong on the way.

    `over` is the part of a line that was billed too much and credited; the bill holds it, the contract does not.
    """

    bill: Bill
    cash: tuple[tuple[date, Decimal], ...] = ()
    over: Billed | None = None
    is_reissued: bool = False
    has_failed_first: bool = False
    is_paid_twice: bool = False
    is_draft: bool = False

    @property
    def paid(self) -> Decimal:
        """The cash that came in for the bill."""
        return sum((amount for _, amount in self.cash), Decimal(0))

    @property
    def credited(self) -> Decimal:
        """What was credited, tax included."""
        return self.over.net + self.over.tax if self.over else Decimal(0)

    @property
    def balance(self) -> Decimal:
        """What is still open on the bill."""
        return self.bill.gross - self.paid - self.credited

    @property
    def is_open(self) -> bool:
        """Whether the customer has something left to pay on it."""
        return not self.is_draft and self.balance > 0


def receipts(sale: Sale, bills: list[Bill], as_of: date, draw: Random) -> list[Receipt]:
    """What came in for each bill up to `as_of`; each customer keeps its own habit."""
    lateness = draw.choice((-6, -2, 0, 0, 1, 3, 5, 9, 12, 18, 34))
    return [_receipt(sale, bill, lateness, as_of, draw) for bill in bills]


def _receipt(sale: Sale, bill: Bill, lateness: int, as_of: date, draw: Random) -> Receipt:
    chance = draw.random()
    receipt = Receipt(bill, is_draft=bill.day >= as_of - timedelta(days=1))
    if draw.random() < 0.03 and not receipt.is_draft:
        receipt = _corrected(sale, bill)
    paid_on = _paid_on(sale, bill, lateness, draw)
    is_recent = (as_of - bill.day).days < 150
    if receipt.is_draft or paid_on >= as_of or (chance < 0.05 and is_recent):
        return receipt
    if chance < 0.09 and is_recent:
        return replace(receipt, cash=tuple(_in_two(sale, receipt, paid_on, as_of)))
    return replace(
        receipt,
        cash=((paid_on, receipt.balance),),
        is_reissued=chance > 0.985,
        has_failed_first=sale.pays_by_card and 0.91 < chance < 0.96,
        is_paid_twice=not sale.pays_by_card and 0.965 < chance < 0.975 and (as_of - paid_on).days > 4,
    )


def _paid_on(sale: Sale, bill: Bill, lateness: int, draw: Random) -> date:
    """Cards are charged at once; the others pay around the due day, each customer at its own distance from it."""
    if sale.pays_by_card:
        return bill.day + timedelta(days=draw.randint(0, 1))
    return max(bill.day, due_on(sale, bill) + timedelta(days=lateness + draw.randint(-2, 3)))


def _corrected(sale: Sale, bill: Bill) -> Receipt:
    """One unit too many was billed for the first line, and credited when it was noticed."""
    right = bill.lines[0]
    if right.is_partial or right.line.product.is_one_time:
        return Receipt(bill)
    line = replace(right.line, quantity=right.line.quantity + 1)
    wrong = replace(right, line=line, net=line.net, tax=tax_on(sale, line.net))
    over = replace(right, net=wrong.net - right.net, tax=wrong.tax - right.tax)
    return Receipt(replace(bill, lines=(wrong, *bill.lines[1:])), over=over)


def _in_two(sale: Sale, receipt: Receipt, paid_on: date, as_of: date) -> Iterator[tuple[date, Decimal]]:
    """Half first and the rest ten days later; nothing at all where the rest would be late already."""
    half, rest_on = (receipt.balance / 2).quantize(CENT, ROUND_HALF_UP), paid_on + timedelta(days=10)
    if rest_on < as_of:
        yield paid_on, half
        yield rest_on, receipt.balance - half
    elif due_on(sale, receipt.bill) >= as_of:
        yield paid_on, half
