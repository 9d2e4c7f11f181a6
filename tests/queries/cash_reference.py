"""From contract to cash once more, reckoned plainly from the company's own records, invoice by invoice."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sandbox.world import Record, World
from tests.reconcile.schedule_reference import Line, schedule

# By currency.
Sums = dict[str, Decimal]
ONCE = ("ONB-", "TRN-")


class ContractToCash:
    """What a company without a fault contracted, and what became of it by any day. Amounts before tax."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._due = list(self._scheduled())
        self._credits = list(self._parts(world.ordway["credits"].values(), "credit_date", self._net_part))
        self._cash = list(self._parts(world.ordway["payments"].values(), "payment_date", lambda _, gross: gross))

    def contracted(self, day: date) -> Sums:
        """Of contracts signed by the day, whenever it is due."""
        return _sums((currency, amount) for currency, signed, _, amount in self._due if signed <= day)

    def scheduled(self, day: date) -> Sums:
        """Due to be invoiced by the day."""
        return _sums((currency, amount) for currency, signed, due, amount in self._due if max(signed, due) <= day)

    def billed(self, day: date) -> Sums:
        """Invoiced by the day, less credits."""
        return _sums((one["currency"], self._billed(one, day)) for one in self._invoices(day))

    def collected(self, day: date) -> Sums:
        """Of what was billed the part that cash was received for."""
        return _sums((one["currency"], self._billed(one, day) - self._open(one, day)) for one in self._invoices(day))

    def _scheduled(self) -> Iterator[tuple[str, date, date, Decimal]]:
        agreements = self._world.firmao["agreements"]
        starts = {one["number"]: one["customFields"]["custom1"] for one in agreements.values()}
        for entry in self._world.firmao["transactionentries"].values():
            agreement = agreements.get((entry.get("agreement") or {"id": 0})["id"])
            if agreement is None:
                continue
            told = agreement["customFields"]
            main = starts[agreement["number"].partition("/A")[0]]
            amount = Decimal(str(entry["nettoPrice"]))
            signed = date.fromisoformat(agreement["offerDate"][:10])
            if entry["productCode"].startswith(ONCE):
                yield agreement["currency"], signed, date.fromisoformat(told["custom1"]), amount
                continue
            line = Line(
                starts_on=date.fromisoformat(told["custom1"]),
                ends_on=date.fromisoformat(told["custom2"]),
                anchor=date.fromisoformat(main),
                period=told["custom3"],
                in_advance=told["custom4"] == "In Advance",
                quantity=Decimal(str(entry["quantity"])),
                price=Decimal(str(entry["unitNettoPrice"])),
                discount=Decimal(str(entry.get("discount") or 0)),
            )
            for one in schedule(line):
                yield agreement["currency"], signed, one.due_on, one.amount

    def _invoices(self, day: date) -> Iterator[Record]:
        for one in self._world.ordway["invoices"].values():
            if one["status"] not in ("Draft", "Reversed") and one["invoice_date"] <= day.isoformat():
                yield one

    def _parts(self, records: Any, dated: str, net: Any) -> Iterator[tuple[str, str, Decimal, Decimal]]:
        for one in records:
            if one["status"] in ("Reversed", "Failed", "Pending", "Refunded"):
                continue
            for part in one.get("invoices") or one.get("invoices_applied") or []:
                gross = Decimal(part["amount_applied"])
                yield part["id"], one[dated], net(one, gross), gross

    def _net_part(self, credit: Record, gross: Decimal) -> Decimal:
        """What a credit takes off before tax: what its lines say, all of it where all of it is applied."""
        net = sum((Decimal(line["effective_price"]) for line in credit["credit_line_items"]), Decimal())
        return cents(net * gross / Decimal(credit["credit_amount"]))

    def _billed(self, invoice: Record, day: date) -> Decimal:
        credited = (net for name, when, net, _ in self._credits if name == invoice["id"] and when <= day.isoformat())
        return Decimal(invoice["subtotal"]) - sum(credited, Decimal())

    def _open(self, invoice: Record, day: date) -> Decimal:
        lowered = sum(
            (
                gross
                for name, when, _, gross in self._credits + self._cash
                if name == invoice["id"] and when <= day.isoformat()
            ),
            Decimal(),
        )
        gross = Decimal(invoice["invoice_amount"])
        return cents(Decimal(invoice["subtotal"]) * (gross - lowered) / gross)


def cents(amount: Decimal) -> Decimal:
    """To the cent, half up."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _sums(parts: Iterator[tuple[str, Decimal]]) -> Sums:
    sums: Sums = defaultdict(Decimal)
    for currency, amount in parts:
        sums[currency] += amount
    return {currency: amount for currency, amount in sums.items() if amount}
