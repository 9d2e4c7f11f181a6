"""What was open of every invoice on any day, reckoned plainly from the company's own records in Ordway."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sandbox.world import Record, World

BUCKETS = {"current_amount": 0, "overdue_1_30": 30, "overdue_31_60": 60, "overdue_61_90": 90, "overdue_91": 10_000}


def bucket(days: int) -> str:
    """The column that holds what is so many days past due."""
    return next(name for name, last in BUCKETS.items() if days <= last)


def share(part: Decimal, whole: Decimal) -> Decimal:
    """One as a part of the other, to four decimals."""
    return (part / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Owed:
    """One invoice with something open on a day. `balance` in `currency`."""

    invoice_id: str
    customer_id: str
    currency: str
    due_on: date
    balance: Decimal

    def days_overdue(self, day: date) -> int:
        """How long it was past due, 0 until it was."""
        return max(0, (day - self.due_on).days)


class Receivables:
    """The company's posted invoices, and what was applied to them when."""

    def __init__(self, world: World) -> None:
        self._invoices = [
            one for one in world.ordway["invoices"].values() if one["status"] not in ("Draft", "Reversed")
        ]
        self._applied: list[tuple[str, str, Decimal]] = []
        for payment in world.ordway["payments"].values():
            if payment["status"] in ("Processed", "Partially refunded", "Pending"):
                self._note(payment["payment_date"], payment["invoices"])
        for credit in world.ordway["credits"].values():
            if credit["status"] != "Reversed":
                self._note(credit["credit_date"], credit.get("invoices") or credit.get("invoices_applied") or [])

    def _note(self, day: str, parts: list[dict[str, str]]) -> None:
        self._applied += [(part["id"], day, Decimal(part["amount_applied"])) for part in parts]

    def on(self, day: date) -> list[Owed]:
        """All that was open, in no order."""
        return [
            Owed(one["id"], one["customer_id"], one["currency"], date.fromisoformat(one["due_date"]), balance)
            for one in self._invoices
            if one["invoice_date"] <= day.isoformat() and (balance := self._balance(one, day.isoformat()))
        ]

    def _balance(self, invoice: Record, day: str) -> Decimal:
        applied = [amount for invoice_id, when, amount in self._applied if invoice_id == invoice["id"] and when <= day]
        return Decimal(invoice["invoice_amount"]) - sum(applied, Decimal())

    def sold(self, first: date, last: date, currency: str) -> Decimal:
        """What was invoiced from one day to another, both included."""
        span = first.isoformat(), last.isoformat()
        return sum(
            (
                Decimal(one["invoice_amount"])
                for one in self._invoices
                if one["currency"] == currency and span[0] <= one["invoice_date"] <= span[1]
            ),
            Decimal(),
        )

    def days_late(self, customer_id: str, day: date) -> list[int]:
        """Of each invoice that was paid in full within two years before a day, how late; the quickest first."""
        since = day.replace(year=day.year - 2)
        found = []
        for one in self._invoices:
            parts = sorted((when, amount) for invoice_id, when, amount in self._applied if invoice_id == one["id"])
            full = [when for when, _ in parts if self._applied_by(parts, when) >= Decimal(one["invoice_amount"])]
            if one["customer_id"] == customer_id and full:
                paid_on = date.fromisoformat(min(full))
                if since < paid_on <= day:
                    found.append((paid_on - date.fromisoformat(one["due_date"])).days)
        return sorted(found)

    def _applied_by(self, parts: list[tuple[str, Decimal]], day: str) -> Decimal:
        return sum((amount for when, amount in parts if when <= day), Decimal())
