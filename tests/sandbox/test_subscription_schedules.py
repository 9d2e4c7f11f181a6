"""What Ordway plans for a subscription that becomes active, held against a slow and obvious reckoning."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.ordway import subscriptions
from tests.sandbox.caller import Caller
from tests.sandbox.ordway_subscriptions import SEATS, SETUP, begun, body, invoice, planned
from tests.sandbox.planned_by_days import MONTHS, books, planned_in, reckoned


@given(
    start=st.dates(date(2023, 12, 1), date(2028, 3, 31)),
    term=st.integers(1, 30),
    anchor=st.none() | st.integers(1, 31),
    line=st.fixed_dictionaries(
        {
            "billing_period": st.sampled_from(list(MONTHS)),
            "charge_timing": st.sampled_from(["In Advance", "In Arrears"]),
            "prorate_partial_periods": st.booleans(),
            "list_price": st.decimals("0.01", 9999, places=2).map(str),
            "quantity": st.integers(1, 90),
            "discount": st.sampled_from(["0.0", "5.0", "12.5", "33.3"]),
        }
    ),
)
def test_every_period_is_planned_by_days(start: date, term: int, anchor: int | None, line: dict[str, Any]) -> None:
    held = books()
    alignment = {} if anchor is None else {"billing_period_start_alignment": anchor}
    made = subscriptions.create(
        held, body(start.isoformat(), SEATS | line | alignment, contract_term=str(term), customer_id="C-00002")
    )
    assert planned_in(held, made) == reckoned(start, term, anchor or start.day, line)


def test_a_month_end_sticks(ordway: Caller) -> None:
    made = begun(ordway, "2027-01-31", contract_term="4")
    assert planned(ordway, made["id"]) == [
        ("2027-01-31", "2027-02-27", "900.0"),
        ("2027-02-28", "2027-03-30", "900.0"),
        ("2027-03-31", "2027-04-29", "900.0"),
        ("2027-04-30", "2027-05-30", "900.0"),
    ]
    assert (made["current_term_start_date"], made["current_term_end_date"]) == ("2027-01-31", "2027-05-30")


def test_periods_follow_the_billing_cycle_day_of_the_customer(ordway: Caller) -> None:
    ordway.put("customers/C-00002", billing_cycle_day="15th Day Of The Month")
    made = begun(
        ordway,
        "2026-10-01",
        SEATS | {"billing_period_start_alignment": "Customer's Billing Cycle Day"},
        contract_term="1",
    )
    assert planned(ordway, made["id"]) == [
        ("2026-10-01", "2026-10-14", "420.0"),
        ("2026-10-15", "2026-10-31", "493.55"),
    ]


def test_the_yearly_price_of_nine_months_is_that_of_ordways_own_example(ordway: Caller) -> None:
    line = SEATS | {"list_price": "250.0", "quantity": 275, "discount": "5", "billing_period": "Annually"}
    made = begun(ordway, "2025-04-01", line, contract_term="9")
    assert made["plans"][0]["effective_price"] == "65312.5"
    assert planned(ordway, made["id"]) == [("2025-04-01", "2025-12-31", "49208.05")]


def test_what_is_ready_is_invoiced_and_posted_once(ordway: Caller) -> None:
    made = begun(ordway, "2026-09-01", SEATS, SETUP)
    lines = invoice(ordway, made["id"], "2026-10-01")
    assert [(one["subscription_line_id"], one["start_date"], one["effective_price"]) for one in lines] == [
        ("SCHG-01", "2026-09-01", "900.0"),
        ("SCHG-01", "2026-10-01", "900.0"),
        ("SCHG-02", "2026-09-01", "500.0"),
    ]
    assert [one["charge_type"] for one in lines] == ["recurring", "recurring", "one_time"]
    assert {one["line_tax"] for one in lines} == {"207.0", "115.0"}
    assert invoice(ordway, made["id"], "2026-10-01") == []
    assert len(planned(ordway, made["id"])) == 10


def test_a_draft_is_planned_when_it_is_activated(ordway: Caller) -> None:
    made = begun(ordway, "2026-10-01", SEATS, status="Draft")
    assert planned(ordway, made["id"]) == []
    assert invoice(ordway, made["id"], "2026-10-01") == []
    active = ordway.put(f"subscriptions/{made['id']}/activate")
    assert active["plans"][0]["billing_schedule_id"] in ordway.ids("billing_schedules")
    assert (active["cmrr"], active["discounted_cmrr"], active["tcv"]) == ("1000.0", "900.0", "10800.0")
    assert ordway.get("customers/C-00002")["discounted_cmrr"] == "900.0"
    assert len(planned(ordway, made["id"])) == 12


def test_a_line_takes_from_the_catalogue_what_was_left_out(ordway: Caller) -> None:
    line = begun(ordway, "2026-10-01", SEATS)["plans"][0]
    assert (line["charge_type"], line["billing_period"], line["charge_timing"]) == (
        "Recurring",
        "Monthly",
        "In Advance",
    )
    assert (line["product_name"], line["plan_name"], line["charge_name"]) == ("Seats", "Team", "Seat")


TIERS = [
    {"tier": "1", "starting_unit": "0", "ending_unit": "10", "price": "5.0", "type": "Per unit"},
    {"tier": "2", "starting_unit": "11", "ending_unit": "20", "price": "4.0", "type": "Per unit"},
    {"tier": "3", "starting_unit": "21", "ending_unit": "", "price": "30.0", "type": "Flat fee"},
]


@pytest.mark.parametrize(
    ("model", "quantity", "amount"),
    [
        ("Volume", 10, "50.0"),
        ("Volume", 11, "44.0"),
        ("Volume", 25, "30.0"),
        ("Tiered", 10, "50.0"),
        ("Tiered", 15, "70.0"),
        ("Tiered", 25, "120.0"),
        ("Per unit", 25, "1000.0"),
    ],
)
def test_tiers_are_priced_by_their_model(ordway: Caller, model: str, quantity: int, amount: str) -> None:
    line = SEATS | {"pricing_model": model, "tiers": TIERS, "quantity": quantity, "discount": "0"}
    made = begun(ordway, "2026-10-01", line, contract_term="1")
    assert planned(ordway, made["id"]) == [("2026-10-01", "2026-10-31", amount)]


def test_an_evergreen_subscription_is_planned_a_year_ahead(ordway: Caller) -> None:
    made = begun(ordway, "2026-10-01", contract_term="Evergreen")
    assert (made["current_term_end_date"], len(planned(ordway, made["id"]))) == ("", 12)
    ordway.put(f"subscriptions/{made['id']}/renew", 422)


@pytest.mark.parametrize(
    "wrong",
    [
        {"plans": [SEATS | {"billing_period": "Every full moon"}]},
        {"plans": [SEATS | {"charge_type": "Odd"}]},
        {"plans": [SEATS | {"charge_id": "CHG-09999"}]},
        {"plans": [SEATS | {"plan_id": "PLN-09999"}]},
        {"plans": [SEATS | {"product_id": "P-09999"}]},
        {"plans": [SEATS | {"quantity": "many"}]},
        {"plans": [SEATS | {"billing_period_start_alignment": "32"}]},
        {"service_start_date": "soon"},
        {"contract_term": ""},
        {"status": "Cancelled"},
    ],
)
def test_what_cannot_be_billed_is_refused_and_leaves_nothing(ordway: Caller, wrong: dict[str, Any]) -> None:
    before = ordway.ids("subscriptions"), ordway.ids("billing_schedules"), ordway.get("customers/C-00002")
    ordway.post("subscriptions", 422, **body() | wrong)
    assert (ordway.ids("subscriptions"), ordway.ids("billing_schedules"), ordway.get("customers/C-00002")) == before
