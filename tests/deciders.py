"""People who decide in tests, under any name."""

from queries.people import Person


def finance(name: str) -> Person:
    """Somebody of finance, who may decide about discrepancies and links."""
    return Person(name, frozenset({"finance"}))
