"""What the contracts of a discrepancy sell, what else is open about them, and what was billed of their lines."""

from typing import Any

from corrections.planning.case import Case, Row


def sold_lines(case: Case) -> list[dict[str, Any]]:
    """The lines of the contracts that the discrepancy's subscription bills, as `corrections/sold_lines` tells them."""
    return case.facts.rows(
        "corrections/sold_lines", subscription=case.found["subscription_id"] or "", as_of=case.facts.today
    )


def siblings(case: Case, rules: str) -> list[dict[str, Any]]:
    """What is open about the same contract by these rules, causes and symptoms."""
    return case.facts.rows(
        "corrections/siblings", contract=case.found["contract_id"] or "", rules=rules, as_of=case.facts.today
    )


def billed_of(case: Case, line: Row) -> list[dict[str, Any]]:
    """What was invoiced of a contract's line since the contract began, in order of its periods."""
    billed = case.facts.rows("corrections/billed_lines", subscription=case.found["subscription_id"] or "")
    return [
        one
        for one in billed
        if one["product_key"] == line["product_key"]
        and one["period_start"]
        and one["period_start"] >= line["starts_on"]
    ]
