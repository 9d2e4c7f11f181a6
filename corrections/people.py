"""Who acts, in which roles, and what each role may do. Checked where a thing is done, whoever draws the button."""

from collections.abc import Mapping
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


# What acts without a person: the sender, which only carries out what was approved.
SENDER = Person("the outbox", frozenset({"system"}))
POLICY = Person("the policy", frozenset({"system"}))


def require(person: Person, right: Right) -> None:
    """Raises `RightMissingError` where the person may not."""
    if not person.may(right):
        allowed = ", ".join(sorted(role for role, rights in ROLES.items() if right in rights))
        raise RightMissingError(
            f"{person.name} may not {right} (roles: {person.role}). It takes one of these roles: {allowed}. "
            "Roles are given in the table [people] of the policy."
        )
