"""What a correction creates in Ordway: made whole, found again by our own reference, and billed."""

from typing import Any

import pytest

from tests.sandbox.caller import Caller
from tests.sandbox.ordway_subscriptions import SEATS, SETUP, begun, body

ORDER: dict[str, Any] = {
    "customer_id": "C-00002", "notes": "ref 4711", "currency": "PLN",
    "line_items": [{"product_id": "P-00001", "unit_price": "99.99", "quantity": 3, "discount": "5"}],
}  # fmt: skip


def test_a_customer_is_made_with_its_contacts(ordway: Caller) -> None:
    contact = {"display_name": "Jan Wąs", "email": "jan@klient.example"}
    told = {"name": "Nowy", "currency": "PLN", "payment_terms": "Net 14", "auto_pay": True, "contacts": [contact]}
    made = ordway.post("customers", **told, custom_fields={"firmao_customer_id": "900"})
    [kept] = made["contacts"]
    assert (kept["id"], kept["customer_id"], kept["email"]) == ("CT-00061", made["id"], "jan@klient.example")
    assert (made["billing_contact_id"], made["balance"], made["status"]) == ("CT-00061", "0.0", "Active")
    assert ordway.ids("customers", firmao_customer_id="900") == [made["id"]]
    ordway.post("customers", 422, name="Inny", contacts=["Jan"])


def test_an_update_of_contacts_keeps_what_is_known_of_them(ordway: Caller) -> None:
    told = [{"id": "CT-00007", "email": "nowy@klient.example"}, {"display_name": "Jan Wąs"}]
    before = ordway.get("customers/C-00007")["contacts"][0]
    made = ordway.put("customers/C-00007", contacts=told, payment_terms="Net 60", auto_pay=True, balance="0.0")
    assert (made["payment_terms"], made["auto_pay"], made["balance"]) == ("Net 60", True, "1107.0")
    assert made["contacts"][0] == before | {"email": "nowy@klient.example"}
    assert made["contacts"][1]["id"] == "CT-00061"


def test_a_new_customer_is_taxed_as_others_of_its_currency(ordway: Caller) -> None:
    made = ordway.post("customers", name="Nowy", currency="PLN", payment_terms="Net 14")
    subscription = begun(ordway, "2026-10-01", SEATS, SETUP, customer_id=made["id"], payment_terms="Net 30")
    told = {"target_date": "2026-10-01", "filter_options": {"subscription_id": subscription["id"]}, "auto_post": True}
    ordway.post("billing_runs", **told)
    [invoice] = ordway.get("invoices", customer_id=made["id"])
    assert [invoice[key] for key in ("subtotal", "invoice_tax", "invoice_amount")] == ["1400.0", "322.0", "1722.0"]
    assert (invoice["due_date"], invoice["status"]) == ("2026-10-15", "Posted")
    assert ordway.get(f"customers/{made['id']}")["balance"] == "1722.0"


def test_an_order_is_priced_and_invoiced_by_a_run_of_its_own(ordway: Caller) -> None:
    made = ordway.post("orders", **ORDER)
    assert [made[key] for key in ("status", "order_date", "order_amount")] == ["Fulfilled", "2026-10-01", "284.97"]
    assert ordway.ids("orders", notes="ref 4711") == [made["id"]]
    run = ordway.post("billing_runs", target_date="2026-10-01", filter_options={"order_id": made["id"]}, auto_post=True)
    assert run["invoices_total"] == "350.51"
    invoiced = ordway.get(f"orders/{made['id']}")
    assert invoiced["invoice_id"] in ordway.ids("invoices", customer_id="C-00002")
    assert invoiced["updated_date"] > made["updated_date"]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"line_items": []}, 422),
        ({"line_items": [{"product_id": "P-9"}]}, 422),
        ({"line_items": [{"product_id": "P-00001", "quantity": "many"}]}, 422),
        ({"customer_id": "C-99999"}, 404),
        ({"order_date": "soon"}, 422),
        ({"status": "Cancelled"}, 422),
    ],
)
def test_an_order_that_cannot_be_is_refused(ordway: Caller, wrong: dict[str, Any], status: int) -> None:
    ordway.post("orders", status, **ORDER | wrong)
    assert ordway.ids("orders") == ["ORD-00001"]


def test_a_subscription_is_found_again_by_its_custom_field_and_notes(ordway: Caller) -> None:
    told = {"custom_fields": {"firmao_agreement_id": "1030"}, "notes": "ref 4711"}
    made = begun(ordway, "2026-10-01", SEATS | {"custom_fields": {"firmao_entry_id": "2060"}}, **told)
    assert ordway.ids("subscriptions", firmao_agreement_id="1030") == [made["id"]]
    assert ordway.ids("subscriptions", notes="ref 4711") == [made["id"]]
    assert made["plans"][0]["firmao_entry_id"] == "2060"


def test_lines_of_an_active_subscription_take_custom_fields_only(ordway: Caller) -> None:
    made = begun(ordway, "2026-10-01", SEATS, SETUP)
    first, second = ({"subscription_line_id": line["subscription_line_id"]} for line in made["plans"])
    told = [first | {"custom_fields": {"firmao_entry_id": "2060"}}, second]
    kept = ordway.put(f"subscriptions/{made['id']}", plans=told)
    assert (kept["plans"][0]["firmao_entry_id"], kept["version"]) == ("2060", 1)
    for wrong in ([first], [first | {"quantity": 9}, second]):
        ordway.put(f"subscriptions/{made['id']}", 422, plans=wrong)
    ordway.put(f"subscriptions/{made['id']}", plans=kept["plans"], notes="bez zmian")
    assert ordway.get(f"subscriptions/{made['id']}")["plans"] == kept["plans"]


def test_the_lines_of_a_draft_are_replaced(ordway: Caller) -> None:
    made = ordway.post("subscriptions", **body(status="Draft"))
    kept = ordway.put(f"subscriptions/{made['id']}", plans=[SETUP | {"quantity": 2}])
    assert [(one["charge_name"], one["effective_price"]) for one in kept["plans"]] == [("Setup", "1000.0")]
