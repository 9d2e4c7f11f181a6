"""Won contracts, how they are shared, and what they come to within a plan's window: plainly, from Firmao."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from queries.commission.plans import OWNER, Commission, Plan
from sandbox.billing_periods import add_months
from sandbox.world import Record, World

_MONTHS = {"Monthly": 1, "Quarterly": 3, "Semi-Annually": 6, "Annually": 12}
ZERO = Fraction(0)


@dataclass(frozen=True)
class Line:
    """One product of a contract: what a whole billing period of it costs, or all of it where it is charged once."""

    code: str
    net: Fraction
    is_once: bool


@dataclass(frozen=True)
class Sold:
    """A won contract; `split` are reps with their shares, in order, one together."""

    id: str
    subscription: str
    currency: str
    won_on: date
    starts_on: date
    ends_before: date
    periods_from: date
    months: int
    plan: Plan
    split: tuple[tuple[str, Fraction], ...]
    lines: tuple[Line, ...]

    @property
    def codes(self) -> set[str]:
        """Products that bring commission."""
        return {line.code for line in self.lines if line.code not in self.plan.excluded_products}

    @property
    def window_ends_before(self) -> date:
        """The day from which nothing counts any more."""
        return add_months(self.starts_on, self.plan.window_months) if self.plan.window_months else date.max

    def counts(self, code: str, starts_on: date) -> bool:
        """Whether what is billed for a product from a day on brings commission."""
        return code in self.codes and starts_on < self.window_ends_before


@dataclass(frozen=True)
class Contracted:
    """What a contract comes to, before tax at the rates of the reps, and what own rates make of the rest."""

    base: Fraction
    rated: Fraction


def contracts_of(world: World, commission: Commission) -> list[Sold]:
    """Won contracts whose commission can be told."""
    once = {
        charge["product_id"]
        for plan in world.ordway["plans"].values()
        for charge in plan["charges"]
        if charge["type"] == "One time"
    }
    codes = {one["sku"] for one in world.ordway["products"].values() if one["id"] in once}
    won = [one for one in world.firmao["agreements"].values() if one["offerStatus"] in ("ACCEPTED", "EXECUTED")]
    starts = {one["number"]: date.fromisoformat(one["customFields"]["custom1"]) for one in won}
    return [_sold(world, one, codes, starts, commission) for one in won]


def _sold(world: World, told: Record, once: set[str], starts: dict[str, date], commission: Commission) -> Sold:
    fields, number = told["customFields"], told["number"]
    own = commission.contracts.get(number) or commission.reps.get(fields["custom7"]) or commission.plan
    starts_on = date.fromisoformat(fields["custom1"])
    entries = [
        one
        for one in world.firmao["transactionentries"].values()
        if (one.get("agreement") or {}).get("id") == told["id"]
    ]
    return Sold(
        id=str(told["id"]),
        subscription=fields.get("custom9") or "none",
        currency=told["currency"],
        won_on=date.fromisoformat(told["offerDate"]),
        starts_on=starts_on,
        ends_before=date.fromisoformat(fields["custom2"]) + timedelta(days=1),
        periods_from=starts[number.removesuffix("/A1")],
        months=_MONTHS[fields["custom3"]],
        plan=commission.plans[own],
        split=tuple(_split(fields, commission)),
        lines=tuple(
            Line(one["productCode"], Fraction(str(one["nettoPrice"])), one["productCode"] in once) for one in entries
        ),
    )


def _split(fields: dict[str, str], commission: Commission) -> Iterator[tuple[str, Fraction]]:
    if not fields["custom8"]:
        for rep, percent in commission.splits.items():
            yield fields["custom7"] if rep == OWNER else rep, Fraction(percent) / 100
        return
    for piece in fields["custom8"].split(";"):
        rep, told = piece.split(":")
        yield rep, Fraction(told) / 100


def contracted(contract: Sold) -> Contracted:
    """What it comes to within the window, line by line and period by period."""
    base = rated = ZERO
    for line in contract.lines:
        if line.code not in contract.codes:
            continue
        net = line.net if line.is_once else _of_periods(contract, line.net)
        own = contract.plan.product_rates.get(line.code)
        base += net if own is None else ZERO
        rated += ZERO if own is None else net * Fraction(own) / 100
    return Contracted(base, rated)


def _of_periods(contract: Sold, net: Fraction) -> Fraction:
    """Day by day from period to period: whole ones whole, others by their days."""
    ends, found, number = min(contract.ends_before, contract.window_ends_before), ZERO, 0
    while (first := add_months(contract.periods_from, number * contract.months)) < ends:
        number += 1
        following = add_months(contract.periods_from, number * contract.months)
        days = (min(following, ends) - max(first, contract.starts_on)).days
        if days > 0:
            found += _rounded(net * days / (following - first).days)
    return found


def _rounded(amount: Fraction) -> Fraction:
    return Fraction(int((2 * amount * 100 + 1) // 2), 100)
