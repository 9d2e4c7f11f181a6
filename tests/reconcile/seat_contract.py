"""One customer with one seat a month under contract, and what is billed, paid and credited of it, in the cache."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from tests.queries.small_records import put, put_linked_account

DAY = date(2026, 11, 23)
MONTHS = (8, 9, 10, 11)
Row = dict[str, Any]
Told = Sequence[tuple[str, int | str]]


def put_contract_of(store: Store, lines: Told = (("SEAT", 100),), **given: Any) -> None:
    """The contract 1 from August on for a year, in advance, with an entry of each product and net amount."""
    own: Row = {"id": "1", "number": "SA/1", "customer_id": "1", "offer_status": "ACCEPTED", "currency": "PLN"}
    own |= {"mapped_service_start": "2026-08-01", "mapped_service_end": "2027-07-31"}
    own |= {"mapped_billing_period": "Monthly", "mapped_charge_timing": "In Advance", "mapped_payment_terms": "Net 14"}
    net = sum(Decimal(amount) for _, amount in lines)
    put(store, "firmao.agreements", **own | {"netto_price": net} | given)
    for number, (product, amount) in enumerate(lines):
        entry: Row = {"id": f"1.{number}", "agreement_id": "1", "product_code": product, "product_name": product}
        entry |= {"quantity": 1, "unit_netto_price": Decimal(amount), "netto_price": Decimal(amount), "vat_percent": 23}
        put(store, "firmao.entries", **entry)


def put_subscription_of(store: Store, lines: Told = (("SEAT", 100),), **given: Any) -> None:
    """The active subscription S that bills it, with a line of each product and amount."""
    own: Row = {"id": "S", "customer_id": "C-1", "status": "Active", "currency": "PLN", "version": 1}
    own |= {"service_start_date": "2026-08-01", "current_term_start_date": "2026-08-01"}
    own |= {"current_term_end_date": "2027-07-31", "mapped_firmao_agreement_id": "1", "updated_date": "2026-07-15"}
    put(store, "ordway.subscriptions", **own | given)
    for position, (product, amount) in enumerate(lines, start=1):
        line: Row = {"subscription_id": "S", "position": position, "subscription_line_id": f"L{position}"}
        line |= {"product_name": product, "charge_type": "recurring", "charge_timing": "In Advance", "quantity": 1}
        line |= {"billing_period": "Monthly", "list_price": Decimal(amount), "effective_price": Decimal(amount)}
        put(store, "ordway.subscription_lines", **line)


def put_invoice(store: Store, invoice: str, lines: Sequence[Row], **given: Any) -> None:
    """A paid invoice of November, or of the `month` that its first line says, taxed with 23 %, of lines for a month."""
    month = lines[0].get("month", 11)
    net = sum(Decimal(line.get("amount", 100)) for line in lines)
    gross = net * Decimal("1.23")
    day = date(2026, month, 1)
    own: Row = {"id": invoice, "customer_id": "C-1", "status": "Paid", "currency": "PLN", "invoice_date": day}
    own |= {"due_date": day + timedelta(14), "invoice_amount": gross, "paid_amount": gross, "balance": 0}
    put(store, "ordway.invoices", **own | given)
    for position, line in enumerate(lines, start=1):
        put_invoice_line(store, invoice, position, line)


def put_invoice_line(store: Store, invoice: str, position: int, told: Row) -> None:
    """A line of SEAT for a `month` over an `amount`, and whatever else is told of it."""
    own = {key: value for key, value in told.items() if key not in ("month", "amount")}
    month, amount = told.get("month", 11), Decimal(told.get("amount", 100))
    line: Row = {"invoice_id": invoice, "position": position, "subscription_id": "S", "subscription_line_id": "L1"}
    line |= {"product_name": "SEAT", "effective_price": amount, "line_tax": amount * Decimal("0.23")}
    line |= {"start_date": date(2026, month, 1), "end_date": date(2026, month + 1, 1) - timedelta(1)}
    put(store, "ordway.invoice_lines", **line | own)


def put_months(store: Store, months: Sequence[int] = MONTHS, **told: Any) -> None:
    """An invoice I-8, I-9 and so on for each month."""
    for month in months:
        put_invoice(store, f"I-{month}", [{"month": month, **told}])


def put_agreeing(store: Store) -> None:
    """The contract, its subscription and what was billed of it: nothing is found in them."""
    put_contract_of(store)
    put_subscription_of(store)
    put_months(store)


def put_credit(store: Store, invoice: str, amount: str, lines: Sequence[Row] = (), **given: Any) -> None:
    """A credit over a gross amount on an invoice, with lines of the net amounts that it names."""
    own: Row = {"id": "CR", "customer_id": "C-1", "status": "Processed", "currency": "PLN"}
    own |= {"credit_date": "2026-11-15", "credit_amount": Decimal(amount), "applied_amount": Decimal(amount)}
    put(store, "ordway.credits", **own | {"unapplied_amount": 0} | given)
    put(
        store,
        "ordway.credit_applications",
        credit_id="CR",
        position=1,
        invoice_id=invoice,
        amount_applied=Decimal(amount),
    )
    for position, line in enumerate(lines, start=1):
        put(store, "ordway.credit_lines", credit_id="CR", position=position, **line)


def put_payment(store: Store, payment: str, applied: int, day: str, **given: Any) -> None:
    """A processed payment over 123 that is applied to I-11."""
    own: Row = {"id": payment, "customer_id": "C-1", "status": "Processed", "currency": "PLN", "payment_date": day}
    own |= {"payment_amount": 123, "applied_amount": applied, "unapplied_amount": 0, "refunded_amount": 0}
    put(store, "ordway.payments", **own | given)
    put(store, "ordway.payment_applications", payment_id=payment, position=1, invoice_id="I-11", amount_applied=applied)


def put_customer(store: Store) -> None:
    """The customer of both systems, 1 and C-1."""
    put_linked_account(store, 1)


def found(store: Store, day: date = DAY) -> list[Row]:
    """What is found, as the queue shows it, without what was resolved."""
    reconcile(store, day)
    return [row for row in records(store, "discrepancies/queue") if row["status"] != "resolved"]


def brief(store: Store) -> list[tuple[str, str]]:
    """The rule and the impact of each."""
    return sorted((row["rule"], f"{row['impact']:.2f}") for row in found(store))
