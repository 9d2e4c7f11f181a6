"""Invoices that are missing: what Ordway still plans to invoice is left to a billing run, the rest is to be ordered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.planning.case import Case, Row
from corrections.planning.ordway.making import days_of, span
from corrections.planning.ordway.orders import Shortfall
from queries.currency import money, rounded


@dataclass(frozen=True)
class Run:
    """What a billing run invoices: all that is ready of a subscription up to a day, so much net, in its currency.

    It is for the days from `since` to `to`. `settles` are the discrepancies that miss it, also those that were not
    asked for: a run leaves none of them out.
    """

    subscription_id: str
    until: date
    net: Decimal
    currency: str
    settles: tuple[str, ...]
    since: date
    to: date


def missing(case: Case, rows: Sequence[Row]) -> tuple[list[Run], list[Shortfall]]:
    """The runs that make missing invoices, and what has to be ordered since no run would bill it.

    Raises `NotPlannableError` where a run would bill too much.
    """
    runs: list[Run] = []
    short: list[Shortfall] = []
    for subscription_id in sorted({_subscription(row) for row in rows}):
        own = [row for row in rows if row["subscription_id"] == subscription_id]
        run, rest = _of_subscription(case, subscription_id, own)
        runs += [run] if run else []
        short += rest
    return runs, short


def _of_subscription(case: Case, subscription_id: str, rows: Sequence[Row]) -> tuple[Run | None, list[Shortfall]]:
    """The run that invoices what is planned, None where nothing is; and what it leaves."""
    lines = case.facts.rows("corrections/unbilled", subscription=subscription_id, as_of=case.facts.today)
    planned = [(row, [line for line in lines if _is_for(line, row)]) for row in rows]
    until = max((line["ready_on"] for _, found in planned for line in found), default=None)
    left = [Shortfall(row, _left(row, found)) for row, found in planned]
    run = _run(subscription_id, until, lines, rows) if until else None
    return run, [one for one in left if one.net]


def _run(subscription_id: str, until: date, lines: Sequence[Row], rows: Sequence[Row]) -> Run:
    ready = [line for line in lines if line["ready_on"] <= until]
    _refuse_others(subscription_id, until, ready)
    net = sum((line["net_amount"] for line in ready), Decimal(0))
    settles = dict.fromkeys(line["discrepancy_id"] for line in ready)
    first, last = days_of(rows)
    starts = [line["starts_on"] for line in ready]
    days = min(first, *starts), max(last, *starts)
    return Run(subscription_id, until, net, rows[0]["currency"], tuple(settles), *days)


def _is_for(line: dict[str, Any], row: Row) -> bool:
    first, last = row["period_start"], row["period_end"] or row["period_start"]
    return bool(line["product_key"] == row["product_key"] and first <= line["starts_on"] <= last)


def _left(row: Row, lines: Sequence[Row]) -> Decimal:
    planned = sum((line["net_amount"] for line in lines), Decimal(0))
    if planned > row["impact"]:
        raise NotPlannableError(
            f"Ordway plans {money(planned, row['currency'])} for {row['product_key']}, {span(row)}, more than is due. "
            "Put the subscription right first; then the invoice can be made."
        )
    return rounded(row["impact"] - planned, row["currency"])


def _refuse_others(subscription_id: str, until: date, ready: Sequence[Row]) -> None:
    others = [line for line in ready if line["discrepancy_id"] is None]
    if others:
        told = ", ".join(f"{line['product_key']} from {line['starts_on']}" for line in others)
        raise NotPlannableError(
            f"A billing run for {subscription_id} up to {until} would also invoice {told}, which nobody misses. "
            "Make the invoice in Ordway, by a run from which you take these lines out."
        )


def _subscription(row: Row) -> str:
    if not row["subscription_id"]:
        raise NotPlannableError("There is no subscription to invoice from. Create it in Ordway first.")
    return str(row["subscription_id"])
