"""The lines of a subscription as a change sends them: all of them, whole, what was agreed in place of what differs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Change
from corrections.planning.case import Case, Row
from corrections.planning.contracts import Contract, SoldLine, contract_of, lines_of, sold_under
from corrections.planning.ordway.charges import as_number, as_price, charge_for, new_line
from corrections.planning.ordway.comparing import line_said
from corrections.planning.ordway.subscriptions import Held, HeldLine, held_lines
from corrections.records import value_at
from queries.currency import spaced


@dataclass
class Amended:
    """The lines to send, with what is read of each before and after, and the same in words.

    `needed_from` are the days from which something new has to be billed, `charged_once` the products of lines that
    were there and are charged once: changing these bills nothing by itself.
    """

    lines: list[dict[str, Any]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    needed_from: list[date] = field(default_factory=list)
    charged_once: set[str] = field(default_factory=set)

    @property
    def is_other(self) -> bool:
        """Whether any line is another than before."""
        return bool(self.changes)


def amended(case: Case, subscription: Held, causes: Sequence[Row]) -> Amended:
    """The lines with every difference mended that is about one. Raises `NotPlannableError`."""
    lines = _Lines(case, subscription)
    for cause in causes:
        if cause["rule"] in _MENDING:
            _MENDING[cause["rule"]](lines, cause)
    return lines.result()


class _Lines:
    """The lines of a subscription while differences are mended one after the other."""

    def __init__(self, case: Case, subscription: Held) -> None:
        self._case = case
        self._held = held_lines(case.facts, subscription.subscription_id)
        self._sold = sold_under(case.facts, subscription.subscription_id)
        self._subscription_id = subscription.subscription_id
        self._currency = subscription.currency
        self._raw = {str(one["subscription_line_id"]): _whole(one) for one in subscription.raw["plans"]}
        self._added: list[dict[str, Any]] = []
        self._amended = Amended(charged_once={one.product_key for one in self._held if one.is_one_time})

    def result(self) -> Amended:
        """The lines as they are to be sent."""
        self._amended.lines = [*self._raw.values(), *self._added]
        return self._amended

    def add(self, cause: Row) -> None:
        """A product that was sold and is no line."""
        self._add(self._agreed(cause["product_key"]), contract_of(self._case.facts, cause["contract_id"]))

    def remove(self, cause: Row) -> None:
        """A product that is a line and was not sold."""
        for line in self._of(cause["product_key"]):
            del self._raw[line.subscription_line_id]
            self._note(line.subscription_line_id, "quantity", as_text(line.quantity), None, "units")
            self._amended.says.append(f"without {line.product_key}")

    def expand(self, cause: Row) -> None:
        """What a contract that was signed later adds, to a line or as a new one."""
        contract = contract_of(self._case.facts, cause["contract_id"])
        for key in dict.fromkeys(one.product_key for one in lines_of(self._case.facts, contract.contract_id)):
            agreed, there = self._agreed(key), self._of(key)
            if not there:
                self._add(agreed, contract)
            elif sum((one.quantity for one in there), Decimal(0)) < agreed.quantity:
                self.set_quantity(cause, key)
                self._amended.needed_from.append(_day(contract.starts_on))

    def set_quantity(self, cause: Row, product_key: str | None = None) -> None:
        """As many units as agreed."""
        agreed = self._agreed(product_key or cause["product_key"])
        line = self._only(agreed.product_key)
        self._set(line, "quantity", as_number(agreed.quantity), as_text(line.quantity), "units")

    def set_price(self, cause: Row) -> None:
        """The price agreed."""
        agreed = self._agreed(cause["product_key"])
        line = self._only(agreed.product_key)
        self._set(line, "list_price", self._price(agreed), self._price(line), "a unit")

    def set_discount(self, cause: Row) -> None:
        """The discount agreed."""
        agreed = self._agreed(cause["product_key"])
        line = self._only(agreed.product_key)
        self._set(line, "discount", as_price(agreed.discount_percent), as_price(line.discount_percent), "% discount")

    def set_period(self, cause: Row) -> None:
        """The billing period agreed, of every line, with the charge and the price that belong to it."""
        contract = contract_of(self._case.facts, cause["contract_id"])
        for line in self._held:
            is_there = line.subscription_line_id in self._raw
            if is_there and not line.is_one_time and line.months != contract.months:
                self._set_charge(line, contract)
        self._amended.needed_from.append(_day(contract.starts_on))

    def _set_charge(self, line: HeldLine, contract: Contract) -> None:
        agreed = self._agreed(line.product_key)
        charge = charge_for(self._case.facts, agreed, contract)
        raw = self._raw[line.subscription_line_id]
        before = raw.get("billing_period")
        for name, after, meaning in (("plan_id", charge.plan_id, "plan"), ("charge_id", charge.charge_id, "charge")):
            self._note(line.subscription_line_id, name, value_at(raw, name), after, meaning)
        raw |= {"plan_id": charge.plan_id, "plan_name": charge.plan_name}
        raw |= {"charge_id": charge.charge_id, "charge_name": charge.charge_name}
        self._set(line, "billing_period", charge.billing_period, before, "billing period")
        if agreed.unit_price != line.unit_price:
            self._set(line, "list_price", self._price(agreed), self._price(line), "a unit")

    def _add(self, agreed: SoldLine, contract: Contract) -> None:
        plans = {str(one.get("plan_id")) for one in self._raw.values()}
        line = new_line(charge_for(self._case.facts, agreed, contract, plans), agreed, contract, self._case.facts)
        self._added.append(line)
        for name, meaning in (("quantity", "units"), ("list_price", "a unit"), ("discount", "% discount")):
            self._note(line["product_id"], name, None, str(line[name]), meaning)
        self._amended.says.append(line_said(agreed, self._currency))
        self._amended.needed_from.append(_day(contract.starts_on))

    def _set(self, line: HeldLine, name: str, after: object, before: str | None, meaning: str) -> None:
        """A line whose amount is to be reckoned anew."""
        raw = self._raw[line.subscription_line_id]
        raw[name] = after
        raw.pop("effective_price", None)
        self._note(line.subscription_line_id, name, before, str(after), meaning)
        told = f"{spaced(str(after))} in place of {spaced(str(before))}"
        self._amended.says.append(f"{line.product_key} {meaning} {told}")

    def _price(self, line: SoldLine | HeldLine) -> str:
        return as_price(line.unit_price, self._currency)

    def _note(self, element: str, name: str, before: str | None, after: str | None, meaning: str) -> None:
        self._amended.changes.append(Change(f"plans[{element}].{name}", before, after, meaning))

    def _agreed(self, product_key: str) -> SoldLine:
        if product_key not in self._sold:
            raise NotPlannableError(f"No contract that runs today sells {product_key} any more. Sync, and look again.")
        agreed = self._sold[product_key]
        if agreed.has_several_prices:
            raise NotPlannableError(
                f"{product_key} is sold at several prices or discounts, and which line of {self._subscription_id} is "
                "for which is not said. Change them in Ordway by hand."
            )
        return agreed

    def _of(self, product_key: str) -> list[HeldLine]:
        return [one for one in self._held if one.product_key == product_key]

    def _only(self, product_key: str) -> HeldLine:
        """The line that is to be changed. Raises `NotPlannableError` where several could be meant."""
        found = self._of(product_key)
        if len(found) != 1:
            raise NotPlannableError(
                f"{self._subscription_id} bills {product_key} by {len(found)} lines, and which of them is wrong is not "
                "said. Change them in Ordway by hand."
            )
        return found[0]


_MENDING: dict[str, Callable[[_Lines, Row], None]] = {
    "C6": _Lines.expand,
    "T1": _Lines.add,
    "T2": _Lines.remove,
    "T3": _Lines.set_quantity,
    "T4": _Lines.set_price,
    "T5": _Lines.set_discount,
    "T7": _Lines.set_period,
}


def as_text(quantity: Decimal) -> str:
    """A quantity as it is compared."""
    return str(as_number(quantity))


def _whole(line: dict[str, Any]) -> dict[str, Any]:
    """A line as it was read, its units as a number again."""
    told = line.get("quantity")
    return line | ({} if told in (None, "") else {"quantity": as_number(Decimal(str(told)))})


def _day(day: date | None) -> date:
    if day is None:
        raise NotPlannableError("The contract has no readable first day. Enter it in Firmao.")
    return day
