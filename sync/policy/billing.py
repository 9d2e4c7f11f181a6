"""`[billing]`: where billing periods begin, how a part of one is charged, and what words of your own mean."""

from collections.abc import Mapping
from typing import Any

from queries.reconcile.terms import Billing, BillingRule
from sync.policy.source import Source

PRORATIONS = ("days", "months", "none")
_ANCHORS = {"start day": 0, "calendar month": 1}
_KEYS = ("anchor", "proration")
_MOST_MONTHS = 120


def read_billing(told: dict[str, Any], source: Source) -> Billing:
    """How contracts are billed, with defaults for what is left out. Raises `SettingsError`."""
    tables = {name: told[name] for name in ("contracts", "periods") if name in told}
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise source.refusal(f"billing.{name}", f"[billing] {name} must be a table, [billing.{name}].")
    stated = _rule("billing", {key: value for key, value in told.items() if key not in tables}, source)
    default = Billing.general
    return Billing(
        general=BillingRule(
            default.anchor_day if stated.anchor_day is None else stated.anchor_day,
            stated.proration or default.proration,
        ),
        contracts=_contracts(tables.get("contracts", {}), source),
        periods=_periods(tables.get("periods", {}), source),
    )


def _rule(table: str, told: Mapping[str, Any], source: Source) -> BillingRule:
    for key in told:
        if key not in _KEYS:
            raise source.refusal(f"{table}.{key}", f"[{table}] does not know {key!r}. It knows: {', '.join(_KEYS)}.")
    return BillingRule(_anchor(table, told, source), _proration(table, told, source))


def _anchor(table: str, told: Mapping[str, Any], source: Source) -> int | None:
    anchor = told.get("anchor")
    if anchor is None or (isinstance(anchor, str) and anchor in _ANCHORS):
        return _ANCHORS.get(anchor) if anchor else None
    if isinstance(anchor, bool) or not isinstance(anchor, int) or not 1 <= anchor <= 31:
        what = 'must be "start day", "calendar month" or a day of the month from 1 to 31'
        raise source.refusal(f"{table}.anchor", f"[{table}] anchor {what}.")
    return anchor


def _proration(table: str, told: Mapping[str, Any], source: Source) -> str | None:
    proration = told.get("proration")
    if proration is not None and proration not in PRORATIONS:
        what = f"must be one of {', '.join(PRORATIONS)}, in quotes"
        raise source.refusal(f"{table}.proration", f"[{table}] proration {what}.")
    return proration


def _contracts(told: Mapping[str, Any], source: Source) -> dict[str, BillingRule]:
    found = {}
    for number, own in told.items():
        table = f"billing.contracts.{number}"
        if not isinstance(own, dict):
            raise source.refusal(
                table, f'[billing.contracts] must hold tables, such as [billing.contracts."{number}"].'
            )
        found[number] = _rule(table, own, source)
    return found


def _periods(told: Mapping[str, Any], source: Source) -> dict[str, int]:
    """Months by the word in lower case, as words are compared."""
    for word, months in told.items():
        if isinstance(months, bool) or not isinstance(months, int) or not 1 <= months <= _MOST_MONTHS:
            what = f"must be a whole number of months from 1 to {_MOST_MONTHS}"
            raise source.refusal(f"billing.periods.{word}", f"[billing.periods] {word!r} {what}.")
    found = {word.strip().lower(): months for word, months in told.items()}
    if "" in found or len(found) < len(told):
        raise source.refusal(
            "billing.periods", "[billing.periods] names a billing period twice, or one without a word."
        )
    return found
