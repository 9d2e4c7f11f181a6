"""A new subscription of Ordway as a correction sends it, and what is planned and invoiced for it."""

from typing import Any

from tests.sandbox.caller import Caller

SEATS: dict[str, Any] = {
    "charge_id": "CHG-00001", "plan_id": "PLN-00001", "product_id": "P-00001", "list_price": "40.0", "quantity": 25,
    "discount": "10.0",
}  # fmt: skip
SETUP: dict[str, Any] = {
    "charge_id": "CHG-00003", "plan_id": "PLN-00001", "product_id": "P-00001", "list_price": "500.0", "quantity": 1,
}  # fmt: skip


def body(start: str = "2026-10-01", *lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A subscription of customer C-00002 for a year from a day on; 25 seats unless lines are given."""
    days = dict.fromkeys(("contract_effective_date", "service_start_date", "billing_start_date"), start)
    told: dict[str, Any] = {"customer_id": "C-00002", "currency": "PLN", "contract_term": "12", "status": "Active"}
    return told | days | {"plans": list(lines) or [SEATS]} | fields


def begun(ordway: Caller, start: str = "2026-10-01", *lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A subscription that was just made."""
    made: dict[str, Any] = ordway.post("subscriptions", **body(start, *lines, **fields))
    return made


def invoice(ordway: Caller, subscription_id: str, target: str) -> list[dict[str, Any]]:
    """The lines of the invoices that a run for one subscription makes and posts."""
    told = {"target_date": target, "filter_options": {"subscription_id": subscription_id}, "auto_post": True}
    run = ordway.post("billing_runs", **told)
    made = ordway.get("invoices", size=50, sort="id", customer_id="C-00002")
    return [line for one in made if one.get("billing_run_id") == run["id"] for line in one["line_items"]]


def planned(ordway: Caller, subscription_id: str, *, waiting: bool = True) -> list[tuple[str, str, str]]:
    """First day, last day and amount of what is not invoiced yet (or of what is), in order of days."""
    schedules = ordway.get("billing_schedules", size=50, subscription_id=subscription_id)
    lines = [line for one in schedules for line in one["schedule_lines"] if line["invoiced"] is not waiting]
    return sorted((line["start_date"], line["end_date"], line["amount"]) for line in lines)


def resent(subscription: dict[str, Any], **fields: Any) -> list[dict[str, Any]]:
    """The lines of a subscription as a change sends them: all of them, the first with other fields, to be priced."""
    first, *others = ({k: v for k, v in line.items() if k != "effective_price"} for line in subscription["plans"])
    return [first | fields, *others]
