"""Currencies: the smallest unit of each, and amounts written in it."""

from decimal import ROUND_HALF_UP, Decimal

# ISO 4217, minor units: as `recon.currency` has them for the statements.
_DECIMALS = dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0) | (
    dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
)
_USUAL = 2


def decimals(currency: str | None) -> int:
    """How many decimals amounts in a currency have."""
    return _DECIMALS.get(currency or "", _USUAL)


def rounded(amount: Decimal, currency: str | None) -> Decimal:
    """The amount to the currency's smallest unit, half up."""
    return amount.quantize(Decimal(1).scaleb(-decimals(currency)), ROUND_HALF_UP)


def plain_amount(amount: Decimal, currency: str | None) -> str:
    """`1234.50`, as requests hold it: the decimals of the currency, more only where the amount has them."""
    return f"{amount:.{places(amount, decimals(currency))}f}"


def money(amount: Decimal, currency: str | None) -> str:
    """`1,234.50 PLN`, as sentences tell it, with the decimals of `plain_amount`."""
    return f"{amount:,.{places(amount, decimals(currency))}f} {currency or ''}".rstrip()


def places(value: Decimal, least: int) -> int:
    """How many decimals it takes to show a value exactly, and not fewer than `least`."""
    exponent = value.normalize().as_tuple().exponent
    return max(least, -exponent) if isinstance(exponent, int) else least
