"""`[tolerances]`, `[days]`, `[severities]`, `[contracts]` and `[billing]`: what a reconciliation allows."""

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from queries.reconcile.terms import WON, Terms, Thresholds, Tolerance
from sync.policy.billing import read_billing
from sync.policy.source import Source

# Source: Firmao's offerStatus.
STATUSES = ("NEW", "SENT", "DURING_NEGOTIATIONS", "ACCEPTED", "REJECTED", "EXECUTED")
_DAYS = {"grace": Terms.grace_days, "late": Terms.late_days, "draft": Terms.draft_days}
_MOST_DAYS = 3650
_TOLERANCE = {"amount": "0.05", "percent": "1"}
_THRESHOLDS = {"high": "10000", "medium": "500"}
_CURRENCY = re.compile("[A-Z]{3}")
_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,4})?")


def read_terms(told: dict[str, Any], source: Source) -> Terms:
    """The terms told by the whole policy, with defaults for the rest. Raises `SettingsError`."""
    days = _days(told.get("days", {}), source)
    general, tolerances = _tolerances(told.get("tolerances", {}), source)
    return Terms(
        grace_days=days["grace"],
        late_days=days["late"],
        draft_days=days["draft"],
        tolerance=general,
        tolerances=tolerances,
        severities=_severities(told.get("severities", {}), source),
        won=_won(told.get("contracts", {}), source),
        billing=read_billing(told.get("billing", {}), source),
    )


def _days(told: dict[str, Any], source: Source) -> dict[str, int]:
    for key, value in told.items():
        _known("days", key, _DAYS, source)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_DAYS:
            what = f"must be a whole number of days from 0 to {_MOST_DAYS}, such as {_DAYS[key]}"
            raise source.refusal(f"days.{key}", f"[days] {key} {what}.")
    return _DAYS | told


def _tolerances(told: dict[str, Any], source: Source) -> tuple[Tolerance, dict[str, Tolerance]]:
    """The tolerance of all currencies that are not named, and those of the named ones, which inherit from it."""
    general = {key: value for key, value in told.items() if not isinstance(value, dict)}
    allowed = _amounts("tolerances", general, _TOLERANCE, source)
    named = {
        code: allowed | _amounts(f"tolerances.{_currency('tolerances', code, source)}", own, _TOLERANCE, source)
        for code, own in told.items()
        if isinstance(own, dict)
    }
    return Tolerance(**allowed), {code: Tolerance(**own) for code, own in named.items()}


def _severities(told: dict[str, Any], source: Source) -> dict[str, Thresholds]:
    found = {}
    for code, own in told.items():
        table = f"severities.{_currency('severities', code, source)}"
        if not isinstance(own, dict) or own.keys() < _THRESHOLDS.keys():
            raise source.refusal(table, f"[{table}] must say both high and medium.")
        found[code] = Thresholds(**_amounts(table, own, _THRESHOLDS, source))
        if found[code].high < found[code].medium:
            raise source.refusal(f"{table}.high", f"[{table}] high must not be less than medium.")
    return found


def _won(told: dict[str, Any], source: Source) -> tuple[str, ...]:
    for key in told:
        _known("contracts", key, ("won",), source)
    won = told.get("won", list(WON))
    if not isinstance(won, list) or not won or any(one not in STATUSES for one in won):
        what = f'must list at least one of the statuses {", ".join(STATUSES)}, such as won = ["ACCEPTED", "EXECUTED"]'
        raise source.refusal("contracts.won", f"[contracts] won {what}.")
    return tuple(won)


def _amounts(table: str, told: dict[str, Any], examples: dict[str, str], source: Source) -> dict[str, Decimal]:
    for key, value in told.items():
        _known(table, key, examples, source)
        if not isinstance(value, str) or not _AMOUNT.fullmatch(value):
            what = f'must be a number in quotes, with four decimals at most, such as "{examples[key]}"'
            raise source.refusal(f"{table}.{key}", f"[{table}] {key} {what}.")
    return {key: Decimal(value) for key, value in told.items()}


def _currency(table: str, code: str, source: Source) -> str:
    if not _CURRENCY.fullmatch(code):
        raise source.refusal(
            f"{table}.{code}", f"[{table}] does not know {code!r}. A currency is three capitals, such as PLN."
        )
    return code


def _known(table: str, key: str, known: Collection[str], source: Source) -> None:
    if key not in known:
        raise source.refusal(f"{table}.{key}", f"[{table}] does not know {key!r}. It knows: {', '.join(known)}.")
