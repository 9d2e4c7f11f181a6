"""Who acts, in which roles, and what each role may do. Checked where a thing is done, whoever draws the button."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from corrections.errors import RightMissingError


class Right(StrEnum):
    """Something a person may be allowed to do, in the words a refusal uses."""

    PROPOSE = "propose a correction"
    APPROVE = "approve or reject a correction"
    SEND = "send an approved correction"
    PUBLISH = "publish balances to Firmao"
    NOTE = "leave a note or a task in Firmao"


ROLES: dict[str, frozenset[Right]] = {
    "customer success": frozenset({Right.NOTE, Right.PUBLISH}),
    "sales": frozenset({Right.NOTE}),
    "finance": frozenset({Right.PROPOSE, Right.SEND, Right.PUBLISH, Right.NOTE}),
    "approver": frozenset({Right.PROPOSE, Right.APPROVE, Right.SEND, Right.PUBLISH, Right.NOTE}),
    "admin": frozenset(Right),
}


@dataclass(frozen=True)
class Person:
    """Somebody, or something that acts by the policy, under the name that the audit keeps."""

    name: str
    roles: frozenset[str]

    def may(self, right: Right) -> bool:
        """Whether one of the roles allows it."""
        return any(right in ROLES.get(role, ()) for role in self.roles)

    @property
    def role(self) -> str:
        """The roles in words, for the audit."""
        return ", ".join(sorted(self.roles)) or "none"


def named(name: str, people: Mapping[str, frozenset[str]]) -> Person:
    """Whoever acts from the command line. Where the policy names nobody, whoever holds the store may do everything."""
    return Person(name, people.get(name.lower(), frozenset()) if people else frozenset({"admin"}))


_OWN_RIGHTS = {"publish": Right.PUBLISH, "note": Right.NOTE, "task": Right.NOTE}


def right_to(right: Right, kind: str) -> Right:
    """The right that a kind of correction takes: what moves no money and decides nothing takes less than the others."""
    return _OWN_RIGHTS.get(kind, right)


# What acts without a person: the sender, which only carries out what was approved.
SENDER = Person("the outbox", frozenset({"system"}))
POLICY = Person("the policy", frozenset({"system"}))


def acting(name: str, roles: Iterable[str]) -> Person:
    """Somebody with the roles among what an identity provider or the policy tells; other groups are left out."""
    return Person(name, frozenset(roles) & ROLES.keys())


def refusal(person: Person, right: Right) -> str:
    """Why the person may not, '' where they may."""
    if person.may(right):
        return ""
    allowed = ", ".join(sorted(role for role, rights in ROLES.items() if right in rights))
    return (
        f"{person.name} may not {right} (roles: {person.role}). It takes one of these roles: {allowed}. "
        "Roles are given in the table [people] of the policy."
    )


def require(person: Person, right: Right) -> None:
    """Raises `RightMissingError` where the person may not."""
    if refused := refusal(person, right):
        raise RightMissingError(refused)


def is_same_name(one: str, other: str) -> bool:
    """Whether two spellings name the same person: capitals and blanks around a name do not make another one of it."""
    return one.strip().casefold() == other.strip().casefold()


def own_refusal(person: Person, proposed_by: str, what: str) -> str:
    """Why nobody approves what they proposed themselves, '' where somebody else did."""
    if not is_same_name(person.name, proposed_by):
        return ""
    return f"{person.name} proposed {what}; above the limit a second person approves. Ask a colleague."
