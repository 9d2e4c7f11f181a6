"""Plans are told in the words of people, and amounts with the decimals of their currency."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from corrections.planner import make_case, plan_correction
from corrections.planning.case import Case
from corrections.planning.ordway.credits import credit
from corrections.planning.ordway.orders import Shortfall, bill
from tests.corrections.plans import noting, plan
from tests.corrections.settling import Company, company
from tests.corrections.somebody import causes
from ui.corrections.plan import plan_sheet


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Nothing is sent in it."""
    with company(tmp_path_factory.mktemp("words")) as made:
        yield made


def case_in(here: Company, code: str, currency: str, impact: str) -> Case:
    """A cause of a rule, as if it were in another currency."""
    case = make_case(here.store, here.settings.policy.mapping, causes(here, code)[0]["id"], here.day)
    return replace(case, found={**case.found, "currency": currency, "impact": Decimal(impact)})


@pytest.mark.parametrize(
    ("currency", "net", "price", "told"),
    [("JPY", "1234.00", "1234", "1,234 JPY"), ("KWD", "1234.5", "1234.500", "1,234.500 KWD")],
)
def test_an_order_is_written_in_its_currency(here: Company, currency: str, net: str, price: str, told: str) -> None:
    case = case_in(here, "I4", currency, net)
    (order, _), [purpose, _] = bill(case, [Shortfall(case.found, Decimal(net))], 1)
    assert order.body is not None
    assert [one["unit_price"] for one in order.body["line_items"]] == [price]
    assert [one.after for one in order.changes if one.path == "order_amount"] == [price]
    assert purpose.net_amount == price
    assert told in order.says
    assert [one.amount for one in order.moves] == [price]


@pytest.mark.parametrize(("currency", "places"), [("JPY", 0), ("PLN", 2), ("KWD", 3)])
def test_a_credit_is_written_in_its_currency(here: Company, currency: str, places: int) -> None:
    case = case_in(here, "I5", currency, "-105")
    step, _ = credit(case, [case.found])
    assert step.body is not None
    [line] = step.body["credit_line_items"]
    amounts = [step.body["credit_amount"], line["unit_price"], line["line_tax"]]
    assert [len(one.partition(".")[2]) for one in amounts] == [places] * 3
    assert Decimal(step.body["credit_amount"]) == Decimal(line["unit_price"]) + Decimal(line["line_tax"])


def test_no_request_to_firmao_is_told_by_the_names_of_its_interface(here: Company) -> None:
    told = 0
    for row in here.open().values():
        if row["root_id"] or row["rule"] not in {"L2", "C2", "C3", "T1", "T2", "T3", "T4", "C7"}:
            continue
        planned = plan_correction(here.store, here.settings.policy.mapping, row["id"], "firmao", here.day)
        for step in planned.steps:
            assert not any(word in step.says for word in ("transactionentries", "agreements ", "customers ")), step.says
            assert all(one.meaning for one in step.changes)
            told += 1
    assert told > 20


def test_amounts_of_one_plan_are_written_alike(here: Company) -> None:
    """Before and after with as many decimals; in sentences thousands are set apart."""
    row = next(one for one in causes(here, "C7"))
    planned = plan_correction(here.store, here.settings.policy.mapping, row["id"], "firmao", here.day)
    for change in (one for step in planned.steps for one in step.changes):
        assert change.before
        assert change.after
        assert len(change.before.partition(".")[2]) == len(change.after.partition(".")[2]) == 2
    [first, *_] = planned.steps
    assert f"to {Decimal(first.changes[0].after or 0):,.2f}" in first.says


def test_a_request_is_shown_letter_by_letter() -> None:
    told = plan(noting("Zażółć gęślą jaźń"))
    shown = json.dumps(plan_sheet(told.as_data()), ensure_ascii=False)
    assert "Zażółć gęślą jaźń" in shown
    assert "u017c" not in shown
