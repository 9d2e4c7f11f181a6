"""How a month stands, told the slow way: each discrepancy's events are read one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

# After all that happened.
LATER = datetime(2100, 1, 1)  # noqa: DTZ001 - UTC, as the store keeps it


@dataclass(frozen=True)
class Told:
    """A discrepancy: its period, whether another one explains it, and what happened to it, in order."""

    discrepancy_id: str
    period: tuple[date, date | None] | None
    root_id: str | None
    events: tuple[tuple[datetime, str, str], ...]

    def is_there(self, moment: datetime) -> bool:
        """Whether the data parted just before a moment."""
        said = [kind for at, kind, _ in self.events if at < moment and kind in ("found", "reopened", "resolved")]
        return bool(said) and said[-1] != "resolved"

    def is_waived(self, moment: datetime, day: date) -> bool:
        """Whether it was let be just before a moment, which ends a day."""
        said = [(kind, until) for at, kind, until in self.events if at < moment and kind in ("waived", "unwaived")]
        return bool(said) and said[-1][0] == "waived" and (not said[-1][1] or date.fromisoformat(said[-1][1]) >= day)

    def is_open(self, moment: datetime, day: date) -> bool:
        """Whether it was there and not let be."""
        return self.is_there(moment) and not self.is_waived(moment, day)


@dataclass(frozen=True)
class Month:
    """A month by its first day, seen from a day."""

    first_day: date
    seen_from: date
    found: tuple[Told, ...]

    @property
    def next_month(self) -> date:
        """The first day that is not in it."""
        return (self.first_day + timedelta(days=31)).replace(day=1)

    def concerned(self) -> dict[str, Told]:
        """What concerns the month, causes of it too."""
        own = [one for one in self.found if self._is_about(one) or self._was_open_within(one)]
        meant = {one.discrepancy_id for one in own} | {one.root_id for one in own if one.root_id}
        return {one.discrepancy_id: one for one in self.found if one.discrepancy_id in meant}

    def course(self, one: Told) -> str:
        """Where it came from."""
        if one.is_open(_start(self.first_day), self.first_day - timedelta(days=1)):
            return "at start"
        return "found" if one.events[0][0] >= _start(self.first_day) else "before"

    def status(self, one: Told) -> str:
        """How it stands."""
        if not one.is_there(LATER):
            return "resolved"
        if one.is_waived(LATER, self.seen_from):
            return "waived"
        return "open" if all(kind != "reopened" for _, kind, _ in one.events) else "reopened"

    def days(self) -> dict[date, int]:
        """How many causes were open at the end of each day."""
        causes = [one for one in self.concerned().values() if not one.root_id]
        known = [day for day in self._calendar() if self._end(day) > self.first_compared()]
        return {day: sum(one.is_open(self._end(day), day) for one in causes) for day in known}

    def first_compared(self) -> datetime:
        """When anything was found first."""
        return min(at for one in self.found for at, _, _ in one.events)

    def knows_its_start(self) -> bool:
        """Whether anything was compared before the month began."""
        return self.first_compared() < _start(self.first_day)

    def _calendar(self) -> Iterator[date]:
        last = min(self.seen_from, (self.next_month + timedelta(days=31)).replace(day=1) - timedelta(days=1))
        day = self.first_day - timedelta(days=1)
        while day <= last:
            yield day
            day += timedelta(days=1)

    def _end(self, day: date) -> datetime:
        return LATER if day == self.seen_from else _start(day + timedelta(days=1))

    def _is_about(self, one: Told) -> bool:
        if one.period is None:
            return False
        first, last = one.period
        return first < self.next_month and (last or first) >= self.first_day

    def _was_open_within(self, one: Told) -> bool:
        began, ended = _start(self.first_day), _start(self.next_month)
        changes = [at for at, _, _ in one.events if began <= at < ended]
        return one.is_there(began + timedelta(microseconds=1)) or any(
            one.is_there(at + timedelta(microseconds=1)) for at in changes
        )


def _start(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())
