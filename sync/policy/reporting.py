"""`[reporting]`: the currency that figures are reported in, what others are worth in it, and the time zone."""

import re
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from queries.reporting import Reporting
from sync.policy.source import Source

_KEYS = ("currency", "rates", "time_zone")
_CURRENCY = re.compile("[A-Z]{3}")
_RATE = re.compile(r"\d{1,8}(\.\d{1,8})?")


def read_reporting(told: dict[str, Any], source: Source) -> Reporting:
    """The currency and its rates, none where the policy names none, and the time zone. Raises `SettingsError`."""
    for key in told:
        if key not in _KEYS:
            known = ", ".join(_KEYS)
            raise source.refusal(f"reporting.{key}", f"[reporting] does not know {key!r}. It knows: {known}.")
    currency, rates = told.get("currency", ""), told.get("rates", {})
    if currency != "" or rates:
        _refuse_no_currency("reporting.currency", "[reporting] currency", currency, source)
    if not isinstance(rates, dict):
        raise source.refusal(
            "reporting.rates", '[reporting] rates must be tables by day, such as [reporting.rates."2026-10-30"].'
        )
    by_day = {_day(day, source): _rates(day, own, currency, source) for day, own in rates.items()}
    return Reporting(currency, by_day, _time_zone(told.get("time_zone", ""), source))


def _time_zone(told: object, source: Source) -> str:
    if told == "" or (isinstance(told, str) and _is_zone(told)):
        return str(told)
    what = 'is no time zone of the time zone database, such as "Europe/Warsaw"'
    raise source.refusal("reporting.time_zone", f"[reporting] time_zone {told!r} {what}.")


def _is_zone(name: str) -> bool:
    try:
        return ZoneInfo(name).key == name
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _day(told: str, source: Source) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError as error:
        what = "is no day, such as 2026-10-30"
        raise source.refusal(f"reporting.rates.{told}", f"[reporting.rates] {told!r} {what}.") from error


def _rates(day: str, own: object, currency: str, source: Source) -> dict[str, Decimal]:
    table = f"reporting.rates.{day}"
    if not isinstance(own, dict):
        raise source.refusal(table, f'[{table}] must be a table of rates, such as EUR = "4.25".')
    return {code: _rate(table, code, rate, currency, source) for code, rate in own.items()}


def _rate(table: str, code: str, rate: object, currency: str, source: Source) -> Decimal:
    _refuse_no_currency(f"{table}.{code}", f"[{table}]", code, source)
    if code == currency:
        raise source.refusal(f"{table}.{code}", f"[{table}] {code} is the reporting currency itself.")
    if not isinstance(rate, str) or not _RATE.fullmatch(rate) or not Decimal(rate):
        what = f'must be what one {code} is worth in {currency}, in quotes, with eight decimals at most, such as "4.25"'
        raise source.refusal(f"{table}.{code}", f"[{table}] {code} {what}.")
    return Decimal(rate)


def _refuse_no_currency(path: str, where: str, told: object, source: Source) -> None:
    if not isinstance(told, str) or not _CURRENCY.fullmatch(told):
        raise source.refusal(path, f"{where} {told!r} is no currency: that is three capitals, such as PLN.")
