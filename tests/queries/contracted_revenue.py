"""What contracts bring in a month on any day, reckoned plainly from the company's own records in Firmao."""

from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sandbox.world import World

MONTHS = {"Monthly": 1, "Quarterly": 3, "Semi-Annually": 6, "Annually": 12}
# An account and a currency.
Key = tuple[str, str]


class Contracts:
    """The company's contracts in Firmao, and what their recurring lines bring in a month on a day."""

    def __init__(self, world: World) -> None:
        self._lines: list[tuple[Key, str, str, Decimal]] = []
        for entry in world.firmao["transactionentries"].values():
            agreement = world.firmao["agreements"].get((entry.get("agreement") or {"id": 0})["id"])
            if agreement is None or entry["productCode"].startswith(("ONB-", "TRN-")):
                continue
            told = agreement["customFields"]
            key = f"F{agreement['customer']['id']}", agreement["currency"]
            amount = a_month(entry["unitNettoPrice"], entry["quantity"], entry.get("discount"), told["custom3"])
            self._lines.append((key, told["custom1"], told["custom2"], amount))

    def on(self, day: date) -> dict[Key, Decimal]:
        """By account and currency."""
        sums: dict[Key, Decimal] = defaultdict(Decimal)
        for key, first, last, amount in self._lines:
            if first <= day.isoformat() <= last:
                sums[key] += amount
        return sums

    def began(self, key: Key) -> date:
        """When an account brought in something for the first time."""
        return date.fromisoformat(min(first for one, first, _, _ in self._lines if one == key))


def a_month(price: Any, quantity: Any, discount: Any, period: str) -> Decimal:
    """A line's amount for its period, to the cent, divided by its months, to four decimals."""
    whole = Decimal(str(price)) * Decimal(str(quantity)) * (1 - Decimal(str(discount or 0)) / 100)
    cents = whole.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return (cents / MONTHS[period]).quantize(Decimal("0.0001"), ROUND_HALF_UP)
