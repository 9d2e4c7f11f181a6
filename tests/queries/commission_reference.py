"""Commission on any day, reckoned plainly from the records of both systems: contract by contract, rep by rep."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from queries.commission.plans import Commission, Plan, Trigger
from queries.currency import decimals
from sandbox.world import Record, World
from tests.queries.commission_cash import Paid, money_of
from tests.queries.commission_contracts import Sold, contracted, contracts_of

Lines = dict[tuple[str, str | None, str, str], Decimal]
ZERO = Fraction(0)


def half_up(amount: Fraction, places: int) -> Decimal:
    """An exact amount to so many decimals."""
    exact = abs(amount) * 10**places
    rounded = int((2 * exact + 1) // 2)
    return Decimal(rounded if amount >= 0 else -rounded).scaleb(-places)


def portions(whole: Decimal, parts: Sequence[Fraction], total: Fraction, places: int) -> list[Decimal]:
    """A whole amount in as many parts, of which the first ones are rounded together and the last has the rest."""
    found, before, done = [], Decimal(0), ZERO
    for part in parts:
        done += part
        until = half_up(Fraction(whole) * done / total, places)
        found.append(until - before)
        before = until
    return found


@dataclass(frozen=True)
class Billed:
    """What one invoice bills of one contract: before tax at the rates of the reps, and what own rates make of it."""

    base: Fraction
    rated: Fraction


class Reference:
    """The commission of a company under some plans."""

    def __init__(self, world: World, commission: Commission) -> None:
        self._commission = commission
        self._contracts = contracts_of(world, commission)
        self._money = money_of(world)
        self._invoices = {key: one for key, one in world.ordway["invoices"].items() if one["status"] != "Draft"}
        self._codes = {one["id"]: one["sku"] for one in world.ordway["products"].values()}
        self._billed = self._billing()

    def lines(self, day: date) -> Lines:
        """What each rep has in each state on a day, by contract and invoice, whatever is not nothing."""
        found: Lines = defaultdict(Decimal)
        for contract in self._contracts:
            if contract.won_on <= day:
                for key, amount in self._of_contract(contract, day):
                    found[key] += amount
        return {key: amount for key, amount in found.items() if amount}

    def _of_contract(self, contract: Sold, day: date) -> Iterator[tuple[tuple[str, str | None, str, str], Decimal]]:
        plan = contract.plan
        paid_first = min(
            (on for invoice_id in self._billed[contract.id] if (on := self._money[invoice_id].paid_in_full_on)),
            default=None,
        )
        left = contracted(contract)
        base, rated = left.base, left.rated
        for invoice_id, billed in self._billed[contract.id].items():
            money = self._money[invoice_id]
            if money.invoiced_on > day:
                continue
            paid = money.on(day, plan, paid_first)
            if not paid.is_given_back:
                base, rated = base - billed.base, rated - billed.rated
            if paid.is_standing:
                yield from self._of_invoice(contract, invoice_id, billed, paid)
        base, rated = max(base, ZERO), max(rated, ZERO)
        if base or rated:
            state = _unbilled_state(plan, paid_first, day)
            for rep, amount in self._shared(contract, Billed(base, rated)):
                yield (contract.id, None, rep, state), amount

    def _of_invoice(
        self, contract: Sold, invoice_id: str, billed: Billed, paid: Paid
    ) -> Iterator[tuple[tuple[str, str | None, str, str], Decimal]]:
        lowered = billed
        if paid.total != paid.gross:
            left = paid.total / paid.gross
            rated = Fraction(half_up(billed.rated, 4))
            lowered = Billed(Fraction(half_up(billed.base * left, 4)), Fraction(half_up(rated * left, 4)))
        places = decimals(contract.currency)
        for rep, whole in self._shared(contract, lowered):
            parts = portions(whole, [paid.taken, paid.released, paid.held, paid.open], paid.total, places)
            for state, amount in zip(("clawed back", "released", "earned", paid.open_state), parts, strict=True):
                yield (contract.id, invoice_id, rep, state), amount

    def _shared(self, contract: Sold, billed: Billed) -> Iterator[tuple[str, Decimal]]:
        """Each rep's part, so that the first ones together are rounded once and the last has the rest."""
        exact, before, places = ZERO, Decimal(0), decimals(contract.currency)
        for rep, share in contract.split:
            rate = Fraction(contract.plan.rep_rates.get(rep, contract.plan.rate)) / 100
            exact += share * (billed.base * rate + billed.rated)
            until = half_up(exact, places)
            yield rep, until - before
            before = until

    def _billing(self) -> dict[str, dict[str, Billed]]:
        """By contract and invoice."""
        found: dict[str, dict[str, Billed]] = {contract.id: {} for contract in self._contracts}
        for invoice_id, invoice in self._invoices.items():
            for line in invoice["line_items"]:
                self._count(found, invoice_id, line)
        return found

    def _count(self, found: dict[str, dict[str, Billed]], invoice_id: str, line: Record) -> None:
        code = self._codes[line["product_id"]]
        contract = self._contract_of(line, code)
        if contract is None or not contract.counts(code, date.fromisoformat(line["start_date"])):
            return
        if self._invoices[invoice_id]["currency"] != contract.currency:
            return
        net, own = Fraction(line["effective_price"]), contract.plan.product_rates.get(code)
        before = found[contract.id].get(invoice_id, Billed(ZERO, ZERO))
        added = Billed(net, ZERO) if own is None else Billed(ZERO, net * Fraction(own) / 100)
        found[contract.id][invoice_id] = Billed(before.base + added.base, before.rated + added.rated)

    def _contract_of(self, line: Record, code: str) -> Sold | None:
        """Of the contracts of a subscription that sell the product, the one that began last before the line does."""
        day = date.fromisoformat(line["start_date"]) if line.get("subscription_id") else date.min
        selling = [
            one for one in self._contracts if one.subscription == line.get("subscription_id") and code in one.codes
        ]
        selling.sort(key=lambda one: (one.starts_on, one.id))
        begun = [one for one in selling if one.starts_on <= day]
        return begun[-1] if begun else (selling[0] if selling else None)


def _unbilled_state(plan: Plan, paid_first: date | None, day: date) -> str:
    if plan.trigger is not Trigger.FIRST_PAID or paid_first is None or paid_first > day:
        return "expected"
    return "released" if paid_first + timedelta(days=plan.hold_days) <= day else "earned"
