"""What is sold to each customer: terms, lines, amendments, renewals, and how it ends."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from sandbox.billing_periods import add_months
from sandbox.company.catalogue import CENT, PRODUCTS, Product, price_in
from sandbox.company.names import Party

UPLIFT = Decimal("1.05")
SALES_PEOPLE = (
    ("Anna", "Kos"), ("Piotr", "Wilk"), ("Marta", "Zięba"), ("Jakub", "Sowa"), ("Oliwia", "Czyż"),
)  # fmt: skip
RECURRING = tuple(product for product in PRODUCTS if not product.is_one_time)
_ONE_TIME = tuple(product for product in PRODUCTS if product.is_one_time)


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
    def exact(self) -> Decimal:
        """Amount of a whole billing period before it is rounded."""
        return self.price * self.quantity * (1 - self.discount / 100)

    @property
    def net(self) -> Decimal:
        """Net amount of a whole billing period, to the cent."""
        return self.exact.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Term:
    """One agreement: the first term, a renewal, or an annex (`is_annex`) that adds to the running term."""

    starts_on: date
    ends_before: date
    lines: tuple[SoldLine, ...]
    is_annex: bool = False


@dataclass
class Sale:
    """Everything sold to one customer under one Ordway subscription.

    `pays_by_card` customers are charged by Ordway itself; the others transfer the money.
    """

    number: int
    party: Party
    period: str
    timing: str
    net_days: int
    auto_renew: bool
    pays_by_card: bool
    sales: int
    split: str
    terms: list[Term] = field(default_factory=list)
    churned_on: date | None = None

    def copy(self) -> "Sale":
        """The same sale, whose terms may then be changed."""
        return replace(self, terms=list(self.terms))

    @property
    def mains(self) -> list[Term]:
        """The first term and its renewals, without annexes."""
        return [term for term in self.terms if not term.is_annex]

    def running(self, as_of: date) -> list[Term]:
        """The main term that runs on a day, or the last one that began, and its annexes that have begun."""
        main = [term for term in self.mains if term.starts_on <= as_of][-1]
        return [
            term
            for term in self.terms
            if term is main or (term.is_annex and main.starts_on <= term.starts_on < main.ends_before)
            if term.starts_on <= as_of
        ]

    def current_lines(self, as_of: date) -> list[SoldLine]:
        """The lines of the running term and its annexes."""
        return [line for term in self.running(as_of) for line in term.lines]

    def is_over(self, as_of: date) -> bool:
        """Whether no term runs on a day any more."""
        return self.running(as_of)[0].ends_before <= as_of


def sign(number: int, party: Party, as_of: date, draw: Random) -> Sale:
    """The contract history of one customer up to `as_of`."""
    starts_on = as_of - timedelta(days=draw.randint(45, 1000))
    starts_on = starts_on.replace(day=1) if draw.random() < 0.6 else starts_on
    pays_by_card = draw.random() < 0.2
    sale = Sale(
        number,
        party,
        period=draw.choices(("Monthly", "Quarterly", "Semi-Annually", "Annually"), (60, 18, 6, 16))[0],
        timing="In Advance" if draw.random() < 0.88 else "In Arrears",
        net_days=14 if pays_by_card else draw.choice((14, 14, 30, 30, 45)),
        auto_renew=draw.random() < 0.7,
        pays_by_card=pays_by_card,
        sales=draw.randrange(len(SALES_PEOPLE)),
        split="",
    )
    if draw.random() < 0.15:
        other = (sale.sales + 1) % len(SALES_PEOPLE)
        sale.split = f"{sales_email(sale.sales)}:60;{sales_email(other)}:40"
    _add_terms(sale, starts_on, as_of, draw)
    return sale


def _add_terms(sale: Sale, starts_on: date, as_of: date, draw: Random) -> None:
    """A year at a time; now and then the last one is a shorter one, agreed as such."""
    lines, start = _first_lines(sale, starts_on, draw), starts_on
    while start <= as_of:
        is_last = draw.random() < 0.13
        end = add_months(start, 12)
        if is_last and draw.random() < 0.3:
            end = start + timedelta(days=draw.randint(150, 330))
        sale.terms.append(Term(start, end, tuple(lines)))
        added = list(_annex(sale, start, end, as_of, draw))
        if is_last and end <= as_of:
            sale.churned_on = end
            return
        lines = renewed([*lines, *added], end)
        start = end


def _first_lines(sale: Sale, starts_on: date, draw: Random) -> list[SoldLine]:
    seats = draw.choice(RECURRING[:2])
    others = draw.sample(RECURRING[2:], draw.randint(0, 2))
    discount = Decimal(draw.choice((0, 0, 0, 5, 10)))
    sold = [(seats, Decimal(draw.randint(3, 60)), discount), *((one, Decimal(1), Decimal(0)) for one in others)]
    if draw.random() < 0.5:
        sold.append((draw.choice(_ONE_TIME), Decimal(draw.randint(1, 2)), Decimal(0)))
    return [
        SoldLine(product, quantity, price_in(product, sale.party.currency, sale.period), off, starts_on)
        for product, quantity, off in sold
    ]


def _annex(sale: Sale, start: date, end: date, as_of: date, draw: Random) -> Iterator[SoldLine]:
    """Sometimes a module is added within a term; the annex ends with the term."""
    days = (min(end, as_of) - start).days
    if days < 60 or draw.random() > 0.25 or sale.timing != "In Advance":
        return
    day = start + timedelta(days=draw.randint(20, days - 20))
    product = draw.choice([one for one in RECURRING[2:] if one not in products_of(sale)])
    price = price_in(product, sale.party.currency, sale.period)
    line = SoldLine(product, Decimal(draw.randint(1, 3)), price, Decimal(0), day)
    sale.terms.append(Term(day, end, (line,), is_annex=True))
    yield line


def products_of(sale: Sale) -> list[Product]:
    """Every product ever sold to the customer, in the order it was first sold."""
    return list(dict.fromkeys(line.product for term in sale.terms for line in term.lines))


def renewed(lines: list[SoldLine], starts_on: date) -> list[SoldLine]:
    """The recurring lines of the next term, at a higher price."""
    return [
        replace(line, price=(line.price * UPLIFT).quantize(CENT, ROUND_HALF_UP), starts_on=starts_on)
        for line in lines
        if not line.product.is_one_time
    ]
