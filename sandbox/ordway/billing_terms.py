"""How a recurring line is billed: in which periods, how much for each, and for how long.

Where periods are aligned with a day of the month, the first one counts from the last such day that is not after the
service start. What Ordway does there with periods of several months is not known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sandbox.billing_periods import add_months, days_used, periods
from sandbox.ordway.errors import not_valid
from sandbox.ordway.pricing import period_amount
from sandbox.world import Record

MONTHS = {"monthly": 1, "quarterly": 3, "semiannually": 6, "annually": 12}
KINDS = ("recurring", "onetime", "usagebased")
# A subscription without an end is planned so far ahead.
_EVERGREEN_MONTHS = 12


@dataclass(frozen=True)
class Piece:
    """The part of a billing period `[starts_on, ends_before)` that is charged: its `exact` amount, not rounded."""

    starts_on: date
    ends_before: date
    ready_on: date
    exact: Decimal


@dataclass(frozen=True)
class BillingTerms:
    """`amount` for each period of so many `months` counted from `start`, whose `anchor` day of the month sticks."""

    start: date
    anchor: int
    months: int
    is_in_advance: bool
    is_prorated: bool
    amount: Decimal
    currency: str

    def pieces(self, starts_on: date, ends_before: date) -> Iterator[Piece]:
        """What is charged for `[starts_on, ends_before)`, period by period."""
        for period in periods(self.start, ends_before, self.months, self.anchor):
            first, last = max(period[0], starts_on), min(period[1], ends_before)
            if first < last:
                yield Piece(first, last, first if self.is_in_advance else last, self._part(first, last, period))

    def _part(self, first: date, last: date, period: tuple[date, date]) -> Decimal:
        used, whole = days_used(first, last, period)
        return self.amount * used / whole if self.is_prorated else self.amount

    def boundary_from(self, day: date) -> date:
        """The first day of a period that is not before a day."""
        last = self.boundary_up_to(day)
        return last if day <= last else add_months(last, self.months, self.anchor)

    def boundary_up_to(self, day: date) -> date:
        """The first day of a period that is not after a day; the start where that is later."""
        begun = [first for first, _ in periods(self.start, day + timedelta(days=1), self.months, self.anchor)]
        return begun[-1] if begun else self.start


@dataclass(frozen=True)
class Stretch:
    """A recurring line of a subscription as it is billed within `[starts_on, ends_before)`."""

    line: Record
    terms: BillingTerms
    starts_on: date
    ends_before: date

    def pieces(self, since: date) -> list[Piece]:
        """What is charged from a day on."""
        return list(self.terms.pieces(max(self.starts_on, since), self.ends_before))

    def is_priced_like(self, other: "Stretch") -> bool:
        """Whether both say the same of each unit and each period."""
        names = ("quantity", "list_price", "discount")
        return self.terms == other.terms and all(self.line.get(name) == other.line.get(name) for name in names)


def kind_of(line: Record) -> str:
    """`recurring`, `onetime` or `usagebased`. Raises 422."""
    kind = _plain(line.get("charge_type"))
    if kind not in KINDS:
        raise not_valid("charge_type is invalid")
    return kind


def stretch_of(subscription: Record, customer: Record, line: Record) -> Stretch:
    """The whole of a recurring line in the current term. Raises 422 for a period that has no known length."""
    starts_on = date.fromisoformat(line.get("charge_start_date") or subscription["billing_start_date"])
    ends_before = term_ends_before(subscription, starts_on)
    if line.get("charge_end_date") not in (None, "", "-"):
        ends_before = min(ends_before, date.fromisoformat(line["charge_end_date"]) + timedelta(days=1))
    return Stretch(line, _terms_of(subscription, customer, line), starts_on, ends_before)


def term_ends_before(subscription: Record, starts_on: date) -> date:
    """The day after the current term; for one without an end, as far as is planned ahead."""
    if subscription.get("current_term_end_date"):
        return date.fromisoformat(subscription["current_term_end_date"]) + timedelta(days=1)
    return add_months(starts_on, _EVERGREEN_MONTHS)


def _terms_of(subscription: Record, customer: Record, line: Record) -> BillingTerms:
    service_start = date.fromisoformat(subscription["service_start_date"])
    start, anchor = _aligned(line.get("billing_period_start_alignment"), customer, service_start)
    currency = subscription["currency"]
    is_in_advance = _plain(line.get("charge_timing")) != "inarrears"
    is_prorated = line.get("prorate_partial_periods") is True
    return BillingTerms(
        start, anchor, months_of(line), is_in_advance, is_prorated, period_amount(line, currency), currency
    )


def months_of(line: Record) -> int:
    """The length of a line's billing period. Raises 422 for a tenant's own word, whose meaning is not told."""
    months = MONTHS.get(_plain(line.get("billing_period")))
    if months is None:
        raise not_valid("billing_period is invalid")
    return months


def _aligned(alignment: object, customer: Record, service_start: date) -> tuple[date, int]:
    """The first day that periods are counted from, and the day of the month that sticks."""
    if _plain(alignment) in ("", "servicestartdate"):
        return service_start, service_start.day
    told = customer.get("billing_cycle_day") if "cycle" in str(alignment).lower() else alignment
    found = re.match(r"\d+", str(told))
    if not found or not 1 <= int(found[0]) <= 31:
        raise not_valid("billing_period_start_alignment is invalid")
    day = int(found[0])
    start = add_months(service_start, 0, day)
    return (start if start <= service_start else add_months(service_start, -1, day)), day


def _plain(word: object) -> str:
    return re.sub(r"[\s_-]", "", str(word or "").lower())
