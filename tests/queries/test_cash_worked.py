"""The definition of contract to cash in metrics, worked by hand: one contract on its way to cash, and what it loses."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from tests.queries.small_records import put, put_linked_account, put_subscription, small_store


def test_a_contract_on_its_way_to_cash(tmp_path: Path) -> None:
    """1,200.00 for a year, ten months due, eight billed, one of these paid in half and one not: due or late."""
    with small_store(tmp_path / "tieout.duckdb") as store:
        _sell_a_year(store)
        for month in range(1, 9):
            _bill(store, month, paid={7: Decimal("61.50"), 8: Decimal(0)}.get(month, Decimal(123)))
        reconcile(store, date(2026, 10, 20))
        rows = records(store, "revenue/contract_to_cash", as_of=date(2026, 10, 20))
    assert {(row["step"], row["reason"]): row["amount"] for row in rows} == {
        ("contracted", ""): 1200,
        ("scheduled", "not due"): 200,
        ("scheduled", ""): 1000,
        ("billed", "I1"): 200,
        ("billed", ""): 800,
        ("collected", "P2"): 50,
        ("collected", "overdue"): 100,
        ("collected", ""): 650,
    }


def test_what_was_sent_back_is_not_collected(tmp_path: Path) -> None:
    """Three months were paid, sent back and still say Paid; only the second was paid again. The fourth is a draft."""
    with small_store(tmp_path / "tieout.duckdb") as store:
        _sell_a_year(store)
        for month in range(1, 4):
            _bill(store, month, paid=Decimal(123))
            _refund(store, month)
        _pay(store, "PMT-again", 2, date(2026, 3, 28), Decimal(123))
        _bill(store, 4, paid=Decimal(0))
        with store.transaction() as cursor:
            cursor.run("update ordway.invoices set status = 'Draft' where id = 'INV-4'")
        reconcile(store, date(2026, 4, 2))
        rows = records(store, "revenue/contract_to_cash", as_of=date(2026, 4, 2))
        before = records(store, "revenue/contract_to_cash", as_of=date(2026, 3, 19))
    assert {(row["step"], row["reason"]): row["amount"] for row in rows if row["step"] in ("billed", "collected")} == {
        ("billed", "draft"): 100,
        ("billed", ""): 300,
        ("collected", "P6"): 200,
        ("collected", ""): 100,
    }
    assert not {"P6", "refunded"} & {row["reason"] for row in before}


def test_what_only_tax_or_a_sum_is_about_is_no_loss_before_tax(tmp_path: Path) -> None:
    """The lines of one invoice say 13.00 of tax where it says 23.00: it does not add up, and nothing is missing."""
    with small_store(tmp_path / "tieout.duckdb") as store:
        _sell_a_year(store)
        for month in range(1, 4):
            _bill(store, month, paid=Decimal(123))
        with store.transaction() as cursor:
            cursor.run("update ordway.invoice_lines set line_tax = 13 where invoice_id = 'INV-2'")
        reconcile(store, date(2026, 3, 20))
        found = {row["rule"]: row["impact"] for row in records(store, "discrepancies/queue", as_of=date(2026, 3, 20))}
        rows = records(store, "revenue/contract_to_cash", as_of=date(2026, 3, 20))
    assert found["I10"] == -10
    assert [(row["reason"], row["amount"]) for row in rows if row["step"] == "billed"] == [("", 300)]


def _sell_a_year(store: Store) -> None:
    put_linked_account(store, 1)
    put_subscription(store, "S-1", 1, mapped_firmao_agreement_id="1", service_start_date=date(2026, 1, 1))
    told: dict[str, Any] = {
        "id": "1",
        "number": "SA/1",
        "customer_id": "1",
        "offer_status": "ACCEPTED",
        "currency": "PLN",
    }
    told |= {"mapped_service_start": "2026-01-01", "mapped_service_end": "2026-12-31", "netto_price": 100}
    put(store, "firmao.agreements", **told, mapped_billing_period="Monthly", offer_date=date(2025, 12, 20))
    entry: dict[str, Any] = {
        "id": "1",
        "agreement_id": "1",
        "product_code": "SEAT",
        "product_name": "Seats",
        "quantity": 1,
    }
    put(store, "firmao.entries", **entry, unit_netto_price=100, netto_price=100)


def _bill(store: Store, month: int, paid: Decimal) -> None:
    """A month's invoice over 100.00 and 23.00 tax, due two weeks later."""
    first = date(2026, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    told = {"id": f"INV-{month}", "customer_id": "C-1", "currency": "PLN", "invoice_date": first}
    status = "Paid" if paid == 123 else "Partially paid" if paid else "Posted"
    amounts = {"subtotal": 100, "invoice_tax": 23, "invoice_amount": 123, "paid_amount": paid, "balance": 123 - paid}
    put(store, "ordway.invoices", **told, status=status, due_date=first + timedelta(days=14), **amounts)
    line: dict[str, Any] = {
        "invoice_id": f"INV-{month}",
        "position": 1,
        "subscription_id": "S-1",
        "subscription_line_id": "L-S-1",
    }
    line |= {"product_name": "SEAT", "start_date": first, "end_date": last, "quantity": 1}
    put(store, "ordway.invoice_lines", **line, unit_price=100, effective_price=100, line_tax=23)
    if paid:
        _pay(store, f"PMT-{month}", month, first, paid)


def _pay(store: Store, name: str, month: int, day: date, paid: Decimal) -> None:
    payment = {"id": name, "customer_id": "C-1", "status": "Processed", "currency": "PLN"}
    put(store, "ordway.payments", **payment, payment_date=day, payment_amount=paid, applied_amount=paid)
    applied = {"payment_id": name, "position": 1, "invoice_id": f"INV-{month}", "amount_applied": paid}
    put(store, "ordway.payment_applications", **applied)


def _refund(store: Store, month: int) -> None:
    """All of a month's payment is sent back on 20 March."""
    with store.transaction() as cursor:
        cursor.run("update ordway.payments set status = 'Refunded' where id = $id", id=f"PMT-{month}")
    told = {"id": f"REF-{month}", "customer_id": "C-1", "payment_id": f"PMT-{month}", "currency": "PLN"}
    put(store, "ordway.refunds", **told, refund_status="Succeeded", refund_date=date(2026, 3, 20), refund_amount=123)
