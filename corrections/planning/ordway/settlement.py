"""Settling what was billed wrongly: missing invoices made, shortfalls billed, what was too much credited.

Over- and under-billing are never set off against each other: each has its own document.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from corrections.plan import Purpose, Step, moved
from corrections.planning.case import Case, Row
from corrections.planning.ordway.billing_runs import purpose_of_run, run_of_subscription
from corrections.planning.ordway.credits import credit
from corrections.planning.ordway.missing import missing
from corrections.planning.ordway.orders import Shortfall, bill

Settled = tuple[tuple[Step, ...], tuple[Purpose, ...]]
_One = TypeVar("_One")
_MISSING = "I1"
_MISBILLED = ("I3", "I4", "I5", "I6")


def settlement(case: Case, symptoms: Sequence[Row], first_step: int) -> Settled:
    """The requests that settle missing and wrong billing in Ordway, and what the records they make are for.

    The first of them is to be step `first_step` of the plan. What other rules found among `symptoms` is left alone.
    What Ordway plans to invoice is taken as it was pulled last: a plan that makes or cuts schedules itself invoices
    them by `billing_runs.run_of_subscription`. Raises `NotPlannableError`.
    """
    runs, short = missing(case, [one for one in symptoms if one["rule"] == _MISSING])
    wrong = list(_each_period_once(one for one in symptoms if one["rule"] in _MISBILLED))
    short += [Shortfall(one, one["impact"]) for one in wrong if one["impact"] > 0]
    over = [one for one in wrong if one["impact"] < 0]
    steps: tuple[Step, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    for run in runs:
        purposes += (purpose_of_run(first_step + len(steps)),)
        step = run_of_subscription(case.facts, run.subscription_id, run.until)
        steps += (replace(step, moves=moved(run.net, run.currency, run.since, run.to)),)
    for same in _alike((one.row["ordway_customer_id"], one.row["currency"], one) for one in short):
        ordered, meant = bill(case, same, first_step + len(steps))
        steps, purposes = steps + ordered, purposes + meant
    for rows in _alike((one["invoice_id"], one["currency"], one) for one in over):
        given, why = credit(case, rows)
        steps, purposes = (*steps, given), purposes + why
    return steps, purposes


def _each_period_once(rows: Iterable[Row]) -> Iterator[Row]:
    """What is billed twice is also billed too much: the first row of a product and period tells the whole amount."""
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        period = row["subscription_id"], row["product_key"], row["period_start"]
        if period not in seen:
            seen.add(period)
            yield row


def _alike(rows: Iterable[tuple[object, object, _One]]) -> Iterable[list[_One]]:
    """The third of each, gathered by the first two, in order."""
    groups: dict[tuple[object, object], list[_One]] = {}
    for first, second, one in rows:
        groups.setdefault((first, second), []).append(one)
    return groups.values()
