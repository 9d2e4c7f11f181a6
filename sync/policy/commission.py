"""`[commission]`: what is paid for which cash, to whom, and when."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from queries.commission.plans import OWNER, Commission, Plan, Trigger
from sync.policy.source import Source

_TABLES = ("plans", "reps", "contracts", "splits")
_DAYS = ("hold_days", "at_risk_days", "clawback_days")
_RATES = ("product_rates", "rep_rates")
_PLAN_KEYS = ("rate", "trigger", "window_months", *_DAYS, "excluded_products", *_RATES)
_PER_CENT = re.compile(r"\d{1,3}(\.\d{1,4})?")
_WHOLE = Decimal(100)
_MOST_DAYS, _MOST_MONTHS = 3650, 120


def read_commission(told: Any, source: Source) -> Commission:
    """The plans and who falls under which; the default one where none is told. Raises `SettingsError`."""
    for key in told:
        _known("commission", key, ("plan", *_TABLES), source)
    tables = {name: _table(f"commission.{name}", told.get(name, {}), source) for name in _TABLES}
    own = {name: _plan(f"commission.plans.{name}", one, source) for name, one in tables["plans"].items()}
    plans, default = (own, "") if own else (Commission().plans, Commission().plan)
    return Commission(
        plans,
        _chosen("commission.plan", told["plan"], plans, source) if "plan" in told else default,
        _choices("commission.reps", tables["reps"], plans, source, _rep),
        _choices("commission.contracts", tables["contracts"], plans, source, str),
        _splits(tables["splits"], source),
    )


def _plan(path: str, told: Any, source: Source) -> Plan:
    """A plan with its terms of later days, each of which keeps of those before what it does not say."""
    own = _table(path, told, source)
    for key in own:
        _known(path, key, (*_PLAN_KEYS, "since"), source)
    said = {key: value for key, value in own.items() if key != "since"}
    plan, dated = _terms(path, said, source), dict[date, Plan]()
    for day, later in sorted(_dated(f"{path}.since", own.get("since", {}), source).items()):
        for key in later:
            _known(f"{path}.since.{day}", key, _PLAN_KEYS, source)
        said |= later
        dated[day] = _terms(f"{path}.since.{day}", said, source)
    return replace(plan, since=dated)


def _dated(path: str, told: Any, source: Source) -> dict[date, dict[str, Any]]:
    found = {}
    for day, terms in _table(path, told, source).items():
        try:
            found[date.fromisoformat(day)] = _table(f"{path}.{day}", terms, source)
        except ValueError:
            what = f'[{path}] wants days in quotes, such as "2027-01-01", not {day!r}.'
            raise source.refusal(f"{path}.{day}", what) from None
    return found


def _terms(path: str, own: Mapping[str, Any], source: Source) -> Plan:
    if "rate" not in own:
        raise source.refusal(path, f'[{path}] must say its rate, such as rate = "5".')
    hold, at_risk, clawback = (_days(f"{path}.{key}", own.get(key, getattr(Plan, key)), source) for key in _DAYS)
    products, reps = (_rates(f"{path}.{name}", own.get(name, {}), source) for name in _RATES)
    return Plan(
        rate=_per_cent(f"{path}.rate", own["rate"], source),
        trigger=_trigger(path, own.get("trigger", Plan.trigger.value), source),
        window_months=_window(path, own.get("window_months", Plan.window_months), source),
        hold_days=hold,
        at_risk_days=at_risk,
        clawback_days=clawback,
        excluded_products=_products(path, own.get("excluded_products", []), source),
        product_rates=products,
        rep_rates=reps,
    )


def _trigger(path: str, told: Any, source: Source) -> Trigger:
    if told not in list(Trigger):
        raise source.refusal(f"{path}.trigger", f"[{path}] trigger must be one of {', '.join(Trigger)}, in quotes.")
    return Trigger(told)


def _window(path: str, told: Any, source: Source) -> int | None:
    """Months, None for the whole contract."""
    if told == "whole contract" or told is None:
        return None
    if isinstance(told, bool) or not isinstance(told, int) or not 1 <= told <= _MOST_MONTHS:
        what = f'must be a whole number of months from 1 to {_MOST_MONTHS}, or "whole contract"'
        raise source.refusal(f"{path}.window_months", f"[{path}] window_months {what}.")
    return told


def _days(path: str, told: Any, source: Source) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told <= _MOST_DAYS:
        table, _, key = path.rpartition(".")
        raise source.refusal(path, f"[{table}] {key} must be a whole number of days from 0 to {_MOST_DAYS}.")
    return told


def _products(path: str, told: Any, source: Source) -> tuple[str, ...]:
    if not isinstance(told, list) or any(not isinstance(one, str) or not one.strip() for one in told):
        what = 'must list product codes, such as ["ONBOARDING"]'
        raise source.refusal(f"{path}.excluded_products", f"[{path}] excluded_products {what}.")
    return tuple(one.strip() for one in told)


def _rates(path: str, told: Any, source: Source) -> dict[str, Decimal]:
    read = _rep if path.endswith("rep_rates") else str
    return {
        read(name): _per_cent(f"{path}.{name}", value, source) for name, value in _table(path, told, source).items()
    }


def _per_cent(path: str, told: Any, source: Source) -> Decimal:
    if not isinstance(told, str) or not _PER_CENT.fullmatch(told) or Decimal(told) > _WHOLE:
        raise source.refusal(path, f'{path} must be per cent in quotes, from "0" to "100", such as "7.5".')
    return Decimal(told)


def _choices(
    path: str, told: Mapping[str, Any], plans: Mapping[str, Plan], source: Source, read: Callable[[str], str]
) -> dict[str, str]:
    return {read(name): _chosen(f"{path}.{name}", plan, plans, source) for name, plan in told.items()}


def _chosen(path: str, plan: Any, plans: Mapping[str, Plan], source: Source) -> str:
    if plan not in plans:
        known = ", ".join(plans) or "none"
        raise source.refusal(path, f"{path} names the plan {plan!r}, which is not there. The plans are: {known}.")
    return str(plan)


def _splits(told: Mapping[str, Any], source: Source) -> dict[str, Decimal]:
    if not told:
        return dict(Commission().splits)
    splits = {_rep(rep): _per_cent(f"commission.splits.{rep}", value, source) for rep, value in told.items()}
    if OWNER not in splits or sum(splits.values()) != _WHOLE:
        what = f'must name "{OWNER}" and add up to 100 per cent; this is {sum(splits.values())}'
        raise source.refusal("commission.splits", f"[commission.splits] {what}.")
    return splits


def _rep(told: str) -> str:
    """A rep's e-mail address as it is compared."""
    return told.strip().lower()


def _table(path: str, told: Any, source: Source) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise source.refusal(path, f"[{path}] must be a table.")
    return told


def _known(table: str, key: str, known: tuple[str, ...], source: Source) -> None:
    if key not in known:
        raise source.refusal(f"{table}.{key}", f"[{table}] does not know {key!r}. It knows: {', '.join(known)}.")
