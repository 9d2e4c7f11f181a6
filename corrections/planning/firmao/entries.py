"""Line items of an agreement made what is billed."""

from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Plan
from corrections.planning.case import Case, Row
from corrections.planning.firmao.agreement_lines import agreement_of
from corrections.planning.firmao.entry_plans import Wanted, plan_entries
from corrections.planning.firmao.sold_lines import billed_of, siblings, sold_lines
from corrections.planning.firmao.sums import plain

_FIELDS = {"T3": "quantity", "T4": "unitNettoPrice", "T5": "discount"}
_LATER = (
    "Periods of this contract that were billed otherwise show as under- or over-billed afterwards: each is decided by "
    "itself."
)


def update_entry(case: Case) -> Plan:
    """The contract's line items get the quantity, price, discount or tax rate that is billed.

    All differences of one contract go together, since they share its sums. Raises `NotPlannableError`.
    """
    wanted = _taxed(case) if case.found["rule"] == "I8" else _as_held(case)
    steps = tuple(
        step
        for contract_id, fields in wanted.by_agreement.items()
        for step in agreement_of(case.facts, contract_id).changing(fields)
    )
    return plan_entries(case, "update_entry", "the line items of {} agree with what is billed", steps, wanted, _LATER)


def _as_held(case: Case) -> Wanted:
    wanted = Wanted()
    rows = siblings(case, " ".join(_FIELDS))
    lines = sold_lines(case)
    for row in rows:
        if row["rule"] in _FIELDS and row["root_id"] is None:
            running = [one for one in lines if one["is_running"] and one["product_key"] == row["product_key"]]
            _put(wanted, row, running)
    wanted.settling(rows)
    return wanted


def _put(wanted: Wanted, row: Row, running: list[dict[str, Any]]) -> None:
    if row["rule"] != "T3":
        for line in _alike(running, row):
            wanted.put(line, _FIELDS[row["rule"]], row["actual"])
        return
    own = next((one for one in running if one["contract_line_id"] == row["contract_line_id"]), None)
    if own is None:
        raise NotPlannableError("The line item does not run any more. Reconcile, and look again.")
    # Several line items of one product count together: the last of them takes up the difference.
    quantity = own["quantity"] + Decimal(row["actual"]) - Decimal(row["expected"])
    if quantity <= 0:
        raise NotPlannableError(
            f"{own['contract_number']} would be left with {quantity:f} units of {own['product_key']}. Remove the line "
            "item, or change the subscription."
        )
    wanted.put(own, "quantity", plain(quantity))


def _alike(running: list[dict[str, Any]], row: Row) -> list[dict[str, Any]]:
    """All lines of the product, or the one that parts where they differ among themselves."""
    if len({(one["unit_price"], one["discount_percent"]) for one in running}) < 2:
        return running
    return [one for one in running if one["contract_line_id"] == row["contract_line_id"]]


def _taxed(case: Case) -> Wanted:
    """The rate of each line of the contract that all of its invoices were charged at."""
    wanted, rows = Wanted(), siblings(case, "I8")
    differing = {one["contract_line_id"] for one in rows}
    rates = {
        one["contract_line_id"]: _rates(case, one) for one in sold_lines(case) if one["contract_line_id"] in differing
    }
    _refuse_mixed(case, rates[case.found["contract_line_id"]])
    alike = {line_id for line_id, found in rates.items() if len(found) == 1}
    for line in sold_lines(case):
        if line["contract_line_id"] in alike:
            wanted.put(line, "vatPercent", plain(next(iter(rates[line["contract_line_id"]]))))
    wanted.settling(one for one in rows if one["contract_line_id"] in alike or one["root_id"])
    return wanted


def _rates(case: Case, line: Row) -> set[Decimal]:
    return {one["tax_percent"] for one in billed_of(case, line)} - {None}


def _refuse_mixed(case: Case, rates: set[Decimal]) -> None:
    if len(rates) != 1:
        told = ", ".join(f"{plain(rate)} %" for rate in sorted(rates))
        raise NotPlannableError(
            f"The invoices of this line item charge {told}, so the contract is not what is wrong: bill "
            f"{case.found['invoice_id']} anew in Ordway with the tax of the contract."
        )
