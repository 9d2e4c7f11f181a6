"""Changing Ordway's customers, subscriptions, orders and billing runs."""

from typing import Any

import pytest

from sandbox.serving import Sandbox
from tests.sandbox.caller import Caller
from tests.sandbox.money_records import line

CHANGE = "subscriptions/S-00001/change"


def test_a_created_customer_has_an_id_and_stamps(ordway: Caller) -> None:
    made = ordway.post("customers", name="Nowy")
    assert made["id"] == "C-00061"
    assert made["created_date"].startswith("2026-10-01T08:0")
    assert made["customer_type"] == "business"
    assert ordway.post("customers", 422) == {"errors": {"details": {"message": "name param is required"}}}


def test_an_update_keeps_what_was_left_out(ordway: Caller) -> None:
    made = ordway.put("customers/C-00007", website="https://nowa.example", tax_id="PL1", custom_fields={"erp": "9"})
    assert (made["name"], made["website"]) == ("Żółw 7 Sp. z o.o.", "https://nowa.example")
    assert made["custom_fields"] == {"tax_id": "PL1", "firmao_customer_id": "7", "erp": "9"}


def test_contacts_of_a_customer_are_added_and_changed(ordway: Caller) -> None:
    made = ordway.post("customers/C-00007/contacts", display_name="Jan Wąs", email="jan@klient.example")
    assert (made["id"], made["customer_id"]) == ("CT-00061", "C-00007")
    changed = ordway.put(f"customers/C-00007/contacts/{made['id']}", email="was@klient.example")
    assert (changed["email"], changed["display_name"]) == ("was@klient.example", "Jan Wąs")
    assert [one["id"] for one in ordway.get("customers/C-00007")["contacts"]] == ["CT-00007", "CT-00061"]
    ordway.put("customers/C-00007/contacts/CT-99999", 404, email="x")
    ordway.post("customers/C-00007/customer_notes", 404, title="x")


def test_a_subscription_starts_as_a_draft_and_is_activated(ordway: Caller) -> None:
    dates = dict.fromkeys(("contract_effective_date", "service_start_date", "billing_start_date"), "2026-11-01")
    plans = [{"charge_id": "CHG-00001", "plan_id": "PLN-00001", "product_id": "P-00001", "list_price": "9.99"}]
    body = {"customer_id": "C-00002", "contract_term": "12", **dates}
    made = ordway.post("subscriptions", **body, plans=[plans[0] | {"quantity": 3}])
    assert (made["status"], made["version"]) == ("Draft", 1)
    assert [(one["subscription_line_id"], one["effective_price"]) for one in made["plans"]] == [("SCHG-01", "29.97")]
    assert ordway.put(f"subscriptions/{made['id']}/activate")["status"] == "Active"
    ordway.put(f"subscriptions/{made['id']}/activate", 422)
    ordway.post("subscriptions", 422, **body, plans=[{"charge_id": "CHG-00001"}])


def test_an_active_subscription_takes_only_notes_and_custom_fields(ordway: Caller) -> None:
    made = ordway.put("subscriptions/S-00001", notes="Uwaga", custom_fields={"firmao_agreement_id": "1002"})
    assert (made["notes"], made["firmao_agreement_id"], made["version"]) == ("Uwaga", "1002", 1)
    ordway.put("subscriptions/S-00001", 422, notes="Nie", auto_renew=False)
    assert ordway.get("subscriptions/S-00001")["notes"] == "Uwaga"
    assert ordway.put("subscriptions/S-00002", auto_renew=False)["auto_renew"] is False


def test_a_change_makes_a_new_version_priced_anew(ordway: Caller) -> None:
    made = ordway.put(CHANGE, plans=[{"subscription_line_id": "SCHG-01", "quantity": 30}])
    assert (made["version"], made["version_type"], made["status"]) == (2, "Change", "Active")
    assert [(one["quantity"], one["effective_price"], one["charge_name"]) for one in made["plans"]] == [
        (30, "1080.0", "Seat")
    ]


def test_an_amount_that_is_sent_with_a_change_stays(ordway: Caller) -> None:
    made = ordway.put(CHANGE, plans=[{"subscription_line_id": "SCHG-01", "quantity": 30, "effective_price": "1.0"}])
    assert made["plans"][0]["effective_price"] == "1.0"


def test_a_line_added_by_a_change_gets_the_next_line_id(ordway: Caller) -> None:
    new = {"charge_id": "CHG-00002", "plan_id": "PLN-00001", "product_id": "P-00001", "list_price": "7", "quantity": 2}
    made = ordway.put(CHANGE, plans=[{"subscription_line_id": "SCHG-01"}, new])
    assert [(one["subscription_line_id"], one["effective_price"]) for one in made["plans"]] == [
        ("SCHG-01", "900.0"),
        ("SCHG-02", "14.0"),
    ]


def test_lines_left_out_of_a_change_are_removed(ordway: Caller) -> None:
    new = line() | {"charge_id": "CHG-00002", "subscription_line_id": ""}
    assert [one["subscription_line_id"] for one in ordway.put(CHANGE, plans=[new])["plans"]] == ["SCHG-02"]


@pytest.mark.parametrize(
    "body",
    [
        {"service_start_date": "2026-04-01"},
        {"plans": [line() | {"charge_timing": "In Arrears"}]},
        {"plans": [line() | {"charge_start_date": "2026-04-01"}]},
        {"plans": [line() | {"quantity": "many"} | {"effective_price": None}]},
        {"plans": [{"subscription_line_id": "SCHG-01", "quantity": "many"}]},
        {"plans": [{"list_price": "7"}]},
        {"plans": []},
    ],
)
def test_what_a_change_cannot_change_is_refused(ordway: Caller, body: dict[str, Any]) -> None:
    before = ordway.get("subscriptions/S-00001")
    ordway.put(CHANGE, 422, **body)
    assert ordway.get("subscriptions/S-00001") == before


def test_only_an_active_subscription_is_changed(ordway: Caller) -> None:
    ordway.put("subscriptions/S-00002/change", 422, plans=[line()])


@pytest.mark.parametrize(("action", "body"), [("change", {"plans": [line() | {"discount": "20.0"}]}), ("renew", {})])
def test_with_a_callback_a_version_is_validated_first(ordway: Caller, action: str, body: dict[str, Any]) -> None:
    answer = ordway.ask("PUT", f"subscriptions/S-00001/{action}?callback_url=https://x.example", json=body)
    assert (answer.json()["status"], answer.json()["version"]) == ("Validating", 1)
    ordway.put(CHANGE, 422, plans=[line()])
    read = [ordway.get("subscriptions/S-00001") for _ in range(3)]
    assert [(one["status"], one["version"]) for one in read] == [("Validating", 1), ("Validating", 1), ("Active", 2)]
    assert "callback_url" not in read[2]
    assert read[2]["updated_date"] >= read[1]["updated_date"]


def test_a_renewal_moves_the_term(ordway: Caller) -> None:
    made = ordway.put("subscriptions/S-00001/renew")
    assert (made["current_term_start_date"], made["current_term_end_date"]) == ("2027-03-01", "2028-02-29")
    assert (made["version"], made["version_type"]) == (2, "Renewal")
    ordway.put("subscriptions/S-00002/renew", 422)


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ({}, "2026-10-01"),
        ({"cancellation_date": "2026-12-31"}, "2026-12-31"),
        ({"cancellation_type": "End of Current Period"}, "2026-09-30"),
        ({"cancellation_type": "End of Previous Period"}, "2026-08-31"),
        ({"cancellation_type": "End of Contract Term"}, "2027-02-28"),
    ],
)
def test_a_cancellation_takes_effect_on(ordway: Caller, body: dict[str, str], day: str) -> None:
    made = ordway.put("subscriptions/S-00001/cancel", **body)
    assert (made["status"], made["cancellation_date"], made["version"]) == ("Cancelled", day, 2)


def test_periods_that_lines_do_not_tell_are_found_in_billing_schedules(sandbox: Sandbox, ordway: Caller) -> None:
    del sandbox.world.ordway["subscriptions"]["S-00001"]["plans"][0]["current_period_start_date"]
    made = ordway.put("subscriptions/S-00001/cancel", cancellation_type="End of Previous Period")
    assert made["cancellation_date"] == "2026-09-30"


def test_an_unknown_kind_of_cancellation_is_refused(ordway: Caller) -> None:
    ordway.put("subscriptions/S-00001/cancel", 422, cancellation_type="Now")
    ordway.put("subscriptions/S-00002/cancel", 422)


@pytest.mark.parametrize(
    ("resource", "record_id", "status"),
    [
        ("customers", "C-00060", 422),
        ("products", "P-00001", 204),
        ("subscriptions", "S-00002", 204),
        ("subscriptions", "S-00001", 422),
        ("invoices", "INV-00900", 422),
        ("payments", "PMT-00001", 422),
        ("orders", "ORD-00001", 422),
    ],
)
def test_what_can_be_deleted(ordway: Caller, resource: str, record_id: str, status: int) -> None:
    assert ordway.ask("DELETE", f"{resource}/{record_id}").status_code == status
    assert (ordway.ask("GET", f"{resource}/{record_id}").status_code == 404) is (status == 204)


def test_a_customer_can_be_deleted_until_it_is_invoiced(ordway: Caller) -> None:
    made = ordway.post("customers", name="Nowy klient")["id"]
    assert ordway.ask("DELETE", f"customers/{made}").status_code == 204
    assert ordway.ask("GET", f"customers/{made}").status_code == 404


def test_an_action_that_is_not_known_is_refused(ordway: Caller) -> None:
    ordway.put("invoices/INV-00900/shred", 422)
    ordway.post("statements", 422, statement_date="2026-10-01")
