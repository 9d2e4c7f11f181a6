"""People who decide in tests, under any name."""

from queries.people import Person


def finance(name: str) -> Person:
    """Somebody of finance, who may decide about discrepancies and links."""
    return Person(name, frozenset({"finance"}))


def approver(name: str) -> Person:
    """Somebody who may also let through and waive what is above the limits."""
    return Person(name, frozenset({"approver"}))
