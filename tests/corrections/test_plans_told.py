"""A plan is told alike on the page and in a terminal: whose field it is, what has to stay, what nothing undoes."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from corrections.bulk import preview_batch
from corrections.offers import why_no_fix
from corrections.plan import Plan
from corrections.proposing import Desk
from corrections.telling import print_plan
from corrections.undoing.no_way_back import without_way_back_among
from queries.run import records
from sync.policy import Approval
from tests.corrections.conftest import FINANCE
from tests.corrections.settling import Company, company
from tests.corrections.somebody import causes
from ui.corrections.bulk import bulk_sheet
from ui.corrections.plan import plan_sheet
from ui.new_business_list import contracts_table
from ui.sheet import Node, words_of

_NO_MONEY = {"account_name": "", "together_with": "", "refused": "", "currency": "PLN", "impact": Decimal(0)}
_NO_MONEY |= {"under_collected": None, "over_collected": None}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Nothing is sent in it."""
    with company(tmp_path_factory.mktemp("told")) as made:
        yield made


def planned(here: Company, code: str, side: str = "ordway", kind: str | None = None) -> Plan:
    """The plan for the first cause of a rule."""
    return here.plan(causes(here, code)[0]["id"], side, kind)


def test_the_lines_of_a_new_subscription_are_called_by_their_products(
    here: Company, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = planned(here, "C1")
    sold = here.world.firmao["transactionentries"].values()
    agreement = causes(here, "C1")[0]["firmao_agreement_id"]
    names = [one["product"]["name"] for one in sold if str((one.get("agreement") or {}).get("id")) == agreement]
    lines = [line for line in printed(plan, capsys) if line.startswith("line ")]
    assert names
    shown = words_of(plan_sheet(plan.as_data()))
    for name in names:
        assert name in shown
        assert any(f": {name}, product P-" in line for line in lines)


def test_a_record_that_was_made_is_told_by_its_id(here: Company) -> None:
    plan = planned(here, "C1").as_data()
    made = {"position": 1, "record_id": "S-00999", "state": "applied", "request": None, "answer": None, "found": None}
    assert "the id from request 1" in words_of(plan_sheet(plan))
    told = words_of(plan_sheet(plan, [made]))
    assert "S-00999" in told
    assert "the id from request 1" not in told


def printed(plan: Plan, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines that a terminal shows."""
    print_plan(plan, "TO-00001", as_data=False)
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def shown(plan: Plan) -> list[str]:
    """Each row of the page's tables, its cells apart."""
    return [" | ".join(map(words_of, one[2:])) for one in _rows(plan_sheet(plan.as_data()))]


def _rows(content: Node | str) -> Iterator[Node]:
    if isinstance(content, list):
        if content[0] == "tr":
            yield content
        for child in content[2:]:
            yield from _rows(child)


def test_several_rules_are_put_right_together_and_each_row_says_what_it_does_to_the_money(here: Company) -> None:
    rows = [causes(here, code)[0] for code in ("T4", "I5", "I2")]
    desk = Desk(here.store, here.settings.policy.mapping, Approval(), FINANCE, here.day)
    assert why_no_fix(desk, rows, "ordway") == ""
    assert "I2 is not put right in Ordway. Look at both" in why_no_fix(desk, rows[2:], "ordway")
    seen = preview_batch(desk, [row["id"] for row in rows], "ordway")
    assert [one.plan is not None for one in seen] == [True, True, False]
    told = [{**row, **vars(one), "discrepancy_id": row["id"]} for row, one in zip(rows, seen, strict=True)]
    shown = words_of(bulk_sheet([one | {"plan": one["plan"] and one["plan"].as_data()} for one in told], "", ""))
    for one in seen:
        assert (one.plan.effect if one.plan else one.refused) in shown


def test_a_field_of_a_line_is_told_with_the_line(here: Company, capsys: pytest.CaptureFixture[str]) -> None:
    plan = planned(here, "T7")
    lines = plan.steps[0].body["plans"] if plan.steps[0].body else []
    for line in lines:
        name = line["product_name"]
        assert any(one.startswith(f"{name}, plan: PLN-") for one in printed(plan, capsys))
        assert any(one.startswith(f"{name}, charge plans[{line['subscription_line_id']}]") for one in shown(plan))
    assert not any(one.startswith(("plan:", "charge:")) for one in printed(plan, capsys))
    assert not any(one.startswith(("plan ", "charge ")) for one in shown(plan))


def test_what_only_has_to_stay_is_no_change(here: Company, capsys: pytest.CaptureFixture[str]) -> None:
    plan = planned(here, "I3", kind="reverse_invoice")
    invoice = plan.steps[0].target.record_id if plan.steps[0].target else ""
    assert f"sent only while {invoice} is so: paid amount 0.0" in printed(plan, capsys)
    assert f"paid amount of {invoice} | 0.0" in shown(plan)
    assert not any("0.0 -> 0.0" in one or "0.0 | 0.0" in one for one in [*printed(plan, capsys), *shown(plan)])


def test_amounts_before_and_after_have_as_many_decimals(here: Company, capsys: pytest.CaptureFixture[str]) -> None:
    plan = planned(here, "P3", kind="refund")
    assert "refunded: 0.00 -> 50.00" in printed(plan, capsys)


def test_what_it_rests_on_and_the_lines_it_makes_are_told(here: Company, capsys: pytest.CaptureFixture[str]) -> None:
    plan = planned(here, "I5")
    [step] = plan.steps
    told = printed(plan, capsys)
    for guard in step.guards:
        assert any(one.startswith(f"sent only while {guard.target.record_id} is so: ") for one in told)
    assert any(one.startswith("line 1: product P-") and ", tax " in one for one in told)


def test_what_no_request_takes_back_is_told(here: Company, capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(planned(here, "C2", kind="cancel_subscription"), capsys)
    assert any(one.startswith("Request 1 cannot be taken back by another: ") for one in told)


def test_a_doubt_about_a_call_that_is_confirmed_is_shown_too(here: Company) -> None:
    plan = planned(here, "I3", kind="reverse_invoice")
    assert "Whether Ordway invoices the same period again" in words_of(plan_sheet(plan.as_data()))


def test_many_together_name_the_accounts_that_are_published_afterwards(here: Company) -> None:
    plans = [here.plan(row["id"], "ordway") for row in causes(here, "I5")[:3]]
    rows = [{"plan": plan.as_data(), "discrepancy_id": plan.settles[0], **_NO_MONEY} for plan in plans]
    names = [one.name for plan in plans for one in plan.publishes]
    assert names
    told = words_of(bulk_sheet(rows, "", without_way_back_among(plans)))
    assert f"Afterwards Firmao shows anew what these owe: {', '.join(dict.fromkeys(names))}" in told


def test_many_together_tell_how_many_cannot_be_taken_back(here: Company) -> None:
    plans = [planned(here, "C2", kind="cancel_subscription"), planned(here, "M1", "firmao")]
    assert without_way_back_among(plans).startswith("1 of 2 cannot be taken back as a whole; the first: Request 1")
    assert without_way_back_among(plans[1:]) == ""


def test_new_business_tells_what_one_period_is_worth_and_how_many_are_overdue(here: Company) -> None:
    rows = records(here.store, "corrections/new_business", as_of=here.day)
    missing = here.open({"I1"}).values()
    for row in rows:
        own = {one["period_start"] for one in missing if one["firmao_agreement_id"] == row["contract_id"]}
        assert row["overdue_periods"] == len(own)
        assert (row["overdue_amount"] > 0) == bool(own)
    late = next(row for row in rows if row["overdue_periods"] > 1)
    told = words_of(contracts_table([late], {}))
    assert f"{late['overdue_amount']:,.2f} {late['overdue_periods']} periods" in told
    assert f"{late['net_amount']:,.2f} {late['billing_period']}" in told


def test_new_business_tells_what_is_charged_once_apart_from_a_period(here: Company) -> None:
    for row in records(here.store, "corrections/new_business", as_of=here.day):
        [contract] = [
            one
            for one in records(here.store, "account/contracts", account=row["account_id"])
            if one["contract_id"] == row["contract_id"]
        ]
        assert row["net_amount"] + row["once_amount"] == contract["net_amount"]
        told = words_of(contracts_table([row], {}))
        assert (f"{row['once_amount']:,.2f} {row['currency']} once" in told) == bool(row["once_amount"])
    worked = {"net_amount": Decimal(100), "once_amount": Decimal("40.50"), "currency": "EUR"}
    assert "100.00 Monthly 40.50 EUR once" in words_of(
        contracts_table([{**row, **worked, "billing_period": "Monthly"}], {})
    )
