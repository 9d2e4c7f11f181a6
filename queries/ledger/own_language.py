"""The language that people chose to read, each for themselves."""

from datetime import UTC, datetime

from queries.people import Person
from queries.store import Store


def keep_language(store: Store, who: Person, code: str) -> None:
    """Keep the language somebody chose, by its code; it replaces the one before."""
    with store.transaction() as cursor:
        cursor.run(
            "insert or replace into ledger.own_language by name select $who as who, $code as language, $now as kept_at",
            who=who.name.strip().lower(),
            code=code,
            now=datetime.now(UTC).replace(tzinfo=None),
        )
