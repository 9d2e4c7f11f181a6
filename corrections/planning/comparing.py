"""Holding the lines of a subscription against what was sold, before anything is billed by them."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from corrections.planning.charges import as_number, as_price
from corrections.planning.contracts import SoldLine
from corrections.planning.subscriptions import HeldLine


def as_agreed(sold: Mapping[str, SoldLine], lines: Iterable[HeldLine], *, once: bool = True) -> list[str]:
    """What differs between what was sold and the lines of a subscription, in words; nothing where they agree.

    Without `once`, what is charged once is left out of account on Ordway's side.
    """
    billed = {one.product_key: one for one in lines if once or not one.is_one_time}
    differing = [f"{key} is missing" for key in sold.keys() - billed.keys()]
    differing += [f"{key} is not in the contract" for key in billed.keys() - sold.keys()]
    for key in sold.keys() & billed.keys():
        differing += _of_line(sold[key], billed[key])
    return sorted(differing)


def _of_line(sold: SoldLine, billed: HeldLine) -> Iterator[str]:
    told: tuple[tuple[str, Decimal, Decimal], ...] = (
        ("units", sold.quantity, billed.quantity),
        ("a unit", sold.unit_price, billed.unit_price),
        ("% discount", sold.discount_percent, billed.discount_percent),
    )
    for meaning, agreed, there in told:
        if agreed != there:
            write = as_number if meaning == "units" else as_price
            yield f"{sold.product_key} has {write(there)} {meaning}, agreed are {write(agreed)}"
