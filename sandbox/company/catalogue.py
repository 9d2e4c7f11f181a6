"""What the company sells: products with their code, unit and list price per month in PLN."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
MONTHS = {"Monthly": 1, "Quarterly": 3, "Semi-Annually": 6, "Annually": 12}
_PLN_PER = {"PLN": Decimal(1), "EUR": Decimal("4.25"), "USD": Decimal("3.95")}


@dataclass(frozen=True)
class Product:
    """`price` is in PLN, per unit and month, or once for a one-time service."""

    number: int
    code: str
    name: str
    unit: str
    price: Decimal

    @property
    def is_one_time(self) -> bool:
        """Onboarding and training are charged once."""
        return self.code.startswith(("ONB-", "TRN-"))


PRODUCTS = (
    Product(1, "SEAT-STD", "Stanowisko Standard", "os.", Decimal("49")),
    Product(2, "SEAT-PRO", "Stanowisko Pro", "os.", Decimal("89")),
    Product(3, "MOD-CRM", "Moduł CRM", "szt.", Decimal("390")),
    Product(4, "MOD-WMS", "Moduł Magazyn", "szt.", Decimal("540")),
    Product(5, "MOD-BI", "Moduł Analizy", "szt.", Decimal("720")),
    Product(6, "STO-100", "Przestrzeń 100 GB", "szt.", Decimal("60")),
    Product(7, "API-10K", "API, 10 tys. wywołań", "szt.", Decimal("35")),
    Product(8, "SUP-GOLD", "Wsparcie Gold", "szt.", Decimal("850")),
    Product(9, "SUP-BASE", "Wsparcie Podstawowe", "szt.", Decimal("250")),
    Product(10, "ONB-START", "Wdrożenie Start", "usł.", Decimal("2400")),
    Product(11, "ONB-FULL", "Wdrożenie Pełne", "usł.", Decimal("9800")),
    Product(12, "TRN-DAY", "Dzień szkolenia", "usł.", Decimal("1900")),
)


def price_in(product: Product, currency: str, period: str) -> Decimal:
    """Price of one unit for one billing period in a currency, to the cent."""
    months = 1 if product.is_one_time else MONTHS[period]
    return (product.price * months / _PLN_PER[currency]).quantize(CENT, ROUND_HALF_UP)
