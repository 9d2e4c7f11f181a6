"""`[notifications]`: which role is told of what outside the app, in which language, and from when on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from queries.notice_kinds import DIGEST, LANGUAGES, notice_kinds
from queries.reconcile.rulebook import SEVERITIES
from sync.policy.approval import ROLE_NAMES
from sync.policy.source import Source

_MOST_HOURS = 720
_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,4})?")
_CURRENCY = re.compile("[A-Z]{3}")
# A kind of which there is no question yet is left out.
_USUALLY = {
    "customer success": (DIGEST, "broken_promise"),
    "sales": (DIGEST, "broken_promise", "commission_released"),
    "finance": (DIGEST, "new_discrepancy", "failed_correction", "broken_promise", "stale_sync"),
    "finance lead": (DIGEST, "new_discrepancy", "failed_correction", "month_closed", "month_reopened"),
    "approver": (DIGEST, "failed_correction", "month_closed", "month_reopened"),
    "leader": ("month_closed", "month_reopened"),
    "admin": ("failed_correction", "stale_sync"),
}


def _usual() -> dict[str, tuple[str, ...]]:
    known = {DIGEST, *notice_kinds()}
    return {role: tuple(kind for kind in kinds if kind in known) for role, kinds in _USUALLY.items()}


@dataclass(frozen=True)
class Notifications:
    """Kinds by role, and the terms they go by. `digest_hour` is of the clock on the wall.

    A discrepancy is told at once from the severity on, or with at least the amount of its currency at stake.
    """

    language: str = "en"
    digest_hour: int = 7
    severity: str = "high"
    stale_after_hours: int = 26
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=_usual)


def read_notifications(told: dict[str, Any], source: Source) -> Notifications:
    """What is told, with defaults for the rest. Raises `SettingsError`."""
    usual = Notifications()
    known = list(vars(usual))
    for key in told:
        if key not in known:
            what = f"[notifications] does not know {key!r}. It knows: {', '.join(known)}."
            raise source.refusal(f"notifications.{key}", what)
    return Notifications(
        language=_one_of("language", told.get("language", usual.language), LANGUAGES, source),
        digest_hour=_number("digest_hour", told.get("digest_hour", usual.digest_hour), 0, 23, source),
        severity=_one_of("severity", told.get("severity", usual.severity), SEVERITIES, source),
        stale_after_hours=_number(
            "stale_after_hours", told.get("stale_after_hours", usual.stale_after_hours), 1, _MOST_HOURS, source
        ),
        amounts=_amounts(_table("amounts", told.get("amounts", {}), source), source),
        roles=dict(usual.roles) | _roles(_table("roles", told.get("roles", {}), source), source),
    )


def _one_of(key: str, value: Any, known: tuple[str, ...], source: Source) -> str:
    if value not in known:
        what = f"[notifications] {key} must be one of {', '.join(known)}, in quotes."
        raise source.refusal(f"notifications.{key}", what)
    return str(value)


def _number(key: str, value: Any, least: int, most: int, source: Source) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        what = f"[notifications] {key} must be a whole number from {least} to {most}."
        raise source.refusal(f"notifications.{key}", what)
    return value


def _table(key: str, value: Any, source: Source) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise source.refusal(f"notifications.{key}", f"[notifications] {key} must be a table, [notifications.{key}].")
    return value


def _amounts(told: dict[str, Any], source: Source) -> dict[str, Decimal]:
    for code, value in told.items():
        if not _CURRENCY.fullmatch(code) or not isinstance(value, str) or not _AMOUNT.fullmatch(value):
            what = '[notifications.amounts] wants a currency and an amount in quotes, such as PLN = "10000".'
            raise source.refusal(f"notifications.amounts.{code}", what)
    return {code: Decimal(value) for code, value in told.items()}


def _roles(told: dict[str, Any], source: Source) -> dict[str, tuple[str, ...]]:
    kinds = (DIGEST, *notice_kinds())
    for role, named in told.items():
        if role not in ROLE_NAMES:
            what = f"[notifications.roles] does not know {role!r}. The roles are: {', '.join(ROLE_NAMES)}."
            raise source.refusal(f"notifications.roles.{role}", what)
        if not isinstance(named, list) or any(one not in kinds for one in named):
            what = f"[notifications.roles] {role} must list kinds. The kinds are: {', '.join(kinds)}."
            raise source.refusal(f"notifications.roles.{role}", what)
    return {role: tuple(dict.fromkeys(named)) for role, named in told.items()}
