"""Line items of an agreement that are not billed, removed."""

from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Change, Plan, Step, Target
from corrections.planning.case import Case
from corrections.planning.firmao.agreement_lines import MEANINGS, agreement_of
from corrections.planning.firmao.entry_plans import Wanted, plan_entries
from corrections.planning.firmao.sold_lines import billed_of, siblings, sold_lines
from corrections.planning.firmao.words import called
from corrections.records import value_at


def remove_entry(case: Case) -> Plan:
    """The contract loses the line items that are not billed. Raises `NotPlannableError`."""
    rows = siblings(case, "T1")
    causes = [one for one in rows if one["root_id"] is None]
    ids = [one["contract_line_id"] for one in causes]
    agreement = agreement_of(case.facts, case.found["contract_id"])
    if not agreement.entries.keys() - set(ids):
        raise NotPlannableError(
            f"{agreement.number} would be left empty. End the contract, or add the lines in Ordway."
        )
    _refuse_billed(case, ids)
    wanted = Wanted()
    wanted.settling(rows)
    steps = (*(_deleting(agreement.entry(one)) for one in ids), *agreement.without(ids))
    return plan_entries(case, "remove_entry", "{} no longer holds what is not billed", steps, wanted, "", ids)


def _refuse_billed(case: Case, entry_ids: list[str]) -> None:
    lines = sold_lines(case)
    for line in lines:
        if line["contract_line_id"] in entry_ids and (billed := billed_of(case, line)):
            raise NotPlannableError(
                f"{line['product_key']} was billed under this contract, last by {billed[-1]['invoice_id']}: without "
                "the line item those invoices would have no contract. Add the line in Ordway again, or agree on an "
                "annex that ends it."
            )


def _deleting(entry: dict[str, Any]) -> Step:
    entry_id = str(entry["id"])
    seen = tuple(Change(name, value_at(entry, name), None, meaning) for name, meaning in MEANINGS.items())
    return Step(
        "firmao",
        f"Remove the {called('transactionentries', entry)} from the agreement",
        "DELETE",
        f"transactionentries/{entry_id}",
        None,
        tuple(one for one in seen if one.before is not None),
        Target("transactionentries", entry_id),
    )
