"""What a subscription line costs for one billing period: list price or tiers, quantity, discount."""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation

from sandbox.ordway.errors import not_valid
from sandbox.ordway.records import money, text
from sandbox.world import Record

_CENT = Decimal("0.01")
_UNITS = {"JPY": Decimal(1), "KRW": Decimal(1)}


def number_in(record: Record, name: str) -> Decimal:
    """An amount, a quantity or a percentage; 0 where it is missing. Raises 422."""
    try:
        number = money(record.get(name))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise not_valid(f"{name} is invalid")
    return number


def rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount to the currency's smallest unit, half up."""
    return amount.quantize(_UNITS.get(currency, _CENT), ROUND_HALF_UP)


def rounded_difference(amount: Decimal, currency: str) -> Decimal:
    """A difference, rounded so that it and the whole amount it is a difference to make the other one, rounded."""
    return amount.quantize(_UNITS.get(currency, _CENT), ROUND_HALF_UP if amount > 0 else ROUND_HALF_DOWN)


def is_priced(line: Record) -> bool:
    """Whether a line says anything that it can be priced by."""
    return any(line.get(name) not in (None, "") for name in ("list_price", "tiers"))


def exact_amount(line: Record) -> Decimal:
    """The amount of a line for one billing period, discounted and not rounded. Raises 422."""
    return gross_amount(line) * (1 - number_in(line, "discount") / 100)


def gross_amount(line: Record) -> Decimal:
    """The amount of a line for one billing period before its discount, not rounded. Raises 422."""
    price, quantity = number_in(line, "list_price"), number_in(line, "quantity")
    price_of = _MODELS.get(str(line.get("pricing_model", "")).lower())
    tiers = line.get("tiers") or []
    return price_of(tiers, quantity) if price_of and tiers else price * quantity


def priced(line: Record, currency: str) -> Record:
    """The line with its `effective_price`, rounded. Raises 422."""
    return line | {"effective_price": text(rounded(exact_amount(line), currency))}


def period_amount(line: Record, currency: str) -> Decimal:
    """What a whole billing period of a line comes to, not rounded, unless another amount was agreed for it."""
    exact, told = exact_amount(line), line.get("effective_price")
    return exact if told in (None, "") or money(told) == rounded(exact, currency) else money(told)


def uplifted(line: Record, percent: Decimal, currency: str) -> Record:
    """The line at prices that are higher by so many percent, each rounded."""
    factor = 1 + percent / 100
    raised = line | {"list_price": text(rounded(money(line.get("list_price")) * factor, currency))}
    raised["tiers"] = [
        one | {"price": text(rounded(money(one["price"]) * factor, currency))} for one in line.get("tiers") or []
    ]
    if period_amount(line, currency) == exact_amount(line):
        return priced(raised, currency)
    return raised | {"effective_price": text(rounded(money(line["effective_price"]) * factor, currency))}


def _volume(tiers: list[Record], quantity: Decimal) -> Decimal:
    """Every unit at the price of the tier that the whole quantity falls into."""
    for tier, _, last in _bounds(tiers):
        if last is None or quantity <= last:
            return money(tier["price"]) * (1 if _is_flat(tier) else quantity)
    raise not_valid("quantity is in none of the tiers")


def _tiered(tiers: list[Record], quantity: Decimal) -> Decimal:
    """The units of each tier at the price of that tier; a flat fee once its tier is reached."""
    total = Decimal(0)
    for tier, first, last in _bounds(tiers):
        units = (quantity if last is None else min(quantity, last)) - first
        if units > 0:
            total += money(tier["price"]) * (1 if _is_flat(tier) else units)
    return total


_MODELS: dict[str, Callable[[list[Record], Decimal], Decimal]] = {"volume": _volume, "tiered": _tiered}


def _bounds(tiers: list[Record]) -> Iterator[tuple[Record, Decimal, Decimal | None]]:
    """Each tier with the units before it and the last of its own, None where it is open."""
    first = Decimal(0)
    for tier in sorted(tiers, key=lambda one: money(one.get("starting_unit"))):
        last = None if tier.get("ending_unit") in (None, "", "-") else money(tier["ending_unit"])
        yield tier, first, last
        first = first if last is None else last


def _is_flat(tier: Record) -> bool:
    return str(tier.get("type", "")).lower().replace("_", " ").startswith("flat")
