"""Ordway's records of the company, in the shapes its API answers with."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal

from sandbox.company.billing import Billed, Key, bills, line_ids
from sandbox.company.catalogue import MONTHS, PRODUCTS, Product, price_in
from sandbox.company.contracts import Sale, SoldLine
from sandbox.company.names import as_written_elsewhere
from sandbox.ordway.records import text
from sandbox.world import Record

_PERIODS = tuple(MONTHS)
_BY = {"created_by": "ops@sprzedawca.example", "updated_by": "ops@sprzedawca.example"}


def stamps(created: date, updated: date | None = None) -> Record:
    """Who and when, at the hour the billing run ends."""
    return _BY | {
        "created_date": f"{created}T05:00:01.111Z",
        "updated_date": f"{updated or created}T05:40:12.345Z",
    }


def customer_id(sale: Sale) -> str:
    """Ordway's id of the customer."""
    return f"C-{sale.number:05d}"


def subscription_id(sale: Sale) -> str:
    """Ordway's id of the subscription."""
    return f"S-{sale.number:05d}"


def customer(sale: Sale) -> Record:
    """The billing customer with its contact; billing people spell some names and tax ids their own way."""
    party, first = sale.party, sale.terms[0].starts_on - timedelta(days=20)
    name, tax_id = as_written_elsewhere(party, sale.number)
    contact = {
        "id": f"CT-{sale.number:05d}", "customer_id": customer_id(sale), "first_name": party.first_name,
        "last_name": party.last_name, "display_name": party.person, "email": f"faktury@{party.domain}", "phone": "",
        "mobile": "", "job_title": "", "department": "", "notes": "", "address1": party.street, "address2": "",
        "city": party.city, "state": "", "zip": party.post_code, "county": "", "country": party.country,
        "custom_fields": {}, **stamps(first),
    }  # fmt: skip
    return {
        "id": customer_id(sale), "name": name, "customer_type": "business", "description": "", "website": "",
        "parent_customer": "", "status": "Active", "payment_terms": f"Net {sale.net_days}",
        "billing_cycle_day": "1st Day Of The Month", "billing_batch": "Default", "billing_contact_id": contact["id"],
        "shipping_contact_id": contact["id"], "currency": party.currency, "tax_exempt": party.tax_rate == 0,
        "auto_pay": sale.pays_by_card, "edit_auto_pay": True, "balance": "0.0", "cmrr": "0.0", "discounted_cmrr": "0.0",
        "price_book_id": "", "payment_gateway_id": "", "gateway_name": "",
        "payment_options": {"ach_enabled": True, "credit_enabled": True},
        "delivery_preferences": {"print": False, "email": True}, "contacts": [contact],
        "pay_now_url": f"https://pay.example/{sale.number}", "update_payment_method_url": "", "open_invoices_url": "",
        "custom_fields": {"tax_id": tax_id, "firmao_customer_id": str(1000 + sale.number)}, **stamps(first),
    }  # fmt: skip


def products() -> dict[str, Record]:
    """The catalogue."""
    day = date(2023, 1, 2)
    return {
        f"P-{one.number:05d}": {
            "id": f"P-{one.number:05d}", "name": one.name, "sku": one.code, "status": "Active", "taxable": True,
            "description": "", "price": text(one.price), "currency": "PLN", "custom_fields": {}, **stamps(day),
        }
        for one in PRODUCTS
    }  # fmt: skip


def plans() -> dict[str, Record]:
    """One plan a billing period, with a charge for each product."""
    return {
        f"PLN-{number:05d}": {
            "id": f"PLN-{number:05d}", "name": f"Plan {period}", "status": "Active", "description": "",
            "public_url": "", "charges": [_charge(one, period) for one in PRODUCTS], "custom_fields": {},
            **stamps(date(2023, 1, 2)),
        }
        for number, period in enumerate(_PERIODS, start=1)
    }  # fmt: skip


def _charge(product: Product, period: str) -> Record:
    once = product.is_one_time
    return {
        "id": charge_id(product, period), "product_id": f"P-{product.number:05d}", "name": product.name,
        "type": "One time" if once else "Recurring", "timing": "Initial" if once else "In_advance",
        "charge_timing": "Initial" if once else "In advance", "billing_period": "" if once else period,
        "pricing_model": "Per unit", "list_price": text(price_in(product, "PLN", period)),
        "list_price_base": "" if once else "Billing Period", "prorate_partial_periods": True, "tiers": [],
        "custom_fields": {},
    }  # fmt: skip


def charge_id(product: Product, period: str) -> str:
    """Ordway's id of the charge for a product in the plan of a period."""
    return f"CHG-{(_PERIODS.index(period) + 1) * 100 + product.number:05d}"


def subscription(sale: Sale, entry_ids: dict[str, int], agreement_id: int, as_of: date) -> Record:
    """The subscription as it stands on `as_of`. `entry_ids` finds a Firmao entry by product code."""
    term, lines, start = sale.mains[-1], sale.current_lines(as_of), sale.terms[0].starts_on.isoformat()
    recurring = [line.net / MONTHS[sale.period] for line in lines if not line.product.is_one_time]
    monthly = sum(recurring, Decimal(0))
    last = max(one.starts_on for one in sale.terms)
    return {
        "id": subscription_id(sale), "customer_id": customer_id(sale), "status": _status(sale, as_of),
        "contract_effective_date": start, "service_start_date": start, "billing_start_date": start,
        "order_placed_at": start, "cancellation_date": sale.churned_on.isoformat() if sale.churned_on else "",
        "auto_renew": sale.auto_renew, "currency": sale.party.currency, "payment_terms": f"Net {sale.net_days}",
        "contract_term": "12", "renewal_term": "12", "renewal_increment_percent": 5,
        "current_term_start_date": term.starts_on.isoformat(),
        "current_term_end_date": (term.ends_before - timedelta(days=1)).isoformat(), "separate_invoice": False,
        "notes": "", "version": len(sale.terms), "version_type": "Change" if sale.terms[-1].is_annex else "Renewal",
        "cmrr": text(monthly), "discounted_cmrr": text(monthly), "tcv": text(monthly * 12),
        "bill_contact_id": f"CT-{sale.number:05d}", "shipping_contact_id": f"CT-{sale.number:05d}",
        "plans": [_line(sale, line, entry_ids.get(line.product.code)) for line in lines],
        "custom_fields": {"firmao_agreement_id": str(agreement_id)},
        **stamps(sale.terms[0].starts_on - timedelta(days=10), min(sale.churned_on or last, as_of - timedelta(days=1))),
    }  # fmt: skip


def order(sale: Sale, day: date) -> Record:
    """A day of training that was ordered and is not invoiced yet."""
    training = PRODUCTS[-1]
    price = text(price_in(training, sale.party.currency, sale.period))
    line = {
        "line_no": "1", "product_id": f"P-{training.number:05d}", "product_name": training.name,
        "description": training.name, "unit_price": price, "quantity": 1.0, "discount": "0.0",
        "effective_price": price,
    }  # fmt: skip
    return {
        "id": f"ORD-{sale.number:05d}", "customer_id": customer_id(sale), "invoice_id": "",
        "order_date": day.isoformat(), "status": "Pending", "order_amount": price, "separate_invoice": False,
        "currency": sale.party.currency, "payment_terms": f"Net {sale.net_days}", "coupon_code": "", "notes": "",
        "bill_contact_id": f"CT-{sale.number:05d}", "shipping_contact_id": f"CT-{sale.number:05d}",
        "estimated_tax": "0.0", "line_items": [line], "custom_fields": {}, **stamps(day),
    }  # fmt: skip


def _status(sale: Sale, as_of: date) -> str:
    if sale.churned_on:
        return "Cancelled"
    return "Expired" if sale.is_over(as_of) else "Active"


def _line(sale: Sale, line: SoldLine, entry_id: int | None) -> Record:
    once = line.product.is_one_time
    return {
        "subscription_line_id": line_ids(sale)[line.product.code], "product_id": f"P-{line.product.number:05d}",
        "product_name": line.product.name, "plan_id": plan_id(sale.period),
        "plan_name": f"Plan {sale.period}", "charge_id": charge_id(line.product, sale.period),
        "charge_name": line.product.name, "charge_type": "One time" if once else "Recurring",
        "pricing_model": "Per unit", "list_price": text(line.price), "price_base": "" if once else "Billing Period",
        "quantity": float(line.quantity), "included_units": "", "discount": text(line.discount),
        "effective_price": text(line.net), "billing_period": "" if once else sale.period,
        "charge_timing": "Initial" if once else sale.timing, "billing_day": "Align with Billing Period",
        "billing_period_start_alignment": "Service Start Date", "prorate_partial_periods": True,
        "backcharge_current_period": False, "prepayment_periods": 0, "charge_start_date": line.starts_on.isoformat(),
        "charge_end_date": "", "billing_schedule_id": schedule_id(sale, line), "tiers": [],
        "custom_fields": {"firmao_entry_id": str(entry_id)} if entry_id else {},
    }  # fmt: skip


def plan_id(period: str) -> str:
    """Ordway's id of the plan for a billing period."""
    return f"PLN-{_PERIODS.index(period) + 1:05d}"


def schedule_id(sale: Sale, line: SoldLine) -> str:
    """Ordway's id of a line's billing schedule."""
    return f"BS-{sale.number * 100 + line.product.number:06d}"


def schedules(sale: Sale, invoiced: Collection[Key]) -> dict[str, Record]:
    """The billing schedule of each line to the end of the last term, and which of it was invoiced."""
    found: dict[str, Record] = {}
    for bill in bills(sale):
        for one in bill.lines:
            key = schedule_id(sale, one.line)
            lines = found.setdefault(key, _schedule(sale, one))["schedule_lines"]
            lines.append(_schedule_line(f"{key}-{len(lines) + 1}", bill.day, one, one.key in invoiced))
    return found


def _schedule(sale: Sale, first: Billed) -> Record:
    return {
        "id": schedule_id(sale, first.line), "customer_id": customer_id(sale),
        "subscription_id": subscription_id(sale), "product_id": f"P-{first.line.product.number:05d}",
        "charge_id": charge_id(first.line.product, sale.period), "start_date": first.starts_on.isoformat(),
        "end_date": "-", "currency": sale.party.currency, "key_metrics": {}, "schedule_lines": [],
        "custom_fields": {}, **stamps(sale.terms[0].starts_on),
    }  # fmt: skip


def _schedule_line(line_id: str, ready_on: date, one: Billed, is_invoiced: bool) -> Record:
    return {
        "id": line_id, "start_date": one.starts_on.isoformat(), "end_date": last_day(one),
        "charge_ready_date": ready_on.isoformat(), "quantity": float(one.line.quantity),
        "unit_price": text(one.line.price), "list_price": text(one.line.price), "list_price_base": "Billing Period",
        "discount": text(one.line.discount), "amount": text(one.net), "invoiced": is_invoiced, "line_type": "",
        "description": one.line.product.name,
    }  # fmt: skip


def last_day(billed: Billed) -> str:
    """The last day a line covers, `-` where it covers none."""
    return (billed.ends_before - timedelta(days=1)).isoformat() if billed.ends_before else "-"
