"""Who acts, in which roles, and what each role may do. Checked where a thing is done, whoever draws the button."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """Something a person may be allowed to do, in the words a refusal uses."""

    PROPOSE = "propose a correction"
    APPROVE = "approve or reject a correction"
    SEND = "send an approved correction"
    PUBLISH = "publish balances to Firmao"
    NOTE = "leave a note or a task in Firmao"
    DECIDE = "decide about discrepancies and links"
    COMMENT = "comment on a discrepancy"
    CLOSE = "close a month or open it again"
    COLLECT = "record contacts, promises and disputes"
    OVERSEE = "see the commission of everybody"
    SIGN = "sign a statement of commission"
    EARN = "see their own commission"
    TEST_NOTICES = "send a test notification"


_EVERYBODY = frozenset({Right.COMMENT})
_FINANCE = _EVERYBODY | {
    Right.PROPOSE,
    Right.SEND,
    Right.PUBLISH,
    Right.NOTE,
    Right.DECIDE,
    Right.COLLECT,
    Right.OVERSEE,
    Right.SIGN,
}
ROLES: dict[str, frozenset[Right]] = {
    "customer success": _EVERYBODY | {Right.NOTE, Right.PUBLISH},
    "sales": _EVERYBODY | {Right.NOTE, Right.EARN},
    "finance": _FINANCE,
    "finance lead": _FINANCE | {Right.CLOSE},
    "approver": _FINANCE | {Right.APPROVE, Right.CLOSE},
    "leader": _EVERYBODY,
    "admin": frozenset(Right),
}


@dataclass(frozen=True)
class Person:
    """Somebody, or something that acts by the policy, under the name that the audit keeps.

    `place` is from where, where the name is only what was said: `at the terminal of root`.
    """

    name: str
    roles: frozenset[str]
    place: str = ""

    def may(self, right: Right) -> bool:
        """Whether one of the roles allows it."""
        return any(right in ROLES.get(role, ()) for role in self.roles)

    @property
    def role(self) -> str:
        """The roles in words, and the place, for the audit."""
        return ", ".join(filter(None, (*sorted(self.roles), self.place))) or "none"


def named(name: str, people: Mapping[str, frozenset[str]]) -> Person:
    """Whoever acts from the command line. Where the policy names nobody, whoever holds the store may do everything."""
    return Person(name, people.get(name.strip().lower(), frozenset()) if people else frozenset({"admin"}))


def acting(name: str, roles: Iterable[str]) -> Person:
    """Somebody with the roles among what an identity provider or the policy tells; other groups are left out."""
    return Person(name, frozenset(roles) & ROLES.keys())


def is_same_name(one: str, other: str) -> bool:
    """Whether two spellings name the same person: capitals and blanks around a name do not make another one of it."""
    return one.strip().casefold() == other.strip().casefold()


def refusal(person: Person, right: Right) -> str:
    """Why the person may not, '' where they may."""
    if person.may(right):
        return ""
    allowed = ", ".join(sorted(role for role, rights in ROLES.items() if right in rights))
    own = ", ".join(sorted(person.roles)) or "none"
    return (
        f"{person.name} may not {right} (roles: {own}). It takes one of these roles: {allowed}. "
        "Roles are given in the table [people] of the policy."
    )
