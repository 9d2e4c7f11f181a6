"""What was paid, credited and refunded of each invoice, and what of its commission that lets go, from the records."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from queries.commission.plans import Plan, Trigger
from sandbox.world import Record, World

ZERO = Fraction(0)
_CASH = ("Processed", "Partially refunded", "Refunded")


@dataclass(frozen=True)
class Paid:
    """An invoice on a day, in its gross amount: what counts of it, and which part of that is where."""

    gross: Fraction
    total: Fraction
    taken: Fraction = ZERO
    released: Fraction = ZERO
    held: Fraction = ZERO
    open: Fraction = ZERO
    open_state: str = "invoiced"
    is_standing: bool = True
    is_given_back: bool = False


@dataclass
class Money:
    """One posted invoice, and when what lowered it."""

    invoiced_on: date
    due_on: date
    reversed_on: date | None
    gross: Fraction
    cash: list[tuple[date, Fraction]] = field(default_factory=list)
    credits: list[tuple[date, Fraction]] = field(default_factory=list)
    # Of each refund the day, the day of its payment and the amount.
    refunds: list[tuple[date, date, Fraction]] = field(default_factory=list)

    @property
    def paid_in_full_on(self) -> date | None:
        """The first day by whose end cash and credits made up all of it, some of it cash."""
        for day in sorted({on for on, _ in self.cash + self.credits}):
            cash = sum((amount for on, amount in self.cash if on <= day), ZERO)
            credited = sum((amount for on, amount in self.credits if on <= day), ZERO)
            back = sum((amount for on, _, amount in self.refunds if on <= day), ZERO)
            if cash and cash + credited - back >= self.gross:
                return day
        return None

    def on(self, day: date, plan: Plan, paid_first: date | None) -> Paid:
        """How much of it counts on a day, and in which state."""
        if plan.trigger is Trigger.PRO_RATA:
            paid = self._by_payment(day, plan)
        else:
            triggered = paid_first if plan.trigger is Trigger.FIRST_PAID else self.paid_in_full_on
            paid = self._at_once(day, plan, triggered)
        return paid

    def _at_once(self, day: date, plan: Plan, triggered: date | None) -> Paid:
        earned_on = triggered if triggered is not None and triggered <= day else None
        kept = sum((amount for on, amount in self.credits if on <= min(day, earned_on or day)), ZERO)
        total = self.gross - min(kept, self.gross)
        if earned_on is None:
            return self._told(day, plan, total, earned=ZERO, taken=ZERO, released=ZERO, earned_on=None)
        until = earned_on + timedelta(days=plan.clawback_days)
        taken = sum((amount for on, amount in self.credits if earned_on < on <= min(until, day)), ZERO)
        taken += sum((amount for on, _, amount in self.refunds if earned_on <= on <= min(until, day)), ZERO)
        taken = total if self._is_reversed_by(day, until) else min(taken, total)
        is_due = earned_on + timedelta(days=plan.hold_days) <= day
        return self._told(day, plan, total, total, taken, total - taken if is_due else ZERO, earned_on)

    def _by_payment(self, day: date, plan: Plan) -> Paid:
        cash = [(on, amount) for on, amount in self.cash if on <= day]
        credited = [(on, amount) for on, amount in self.credits if on <= day]
        in_all, off = (sum((amount for _, amount in moved), ZERO) for moved in (cash, credited))
        kept = min(off, max(self.gross - in_all, ZERO), self.gross)
        total = self.gross - kept
        if not cash:
            return self._told(day, plan, total, earned=ZERO, taken=ZERO, released=ZERO, earned_on=None)
        within, last = timedelta(days=plan.clawback_days), max(on for on, _ in cash)
        back = [(paid, amount) for on, paid, amount in self.refunds if on <= day and paid <= on <= paid + within]
        earned = min(in_all, total)
        over = off - kept if credited and max(on for on, _ in credited) <= last + within else ZERO
        taken = min(earned, sum((amount for _, amount in back), ZERO) + over)
        if self._is_reversed_by(day, last + within):
            taken = earned
        due = day - timedelta(days=plan.hold_days)
        let_go = sum((amount for on, amount in cash if on <= due), ZERO)
        let_go -= sum((amount for paid, amount in back if paid <= due), ZERO)
        return self._told(day, plan, total, earned, taken, min(max(let_go, ZERO), earned - taken), last)

    def _told(
        self,
        day: date,
        plan: Plan,
        total: Fraction,
        earned: Fraction,
        taken: Fraction,
        released: Fraction,
        earned_on: date | None,
    ) -> Paid:
        is_reversed = self.reversed_on is not None and self.reversed_on <= day
        stays = earned_on is not None and self.reversed_on is not None and self.reversed_on >= earned_on
        is_late = self.due_on + timedelta(days=plan.at_risk_days) < day
        return Paid(
            gross=self.gross,
            total=total,
            taken=taken,
            released=released,
            held=earned - taken - released,
            open=ZERO if is_reversed else total - earned,
            open_state="at risk" if is_late else "invoiced",
            is_standing=bool(total) and (not is_reversed or stays),
            is_given_back=is_reversed and not (stays and taken < earned),
        )

    def _is_reversed_by(self, day: date, last: date) -> bool:
        return self.reversed_on is not None and self.reversed_on <= min(day, last)


def money_of(world: World) -> dict[str, Money]:
    """By invoice. Money that is pending or failed is none; a refund first gives back what was applied to nothing."""
    found = {key: _posted(one) for key, one in world.ordway["invoices"].items() if one["status"] != "Draft"}
    for payment in world.ordway["payments"].values():
        if payment["status"] in _CASH:
            _apply(found, payment)
    for credit in world.ordway["credits"].values():
        if credit["status"] != "Reversed":
            for part in credit["invoices"]:
                day, amount = date.fromisoformat(credit["credit_date"]), Fraction(part["amount_applied"])
                found[part["id"]].credits.append((day, amount))
    return found


def _posted(invoice: Record) -> Money:
    reversed_on = invoice.get("reversed_on") or invoice["invoice_date"]
    return Money(
        date.fromisoformat(invoice["invoice_date"]),
        date.fromisoformat(invoice["due_date"]),
        date.fromisoformat(reversed_on) if invoice["status"] == "Reversed" else None,
        Fraction(invoice["invoice_amount"]),
    )


def _apply(found: dict[str, Money], payment: Record) -> None:
    day = date.fromisoformat(payment["payment_date"])
    parts = [(part["id"], Fraction(part["amount_applied"])) for part in payment["invoices"]]
    applied = sum((amount for _, amount in parts), ZERO)
    loose = Fraction(Decimal(payment["payment_amount"])) - applied
    for invoice_id, amount in parts:
        found[invoice_id].cash.append((day, amount))
    for refund in sorted(payment["refunds"], key=lambda one: str(one["refund_date"])):
        amount = Fraction(refund["refund_amount"])
        back, loose = max(amount - loose, ZERO), max(loose - amount, ZERO)
        for invoice_id, part in parts:
            on = date.fromisoformat(refund["refund_date"])
            found[invoice_id].refunds.append((on, day, min(back, applied) * part / applied))
