"""What contracts and subscriptions are worth, both in the periods that are billed, and once apart."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal

from ui.reading import Row
from ui.text import NONE, amount
from ui.wording import _

# How often something is charged, and in which currency.
_Way = tuple[bool, str, str]


def worth(told: Sequence[Row], system: str, record_ids: Collection[str]) -> str:
    """`1,200.00 PLN a period (monthly), 500.00 PLN once`: what some records of a system come to, before tax; a dash
    stands for an amount that is not known.
    """
    found: dict[_Way, list[Decimal | None]] = defaultdict(list)
    for row in told:
        if row["system"] == system and row["record_id"] in record_ids:
            found[row["is_once"], row["billing_period"] or "", row["currency"] or ""].append(row["net_amount"])
    return ", ".join(_in_words(way, _sum(found[way])) for way in sorted(found)) or NONE


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """All of them, None where one is not known: a part of a sum would be taken for all of it."""
    known = [one for one in amounts if one is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _in_words(way: _Way, value: Decimal | None) -> str:
    is_once, period, currency = way
    money = amount(value, currency)
    if is_once:
        return _("{amount} once", amount=money)
    if not period:
        return _("{amount} a period", amount=money)
    return _("{amount} a period ({period})", amount=money, period=_(period).lower())
