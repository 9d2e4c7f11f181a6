"""What is sold to each customer: terms, lines, amendments, renewals, and how it ends."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from sandbox.company.catalogue import CENT, PRODUCTS, Product, price_in
from sandbox.company.names import Party
from sandbox.company.schedule import add_months

UPLIFT = Decimal("1.05")
SALES_PEOPLE = (
    ("Anna", "Kos"), ("Piotr", "Wilk"), ("Marta", "Zięba"), ("Jakub", "Sowa"), ("Oliwia", "Czyż"),
)  # fmt: skip
_RECURRING = [product for product in PRODUCTS if not product.is_one_time]
_ONE_TIME = [product for product in PRODUCTS if product.is_one_time]


def sales_email(index: int) -> str:
    """Address of a sales person, who is named so in both systems."""
    first, last = SALES_PEOPLE[index]
    return f"{first[0]}.{last}@sprzedawca.example".lower().translate(str.maketrans("ęż", "ez"))


@dataclass(frozen=True)
class SoldLine:
    """One line of a contract: `quantity` units at `price` each a billing period, from a day on."""

    product: Product
    quantity: Decimal
    price: Decimal
    discount: Decimal
    starts_on: date

    @property
    def net(self) -> Decimal:
        """Net amount of a whole billing period, to the cent."""
        return (self.price * self.quantity * (1 - self.discount / 100)).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Term:
    """One agreement: the first term, a renewal, or an annex (`is_annex`) that adds to the running term."""

    starts_on: date
    ends_before: date
    lines: tuple[SoldLine, ...]
    is_annex: bool = False


@dataclass
class Sale:
    """Everything sold to one customer under one Ordway subscription."""

    number: int
    party: Party
    period: str
    timing: str
    net_days: int
    auto_renew: bool
    sales: int
    split: str
    terms: list[Term] = field(default_factory=list)
    churned_on: date | None = None


def sign(number: int, party: Party, as_of: date, draw: Random) -> Sale:
    """The contract history of one customer up to `as_of`."""
    starts_on = as_of - timedelta(days=draw.randint(45, 1000))
    starts_on = starts_on.replace(day=1) if draw.random() < 0.6 else starts_on
    sale = Sale(
        number,
        party,
        period=draw.choices(("Monthly", "Quarterly", "Semi-Annually", "Annually"), (60, 18, 6, 16))[0],
        timing="In Advance" if draw.random() < 0.88 else "In Arrears",
        net_days=draw.choice((14, 14, 30, 30, 45)),
        auto_renew=draw.random() < 0.7,
        sales=draw.randrange(len(SALES_PEOPLE)),
        split="",
    )
    if draw.random() < 0.15:
        other = (sale.sales + 1) % len(SALES_PEOPLE)
        sale.split = f"{sales_email(sale.sales)}:60;{sales_email(other)}:40"
    _add_terms(sale, starts_on, as_of, draw)
    return sale


def _add_terms(sale: Sale, starts_on: date, as_of: date, draw: Random) -> None:
    lines = _first_lines(sale, starts_on, draw)
    start = starts_on
    while start <= as_of:
        end = add_months(start, 12)
        sale.terms.append(Term(start, end, tuple(lines)))
        added = _annex(sale, start, min(end, as_of), draw)
        lines = _renewed([*lines, *added], end)
        if end <= as_of and draw.random() < 0.13:
            sale.churned_on = end
            return
        start = end


def _first_lines(sale: Sale, starts_on: date, draw: Random) -> list[SoldLine]:
    seats = draw.choice(_RECURRING[:2])
    others = draw.sample(_RECURRING[2:], draw.randint(0, 2))
    discount = Decimal(draw.choice((0, 0, 0, 5, 10)))
    sold = [(seats, Decimal(draw.randint(3, 60)), discount), *((one, Decimal(1), Decimal(0)) for one in others)]
    if draw.random() < 0.5:
        sold.append((draw.choice(_ONE_TIME), Decimal(draw.randint(1, 2)), Decimal(0)))
    return [
        SoldLine(product, quantity, price_in(product, sale.party.currency, sale.period), off, starts_on)
        for product, quantity, off in sold
    ]


def _annex(sale: Sale, start: date, before: date, draw: Random) -> list[SoldLine]:
    """Sometimes seats or a module are added within a term; the annex ends with the term."""
    days = (before - start).days
    if days < 60 or draw.random() > 0.25 or sale.timing != "In Advance":
        return []
    day = start + timedelta(days=draw.randint(20, days - 20))
    sold = {line.product.code for line in sale.terms[-1].lines}
    product = draw.choice([one for one in _RECURRING[2:] if one.code not in sold])
    line = SoldLine(
        product, Decimal(draw.randint(1, 3)), price_in(product, sale.party.currency, sale.period), Decimal(0), day
    )
    sale.terms.append(Term(day, add_months(start, 12), (line,), is_annex=True))
    return [line]


def _renewed(lines: list[SoldLine], starts_on: date) -> list[SoldLine]:
    return [
        replace(line, price=(line.price * UPLIFT).quantize(CENT, ROUND_HALF_UP), starts_on=starts_on)
        for line in lines
        if not line.product.is_one_time
    ]
