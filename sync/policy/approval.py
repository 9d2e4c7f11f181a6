"""`[approval]`, `[people]` and `[automatic]`: who may do what, from which amount on a second person decides, and what
is corrected without anybody."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from queries.reconcile.rulebook import rulebook
from queries.reconcile.terms import WAIVED_ALONE
from sync.policy.source import Source

ROLE_NAMES = ("customer success", "sales", "finance", "finance lead", "approver", "leader", "admin")
_ALWAYS = ("cancel_subscription", "reapply_payment")
# Without limits of their own, so many times that of one correction may be let through in a day.
_TIMES_A_PERSON, _TIMES_AN_ACCOUNT = 5, 3
_LIMITS = WAIVED_ALONE
_TABLES = ("limits", "limits_per_person_a_day", "limits_per_account_a_day")
_SUCH_AS = 'such as PLN = "5000"'
_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,2})?")
_CURRENCY = re.compile("[A-Z]{3}")
_CODE = re.compile(r"[LCTIPM]\d{1,2}")


@dataclass(frozen=True)
class Automatic:
    """A rule whose discrepancies are corrected on one side without anybody, below an amount in currency."""

    rule: str
    side: str
    below: Decimal
    currency: str | None = None


@dataclass(frozen=True)
class Approval:
    """From which money at stake or moved on, in currency, a second person approves, and which kinds always need one.

    Without a limit for its currency a correction with money at stake always does. What people let through alone in a
    day counts together, by person and by account. `people` are roles by e-mail address; where nobody is named, whoever
    has the command line is trusted with it. With `publishes`, what Firmao shows of an account is brought up to date
    after its money moved, under the approval of what moved it.
    """

    limits: Mapping[str, Decimal] = field(default_factory=lambda: dict(_LIMITS))
    always: frozenset[str] = frozenset(_ALWAYS)
    people: Mapping[str, frozenset[str]] = field(default_factory=dict)
    automatic: tuple[Automatic, ...] = ()
    publishes: bool = True
    limits_per_person_a_day: Mapping[str, Decimal] = field(default_factory=dict)
    limits_per_account_a_day: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def person_a_day(self) -> dict[str, Decimal]:
        """What one person may let through alone in a day, in currency."""
        return self._times(_TIMES_A_PERSON) | dict(self.limits_per_person_a_day)

    @property
    def account_a_day(self) -> dict[str, Decimal]:
        """What may be let through for one account in a day without a second person, in currency."""
        return self._times(_TIMES_AN_ACCOUNT) | dict(self.limits_per_account_a_day)

    def _times(self, number: int) -> dict[str, Decimal]:
        return {code: amount * number for code, amount in self.limits.items()}


def read_approval(told: dict[str, Any], source: Source) -> Approval:
    """What is told by the whole policy, with defaults for the rest. Raises `SettingsError`."""
    approval = told.get("approval", {})
    for key in approval.keys() - {*_TABLES, "always", "publishes"}:
        raise source.refusal(
            f"approval.{key}", f"[approval] does not know {key!r}. It knows: {', '.join(_TABLES)}, always, publishes."
        )
    limits = {name: _table(name, approval[name], source) for name in _TABLES if name in approval}
    return Approval(
        **limits,
        always=_always(approval.get("always", list(_ALWAYS)), source),
        people={name.lower(): _roles(name, roles, source) for name, roles in told.get("people", {}).items()},
        automatic=tuple(_automatic(told.get("automatic", {}), source)),
        publishes=_publishes(approval.get("publishes", True), source),
    )


def _table(name: str, told: Any, source: Source) -> dict[str, Decimal]:
    if not isinstance(told, dict):
        raise source.refusal(f"approval.{name}", f"[approval.{name}] is a table, {_SUCH_AS}.")
    return {code: _limit(name, code, value, source) for code, value in told.items()}


def _limit(name: str, code: str, value: Any, source: Source) -> Decimal:
    if not _CURRENCY.fullmatch(code) or not isinstance(value, str) or not _AMOUNT.fullmatch(value):
        told = f"[approval.{name}] wants a currency and an amount in quotes, {_SUCH_AS}."
        raise source.refusal(f"approval.{name}.{code}", told)
    return Decimal(value)


def _publishes(value: Any, source: Source) -> bool:
    if not isinstance(value, bool):
        raise source.refusal("approval.publishes", "[approval] publishes is true or false.")
    return value


def _always(value: Any, source: Source) -> frozenset[str]:
    known = sorted({kind for rule in rulebook() for _, kind in rule.fixes})
    if not isinstance(value, list) or any(one not in known for one in value):
        told = f"[approval] always must list kinds of correction. The kinds are: {', '.join(known)}."
        raise source.refusal("approval.always", told)
    return frozenset(value)


def _roles(name: str, roles: Any, source: Source) -> frozenset[str]:
    if not isinstance(roles, list) or not roles or any(one not in ROLE_NAMES for one in roles):
        known = ", ".join(ROLE_NAMES)
        raise source.refusal(f"people.{name}", f"[people] gives each e-mail address a list of these roles: {known}.")
    return frozenset(roles)


def _automatic(told: dict[str, Any], source: Source) -> list[Automatic]:
    found = []
    for code, own in told.items():
        wanted = 'such as [automatic.M1] side = "firmao", below = "1000", currency = "PLN"'
        if (
            not _CODE.fullmatch(code)
            or not isinstance(own, dict)
            or own.get("side") not in ("firmao", "ordway")
            or not isinstance(own.get("below"), str)
            or not _AMOUNT.fullmatch(own["below"])
            or own.keys() - {"side", "below", "currency"}
        ):
            raise source.refusal(f"automatic.{code}", f"[automatic] wants a table for each rule, {wanted}.")
        found.append(Automatic(code, own["side"], Decimal(own["below"]), own.get("currency")))
    return found
