"""What the policy says of commission, or the line that is wrong."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from queries.commission.plans import Commission, Plan, Trigger
from sync.errors import SettingsError
from sync.policy import read_policy

WHOLE = """
[commission]
plan = "standard"

[commission.plans.standard]
rate = "5"

[commission.plans.hunters]
rate = "7.5"
trigger = "pro_rata_on_cash"
window_months = "whole contract"
hold_days = 0
at_risk_days = 14
clawback_days = 30
excluded_products = ["ONB"]
product_rates = { "SEAT-PRO" = "8" }
rep_rates = { "Anna@sales.example" = "6" }

[commission.reps]
"Anna@Sales.example" = "hunters"

[commission.contracts]
"SA/2026/017" = "standard"

[commission.splits]
owner = "90"
"Head@sales.example" = "10"
"""


def commission(folder: Path, text: str) -> Commission:
    """What commission is paid for by this text."""
    file = folder / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file).terms.reckoning.commission


def test_all_of_it_is_read(tmp_path: Path) -> None:
    hunters = Plan(
        Decimal("7.5"),
        Trigger.PRO_RATA,
        window_months=None,
        hold_days=0,
        at_risk_days=14,
        clawback_days=30,
        excluded_products=("ONB",),
        product_rates={"SEAT-PRO": Decimal(8)},
        rep_rates={"anna@sales.example": Decimal(6)},
    )
    assert commission(tmp_path, WHOLE) == Commission(
        plans={"standard": Plan(Decimal(5)), "hunters": hunters},
        plan="standard",
        reps={"anna@sales.example": "hunters"},
        contracts={"SA/2026/017": "standard"},
        splits={"owner": Decimal(90), "head@sales.example": Decimal(10)},
    )


def test_what_is_left_out_is_one_plan_for_all_that_the_owner_gets(tmp_path: Path) -> None:
    assert commission(tmp_path, "") == Commission()
    assert Commission() == Commission({"standard": Plan(Decimal(5))}, "standard", splits={"owner": Decimal(100)})


def test_own_plans_leave_no_other(tmp_path: Path) -> None:
    told = commission(tmp_path, '[commission.plans.own]\nrate = "3"')
    assert (dict(told.plans), told.plan) == ({"own": Plan(Decimal(3))}, "")


def test_terms_of_later_days_keep_what_they_do_not_say(tmp_path: Path) -> None:
    text = (
        '[commission.plans.own]\nrate = "3"\nhold_days = 7\n'
        '[commission.plans.own.since."2028-01-01"]\nhold_days = 9\n'
        '[commission.plans.own.since."2027-01-01"]\nrate = "6"\n'
    )
    first = Plan(Decimal(3), hold_days=7)
    later = {date(2027, 1, 1): Plan(Decimal(6), hold_days=7), date(2028, 1, 1): Plan(Decimal(6), hold_days=9)}
    assert commission(tmp_path, text).plans["own"] == replace(first, since=later)


@pytest.mark.parametrize(
    ("day", "terms", "line", "why"),
    [
        ("soon", 'rate = "6"', 3, "wants days in quotes"),
        ("2027-01-01", 'rate = "101"', 4, "must be per cent in quotes"),
        ("2027-01-01", 'bonus = "6"', 4, "does not know 'bonus'"),
    ],
)
def test_wrong_terms_of_a_day_are_refused_by_their_line(
    tmp_path: Path, day: str, terms: str, line: int, why: str
) -> None:
    text = f'[commission.plans.own]\nrate = "3"\n[commission.plans.own.since."{day}"]\n{terms}\n'
    with pytest.raises(SettingsError, match=f"policy.toml, line {line}: .*{why}"):
        commission(tmp_path, text)


STANDARD = '[commission.plans.standard]\nrate = "5"\n'


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("[commission]\nrate = 1", 2, "does not know 'rate'"),
        ("[commission]\nplans = 1", 2, "must be a table"),
        ('[commission]\nplan = "x"', 2, "names the plan 'x', which is not there. The plans are: standard"),
        (STANDARD + '[commission.reps]\n"a@b" = "x"', 4, "The plans are: standard"),
        (STANDARD + '[commission.contracts]\n"SA/1" = "x"', 4, "names the plan 'x'"),
        ("[commission.plans.standard]\nhold_days = 1", 1, "must say its rate"),
        ("[commission.plans.standard]\nrate = 5", 2, 'must be per cent in quotes, from "0" to "100"'),
        ('[commission.plans.standard]\nrate = "101"', 2, "must be per cent in quotes"),
        ('[commission.plans.standard]\nrate = "-1"', 2, "must be per cent in quotes"),
        (STANDARD + 'trigger = "paid"', 3, "trigger must be one of invoice_paid_in_full, pro_rata_on_cash, first_"),
        (STANDARD + "window_months = 0", 3, "whole number of months from 1 to 120"),
        (STANDARD + "hold_days = -1", 3, "hold_days must be a whole number of days"),
        (STANDARD + "clawback_days = true", 3, "clawback_days must be a whole number"),
        (STANDARD + 'excluded_products = "ONB"', 3, "must list product codes"),
        (STANDARD + '[commission.plans.standard.product_rates]\n"A" = 5', 4, "must be per cent in quotes"),
        ('[commission.splits]\nowner = "90"', 1, "add up to 100 per cent; this is 90"),
        ('[commission.splits]\n"a@b" = "100"', 1, 'must name "owner"'),
    ],
)
def test_a_wrong_entry_is_refused_with_its_line(tmp_path: Path, text: str, line: int, complaint: str) -> None:
    with pytest.raises(SettingsError) as refused:
        commission(tmp_path, text)
    assert f"line {line}:" in str(refused.value)
    assert complaint in str(refused.value)
