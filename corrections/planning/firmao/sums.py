"""What line items come to: their net, tax and gross, those of the agreement, and the requests that set them.

Whether Firmao reckons sums anew by itself when a line item changes is not known. So each sum has a request of its own,
which is not sent where a fresh read shows that the sum is right by then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from corrections.plan import Certainty, Step
from corrections.planning.firmao.fields import set_field
from corrections.planning.firmao.words import FIELDS
from corrections.records import is_same, value_at
from queries.currency import plain_amount, rounded

_DOUBT = "Whether Firmao reckons sums by itself is not known; it is sent only where the sum is not right by then."


@dataclass(frozen=True)
class Sums:
    """Net, tax and gross, in currency."""

    net: Decimal
    tax: Decimal
    currency: str | None

    @property
    def gross(self) -> Decimal:
        """What the customer owes."""
        return self.net + self.tax

    @property
    def fields(self) -> dict[str, str]:
        """As Firmao names them, with the decimals of the currency."""
        amounts = {"nettoPrice": self.net, "vatPrice": self.tax, "bruttoPrice": self.gross}
        return {name: plain_amount(amount, self.currency) for name, amount in amounts.items()}


def reckoned(entry: Mapping[str, Any], currency: str | None) -> Sums:
    """The sums of a line item by its price, units, discount and rate, each rounded half up to the smallest unit."""
    exact = number(entry, "unitNettoPrice") * number(entry, "quantity") * (1 - number(entry, "discount") / 100)
    net = rounded(exact, currency)
    return Sums(net, rounded(net * number(entry, "vatPercent") / 100, currency), currency)


def stored(entry: Mapping[str, Any], currency: str | None) -> Sums:
    """The sums that stand in a line item; reckoned where there are none."""
    if entry.get("nettoPrice") is None or entry.get("vatPrice") is None:
        return reckoned(entry, currency)
    return Sums(number(entry, "nettoPrice"), number(entry, "vatPrice"), currency)


def total(sums: Iterable[Sums], currency: str | None) -> Sums:
    """All of them together, in the currency they have in common."""
    together = list(sums)
    net = sum((one.net for one in together), Decimal(0))
    return Sums(net, sum((one.tax for one in together), Decimal(0)), currency)


def set_sums(resource: str, record: dict[str, Any], wanted: Sums) -> tuple[Step, ...]:
    """The requests that set the sums which are not right yet, one a field."""
    return tuple(
        replace(set_field(resource, record, name, after, FIELDS[name]), certainty=Certainty.INFERRED, doubt=_DOUBT)
        for name, after in wanted.fields.items()
        if not is_same(value_at(record, name), after)
    )


def number(record: Mapping[str, Any], name: str) -> Decimal:
    """A number of a record, 0 where there is none."""
    return Decimal(str(record.get(name) or 0))


def plain(value: Decimal) -> str:
    """A number as it is sent and told: digits, and only as many decimals as it has."""
    return f"{value.normalize():f}"
