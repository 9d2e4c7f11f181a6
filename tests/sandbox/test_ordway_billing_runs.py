"""Billing runs in Ordway: what is ready becomes invoices, once."""

from typing import Any

import pytest

from tests.sandbox.caller import Caller

ONE: dict[str, Any] = {"target_date": "2026-10-15", "filter_options": {"subscription_id": "S-00001"}}
OPEN_BEFORE = "1664.0"


def invoices_of(ordway: Caller, run: dict[str, Any]) -> list[dict[str, Any]]:
    """The invoices a run made."""
    return [one for one in ordway.get("invoices", size=50, customer_id="C-00001") if one["billing_run_id"] == run["id"]]


@pytest.fixture(autouse=True)
def _known_runs(sandbox: Any) -> None:
    for record in sandbox.world.ordway["invoices"].values():
        record["billing_run_id"] = ""


def test_a_run_for_one_subscription_invoices_at_once(ordway: Caller) -> None:
    run = ordway.post("billing_runs", **ONE, auto_post=True)
    assert (run["status"], run["invoices_count"], run["invoices_total"]) == ("Posted", 1, "1107.0")
    [invoice] = invoices_of(ordway, run)
    assert (invoice["status"], invoice["invoice_date"], invoice["due_date"]) == ("Posted", "2026-10-15", "2026-11-14")
    assert [invoice[key] for key in ("subtotal", "invoice_tax", "invoice_amount", "balance", "paid_amount")] == [
        "900.0", "207.0", "1107.0", "1107.0", "0.0",
    ]  # fmt: skip
    [line] = invoice["line_items"]
    assert (line["start_date"], line["end_date"], line["effective_price"]) == ("2026-10-01", "2026-10-31", "900.0")
    assert (line["subscription_id"], line["subscription_line_id"], line["charge_type"]) == (
        "S-00001", "SCHG-01", "recurring",
    )  # fmt: skip
    assert ordway.get("customers/C-00001")["balance"] == "2771.0"


def test_what_was_invoiced_is_not_invoiced_again(ordway: Caller) -> None:
    ordway.post("billing_runs", **ONE, auto_post=True)
    again = ordway.post("billing_runs", **ONE, auto_post=True)
    assert (again["invoices_count"], invoices_of(ordway, again)) == (0, [])
    [schedule] = ordway.get("billing_schedules")
    assert [one["invoiced"] for one in schedule["schedule_lines"]] == [True, True, False]


def test_a_draft_owes_nothing_yet(ordway: Caller) -> None:
    run = ordway.post("billing_runs", **ONE)
    assert run["status"] == "Draft"
    assert [one["status"] for one in invoices_of(ordway, run)] == ["Draft"]
    assert ordway.get("customers/C-00001")["balance"] == OPEN_BEFORE
    [invoice] = invoices_of(ordway, run)
    body = {"customer_id": "C-00001", "payment_date": "2026-10-15", "payment_amount": "1.0"}
    ordway.post("payments", 422, **body, invoices=[{"id": invoice["id"], "amount_applied": "1.0"}])


def test_a_deleted_draft_run_frees_its_lines(ordway: Caller) -> None:
    run = ordway.post("billing_runs", **ONE)
    assert ordway.ask("DELETE", f"billing_runs/{run['id']}").status_code == 204
    assert invoices_of(ordway, run) == []
    assert ordway.post("billing_runs", **ONE)["invoices_count"] == 1


def test_a_posted_run_stays(ordway: Caller) -> None:
    run = ordway.post("billing_runs", **ONE, auto_post=True)
    assert ordway.ask("DELETE", f"billing_runs/{run['id']}").status_code == 422


def test_an_order_is_invoiced_once(ordway: Caller) -> None:
    body = {"target_date": "2026-10-15", "filter_options": {"order_id": "ORD-00001"}, "auto_post": True}
    run = ordway.post("billing_runs", **body)
    [invoice] = invoices_of(ordway, run)
    assert (invoice["subtotal"], invoice["line_items"][0]["order_id"]) == ("200.0", "ORD-00001")
    assert ordway.get("orders/ORD-00001")["invoice_id"] == invoice["id"]
    assert ordway.post("billing_runs", **body)["invoices_count"] == 0
    ordway.put("orders/ORD-00001/cancel", 422)


def test_a_run_for_everybody_is_queued_until_it_is_read_again(ordway: Caller) -> None:
    run = ordway.post("billing_runs", target_date="2026-11-30", auto_post=True)
    assert (run["status"], run["invoices_count"]) == ("Queued", 0)
    ordway.post("billing_runs", 422, **ONE)
    read = ordway.get(f"billing_runs/{run['id']}")
    assert (read["status"], read["invoices_count"]) == ("Posted", 1)
    [invoice] = invoices_of(ordway, read)
    assert [one["effective_price"] for one in invoice["line_items"]] == ["900.0", "900.0", "200.0"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"target_date": ""}, 422),
        ({"target_date": "soon"}, 422),
        ({"invoice_date": "soon"}, 422),
        ({"filter_options": {"colour": "red"}}, 422),
        ({"filter_options": {"subscription_id": "S-9"}}, 404),
    ],
)
def test_a_refused_run_leaves_nothing(ordway: Caller, body: dict[str, Any], status: int) -> None:
    ordway.post("billing_runs", status, **ONE | body)
    assert ordway.get("billing_runs") == []


def test_an_order_that_is_not_invoiced_can_be_cancelled(ordway: Caller) -> None:
    assert ordway.put("orders/ORD-00001/cancel")["status"] == "Cancelled"
    run = ordway.post("billing_runs", target_date="2026-10-15", filter_options={"order_id": "ORD-00001"})
    assert run["invoices_count"] == 0
