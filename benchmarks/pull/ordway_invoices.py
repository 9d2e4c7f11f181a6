"""Ordway's invoices and payments by number, in the shapes of its answers.

Amounts are worked out in cents, so that lines add up to their invoice and payments to what is paid. Every
invoice n is paid by payment n, in full or in half, and belongs to customer n modulo the count of customers.
"""

from benchmarks.pull.ordway_records import Record, contact, customer_id, customer_name, day, money, stamps
from benchmarks.pull.volume import LINES_PER_INVOICE

_PRODUCTS = (("Seats", "Seat"), ("Przestrzeń dyskowa", "Storage"), ("Opieka premium", "Support"))
_TAX_PERCENT = 23


def invoice(n: int, customers: int) -> Record:
    """Invoice n with three lines, a contact snapshot and the whole payment n, as Ordway embeds it."""
    owner = n % customers
    lines = [_line(n, number, owner) for number in range(LINES_PER_INVOICE)]
    subtotal, tax, total = amounts(n)
    paid = paid_cents(n)
    own = {"crm_contract": f"SA/2026/{n % 20_000:05d}"}
    return {
        "id": invoice_id(n),
        "customer_id": customer_id(owner),
        "customer_name": customer_name(owner),
        "invoice_date": day(n),
        "due_date": day(n + 30),
        "start_date": day(n),
        "end_date": day(n + 29),
        "billing_run_id": f"BR-{n // 500:05d}",
        "subtotal": money(subtotal),
        "invoice_tax": money(tax),
        "invoice_amount": money(total),
        "paid_amount": money(paid),
        "balance": money(total - paid),
        "status": "Paid" if paid == total else "Partially paid",
        "notes": "",
        "invoice_pdf_url": f"https://files.example/invoices/{n}.pdf",
        "currency": "PLN",
        "payment_terms": "30",
        "line_items": lines,
        "subtotals": [],
        "payments": [_payment(n, owner)],
        "credits": [],
        "refunds": [],
        "custom_fields": own,
        **own,
        "billing_contact": contact(owner),
        **stamps(n),
    }


def payment(n: int, customers: int) -> Record:
    """Payment n with its one application, to invoice n."""
    application = {"id": invoice_id(n), "amount_applied": money(paid_cents(n)), **stamps(n)}
    return {**_payment(n, n % customers), "invoices": [application]}


def amounts(n: int) -> tuple[int, int, int]:
    """Subtotal, tax and whole amount of invoice n, in cents."""
    subtotal = sum(_line_cents(n, number) for number in range(LINES_PER_INVOICE))
    tax = sum(_tax_cents(_line_cents(n, number)) for number in range(LINES_PER_INVOICE))
    return subtotal, tax, subtotal + tax


def paid_cents(n: int) -> int:
    """What payment n paid: every tenth invoice only half."""
    total = amounts(n)[2]
    return total // 2 if n % 10 == 0 else total


def invoice_id(n: int) -> str:
    """The id of invoice n."""
    return f"INV-{n:07d}"


def _line(n: int, number: int, owner: int) -> Record:
    product, charge = _PRODUCTS[number]
    cents = _line_cents(n, number)
    tax = money(_tax_cents(cents))
    return {
        "line_no": str(number + 1),
        "subscription_id": f"S-{n % 20_000:05d}",
        "subscription_line_id": f"SCHG-{number + 1:02d}",
        "customer_id": customer_id(owner),
        "customer_name": customer_name(owner),
        "product_id": f"P-{number:05d}",
        "product_name": product,
        "plan_id": "PLN-00009",
        "plan_name": "Team",
        "charge_id": f"CHG-{number:05d}",
        "charge_name": charge,
        "charge_type": "recurring",
        "description": product,
        "start_date": day(n),
        "end_date": day(n + 29),
        "unit_price": money(_unit_cents(n, number)),
        "list_price": money(_unit_cents(n, number)),
        "list_price_base": "Billing Period",
        "taxable": True,
        "quantity": float(_quantity(n, number)),
        "discount": "0.0",
        "effective_price": money(cents),
        "line_tax": tax,
        "tax_lines": [{"name": f"VAT {_TAX_PERCENT}%", "value": tax}],
        "applied_tiers": "",
        "custom_fields": {},
    }


def _payment(n: int, owner: int) -> Record:
    paid = money(paid_cents(n))
    return {
        "id": f"PMT-{n:07d}",
        "customer_id": customer_id(owner),
        "payment_date": day(n + 11),
        "notes": "",
        "status": "Processed",
        "payment_amount": paid,
        "fee_amount": "0.0",
        "applied_amount": paid,
        "unapplied_amount": "0.0",
        "refunded_amount": "0.0",
        "payment_type": "External",
        "payment_method": "ACH",
        "currency": "PLN",
        "reference_number": f"MT940-{n:07d}",
        "auto_apply": True,
        "failed_attempt": 0,
        "refunds": [],
        "retried_attempts": 0,
        "gl_account": "",
        "custom_fields": {},
        **stamps(n),
    }


def _line_cents(n: int, number: int) -> int:
    return _unit_cents(n, number) * _quantity(n, number)


def _unit_cents(n: int, number: int) -> int:
    return 1_000 + (n * 37 + number * 11) % 9_000


def _quantity(n: int, number: int) -> int:
    return 1 + (n + number) % 40


def _tax_cents(cents: int) -> int:
    return (cents * _TAX_PERCENT + 50) // 100
