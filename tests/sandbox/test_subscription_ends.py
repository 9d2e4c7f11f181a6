"""What a cancellation gives back, and what a renewal plans."""

from decimal import Decimal
from typing import Any

import pytest

from sandbox.ordway.records import money
from sandbox.serving import Sandbox
from tests.sandbox.caller import Caller
from tests.sandbox.ordway_subscriptions import SEATS, SETUP, begun, invoice, planned

HUNDRED: dict[str, Any] = SEATS | {"list_price": "100.0", "quantity": 1, "discount": "0"}


def test_a_cancellation_within_an_invoiced_period_gives_the_rest_back(ordway: Caller) -> None:
    made = begun(ordway, "2026-09-01", HUNDRED)
    invoice(ordway, made["id"], "2026-09-01")
    ordway.put(f"subscriptions/{made['id']}/cancel", cancellation_date="2026-09-16")
    assert planned(ordway, made["id"]) == [("2026-09-16", "2026-09-30", "-50.0")]
    before = ordway.get("customers/C-00002")["balance"]
    [line] = invoice(ordway, made["id"], "2026-10-01")
    assert (line["effective_price"], line["quantity"], line["subscription_line_id"]) == ("-50.0", -1, "SCHG-01")
    assert money(ordway.get("customers/C-00002")["balance"]) == money(before) - Decimal("61.50")


def test_what_was_not_invoiced_is_charged_up_to_the_day(ordway: Caller) -> None:
    made = begun(ordway, "2026-09-01", HUNDRED, SETUP)
    ordway.put(f"subscriptions/{made['id']}/cancel", cancellation_date="2026-10-11")
    assert planned(ordway, made["id"]) == [
        ("2026-09-01", "-", "500.0"),
        ("2026-09-01", "2026-09-30", "100.0"),
        ("2026-10-01", "2026-10-10", "32.26"),
    ]


def test_a_cancellation_without_a_day_is_of_today(ordway: Caller) -> None:
    made = begun(ordway, "2026-09-01", HUNDRED)
    cancelled = ordway.put(f"subscriptions/{made['id']}/cancel")
    assert (cancelled["cancellation_date"], planned(ordway, made["id"])) == (
        "2026-10-01",
        [("2026-09-01", "2026-09-30", "100.0")],
    )
    assert ordway.get("customers/C-00002")["cmrr"] == "0.0"


@pytest.mark.parametrize(
    ("kind", "day", "left"),
    [
        ("End of Current Period", "2026-10-31", []),
        ("End of Previous Period", "2026-09-30", [("2026-10-01", "2026-10-31", "-100.0")]),
    ],
)
def test_a_kind_of_end_is_served_to_its_last_day(ordway: Caller, kind: str, day: str, left: list[Any]) -> None:
    made = begun(ordway, "2026-09-01", HUNDRED)
    invoice(ordway, made["id"], "2026-10-01")
    cancelled = ordway.put(f"subscriptions/{made['id']}/cancel", cancellation_type=kind)
    assert (cancelled["cancellation_date"], planned(ordway, made["id"])) == (day, left)


def test_a_day_that_is_none_is_refused(ordway: Caller) -> None:
    made = begun(ordway)
    ordway.put(f"subscriptions/{made['id']}/cancel", 422, cancellation_date="soon")
    assert ordway.get(f"subscriptions/{made['id']}") == made


def test_a_renewal_plans_the_next_term_at_its_uplift_under_new_line_ids(ordway: Caller) -> None:
    made = begun(ordway, "2026-10-01", HUNDRED, SETUP, contract_term="1", renewal_term="2", renewal_increment_percent=5)
    renewed = ordway.put(f"subscriptions/{made['id']}/renew")
    [line] = renewed["plans"]
    assert (line["subscription_line_id"], line["list_price"], line["effective_price"]) == ("SCHG-03", "105.0", "105.0")
    assert (renewed["current_term_start_date"], renewed["current_term_end_date"]) == ("2026-11-01", "2026-12-31")
    lines = invoice(ordway, made["id"], "2026-12-01")
    assert [(one["subscription_line_id"], one["start_date"], one["effective_price"]) for one in lines] == [
        ("SCHG-01", "2026-10-01", "100.0"),
        ("SCHG-02", "2026-10-01", "500.0"),
        ("SCHG-03", "2026-11-01", "105.0"),
        ("SCHG-03", "2026-12-01", "105.0"),
    ]


def test_a_line_may_have_an_uplift_of_its_own(ordway: Caller) -> None:
    own = HUNDRED | {"override_renewal_increment_percent": True, "renewal_increment_percent": 10}
    made = begun(ordway, "2026-10-01", own, HUNDRED | {"charge_id": "CHG-00002"}, renewal_increment_percent=0)
    renewed = ordway.put(f"subscriptions/{made['id']}/renew")
    assert [line["effective_price"] for line in renewed["plans"]] == ["110.0", "100.0"]


def test_an_expired_subscription_becomes_active_again(sandbox: Sandbox, ordway: Caller) -> None:
    made = begun(ordway, "2025-08-15", HUNDRED)
    sandbox.world.ordway["subscriptions"][made["id"]]["status"] = "Expired"
    renewed = ordway.put(f"subscriptions/{made['id']}/renew")
    assert (renewed["status"], renewed["version"], renewed["version_type"]) == ("Active", 2, "Renewal")
    assert ("2026-08-15", "2026-09-14", "100.0") in planned(ordway, made["id"])


def test_a_renewed_subscription_is_changed_within_its_new_term(ordway: Caller) -> None:
    made = begun(ordway, "2026-10-01", HUNDRED, contract_term="1")
    renewed = ordway.put(f"subscriptions/{made['id']}/renew")
    lines = [{"subscription_line_id": renewed["plans"][0]["subscription_line_id"], "list_price": "200.0"}]
    ordway.put(f"subscriptions/{made['id']}/change", 422, effective_date="2026-10-16", plans=lines)
    ordway.put(f"subscriptions/{made['id']}/change", effective_date="2026-11-16", plans=lines)
    assert planned(ordway, made["id"]) == [
        ("2026-10-01", "2026-10-31", "100.0"),
        ("2026-11-01", "2026-11-15", "50.0"),
        ("2026-11-16", "2026-11-30", "100.0"),
    ]
