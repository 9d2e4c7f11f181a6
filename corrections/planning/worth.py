"""What a subscription or a contract is worth over a span of days: what is at stake when it is made, ended or changed.

A figure to decide by who has to approve, and never one that is billed: net, a month that has begun counts whole, and
what has no end counts for a year.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from corrections.plan import Money, moved
from corrections.planning.case import Facts
from corrections.planning.contracts import SoldLine, lines_of
from corrections.planning.ordway.months import term_end
from corrections.planning.ordway.subscriptions import Held, HeldLine

_YEAR = 12
_DAY = timedelta(days=1)
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Rate:
    """What one line costs: each so many `months`, or once where that is None."""

    amount: Decimal
    months: int | None

    def over(self, months: int) -> Decimal:
        """What it comes to in so many months."""
        return self.amount * months / self.months if self.months else self.amount


def rate_of(line: HeldLine | SoldLine, months: int | None) -> Rate:
    """What a line costs by its units, price and discount."""
    return Rate(_net(line.quantity, line.unit_price, line.discount_percent), months)


def rates_held(lines: Iterable[HeldLine]) -> dict[str, Rate]:
    """What a subscription charges again and again, by line; by the month where the period is not readable."""
    return {one.subscription_line_id: rate_of(one, one.months or 1) for one in lines if not one.is_one_time}


def rates_sent(facts: Facts, lines: Iterable[Mapping[str, Any]]) -> dict[str, Rate]:
    """What the lines of a change come to, by their id or, for a new one, by product."""
    months = {one["word"]: one["months"] for one in facts.rows("corrections/billing_periods")}
    return {
        str(one.get("subscription_line_id") or one["product_id"]): Rate(
            _net(*(Decimal(str(one.get(name) or 0)) for name in ("quantity", "list_price", "discount"))),
            months.get(str(period).lower(), 1) if (period := one.get("billing_period")) else None,
        )
        for one in lines
    }


def worth(rates: Iterable[Rate], first: date, last: date | None) -> Decimal:
    """What some lines come to from one day to another; nothing where there is no day in between."""
    months = months_in(first, last)
    return sum((one.over(months) for one in rates), _NOTHING) if months else _NOTHING


def charged(rates: Iterable[Rate], first: date, last: date) -> Decimal:
    """What some lines are charged for the billing periods that begin from one day to another, each whole."""
    months = months_in(first, last + _DAY) if first <= last else 0
    # A period that has begun is charged whole; what is charged once, once.
    return sum((one.amount * (-(-months // one.months) if one.months else min(months, 1)) for one in rates), _NOTHING)


def parted(before: Mapping[str, Rate], after: Mapping[str, Rate], span: int, later_span: int) -> Decimal:
    """How far lines are apart, each by itself: as they were over `span` months, as they will be over `later_span`."""
    nothing = Rate(_NOTHING, None)
    pairs = ((before.get(one, nothing), after.get(one, nothing)) for one in before.keys() | after.keys())
    return sum((abs(later.over(later_span) - earlier.over(span)) for earlier, later in pairs), _NOTHING)


def contract_worth(facts: Facts, contract_id: str, one: date | None, other: date | None) -> Decimal:
    """What the lines of a contract come to between two days in either order, of which None is no end."""
    days = sorted(day for day in (one, other) if day)
    last = days[1] - _DAY if len(days) > 1 else None
    months = _period_of(facts, contract_id)
    return worth((rate_of(line, months) for line in lines_of(facts, contract_id)), days[0], last) if days else _NOTHING


def whole_worth(facts: Facts, contract_id: str) -> Decimal:
    """What a contract comes to from its first day to its last."""
    found = facts.rows("corrections/contract", contract=contract_id)
    starts_on: date | None = found[0]["starts_on"] if found else None
    ends_on: date | None = found[0]["ends_on"] if found else None
    return contract_worth(facts, contract_id, starts_on, ends_on + _DAY if ends_on else None) if starts_on else _NOTHING


def line_worth(facts: Facts, line: Mapping[str, Any], fields: Mapping[str, str] | None) -> Decimal:
    """How far a contract's line, as `corrections/sold_lines` has it, is from what it is to be, from today to its end.

    `fields` are to stand in it, as Firmao names them; None where it is to go.
    """
    told = {"quantity": line["quantity"], "unitNettoPrice": line["unit_price"], "discount": line["discount_percent"]}
    later = told | {name: Decimal(value) for name, value in (fields or {}).items() if name in told}
    apart = _net(*told.values()) - (_net(*later.values()) if fields is not None else 0)
    first = max(line["starts_on"], facts.today)
    return worth([Rate(abs(apart), _period_of(facts, line["contract_id"]))], first, line["ends_on"])


def added_worth(facts: Facts, contract_id: str, net: Decimal, currency: str | None) -> tuple[Money, ...]:
    """What a further line of a contract, so much each billing period, comes to from today to the contract's end."""
    found = facts.rows("corrections/contract", contract=contract_id)
    last: date | None = found[0]["ends_on"] if found else None
    added = worth([Rate(net, _period_of(facts, contract_id))], facts.today, last)
    return moved(added, currency, facts.today, last)


def _period_of(facts: Facts, contract_id: str) -> int:
    found = facts.rows("corrections/contract", contract=contract_id)
    return (found[0]["months"] if found else None) or 1


def months_in(first: date, last: date | None) -> int:
    """The months from one day to another, one that has begun counted whole; a year where there is no end."""
    if last is None:
        return _YEAR
    months = max((last.year - first.year) * _YEAR + last.month - first.month, 0)
    while term_end(first, months) < last:
        months += 1
    return months


def goes_on_until(subscription: Held) -> date | None:
    """The last day of its term or, where it renews by itself, of the next one; None where it has no end."""
    end = subscription.term_ends_on
    renewal = str(subscription.raw.get("renewal_term") or "")
    renews = subscription.raw.get("auto_renew") is True and renewal.isdecimal()
    return term_end(end + _DAY, int(renewal)) if end and renews else end


def _net(quantity: Decimal, price: Decimal, discount: Decimal) -> Decimal:
    return quantity * price * (1 - discount / 100)
