"""What commission is paid for, by plan, and putting it where the statements read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from queries.store import Cursor

OWNER = "owner"
_STANDARD = "standard"
_WHOLE = Decimal(100)
_TABLES = (
    "commission_plan",
    "commission_excluded",
    "commission_product_rate",
    "commission_rep_rate",
    "commission_choice",
    "commission_default_split",
)


class Trigger(StrEnum):
    """What has to happen for commission to be earned."""

    PAID_IN_FULL = "invoice_paid_in_full"
    PRO_RATA = "pro_rata_on_cash"
    FIRST_PAID = "first_invoice_paid"


@dataclass(frozen=True)
class Plan:
    """One way of paying commission. Rates are per cent of the net amount.

    `window_months` count from the start of the contract's service; None is all of it. `hold_days` lie between earned
    and released, `at_risk_days` past due make an invoice one at risk, and for `clawback_days` after it was earned
    commission goes back with its money. `since` are other terms for contracts signed on a day or later.
    """

    rate: Decimal
    trigger: Trigger = Trigger.PAID_IN_FULL
    window_months: int | None = 12
    hold_days: int = 30
    at_risk_days: int = 30
    clawback_days: int = 90
    excluded_products: tuple[str, ...] = ()
    product_rates: Mapping[str, Decimal] = field(default_factory=dict)
    rep_rates: Mapping[str, Decimal] = field(default_factory=dict)
    since: Mapping[date, "Plan"] = field(default_factory=dict)


@dataclass(frozen=True)
class Commission:
    """All plans by name, and which one a contract falls under: its own, else its owner's, else `plan`.

    `splits` are the per cent of each rep where a contract names only its owner, who stands there as `owner`.
    """

    plans: Mapping[str, Plan] = field(default_factory=lambda: {_STANDARD: Plan(Decimal(5))})
    plan: str = _STANDARD
    reps: Mapping[str, str] = field(default_factory=dict)
    contracts: Mapping[str, str] = field(default_factory=dict)
    splits: Mapping[str, Decimal] = field(default_factory=lambda: {OWNER: _WHOLE})


def set_plans(cursor: Cursor, commission: Commission) -> None:
    """Put the plans where the statements read them, `recon.commission_plan` and its like, unless they are there."""
    told = repr(commission)
    if cursor.value("select told from recon.commission_told") == told:
        return
    for table in (*_TABLES, "commission_told"):
        cursor.run(f"delete from recon.{table}")  # noqa: S608 - names of our own
    for table, rows in _rows(commission).items():
        _insert(cursor, table, rows)
    cursor.run("insert into recon.commission_told values ($told)", told=told)


def _insert(cursor: Cursor, table: str, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        values = ", ".join(f"${name} as {name}" for name in row)
        cursor.run(f"insert into recon.{table} by name select {values}", **row)


def _rows(commission: Commission) -> dict[str, list[dict[str, Any]]]:
    plans = [
        ({"plan": name, "since": since}, terms)
        for name, plan in commission.plans.items()
        for since, terms in {date.min: plan, **plan.since}.items()
    ]
    return dict(
        zip(
            _TABLES,
            (
                [key | _terms_row(plan) for key, plan in plans],
                [key | {"product_key": one} for key, plan in plans for one in plan.excluded_products],
                [key | {"product_key": one, "rate": r} for key, p in plans for one, r in p.product_rates.items()],
                [key | {"rep": rep, "rate": rate} for key, plan in plans for rep, rate in plan.rep_rates.items()],
                _choices(commission),
                [
                    {"position": at, "rep": rep, "percent": percent}
                    for at, (rep, percent) in enumerate(commission.splits.items(), start=1)
                ],
            ),
            strict=True,
        )
    )


def _terms_row(plan: Plan) -> dict[str, Any]:
    return {
        "rate": plan.rate,
        "trigger_name": plan.trigger.value,
        "window_months": plan.window_months,
        "hold_days": plan.hold_days,
        "at_risk_days": plan.at_risk_days,
        "clawback_days": plan.clawback_days,
    }


def _choices(commission: Commission) -> list[dict[str, Any]]:
    """Which plan is for whom; an empty subject is everybody else."""
    told = {"contract": commission.contracts, "rep": commission.reps, "all": {"": commission.plan}}
    return [
        {"kind": kind, "subject": subject, "plan": plan}
        for kind, chosen in told.items()
        for subject, plan in chosen.items()
        if plan
    ]
