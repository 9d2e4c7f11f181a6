"""What a plan moves or commits is told part by part, so that whoever approves can add it up; what holds is folded."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from corrections.plan import Guard, Money, Plan, Seen, Target
from tests.corrections.plans import plan, renaming
from ui.corrections.bulk import bulk_sheet
from ui.corrections.fields import fields_of
from ui.corrections.plan import plan_sheet
from ui.sheet import words_of

ONE = renaming("A", "B")


def moving(*amounts: str) -> Plan:
    """A plan whose requests move or commit so much each."""
    return plan(*(replace(ONE, moves=(Money(one, "PLN"),)) for one in amounts))


def row(account: str, made: Plan) -> dict[str, Any]:
    """A ticked discrepancy with its plan, as the preview of several has it."""
    money = {"impact": Decimal(1), "under_collected": Decimal(1), "over_collected": Decimal(0), "currency": "PLN"}
    words = {"account_name": account, "discrepancy_id": f"T4-{account}", "together_with": "", "refused": ""}
    return {**money, **words, "plan": made.as_data()}


def test_the_parts_of_an_exposure_add_up_to_it() -> None:
    told = words_of(plan_sheet(moving("1200.00", "34.50").as_data()))
    assert "1,234.50 PLN moved or committed, nothing set off." in told
    assert "1,200.00 PLN (request 1) + 34.50 PLN (request 2)" in told


def test_a_part_tells_the_days_it_is_for() -> None:
    term = Money("1200.00", "PLN", "2026-08-01", "2027-07-31")
    endless = Money("34.50", "PLN", "2026-08-01")
    told = words_of(plan_sheet(plan(replace(ONE, moves=(term, endless))).as_data()))
    assert "1,200.00 PLN (request 1, 1 Aug 2026 to 31 Jul 2027) + 34.50 PLN (request 1, from 1 Aug 2026)" in told


def test_of_several_corrections_each_row_has_its_exposure() -> None:
    told = words_of(bulk_sheet([row("A", moving("1200.00")), row("B", moving("34.50"))], "", ""))
    assert "1,234.50 PLN moved or committed" in told
    assert "1,200.00 PLN" in told
    assert "34.50 PLN" in told.replace("1,234.50 PLN", "")


def test_what_a_request_rests_on_is_folded_until_it_parted() -> None:
    guarded = replace(ONE, guards=(Guard("firmao", Target("customers", "1"), (Seen("name", "A", "name"),)),))
    step = plan(guarded).as_data()["steps"][0]
    assert "details" in json.dumps(fields_of(step, None))
    assert "What it is sent on: 1 condition" in words_of(["div", {}, *fields_of(step, None)])
