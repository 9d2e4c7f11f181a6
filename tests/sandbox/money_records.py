"""One account of Ordway with a subscription, its billing schedule, a credit, an order and a negative invoice."""

from sandbox.world import Record, World
from tests.sync.small_company import ORDWAY_STAMP, invoice

_STAMPS = {"created_date": ORDWAY_STAMP, "updated_date": ORDWAY_STAMP}


def with_money(world: World) -> World:
    """The world with the records the tests of writing start from; everything of customer C-00001."""
    unpaid = invoice(900, customer=1) | {"paid_amount": "0.0", "balance": "1107.0", "status": "Posted"}
    world.ordway["invoices"] |= {"INV-00900": unpaid, "INV-00901": negative_invoice()}
    world.ordway |= {
        "subscriptions": {"S-00001": subscription("S-00001"), "S-00002": subscription("S-00002", status="Draft")},
        "billing_schedules": {"BS-00001": schedule()},
        "credits": {"CR-00001": credit()},
        "orders": {"ORD-00001": order()},
        "plans": {"PLN-00001": plan()},
        "products": {"P-00001": {"id": "P-00001", "name": "Seats", "status": "Active", "custom_fields": {}, **_STAMPS}},
    }
    return world


def plan() -> Record:
    """A plan of two monthly charges in advance, by days, and one that is charged once."""
    monthly = {
        "product_id": "P-00001", "name": "Seat", "type": "Recurring", "charge_timing": "In Advance",
        "billing_period": "Monthly", "pricing_model": "Per unit", "list_price": "40.0",
        "list_price_base": "Billing Period", "prorate_partial_periods": True, "tiers": [], "custom_fields": {},
    }  # fmt: skip
    once = {"id": "CHG-00003", "name": "Setup", "type": "One time", "charge_timing": "Initial", "billing_period": ""}
    charges = [monthly | {"id": "CHG-00001"}, monthly | {"id": "CHG-00002"}, monthly | once]
    return {"id": "PLN-00001", "name": "Team", "status": "Active", "charges": charges, "custom_fields": {}, **_STAMPS}


def subscription(subscription_id: str, *, status: str = "Active") -> Record:
    """A yearly term of one monthly line: 25 seats at 40.00 less 10 %."""
    return {
        "id": subscription_id, "customer_id": "C-00001", "status": status, "contract_effective_date": "2026-03-01",
        "service_start_date": "2026-03-01", "billing_start_date": "2026-03-01", "contract_term": "12",
        "renewal_term": "12", "current_term_start_date": "2026-03-01", "current_term_end_date": "2027-02-28",
        "cancellation_date": "", "auto_renew": True, "currency": "PLN", "payment_terms": "Net 30",
        "separate_invoice": False, "notes": "", "version": 1, "version_type": "", "plans": [line()],
        "custom_fields": {"firmao_agreement_id": "1001"}, **_STAMPS,
    }  # fmt: skip


def line() -> Record:
    """A monthly line of 900.00."""
    return {
        "subscription_line_id": "SCHG-01", "product_id": "P-00001", "product_name": "Seats", "plan_id": "PLN-00001",
        "plan_name": "Team", "charge_id": "CHG-00001", "charge_name": "Seat", "charge_type": "Recurring",
        "list_price": "40.0", "quantity": 25.0, "discount": "10.0", "effective_price": "900.0",
        "billing_period": "Monthly", "charge_timing": "In Advance", "charge_start_date": "2026-03-01",
        "charge_end_date": "", "current_period_start_date": "2026-09-01", "current_period_end_date": "2026-09-30",
        "billing_schedule_id": "BS-00001", "custom_fields": {},
    }  # fmt: skip


def schedule() -> Record:
    """September is invoiced, October is ready, November is not yet."""
    months = (
        ("2026-09-01", "2026-09-30", True),
        ("2026-10-01", "2026-10-31", False),
        ("2026-11-01", "2026-11-30", False),
    )
    return {
        "id": "BS-00001", "customer_id": "C-00001", "subscription_id": "S-00001", "product_id": "P-00001",
        "charge_id": "CHG-00001", "start_date": "2026-03-01", "end_date": "-", "currency": "PLN", "key_metrics": {},
        "schedule_lines": [
            {
                "id": f"BS-00001-{number}", "start_date": first, "end_date": last, "charge_ready_date": first,
                "quantity": 25.0, "unit_price": "40.0", "list_price": "40.0", "list_price_base": "Billing Period",
                "discount": "10.0", "amount": "900.0", "invoiced": invoiced, "line_type": "", "description": "Seats",
            }
            for number, (first, last, invoiced) in enumerate(months, start=1)
        ],
        "custom_fields": {}, **_STAMPS,
    }  # fmt: skip


def credit() -> Record:
    """A credit of 100.00 that is not applied."""
    return {
        "id": "CR-00001", "customer_id": "C-00001", "credit_date": "2026-09-20", "status": "Processed", "notes": "",
        "credit_type": "COURTESY", "credit_amount": "100.0", "applied_amount": "0.0", "unapplied_amount": "100.0",
        "currency": "PLN", "reference_number": "", "refunds": [], "invoices": [], "custom_fields": {}, **_STAMPS,
    }  # fmt: skip


def order() -> Record:
    """A fulfilled order of 200.00 that is not invoiced."""
    return {
        "id": "ORD-00001", "customer_id": "C-00001", "invoice_id": "", "order_date": "2026-09-20",
        "status": "Fulfilled", "order_amount": "200.0", "currency": "PLN", "payment_terms": "Net 30", "notes": "",
        "line_items": [
            {
                "line_no": "1", "product_id": "P-00001", "product_name": "Seats", "description": "Training",
                "unit_price": "100.0", "quantity": 2.0, "discount": "0.0", "effective_price": "200.0",
            }
        ],
        "custom_fields": {}, **_STAMPS,
    }  # fmt: skip


def negative_invoice() -> Record:
    """A negative invoice of 50.00 that is not refunded."""
    amounts = {"subtotal": "-50.0", "invoice_tax": "0.0", "invoice_amount": "-50.0", "paid_amount": "0.0"}
    return invoice(901, customer=1) | amounts | {"balance": "-50.0", "status": "Posted"}
