"""What was paid, credited and refunded of each invoice, and what of its commission that lets go, from the records."""

from collections.abc import Iterable
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
        held_until = (earned_on or day) + timedelta(days=min(plan.hold_days, plan.clawback_days) if earned_on else 0)
        kept = sum((amount for on, amount in self.credits if on <= min(day, held_until)), ZERO)
        total = self.gross - min(kept, self.gross)
        if earned_on is None:
            return self._told(day, plan, total, earned=ZERO, taken=ZERO, released=ZERO, is_lost=True)
        until = min(earned_on + timedelta(days=plan.clawback_days), day)
        lost, back = self._refunded(day, plan, earned_on)
        again = [(on, amount) for on, amount in self.cash if lost and min(lost)[0] < on <= day]
        due = day - timedelta(days=plan.hold_days)
        earned, settled = (
            min(total, max(self.gross - max(_sum(lost) - _sum(paid), ZERO), min(self.gross, ZERO)))
            for paid in (again, [one for one in again if one[0] <= due])
        )
        off = _sum([(on, amount) for on, amount in self.credits if held_until < on <= until])
        taken = min(earned, max(_sum(back), off))
        if is_reversed := self._is_reversed_by(day, earned_on + timedelta(days=plan.clawback_days)):
            assert self.reversed_on is not None
            taken = earned = earned if self.reversed_on > held_until else ZERO
        released = min(settled, earned - taken) if earned_on <= due else ZERO
        return self._told(day, plan, total, earned, taken, released, is_lost=is_reversed)

    def _refunded(
        self, day: date, plan: Plan, earned_on: date
    ) -> tuple[list[tuple[date, Fraction]], list[tuple[date, Fraction]]]:
        """What went back in the hold, and what did within the days of clawback after it; what was paid again after the
        first of these has days of its own.
        """
        within, hold = timedelta(days=plan.clawback_days), timedelta(days=min(plan.hold_days, plan.clawback_days))
        begun_anew = min(
            (on for on, _, _ in self.refunds if earned_on <= on <= min(earned_on + hold, day)), default=day
        )
        told = [
            (on, amount, paid if paid > begun_anew else earned_on) for on, paid, amount in self.refunds if on <= day
        ]
        lost = [(on, amount) for on, amount, since in told if since <= on <= since + hold]
        back = [(on, amount) for on, amount, since in told if since + hold < on <= since + within]
        return lost, back

    def _by_payment(self, day: date, plan: Plan) -> Paid:
        """Each payment has a hold of its own; a refund within it is as though that money had never come."""
        within, hold = timedelta(days=plan.clawback_days), timedelta(days=plan.hold_days)
        cash = [(on, amount) for on, amount in self.cash if on <= day]
        credited = [(on, amount) for on, amount in self.credits if on <= day]
        back = [(on, paid, amount) for on, paid, amount in self.refunds if on <= day and paid <= on <= paid + within]
        lost = [(paid, amount) for on, paid, amount in back if on <= paid + min(hold, within)]
        in_all, off = _sum(cash) - _sum(lost), _sum(credited)
        kept = min(off, max(self.gross - in_all, ZERO))
        if not cash:
            left = self.gross - min(kept, self.gross)
            return self._told(day, plan, left, earned=ZERO, taken=ZERO, released=ZERO, is_lost=True)
        last = max(on for on, _ in cash)
        over = off - kept if credited and max(on for on, _ in credited) <= last + within else ZERO
        of_held = [
            (on, min(amount, _sum([one for one in cash if on - hold <= one[0] <= on]))) for on, amount in credited
        ]
        never = min(over, _sum(of_held))
        total = self.gross - min(kept + never, self.gross)
        earned = min(in_all, total)
        taken = min(earned, max(_sum([(on, amount) for on, _, amount in back]) - _sum(lost), over - never))
        if is_reversed := self._is_reversed_by(day, last + within):
            assert self.reversed_on is not None
            gone = [one for one in cash if one[0] + hold < self.reversed_on]
            gone_again = [one for one in lost if one[0] + hold < self.reversed_on]
            taken = earned = min(max(_sum(gone) - _sum(gone_again), ZERO), earned)
        let_go = _sum([one for one in cash if one[0] + hold <= day])
        let_go -= _sum([(paid, amount) for _, paid, amount in back if paid + hold <= day])
        released = min(max(let_go, ZERO), earned - taken)
        return self._told(day, plan, total, earned, taken, released, is_lost=is_reversed)

    def _told(
        self,
        day: date,
        plan: Plan,
        total: Fraction,
        earned: Fraction,
        taken: Fraction,
        released: Fraction,
        *,
        is_lost: bool,
    ) -> Paid:
        is_reversed = self.reversed_on is not None and self.reversed_on <= day
        is_late = self.due_on + timedelta(days=plan.at_risk_days) < day
        return Paid(
            gross=self.gross,
            total=total,
            taken=taken,
            released=released,
            held=earned - taken - released,
            open=ZERO if is_reversed else total - earned,
            open_state="at risk" if is_late else "invoiced",
            is_standing=bool(total) and (not is_reversed or bool(earned)),
            is_given_back=is_reversed and is_lost,
        )

    def _is_reversed_by(self, day: date, last: date) -> bool:
        return self.reversed_on is not None and self.reversed_on <= min(day, last)


def _sum(moved: Iterable[tuple[date, Fraction]]) -> Fraction:
    return sum((amount for _, amount in moved), ZERO)


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
