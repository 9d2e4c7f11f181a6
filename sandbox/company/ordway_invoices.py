"""Ordway's invoices of the company, in the shape its API answers with."""

from datetime import date, timedelta

from sandbox.company.billing import Billed, due_on
from sandbox.company.contracts import Sale
from sandbox.company.money_in import Receipt
from sandbox.company.ordway_records import charge_id, customer_id, last_day, plan_id, stamps, subscription_id
from sandbox.ordway.records import text
from sandbox.world import Record


def invoice(sale: Sale, receipt: Receipt, as_of: date) -> Record:
    """The invoice of a bill, without its number and what was applied to it."""
    bill, party = receipt.bill, sale.party
    contact = {
        "display_name": party.person,
        "email": f"faktury@{party.domain}",
        "address1": party.street,
        "city": party.city,
    }
    touched = max([bill.day, *(day for day, _ in receipt.cash)])
    return {
        "id": "", "customer_id": customer_id(sale), "customer_name": party.name, "invoice_date": bill.day.isoformat(),
        "due_date": due_on(sale, bill).isoformat(), "start_date": min(one.starts_on for one in bill.lines).isoformat(),
        "end_date": max(map(_last_day, bill.lines)).isoformat(), "billing_run_id": f"BR-{bill.day:%y%m%d}",
        "subtotal": text(bill.net), "invoice_tax": text(bill.tax), "invoice_amount": text(bill.gross),
        "paid_amount": text(receipt.paid), "balance": text(receipt.balance), "status": status_of(receipt), "notes": "",
        "invoice_pdf_url": "", "currency": party.currency, "payment_terms": str(sale.net_days),
        "line_items": [_invoice_line(sale, number, one) for number, one in enumerate(bill.lines, start=1)],
        "subtotals": [], "payments": [], "credits": [], "refunds": [], "custom_fields": {},
        "billing_contact": contact, "shipping_contact": contact,
        **stamps(min(bill.day, as_of - timedelta(days=1)), min(touched, as_of - timedelta(days=1))),
    }  # fmt: skip


def status_of(receipt: Receipt) -> str:
    """The word Ordway has for how far an invoice is paid."""
    if receipt.is_draft:
        return "Draft"
    if receipt.balance <= 0:
        return "Paid"
    return "Posted" if receipt.balance == receipt.bill.gross else "Partially paid"


def _last_day(one: Billed) -> date:
    """The last day an invoice's line is for; one that covers no period is for its day alone."""
    return one.ends_before - timedelta(days=1) if one.ends_before else one.starts_on


def _invoice_line(sale: Sale, number: int, one: Billed) -> Record:
    product = one.line.product
    rate = sale.party.tax_rate
    return {
        "line_no": str(number), "subscription_id": subscription_id(sale), "subscription_line_id": one.line_id,
        "customer_id": customer_id(sale), "customer_name": sale.party.name, "product_id": f"P-{product.number:05d}",
        "product_name": product.name, "plan_id": plan_id(sale.period),
        "plan_name": f"Plan {sale.period}", "charge_id": charge_id(product, sale.period), "charge_name": product.name,
        "charge_type": "one_time" if product.is_one_time else "recurring", "description": product.name,
        "start_date": one.starts_on.isoformat(), "end_date": last_day(one), "unit_price": text(one.line.price),
        "list_price": text(one.line.price), "list_price_base": "Billing Period", "taxable": rate > 0,
        "quantity": float(one.line.quantity), "discount": text(one.line.discount), "effective_price": text(one.net),
        "line_tax": text(one.tax), "tax_lines": [{"name": f"VAT {rate}%", "value": text(one.tax)}] if rate else [],
        "applied_tiers": "", "custom_fields": {},
    }  # fmt: skip
