"""The views of the queue that people keep for themselves: filters under a name, each person's own."""

from datetime import UTC, datetime

from queries.errors import DecisionRefusedError
from queries.people import Person
from queries.store import Store

_LONGEST = 40


def keep_view(store: Store, who: Person, name: str, address: str) -> None:
    """Keep filters, as they stand in the address, under a name; one of that name is replaced.

    Raises `DecisionRefusedError` for a name that is missing or too long.
    """
    if not 0 < len(name.strip()) <= _LONGEST:
        raise DecisionRefusedError(f"Give the view a name of at most {_LONGEST} letters; nothing was kept.")
    with store.transaction() as cursor:
        cursor.run(
            "insert or replace into ledger.own_view by name select $who as who, $name as name, $address as address, "
            "$now as kept_at",
            who=_key(who),
            name=name.strip(),
            address=address,
            now=datetime.now(UTC).replace(tzinfo=None),
        )


def forget_view(store: Store, who: Person, name: str) -> None:
    """Keep a view no longer; one that is not there is none to forget."""
    with store.transaction() as cursor:
        cursor.run("delete from ledger.own_view where who = $who and name = $name", who=_key(who), name=name)


def _key(who: Person) -> str:
    return who.name.strip().lower()
