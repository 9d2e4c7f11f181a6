"""Holding money in several currencies against limits: each amount uses up a share of the limit of its currency."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from queries.currency import money

Sums = Mapping[str, Decimal]


def excess(limits: Sums, sums: Sums, per: str = "") -> str:
    """Why some money is above the limits, as the beginning of a sentence, '' where it is not.

    Amounts of several currencies are not converted: the shares of the limits that they use up are one together at most.
    `per` says what the limits hold for, such as ` a person and day`.
    """
    told = {currency: amount for currency, amount in sums.items() if amount}
    for currency, amount in told.items():
        if currency not in limits:
            return f"No limit{per} is set for {currency or 'other currencies'}"
        if amount > limits[currency]:
            return f"{money(amount, currency)} is above the limit of {money(limits[currency], currency)}{per}"
    if sum((Fraction(amount) / Fraction(limits[currency]) for currency, amount in told.items()), Fraction(0)) <= 1:
        return ""
    amounts = " and ".join(money(amount, currency) for currency, amount in told.items())
    shares = " or ".join(money(limits[currency], currency) for currency in told)
    return f"{amounts} together are above the limit of {shares}{per}"


def added(*told: Sums) -> dict[str, Decimal]:
    """Sums by currency added up."""
    return {
        currency: sum((one.get(currency, Decimal(0)) for one in told), Decimal(0))
        for currency in dict.fromkeys(currency for one in told for currency in one)
    }
