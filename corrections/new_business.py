"""New business: won contracts that billing does not follow yet, and the one step from each of them to billing."""

from datetime import date
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Plan
from corrections.planner import plan_correction
from queries.run import records
from queries.store import Store
from sync.mapping import Mapping


def new_business(store: Store, day: date) -> list[dict[str, Any]]:
    """Every such contract with what Ordway lacks for it, as `corrections/new_business` has it, the earliest first."""
    return records(store, "corrections/new_business", as_of=day)


def plan_new_business(store: Store, meanings: Mapping, contract_id: str, day: date) -> Plan:
    """The plan that brings one of these contracts into billing. Raises `NotPlannableError`, and says why."""
    found = [one for one in new_business(store, day) if one["contract_id"] == contract_id]
    if not found:
        raise NotPlannableError(f"Contract {contract_id} is billed already, or was not won. Reload the list.")
    if found[0]["discrepancy_id"] is None:
        raise NotPlannableError(
            f"{found[0]['contract_number']} starts on {found[0]['starts_on']}. It comes into billing from that day on."
        )
    return plan_correction(store, meanings, found[0]["discrepancy_id"], "ordway", day)
