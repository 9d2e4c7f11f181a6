"""What is billed for a sale: a pure function from its terms to invoices, to the cent."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sandbox.company.catalogue import CENT, MONTHS
from sandbox.company.contracts import Sale, SoldLine, Term
from sandbox.company.schedule import periods, prorated


@dataclass(frozen=True)
class Billed:
    """One invoice line: a sold line for `[starts_on, ends_before)`, or once where that is None."""

    line: SoldLine
    line_id: str
    starts_on: date
    ends_before: date | None
    net: Decimal
    tax: Decimal


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
    codes = dict.fromkeys(line.product.code for term in sale.terms for line in term.lines)
    return {code: f"SCHG-{number:02d}" for number, code in enumerate(codes, start=1)}


def bills(sale: Sale, as_of: date) -> list[Bill]:
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
        yield line.starts_on, Billed(line, line_id, line.starts_on, None, line.net, _tax(sale, line.net))
        return
    for period in periods(main.starts_on, term.ends_before, MONTHS[sale.period]):
        starts_on = max(period[0], line.starts_on)
        if starts_on < period[1]:
            net = prorated(line.net, starts_on, term.ends_before, period)
            day = starts_on if sale.timing == "In Advance" else period[1]
            yield day, Billed(line, line_id, starts_on, period[1], net, _tax(sale, net))


def _tax(sale: Sale, net: Decimal) -> Decimal:
    return (net * sale.party.tax_rate / 100).quantize(CENT, ROUND_HALF_UP)


def due_on(sale: Sale, bill: Bill) -> date:
    """The day a bill is due: its own day and the contract's days."""
    return bill.day + timedelta(days=sale.net_days)
