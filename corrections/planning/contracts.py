"""What was agreed in Firmao, as those who plan how it is billed in Ordway need it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.planning.case import Facts


@dataclass(frozen=True)
class Contract:
    """A won agreement. `months` of a billing period and both days are None where they cannot be read or do not end."""

    contract_id: str
    contract_number: str
    account_id: str
    firmao_customer_id: str
    ordway_customer_id: str | None
    subscription_id: str | None
    claimants: str | None
    currency: str
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    is_dated: bool
    billing_period: str | None
    months: int | None
    charge_timing: str | None
    is_auto_renewed: bool | None
    payment_days: int | None
    payment_type: str | None

    def is_over(self, today: date) -> bool:
        """Whether its service has ended by a day."""
        return self.ends_on is not None and self.ends_on < today


@dataclass(frozen=True)
class SoldLine:
    """What is sold of a product: `quantity` units at `unit_price` a billing period, net, in the contract's currency.

    With `has_several_prices` it is made of lines that differ in price or discount, so that no one price says it.
    """

    contract_line_id: str
    contract_id: str
    product_key: str
    product_name: str
    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal
    tax_percent: Decimal | None
    starts_on: date
    is_running: bool
    has_several_prices: bool = False

    @property
    def net(self) -> Decimal:
        """What it comes to in a billing period, discounted and not rounded."""
        return self.unit_price * self.quantity * (1 - self.discount_percent / 100)


def contract_of(facts: Facts, contract_id: str | None) -> Contract:
    """One contract. Raises `NotPlannableError` where it is not there or its days cannot be read."""
    found = facts.rows("corrections/contract", contract=contract_id or "")
    if not found:
        raise NotPlannableError(f"Firmao has no agreement {contract_id}. Sync, and look again.")
    contract = Contract(**found[0])
    if not contract.is_dated or contract.starts_on is None:
        raise NotPlannableError(f"{contract.contract_number} has no readable first and last day. Enter them in Firmao.")
    return contract


def lines_of(facts: Facts, contract_id: str) -> list[SoldLine]:
    """The lines of one contract, in their order."""
    return _lines(facts.rows("corrections/contract_lines", contract=contract_id, subscription="", as_of=facts.today))


def sold_under(facts: Facts, subscription_id: str) -> dict[str, SoldLine]:
    """What the contracts that run today and are billed by a subscription make of each product, by its key.

    Units of several lines are added; the price, discount and start are those a comparison takes.
    """
    lines = _lines(
        facts.rows("corrections/contract_lines", contract="", subscription=subscription_id, as_of=facts.today)
    )
    running = [one for one in lines if one.is_running]
    return {key: _together([one for one in running if one.product_key == key]) for key in _keys(running)}


def _lines(rows: Iterable[dict[str, Any]]) -> list[SoldLine]:
    return [SoldLine(**row) for row in rows]


def _keys(lines: Iterable[SoldLine]) -> Iterable[str]:
    return dict.fromkeys(one.product_key for one in lines)


def _together(lines: Sequence[SoldLine]) -> SoldLine:
    return replace(
        lines[-1],
        quantity=sum((one.quantity for one in lines), Decimal(0)),
        unit_price=max(one.unit_price for one in lines),
        discount_percent=max(one.discount_percent for one in lines),
        starts_on=min(one.starts_on for one in lines),
        has_several_prices=len({(one.unit_price, one.discount_percent) for one in lines}) > 1,
    )
