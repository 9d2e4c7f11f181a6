"""The lines of a billing schedule: cut for a charge, and cut anew from a day on for other terms.

What was invoiced stays. For its days after that day the difference between what is owed now and what was invoiced is a
line of its own, negative where too much was; the part of an invoiced line is its amount by exact days.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from sandbox.ordway.billing_terms import Piece, Stretch
from sandbox.ordway.pricing import rounded, rounded_difference
from sandbox.ordway.records import money, text
from sandbox.world import Record

_DAY = timedelta(days=1)


def cut_anew(schedule: Record, since: date, was: Stretch, now: Stretch | None) -> None:
    """Cut a schedule anew from a day on; without `now` nothing is owed from that day on.

    A line that is not charged by parts of periods changes with the next period.
    """
    _cut(schedule, since if was.terms.is_prorated else was.terms.boundary_from(since), was, now)


def cut(schedule: Record, stretch: Stretch) -> None:
    """Cut a schedule for a line that was not billed before."""
    _cut(schedule, stretch.starts_on, stretch, stretch)


def _cut(schedule: Record, day: date, was: Stretch, now: Stretch | None) -> None:
    held: list[Record] = schedule["schedule_lines"]
    invoiced = [one for one in held if one["invoiced"]]
    waiting = [kept for one in held if not one["invoiced"] for kept in _kept_before(one, day, was)]
    fresh = [*_owed(day, was, now, invoiced), *_given_back(day, was, now, invoiced)]
    schedule["schedule_lines"] = sorted([*invoiced, *waiting, *_numbered(schedule, fresh)], key=_by_day)


def drop_from(schedule: Record, since: date) -> None:
    """Take away what is charged once and not invoiced before a day."""
    schedule["schedule_lines"] = [
        one for one in schedule["schedule_lines"] if one["invoiced"] or one["start_date"] < since.isoformat()
    ]


def charge_once(schedule: Record, line: Record, day: date, amount: Decimal) -> None:
    """Charge a line once, unless that was invoiced already."""
    schedule["schedule_lines"] = [one for one in schedule["schedule_lines"] if one["invoiced"]]
    if not schedule["schedule_lines"]:
        days = {"start_date": day.isoformat(), "end_date": "-", "charge_ready_date": day.isoformat()}
        amounts = {"quantity": line.get("quantity", 1), "amount": text(amount)}
        schedule["schedule_lines"] = _numbered(schedule, [_described(line) | days | amounts])


def _by_day(line: Record) -> tuple[str, str]:
    return line["start_date"], line["charge_ready_date"]


def _numbered(schedule: Record, fresh: list[Record]) -> list[Record]:
    """The new lines with ids after the greatest that was ever used."""
    used = [int(one["id"].rpartition("-")[2]) for one in schedule["schedule_lines"]]
    return [one | {"id": f"{schedule['id']}-{number}"} for number, one in enumerate(fresh, max(used, default=0) + 1)]


def _kept_before(line: Record, day: date, was: Stretch) -> Iterator[Record]:
    """The part of a line before a day, or nothing."""
    starts_on, ends_before = _days(line)
    if ends_before <= day:
        yield line
    elif starts_on < day:
        part = rounded(_share(line, starts_on, day), was.terms.currency)
        ready = line["charge_ready_date"] if was.terms.is_in_advance else day.isoformat()
        yield line | {"end_date": (day - _DAY).isoformat(), "charge_ready_date": ready, "amount": text(part)}


def _owed(day: date, was: Stretch, now: Stretch | None, invoiced: list[Record]) -> Iterator[Record]:
    """What is owed from a day on, less what was invoiced of it."""
    for piece in now.pieces(day) if now else []:
        shares = [_share(one, piece.starts_on, piece.ends_before) for one in invoiced if _overlaps(one, piece)]
        rest = rounded_difference(piece.exact - sum(shares, Decimal(0)), was.terms.currency)
        if now and not shares:
            yield _planned(now.line, piece, rest)
        elif now and rest:
            yield _planned(now.line, piece, rest) | {"quantity": _difference(was.line, now.line, rest)}


def _given_back(day: date, was: Stretch, now: Stretch | None, invoiced: list[Record]) -> Iterator[Record]:
    """What was invoiced and is owed no longer, for each run of days."""
    first = max(day, now.ends_before) if now else day
    shares: defaultdict[tuple[date, date], Decimal] = defaultdict(Decimal)
    for one in invoiced:
        starts_on, ends_before = _days(one)
        if ends_before > first:
            shares[max(starts_on, first), ends_before] += _share(one, max(starts_on, first), ends_before)
    for (starts_on, ends_before), share in shares.items():
        amount = -rounded(share, was.terms.currency)
        if amount:
            piece = Piece(starts_on, ends_before, starts_on, amount)
            yield _planned(was.line, piece, amount) | {"quantity": _signed(was.line, amount)}


def _planned(line: Record, piece: Piece, amount: Decimal) -> Record:
    """A schedule line that is to be invoiced."""
    days = {
        "start_date": piece.starts_on.isoformat(),
        "end_date": (piece.ends_before - _DAY).isoformat(),
        "charge_ready_date": piece.ready_on.isoformat(),
    }
    return _described(line) | days | {"quantity": line.get("quantity", 1), "amount": text(amount)}


def _described(line: Record) -> Record:
    return {
        "unit_price": line.get("list_price", "0.0"), "list_price": line.get("list_price", "0.0"),
        "list_price_base": line.get("price_base", ""), "discount": str(line.get("discount") or "0.0"),
        "invoiced": False, "line_type": "", "description": line.get("product_name", ""),
    }  # fmt: skip


def _difference(was: Record, now: Record, amount: Decimal) -> Decimal:
    """The units more or less where they changed, else all of them with the sign of the amount."""
    units = money(now.get("quantity")) - money(was.get("quantity"))
    return units or _signed(now, amount)


def _signed(line: Record, amount: Decimal) -> Decimal:
    units = money(line.get("quantity", 1))
    return units if amount > 0 else -units


def _overlaps(line: Record, piece: Piece) -> bool:
    starts_on, ends_before = _days(line)
    return starts_on < piece.ends_before and piece.starts_on < ends_before


def _share(line: Record, first: date, before: date) -> Decimal:
    """The part of a line's amount that falls on `[first, before)`, by days and not rounded."""
    starts_on, ends_before = _days(line)
    used = (min(before, ends_before) - max(first, starts_on)).days
    return money(line["amount"]) * used / (ends_before - starts_on).days


def _days(line: Record) -> tuple[date, date]:
    """First day of a schedule line, and the day after its last."""
    first = date.fromisoformat(line["start_date"])
    return first, first + _DAY if line["end_date"] == "-" else date.fromisoformat(line["end_date"]) + _DAY
