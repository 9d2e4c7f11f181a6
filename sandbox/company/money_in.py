"""How customers pay: early, late, in parts, not at all, twice."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from sandbox.company.billing import Bill, due_on
from sandbox.company.catalogue import CENT
from sandbox.company.contracts import Sale


@dataclass(frozen=True)
class Receipt:
    """What happened to one bill: cash, credit, and what went wrong on the way."""

    bill: Bill
    paid_on: date | None
    paid: Decimal
    credited: Decimal = Decimal(0)
    is_reissued: bool = False
    has_failed_first: bool = False
    is_refunded_double: bool = False

    @property
    def balance(self) -> Decimal:
        """What is still open on the bill."""
        return self.bill.gross - self.paid - self.credited


def receipts(sale: Sale, bills: list[Bill], as_of: date, draw: Random) -> list[Receipt]:
    """What came in for each bill up to `as_of`; each customer keeps its own habit."""
    lateness = draw.choice((-6, -2, 0, 0, 1, 3, 5, 9, 12, 18, 34))
    return [_receipt(sale, bill, lateness, as_of, draw) for bill in bills]


def _receipt(sale: Sale, bill: Bill, lateness: int, as_of: date, draw: Random) -> Receipt:
    chance, credited = draw.random(), Decimal(0)
    if draw.random() < 0.03:
        credited = (bill.gross / 10).quantize(CENT, ROUND_HALF_UP)
    paid_on = max(bill.day, due_on(sale, bill) + timedelta(days=lateness + draw.randint(-2, 3)))
    is_recent = (as_of - bill.day).days < 150
    if paid_on >= as_of or (chance < 0.05 and is_recent):
        return Receipt(bill, None, Decimal(0), credited)
    due = bill.gross - credited
    if chance < 0.09 and is_recent:
        return Receipt(bill, paid_on, (due / 2).quantize(CENT, ROUND_HALF_UP), credited)
    return Receipt(
        bill,
        paid_on,
        due,
        credited,
        is_reissued=chance > 0.985,
        has_failed_first=0.93 < chance < 0.96,
        is_refunded_double=0.965 < chance < 0.972,
    )
