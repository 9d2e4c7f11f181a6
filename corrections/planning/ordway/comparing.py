"""Holding the lines of a subscription against what was sold, before anything is billed by them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from corrections.planning.contracts import SoldLine
from corrections.planning.ordway.charges import as_number, as_price
from corrections.planning.ordway.subscriptions import HeldLine
from queries.currency import spaced


def line_said(line: SoldLine | HeldLine, currency: str) -> str:
    """A line that begins, in words: `with 12 of SEAT-PRO at 49.00, less 10 %`."""
    price = spaced(as_price(line.unit_price, currency=currency))
    less = f", less {as_number(line.discount_percent)} %" if line.discount_percent else ""
    return f"with {as_number(line.quantity)} of {line.product_key} at {price}{less}"


def as_agreed(sold: Mapping[str, SoldLine], lines: Iterable[HeldLine], currency: str) -> list[str]:
    """What differs between what was sold and the lines of a subscription, in words; nothing where they agree."""
    billed = {one.product_key: one for one in lines}
    differing = [f"{key} is missing" for key in sold.keys() - billed.keys()]
    differing += [f"{key} is not in the contract" for key in billed.keys() - sold.keys()]
    for key in sold.keys() & billed.keys():
        differing += _of_line(sold[key], billed[key], currency)
    return sorted(differing)


def _of_line(sold: SoldLine, billed: HeldLine, currency: str) -> Iterator[str]:
    told: tuple[tuple[str, Decimal, Decimal, Callable[[Decimal], object]], ...] = (
        ("units", sold.quantity, billed.quantity, as_number),
        ("a unit", sold.unit_price, billed.unit_price, partial(as_price, currency=currency)),
        ("% discount", sold.discount_percent, billed.discount_percent, as_price),
    )
    for meaning, agreed, there, write in told:
        if agreed != there:
            actual, expected = (spaced(str(write(one))) for one in (there, agreed))
            yield f"{sold.product_key} has {actual} {meaning}, agreed are {expected}"
