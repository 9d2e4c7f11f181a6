"""What contracts and subscriptions are worth, both in the periods that are billed, and once apart."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from ui.reading import Row
from ui.text import NONE, amount
from ui.wording import _

# How often something is charged, and in which currency.
_Way = tuple[bool, str, str]


def worth(told: Sequence[Row], system: str, record_ids: Collection[str]) -> str:
    """`1,200.00 PLN a period (monthly), 500.00 PLN once`: what some records of a system come to, before tax."""
    sums: dict[_Way, Decimal] = {}
    for row in told:
        if row["system"] == system and row["record_id"] in record_ids:
            way = (row["is_once"], row["billing_period"] or "", row["currency"])
            sums[way] = sums.get(way, Decimal(0)) + row["net_amount"]
    return ", ".join(_in_words(way, sums[way]) for way in sorted(sums)) or NONE


def _in_words(way: _Way, value: Decimal) -> str:
    is_once, period, currency = way
    money = amount(value, currency)
    if is_once:
        return _("{amount} once", amount=money)
    if not period:
        return _("{amount} a period", amount=money)
    return _("{amount} a period ({period})", amount=money, period=_(period).lower())
