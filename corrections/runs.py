"""Billing runs that invoiced nothing: whether anything was left to invoice, told by the subscription's schedules."""

from collections.abc import Iterator
from typing import Any

from corrections.plan import Step
from corrections.records import elements_at, is_same, value_at
from corrections.remote import Remote

_RESOURCE = "billing_runs"


def is_empty_run(record: Any, step: Step) -> bool:
    """Whether it is a billing run that says that it made no invoice."""
    return step.path == _RESOURCE and is_same(value_at(record, "invoices_count"), "0")


def left_to_invoice(remote: Remote, step: Step) -> list[str]:
    """The first days of what the run of a step was to invoice and what is not invoiced. Raises `RemoteError`.

    Empty where a run is for no subscription: what it makes is told by its changes.
    """
    subscription_id = value_at(step.body, "subscription_filter_options.subscription_id")
    until = value_at(step.body, "target_date") or ""
    record = remote.read("subscriptions", subscription_id) if subscription_id else None
    schedules = [value_at(line, "billing_schedule_id") for line in elements_at(record, "plans")]
    return sorted(
        day for one in filter(None, schedules) for day in _not_invoiced(remote.read("billing_schedules", one), until)
    )


def _not_invoiced(schedule: Any, until: str) -> Iterator[str]:
    for line in elements_at(schedule, "schedule_lines"):
        ready_on = value_at(line, "charge_ready_date")
        if ready_on and ready_on <= until and value_at(line, "invoiced") == "false":
            yield value_at(line, "start_date") or ready_on
