"""What is billed for a sale: a pure function from its terms to invoices, to the cent."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sandbox.billing_periods import days_used, periods
from sandbox.company.catalogue import CENT, MONTHS
from sandbox.company.contracts import Sale, SoldLine, Term, products_of

# What an invoice line is for: a product code, from a day on.
Key = tuple[str, date]


@dataclass(frozen=True)
class Billed:
    """One invoice line: a sold line for `[starts_on, ends_before)`, or once where that is None.

    `is_partial` where those days are less than a whole billing period.
    """

    line: SoldLine
    line_id: str
    starts_on: date
    ends_before: date | None
    net: Decimal
    tax: Decimal
    is_partial: bool = False

    @property
    def key(self) -> Key:
        """What it is for: a product, from a day on."""
        return self.line.product.code, self.starts_on


@dataclass(frozen=True)
class Bill:
    """One invoice before it has a number."""

    day: date
    lines: tuple[Billed, ...]

    @property
    def net(self) -> Decimal:
        """Sum of the lines before tax."""
        return sum((line.net for line in self.lines), Decimal(0))

    @property
    def tax(self) -> Decimal:
        """Sum of the lines' tax."""
        return sum((line.tax for line in self.lines), Decimal(0))

    @property
    def gross(self) -> Decimal:
        """What the customer owes."""
        return self.net + self.tax


def line_ids(sale: Sale) -> dict[str, str]:
    """Ordway's id of each subscription line by product code, in the order they were first sold."""
    return {product.code: f"SCHG-{number:02d}" for number, product in enumerate(products_of(sale), start=1)}


def bills(sale: Sale, as_of: date = date.max) -> list[Bill]:
    """Every invoice due to be made for a sale up to `as_of`, in order of their days."""
    by_day: defaultdict[date, list[Billed]] = defaultdict(list)
    main = sale.terms[0]
    for term in sale.terms:
        main = main if term.is_annex else term
        for line in term.lines:
            for day, billed in _billed(sale, main, term, line):
                if day <= as_of:
                    by_day[day].append(billed)
    return [Bill(day, tuple(lines)) for day, lines in sorted(by_day.items())]


def _billed(sale: Sale, main: Term, term: Term, line: SoldLine) -> Iterator[tuple[date, Billed]]:
    line_id = line_ids(sale)[line.product.code]
    if line.product.is_one_time:
        yield line.starts_on, Billed(line, line_id, line.starts_on, None, line.net, tax_on(sale, line.net))
        return
    for begins, ends in periods(main.starts_on, term.ends_before, MONTHS[sale.period]):
        starts_on, ends_before = max(begins, line.starts_on), min(ends, term.ends_before)
        if starts_on < ends_before:
            used, whole = days_used(starts_on, ends_before, (begins, ends))
            net = (line.exact * used / whole).quantize(CENT, ROUND_HALF_UP)
            day = starts_on if sale.timing == "In Advance" else ends_before
            yield day, Billed(line, line_id, starts_on, ends_before, net, tax_on(sale, net), used < whole)


def tax_on(sale: Sale, net: Decimal) -> Decimal:
    """The tax on a net amount, to the cent."""
    return (net * sale.party.tax_rate / 100).quantize(CENT, ROUND_HALF_UP)


def due_on(sale: Sale, bill: Bill) -> date:
    """The day a bill is due: its own day and the contract's days."""
    return bill.day + timedelta(days=sale.net_days)
