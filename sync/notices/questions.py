"""Asking what there is to tell: the question of each kind, by the terms of the policy."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from queries.notice_kinds import DIGEST, NoticeKind, notice_kinds
from queries.run import records
from queries.store import Store
from sync.policy.notifications import Notifications

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Moment:
    """When it is asked: an instant, UTC, and what the clock on the wall says then."""

    now: datetime
    wall: datetime

    @property
    def today(self) -> date:
        """The day on the wall."""
        return self.wall.date()


@dataclass(frozen=True)
class Standing:
    """What there is to tell at a moment: rows by kind, and of the digests the rows by role."""

    moment: Moment
    found: Mapping[str, Sequence[Row]]
    digests: Mapping[str, Sequence[Row]]


def this_moment() -> Moment:
    """The present one."""
    now = datetime.now(UTC)
    return Moment(now.replace(tzinfo=None), now.astimezone().replace(tzinfo=None))


def ask(store: Store, policy: Notifications, roles: Sequence[str], moment: Moment) -> Standing:
    """Everything that concerns these roles, each question asked once."""
    wanted = {kind for role in roles for kind in policy.roles.get(role, ())}
    found = {
        name: records(store, kind.question, **_given(kind, policy, moment))
        for name, kind in notice_kinds().items()
        if name in wanted
    }
    digests = {
        role: records(store, "digest/standing", role=role, now=moment.now, as_of=moment.today)
        for role in roles
        if DIGEST in policy.roles.get(role, ())
    }
    return Standing(moment, found, digests)


def terms_of(kind: str, policy: Notifications) -> str:
    """What the policy says about a kind: by other terms other rows are found, which are not new for that."""
    values = _by_policy(policy)
    return json.dumps({name: values[name] for name in sorted(notice_kinds()[kind].parameters & values.keys())})


def _given(kind: NoticeKind, policy: Notifications, moment: Moment) -> dict[str, Any]:
    values = _by_policy(policy) | {"now": moment.now, "as_of": moment.today}
    return {name: values[name] for name in kind.parameters if name in values}


def _by_policy(policy: Notifications) -> dict[str, Any]:
    amounts = {code: str(least) for code, least in sorted(policy.amounts.items())}
    return {
        "severity": policy.severity,
        "amounts": json.dumps(amounts),
        "stale_hours": policy.stale_after_hours,
    }
