"""Currencies: the smallest unit of each, and amounts written in it."""

import re
from decimal import ROUND_HALF_UP, Decimal

# ISO 4217, minor units: as `recon.currency` has them for the statements.
_DECIMALS = dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0) | (
    dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
)
_USUAL = 2
_DECIMAL = re.compile(r"-?\d+\.\d+")
# Not a tax id or the like, whose leading zeros mean something.
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")


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


def spaced(text: str) -> str:
    """A number with decimals as sentences tell it, `1,234.50`; any other text as it is."""
    return f"{Decimal(text):,f}" if _DECIMAL.fullmatch(text) else text


def alike(one: str | None, other: str | None) -> tuple[str | None, str | None]:
    """Two numbers with as many decimals as the one that has more, `1234.50` and `1300.00`; other texts as they are."""
    if not one or not other or not (_NUMBER.fullmatch(one) and _NUMBER.fullmatch(other)):
        return one, other
    most = max(len(text.partition(".")[2]) for text in (one, other))
    return f"{Decimal(one):.{most}f}", f"{Decimal(other):.{most}f}"


def places(value: Decimal, least: int) -> int:
    """How many decimals it takes to show a value exactly, and not fewer than `least`."""
    exponent = value.normalize().as_tuple().exponent
    return max(least, -exponent) if isinstance(exponent, int) else least
