"""The life of discrepancies once more, slow and obvious: every answer is read off the list of what happened."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

Standing = dict[str, Any]


@dataclass(frozen=True)
class Event:
    """What happened to a discrepancy, by the data or by someone."""

    kind: str
    who: str = "the data"
    value: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Waiver:
    """Who lets a discrepancy be, why, and the last day of that, None for good."""

    who: str
    why: str
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether it still does on a day."""
        return self.until is None or self.until >= day


@dataclass
class Life:
    """One discrepancy; `impact` is its own, before that of its symptoms is counted in."""

    rule: str
    account_id: str
    root_id: str | None
    impact: Decimal
    events: list[Event] = field(default_factory=list)

    def latest(self, *kinds: str) -> Event | None:
        """The last thing of these kinds that happened."""
        return next((event for event in reversed(self.events) if event.kind in kinds), None)

    def is_there(self) -> bool:
        """Whether the data part here, as far as anyone has looked."""
        event = self.latest("found", "reopened", "resolved")
        return event is not None and event.kind != "resolved"

    def tell(self, is_found: bool) -> None:
        """A reconciliation has found it, or has not."""
        if is_found and not self.events:
            self.events.append(Event("found"))
        elif is_found and not self.is_there():
            self.events.append(Event("reopened"))
        elif not is_found and self.is_there():
            self.events.append(Event("resolved"))

    def decide(self, event: Event) -> None:
        """Someone decided something, which is kept unless it changes nothing."""
        alike = ("waived", "unwaived") if event.kind in ("waived", "unwaived") else (event.kind,)
        before = self.latest(*alike) or Event("unwaived" if len(alike) > 1 else event.kind, value="")
        same = (before.kind, before.value) == (event.kind, event.value)
        if event.kind == "commented" or not same or (event.kind == "waived" and before.note != event.note):
            self.events.append(event)


@dataclass
class Lives:
    """All of them, and the exceptions: for one rule in one account each, in the order they were made."""

    lives: dict[str, Life]
    exceptions: dict[str, tuple[str, str, Waiver]] = field(default_factory=dict)

    def standing(self, discrepancy: str, day: date) -> Standing:
        """What is said of one that was found."""
        life = self.lives[discrepancy]
        waiver = self._waiver(discrepancy, day)
        snoozed = _day(life.latest("snoozed"))
        return {
            "status": self._status(life, waiver),
            "owner": _value(life.latest("assigned")),
            "due_on": _day(life.latest("due")),
            "snoozed_until": snoozed if snoozed and snoozed > day else None,
            "waived_by": waiver.who if waiver else None,
            "waived_why": waiver.why if waiver else None,
            "waived_until": waiver.until if waiver else None,
            "comments": sum(event.kind == "commented" for event in life.events),
            "symptoms": len(self._symptoms(discrepancy)),
        }

    def at_stake(self, discrepancy: str, day: date) -> Decimal:
        """Its own money, or that of its symptoms but for what is waived of it by itself."""
        counted = [one for one in self._symptoms(discrepancy) if not self._own_waiver(one, day)]
        return self.lives[discrepancy].impact or sum((self.lives[one].impact for one in counted), Decimal(0))

    def leakage(self, day: date) -> Decimal:
        """The money at stake in open roots."""
        roots = [one for one, life in self.lives.items() if life.events and life.root_id is None]
        still = [one for one in roots if self.standing(one, day)["status"] in ("open", "reopened")]
        return sum((self.at_stake(one, day) for one in still), Decimal(0))

    def _status(self, life: Life, waiver: Waiver | None) -> str:
        if not life.is_there():
            return "resolved"
        if waiver:
            return "waived"
        return "reopened" if life.latest("reopened") else "open"

    def _waiver(self, discrepancy: str, day: date) -> Waiver | None:
        root = self.lives[discrepancy].root_id
        return self._own_waiver(discrepancy, day) or (self._own_waiver(root, day) if root else None)

    def _own_waiver(self, discrepancy: str, day: date) -> Waiver | None:
        life = self.lives[discrepancy]
        event = life.latest("waived", "unwaived")
        if event and event.kind == "waived":
            decided = Waiver(event.who, event.note, _day(event))
            if decided.holds(day):
                return decided
        valid = [
            waiver
            for rule, account, waiver in self.exceptions.values()
            if (rule, account) == (life.rule, life.account_id) and waiver.holds(day)
        ]
        return valid[-1] if valid else None

    def _symptoms(self, discrepancy: str) -> list[str]:
        return [one for one, life in self.lives.items() if life.root_id == discrepancy and life.is_there()]


def _value(event: Event | None) -> str | None:
    return event.value or None if event else None


def _day(event: Event | None) -> date | None:
    return date.fromisoformat(event.value) if event and event.value else None
