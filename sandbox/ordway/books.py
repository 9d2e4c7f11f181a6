"""The records of Ordway, their ids and stamps, and what a body must hold. Others write."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.ordway.errors import not_found, not_valid
from sandbox.ordway.memory import Memory
from sandbox.ordway.records import money
from sandbox.state import State
from sandbox.world import Record

_WHO = "api@demo.example"
_PREFIX = {
    "customers": "C",
    "products": "P",
    "plans": "PLN",
    "subscriptions": "S",
    "invoices": "INV",
    "payments": "PMT",
    "credits": "CR",
    "refunds": "REF",
    "orders": "ORD",
    "billing_runs": "BR",
    "billing_schedules": "BS",
    "contacts": "CT",
}


class Books:
    """The records of Ordway. Called with the state's lock held."""

    def __init__(self, state: State) -> None:
        self.state = state

    @property
    def memory(self) -> Memory:
        """What is remembered beyond the records."""
        return self.state.memory

    def held(self, resource: str) -> dict[str, Record]:
        """All records of a resource by id."""
        return self.state.world.ordway.setdefault(resource, {})

    def find(self, resource: str, record_id: Any) -> Record:
        """One record. Raises 404."""
        record = self.held(resource).get(str(record_id))
        if record is None:
            raise not_found(resource, str(record_id))
        return record

    def today(self) -> str:
        """This day, `2026-11-23`."""
        return self.state.clock.today().isoformat()

    def new_id(self, resource: str) -> str:
        """The next free id of a resource, such as `INV-00912`."""
        return self.next_id(resource, self.held(resource))

    def next_id(self, kind: str, used: Iterable[str]) -> str:
        """The id after the greatest of those used."""
        numbers = [key.rpartition("-")[2] for key in used]
        last = max((int(number) for number in numbers if number.isdecimal()), default=0)
        return f"{_PREFIX.get(kind, kind[:2].upper())}-{last + 1:05d}"

    def add(self, resource: str, told: Record) -> Record:
        """Keep a new record under its own id, or a new one, stamped. Raises 422 for an id that is taken."""
        record_id = str(told.get("id") or self.new_id(resource))
        if record_id in self.held(resource):
            raise not_valid(f"id {record_id} has already been taken")
        record: Record = {"custom_fields": {}} | told | {"id": record_id} | self.stamps()
        self.held(resource)[record_id] = record
        self.state.version += 1
        return record

    def stamps(self) -> Record:
        """The stamps of a record made now."""
        now = self.state.clock.milliseconds()
        return {"created_by": _WHO, "updated_by": _WHO, "created_date": now, "updated_date": now}

    def touch(self, record: Record) -> Record:
        """Move the stamps of a record that was written."""
        record |= {"updated_date": self.state.clock.milliseconds(), "updated_by": _WHO}
        self.state.version += 1
        return record


def required(told: Record, *names: str) -> list[Any]:
    """The values of required keys. Raises 422 for the first that is missing."""
    for name in names:
        if told.get(name) in (None, "", []):
            raise not_valid(f"{name} param is required")
    return [told[name] for name in names]


def objects_in(told: Record, name: str) -> list[Record]:
    """The objects of a list, which may be left out. Raises 422."""
    sent = told.get(name) or []
    if not isinstance(sent, list) or not all(isinstance(one, dict) for one in sent):
        raise not_valid(f"{name} is invalid")
    return sent


def amount_in(told: Record, name: str) -> Decimal:
    """A required amount greater than 0. Raises 422."""
    [value] = required(told, name)
    try:
        amount = money(value)
    except InvalidOperation:
        amount = Decimal(0)
    if not amount.is_finite() or amount <= 0:
        raise not_valid(f"{name} is invalid")
    return amount


def day_in(told: Record, name: str) -> date:
    """A required day, `2026-11-23`. Raises 422."""
    [value] = required(told, name)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise not_valid(f"{name} is invalid") from None
