"""A change of an Ordway subscription cuts what was not invoiced anew, and settles what was."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.ordway import subscriptions
from tests.sandbox.caller import Caller
from tests.sandbox.ordway_subscriptions import SEATS, SETUP, begun, body, invoice, planned, resent
from tests.sandbox.planned_by_days import books, planned_in


def change(ordway: Caller, made: dict[str, Any], day: str, status: int = 200, **fields: Any) -> dict[str, Any]:
    """The first line of a subscription with other fields from a day on."""
    told = {"effective_date": day, "plans": resent(made, **fields)}
    changed: dict[str, Any] = ordway.put(f"subscriptions/{made['id']}/change", status, **told)
    return changed


def test_what_was_not_invoiced_is_recut_from_the_day_of_the_change(ordway: Caller) -> None:
    made = begun(ordway, contract_term="2")
    assert change(ordway, made, "2026-10-16", quantity=50)["version"] == 2
    assert planned(ordway, made["id"]) == [
        ("2026-10-01", "2026-10-15", "435.48"),
        ("2026-10-16", "2026-10-31", "929.03"),
        ("2026-11-01", "2026-11-30", "1800.0"),
    ]


@pytest.mark.parametrize(("quantity", "amount", "units"), [(30, "92.9", 5), (20, "-92.9", -5)])
def test_an_invoiced_period_is_settled_by_days(ordway: Caller, quantity: int, amount: str, units: int) -> None:
    made = begun(ordway, contract_term="2")
    invoice(ordway, made["id"], "2026-10-01")
    change(ordway, made, "2026-10-16", quantity=quantity)
    assert ("2026-10-16", "2026-10-31", amount) in planned(ordway, made["id"])
    [line] = invoice(ordway, made["id"], "2026-10-16")
    assert (line["effective_price"], line["quantity"], line["unit_price"]) == (amount, units, "40.0")


def test_a_change_from_a_periods_first_day_settles_it_whole(ordway: Caller) -> None:
    made = begun(ordway, contract_term="2")
    invoice(ordway, made["id"], "2026-10-01")
    change(ordway, made, "2026-10-01", list_price="39.99")
    assert planned(ordway, made["id"])[0] == ("2026-10-01", "2026-10-31", "-0.22")


def test_another_billing_period_begins_with_the_change(ordway: Caller) -> None:
    made = begun(ordway, contract_term="6")
    invoice(ordway, made["id"], "2026-10-01")
    change(ordway, made, "2026-11-01", billing_period="Quarterly", list_price="120.0")
    assert planned(ordway, made["id"]) == [
        ("2026-11-01", "2026-12-31", "1790.22"),
        ("2027-01-01", "2027-03-31", "2700.0"),
    ]


def test_a_removed_line_is_given_back_and_an_added_one_is_charged(ordway: Caller) -> None:
    made = begun(ordway, contract_term="2")
    invoice(ordway, made["id"], "2026-10-01")
    told = {"effective_date": "2026-10-21", "plans": [SEATS | {"charge_id": "CHG-00002", "quantity": 1}]}
    changed = ordway.put(f"subscriptions/{made['id']}/change", **told)
    assert [line["subscription_line_id"] for line in changed["plans"]] == ["SCHG-02"]
    assert planned(ordway, made["id"]) == [
        ("2026-10-21", "2026-10-31", "-319.35"),
        ("2026-10-21", "2026-10-31", "12.77"),
        ("2026-11-01", "2026-11-30", "36.0"),
    ]
    lines = invoice(ordway, made["id"], "2026-10-31")
    assert [(one["subscription_line_id"], one["charge_id"]) for one in lines] == [
        ("SCHG-01", "CHG-00001"),
        ("SCHG-02", "CHG-00002"),
    ]


def test_lines_that_are_billed_as_before_stay_as_they_are(ordway: Caller) -> None:
    made = begun(ordway, "2026-10-01", SEATS, SEATS | {"charge_id": "CHG-00002"}, SETUP)
    before = ordway.get("billing_schedules", subscription_id=made["id"])
    change(ordway, made, "2026-10-16", quantity=50)
    after = ordway.get("billing_schedules", subscription_id=made["id"])
    assert before[0]["schedule_lines"] != after[0]["schedule_lines"]
    assert before[1:] == after[1:]


def test_a_line_that_is_not_charged_by_days_changes_with_the_next_period(ordway: Caller) -> None:
    made = begun(ordway, "2026-10-01", SEATS | {"prorate_partial_periods": False}, contract_term="2")
    change(ordway, made, "2026-10-16", quantity=50)
    assert [amount for _, _, amount in planned(ordway, made["id"])] == ["900.0", "1800.0"]


def test_a_line_in_arrears_is_ready_after_each_part(ordway: Caller) -> None:
    made = begun(ordway, "2026-10-01", SEATS | {"charge_timing": "In Arrears"}, contract_term="1")
    change(ordway, made, "2026-10-16", quantity=50)
    assert invoice(ordway, made["id"], "2026-10-15") == []
    assert [one["effective_price"] for one in invoice(ordway, made["id"], "2026-10-16")] == ["435.48"]
    assert [one["effective_price"] for one in invoice(ordway, made["id"], "2026-11-01")] == ["929.03"]


@pytest.mark.parametrize(("term", "last"), [("14", "2027-11-30"), ("10", "2027-07-31")])
def test_another_term_adds_or_takes_away_periods(ordway: Caller, term: str, last: str) -> None:
    made = begun(ordway)
    invoice(ordway, made["id"], "2026-10-01")
    told = {"effective_date": "2026-10-16", "contract_term": term, "auto_renew": True, "payment_terms": "Net 60"}
    changed = ordway.put(f"subscriptions/{made['id']}/change", **told)
    assert [changed[key] for key in ("current_term_end_date", "auto_renew", "payment_terms")] == [last, True, "Net 60"]
    assert len(planned(ordway, made["id"])) == int(term) - 1
    assert {amount for _, _, amount in planned(ordway, made["id"])} == {"900.0"}
    assert planned(ordway, made["id"])[-1][1] == last


def test_a_longer_term_fills_a_year_that_was_charged_in_part(ordway: Caller) -> None:
    line = SEATS | {"billing_period": "Annually", "list_price": "365.0", "quantity": 1, "discount": "0"}
    made = begun(ordway, "2026-10-01", line, contract_term="9")
    assert [one["effective_price"] for one in invoice(ordway, made["id"], "2026-10-01")] == ["273.0"]
    ordway.put(f"subscriptions/{made['id']}/change", contract_term="24")
    assert planned(ordway, made["id"]) == [
        ("2026-10-01", "2027-09-30", "92.0"),
        ("2027-10-01", "2028-09-30", "365.0"),
    ]


@pytest.mark.parametrize("name", ["effective_date", "change_effective_date", "contract_effective_date"])
def test_the_day_of_a_change_has_several_names(ordway: Caller, name: str) -> None:
    made = begun(ordway, contract_term="2")
    changed = ordway.put(f"subscriptions/{made['id']}/change", **{name: "2026-11-16"}, plans=resent(made, quantity=50))
    assert changed["contract_effective_date"] == "2026-10-01"
    assert planned(ordway, made["id"])[1] == ("2026-11-01", "2026-11-15", "450.0")


def test_two_changes_of_one_day_are_refused(ordway: Caller) -> None:
    made = begun(ordway)
    changed = change(ordway, made, "2026-10-16", quantity=50)
    refused = ordway.put(f"subscriptions/{made['id']}/change", 422, effective_date="2026-10-16", plans=resent(made))
    assert refused["errors"]["details"]["message"] == "the subscription was changed on 2026-10-16 already"
    assert ordway.get(f"subscriptions/{made['id']}") == changed
    change(ordway, changed, "2026-10-15", 422, quantity=60)
    change(ordway, changed, "2026-10-17", quantity=60)


@pytest.mark.parametrize(
    "told",
    [
        {"effective_date": "2026-09-30"},
        {"effective_date": "2027-10-01"},
        {"effective_date": "soon"},
        {"effective_date": "2026-10-16", "change_effective_date": "2026-10-17"},
        {"currency": "EUR"},
        {"plans": ["SCHG-01"]},
    ],
)
def test_a_change_that_cannot_be_is_refused(ordway: Caller, told: dict[str, Any]) -> None:
    made = begun(ordway)
    ordway.put(f"subscriptions/{made['id']}/change", 422, **{"plans": resent(made, quantity=50)} | told)
    assert ordway.get(f"subscriptions/{made['id']}") == made


def test_with_a_callback_schedules_are_recut_when_the_version_is_in_force(ordway: Caller) -> None:
    made = begun(ordway, contract_term="1")
    told = {"effective_date": "2026-10-01", "plans": resent(made, quantity=50)}
    ordway.put(f"subscriptions/{made['id']}/change?callback_url=https://x.example", **told)
    assert planned(ordway, made["id"]) == [("2026-10-01", "2026-10-31", "900.0")]
    while ordway.get(f"subscriptions/{made['id']}")["status"] == "Validating":
        pass
    assert planned(ordway, made["id"]) == [("2026-10-01", "2026-10-31", "1800.0")]


@given(
    day=st.dates(date(2026, 10, 1), date(2027, 9, 30)),
    invoiced=st.integers(0, 12),
    quantities=st.tuples(st.integers(1, 60), st.integers(1, 60)),
    price=st.decimals("0.01", 999, places=2).map(str),
)
def test_what_is_planned_after_a_change_and_was_invoiced_is_what_each_day_costs(
    day: date, invoiced: int, quantities: tuple[int, int], price: str
) -> None:
    held = books()
    line = SEATS | {"quantity": quantities[0], "list_price": price, "discount": "0"}
    made = subscriptions.create(held, body("2026-10-01", line))
    [schedule] = [one for one in held.held("billing_schedules").values() if one["subscription_id"] == made["id"]]
    for planned_line in schedule["schedule_lines"][:invoiced]:
        planned_line["invoiced"] = True
    told = {"effective_date": day.isoformat(), "plans": resent(made, quantity=quantities[1])}
    subscriptions.change(held, made, told)
    due = Fraction(0)
    for one in (date(2026, 10, 1) + timedelta(days=number) for number in range(365)):
        month = (one.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        due += Fraction(price) * quantities[one >= day] / month.day
    total = sum((amount for *_, amount in planned_in(held, made)), Decimal(0))
    assert abs(Fraction(total) - due) <= Fraction(2, 100)
