"""People and rights as corrections need them: which right a kind takes, and who counts as the same person."""

from corrections.errors import RightMissingError
from queries.people import ROLES, Person, Right, acting, is_same_name, named, refusal

__all__ = [
    "POLICY",
    "ROLES",
    "SENDER",
    "Person",
    "Right",
    "acting",
    "is_same_name",
    "named",
    "own_refusal",
    "refusal",
    "require",
    "right_to",
    "right_to_undo",
]

_OWN_RIGHTS = {"publish": Right.PUBLISH, "note": Right.NOTE, "task": Right.NOTE}
# What acts without a person: the sender, which only carries out what was approved.
SENDER = Person("the outbox", frozenset({"system"}))
POLICY = Person("the policy", frozenset({"system"}))


def right_to(right: Right, kind: str) -> Right:
    """The right that a kind of correction takes: what moves no money and decides nothing takes less than the others.

    What undoes a kind takes what the kind takes.
    """
    return _OWN_RIGHTS.get(kind.replace("undo_", ""), right)


def right_to_undo(person: Person, kind: str, proposed_by: str) -> Right:
    """The right that taking a correction back takes: what takes less than others, only for whoever proposed it."""
    return right_to(Right.PROPOSE, kind) if is_same_name(person.name, proposed_by) else Right.PROPOSE


def require(person: Person, right: Right) -> None:
    """Raises `RightMissingError` where the person may not."""
    if refused := refusal(person, right):
        raise RightMissingError(refused)


def own_refusal(person: Person, proposed_by: str, what: str, second: str) -> str:
    """Why nobody approves what they proposed themselves, '' where somebody else did; `second` says why it takes two."""
    if not is_same_name(person.name, proposed_by):
        return ""
    return f"{person.name} proposed {what}, and nobody approves their own. {second} Ask a colleague."
