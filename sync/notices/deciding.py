"""Which notices there are to send now: what a role was not told yet, and the digest once a day from its hour on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from queries.ledger.notices import Notice, begin_watch, new_keys, watched_terms
from queries.notice_kinds import DIGEST
from queries.store import Cursor
from sync.notices.composing import digest_of, notice_of
from sync.notices.questions import Standing, terms_of
from sync.policy.notifications import Notifications


@dataclass(frozen=True)
class Beginning:
    """A role begins to be told of a kind, or is told by other terms: what stands already is taken as known."""

    role: str
    kind: str
    terms: str
    keys: tuple[str, ...]

    def keep(self, cursor: Cursor, standing: Standing) -> None:
        """Keep it in the transaction that decides."""
        begin_watch(cursor, self.role, self.kind, self.terms, self.keys, standing.moment.now)


@dataclass(frozen=True)
class Decided:
    """What is to be sent, and what is taken as known."""

    notices: tuple[Notice, ...]
    beginnings: tuple[Beginning, ...]


def decide(cursor: Cursor, standing: Standing, policy: Notifications, roles: Sequence[str], app: str) -> Decided:
    """What the ledger leaves to tell to these roles. It is only looked at: whoever sends keeps what is decided."""
    made = [one for role in roles for one in _for_role(cursor, standing, policy, role, app)]
    return Decided(
        tuple(one for one in made if isinstance(one, Notice)),
        tuple(one for one in made if isinstance(one, Beginning)),
    )


def _for_role(
    cursor: Cursor, standing: Standing, policy: Notifications, role: str, app: str
) -> Iterator[Notice | Beginning]:
    kinds = policy.roles.get(role, ())
    for kind in kinds:
        if kind != DIGEST:
            yield from _of_kind(cursor, standing, policy, role, kind, app)
    if DIGEST in kinds and standing.moment.wall.hour >= policy.digest_hour:
        digest = digest_of(role, [one for one in kinds if one != DIGEST], standing, policy.language, app)
        if new_keys(cursor, role, DIGEST, digest.keys):
            yield digest


def _of_kind(
    cursor: Cursor, standing: Standing, policy: Notifications, role: str, kind: str, app: str
) -> Iterator[Notice | Beginning]:
    rows = standing.found[kind]
    keys = tuple(str(row["notice_key"]) for row in rows)
    terms = terms_of(kind, policy)
    if watched_terms(cursor, role, kind) != terms:
        yield Beginning(role, kind, terms, keys)
    elif new := new_keys(cursor, role, kind, keys):
        told = [row for row in rows if row["notice_key"] in new]
        yield notice_of(role, kind, told, policy.language, app)
