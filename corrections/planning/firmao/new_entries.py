"""A line item that an agreement lacks."""

from dataclasses import dataclass
from decimal import Decimal

from corrections.plan import Certainty, Change, Reference, Step
from corrections.planning.firmao.sums import Sums, plain, reckoned
from corrections.planning.firmao.words import FIELDS

_DOUBT = "That line items of agreements are created and found like those of transactions is inferred."


@dataclass(frozen=True)
class Sold:
    """What one line item sells. `price` is per unit and billing period before tax; discount and tax are in percent."""

    product_id: str
    product_key: str
    quantity: Decimal
    price: Decimal
    discount: Decimal
    tax: Decimal
    currency: str | None

    @property
    def fields(self) -> dict[str, str]:
        """As Firmao names them."""
        named = {
            "quantity": self.quantity,
            "unitNettoPrice": self.price,
            "discount": self.discount,
            "vatPercent": self.tax,
        }
        return {name: plain(value) for name, value in named.items()}

    @property
    def sums(self) -> Sums:
        """What it comes to in a whole billing period."""
        return reckoned(self.fields, self.currency)


def entry_step(line: Sold, agreement: str, number: str) -> Step:
    """The request that adds a line item; `agreement` is its id or what stands for it, `number` what people call it."""
    fields = {"productCode": line.product_key, **line.fields}
    told = {**fields, **line.sums.fields, "agreement": agreement}
    return Step(
        "firmao",
        f"Add {line.product_key} to {number}",
        "POST",
        "transactionentries",
        {"product": line.product_id, "type": "AGREEMENT", "mode": "SALE", **told},
        tuple(Change(name, None, value, FIELDS[name]) for name, value in told.items()),
        # Nothing in a line item is ours alone: one alike that was there before is told by having been there.
        reference=Reference(
            "transactionentries", {"agreement(eq)": agreement}, {"agreement": agreement, **fields}, False
        ),
        certainty=Certainty.INFERRED,
        doubt=_DOUBT,
    )
