"""Choosing what Ordway charges for a product that was sold, and the line of a subscription that it makes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.planning.case import Facts
from corrections.planning.contracts import Contract, SoldLine
from queries.currency import plain_amount

# What is read back of a line that was made, and what people call it.
LINE = {
    "product_id": "product",
    "charge_id": "charge",
    "quantity": "units",
    "list_price": "a unit",
    "discount": "% discount",
    "billing_period": "billed",
    "charge_timing": "charged",
    "effective_price": "amount a period, net",
}


@dataclass(frozen=True)
class Charge:
    """A charge of a plan in Ordway; `billing_period` and `months` are None where it is charged once."""

    plan_id: str
    position: int
    plan_name: str
    charge_id: str
    charge_name: str
    product_id: str
    product_name: str
    is_one_time: bool
    billing_period: str | None
    months: int | None
    is_active: bool


def charge_for(facts: Facts, sold: SoldLine, contract: Contract, plans: Collection[str] = ()) -> Charge:
    """The charge for a product in the contract's billing period, of one of some plans where these have it.

    Raises `NotPlannableError` where Ordway has none, and says what to create.
    """
    found = [Charge(**row) for row in facts.rows("corrections/charges", product=sold.product_key)]
    if not found:
        raise NotPlannableError(
            f"Ordway sells no {sold.product_key} ({sold.product_name}). Create the product there with that SKU and a "
            f"charge {_period(contract)}, sync, and plan again."
        )
    fitting = [one for one in found if one.is_active and _fits(one, contract, found)]
    if not fitting:
        raise NotPlannableError(
            f"Ordway has no active plan that charges {sold.product_key} ({sold.product_name}) {_period(contract)}. "
            "Add such a charge to a plan there, sync, and plan again."
        )
    return min(fitting, key=lambda one: (one.plan_id not in plans, one.months != contract.months, one.plan_id))


def new_line(charge: Charge, sold: SoldLine, contract: Contract, facts: Facts) -> dict[str, Any]:
    """The line of a subscription as Ordway is to make it."""
    line: dict[str, Any] = {
        "product_id": charge.product_id,
        "plan_id": charge.plan_id,
        "charge_id": charge.charge_id,
        "quantity": as_number(sold.quantity),
        "list_price": as_price(sold.unit_price, contract.currency),
        "discount": as_price(sold.discount_percent),
        "custom_fields": {facts.meanings.fields["ordway.line.firmao_entry_id"]: sold.contract_line_id},
    }
    if not charge.is_one_time:
        line |= {"billing_period": charge.billing_period, "prorate_partial_periods": True}
        line |= {"charge_timing": contract.charge_timing or "In Advance"}
    return line


def as_number(quantity: Decimal) -> int | str:
    """A quantity as JSON holds it exactly: whole as a number, else as text."""
    return int(quantity) if quantity == quantity.to_integral_value() else f"{quantity.normalize():f}"


def as_price(amount: Decimal, currency: str | None = None) -> str:
    """A price as text with at least the decimals of its currency, a percentage with at least two."""
    return plain_amount(amount, currency)


def _fits(one: Charge, contract: Contract, others: Iterable[Charge]) -> bool:
    if all(other.is_one_time for other in others):
        return True
    return not one.is_one_time and one.months is not None and one.months == contract.months


def _period(contract: Contract) -> str:
    return f"billed {contract.billing_period}" if contract.billing_period else "for the contract's billing period"
