"""A company small enough to know by heart: records in the shapes the two APIs answer with."""

from datetime import date
from decimal import Decimal

from sandbox.world import Record, World

STAMP = "2026-09-30T05:00:00Z"
ORDWAY_STAMP = "2026-09-30T05:00:00.000Z"


def small_company(as_of: date, *, customers: int = 130, invoices: int = 260) -> World:
    """Enough customers and invoices for several pages of each list; each invoice has two lines and a payment."""
    world = World(as_of)
    world.firmao = {
        "customers": {n: firmao_customer(n) for n in range(1, customers + 1)},
        "agreements": {1000 + n: agreement(1000 + n, customer=n) for n in range(1, 31)},
        "transactionentries": {2000 + n: entry(2000 + n, agreement_id=1000 + (n + 1) // 2) for n in range(1, 61)},
        "users": {3000: {"id": 3000, "label": "Anna Kos", "email": "anna@seller.example", "lastUpdateDate": STAMP}},
    }
    world.ordway = {
        "customers": {f"C-{n:05d}": ordway_customer(n) for n in range(1, customers + 1)},
        "invoices": {f"INV-{n:05d}": invoice(n, customer=1 + n % customers) for n in range(1, invoices + 1)},
        "payments": {f"PMT-{n:05d}": payment(n, customer=1 + n % customers) for n in range(1, invoices + 1)},
        "plans": {"PLN-00001": {"id": "PLN-00001", "name": "Team", "status": "Active", "charges": []}},
    }
    return world


def firmao_customer(number: int) -> Record:
    """A customer of Firmao."""
    return {
        "id": number,
        "name": f"Żółw {number} Sp. z o.o.",
        "nipNumber": f"{5_260_000_000 + number}",
        "officeAddress": {"street": "ul. Polna 3", "city": "Łódź", "postCode": "90-001", "country": "Polska"},
        "customFields": {"custom1": f"C-{number:05d}", "custom2": "1107.00"},
        "creationDate": STAMP,
        "lastUpdateDate": STAMP,
    }


def agreement(number: int, *, customer: int) -> Record:
    """A won agreement of two line items of 409.43 net."""
    return {
        "id": number,
        "number": f"UM/2026/{number}",
        "type": "AGREEMENT",
        "mode": "SALE",
        "offerStatus": "ACCEPTED",
        "offerDate": "2026-01-10",
        "currency": "PLN",
        "nettoPrice": Decimal("818.86"),
        "vatPrice": Decimal("188.34"),
        "bruttoPrice": Decimal("1007.20"),
        "customer": {"id": customer, "label": f"Żółw {customer} Sp. z o.o."},
        "customFields": {"custom1": "2026-02-01", "custom9": f"S-{customer:05d}"},
        "creationDate": STAMP,
        "lastUpdateDate": STAMP,
    }


def entry(number: int, *, agreement_id: int) -> Record:
    """A line item; it carries no stamp of its last change."""
    return {
        "id": number,
        "agreement": {"id": agreement_id, "label": f"UM/2026/{agreement_id}"},
        "product": {"id": 1, "name": "Seats"},
        "productCode": "SEAT",
        "quantity": Decimal("1.000"),
        "unitNettoPrice": Decimal("409.43"),
        "nettoPrice": Decimal("409.43"),
        "vatPercent": Decimal("23.00"),
    }


def ordway_customer(number: int) -> Record:
    """A customer of Ordway with one contact and a secret payment link."""
    return {
        "id": f"C-{number:05d}",
        "name": f"Żółw {number} Sp. z o.o.",
        "customer_type": "business",
        "status": "Active",
        "currency": "PLN",
        "balance": "1107.0",
        "pay_now_url": f"https://pay.example/secret-{number}",
        "account_number": "PL61109010140000071219812874",
        "contacts": [{"id": f"CT-{number:05d}", "customer_id": f"C-{number:05d}", "display_name": "Ewa Lis"}],
        "custom_fields": {"tax_id": f"PL{5_260_000_000 + number}", "firmao_customer_id": str(number)},
        "created_date": ORDWAY_STAMP,
        "updated_date": ORDWAY_STAMP,
    }


def invoice(number: int, *, customer: int) -> Record:
    """An invoice of 900.00 and tax, unpaid but for 500.00."""
    return {
        "id": f"INV-{number:05d}",
        "customer_id": f"C-{customer:05d}",
        "customer_name": f"Żółw {customer} Sp. z o.o.",
        "invoice_date": "2026-09-01",
        "due_date": "2026-10-01",
        "subtotal": "900.0",
        "invoice_tax": "207.0",
        "invoice_amount": "1107.0",
        "paid_amount": "500.0",
        "balance": "607.0",
        "status": "Partially paid",
        "currency": "PLN",
        "notes": "",
        "line_items": [_line(1, "SCHG-01", "600.0", "2026-09-30"), _line(2, "SCHG-02", "300.0", "-")],
        "payments": [],
        "credits": [],
        "custom_fields": {},
        "created_date": ORDWAY_STAMP,
        "updated_date": ORDWAY_STAMP,
    }


def _line(number: int, line_id: str, amount: str, ends_on: str) -> Record:
    return {
        "line_no": str(number),
        "subscription_line_id": line_id,
        "start_date": "2026-09-01",
        "end_date": ends_on,
        "unit_price": amount,
        "quantity": 1.0,
        "discount": "0.0",
        "effective_price": amount,
        "custom_fields": {},
    }


def payment(number: int, *, customer: int) -> Record:
    """A payment of 500.00, applied to the invoice of the same number."""
    return {
        "id": f"PMT-{number:05d}",
        "customer_id": f"C-{customer:05d}",
        "payment_date": "2026-09-12",
        "payment_amount": "500.0",
        "applied_amount": "500.0",
        "unapplied_amount": "0.0",
        "payment_type": "External",
        "status": "Processed",
        "currency": "PLN",
        "failed_attempt": 0,
        "invoices": [{"id": f"INV-{number:05d}", "amount_applied": "500.0", "created_date": ORDWAY_STAMP}],
        "custom_fields": {},
        "created_date": ORDWAY_STAMP,
        "updated_date": ORDWAY_STAMP,
    }


def subscription(number: int, *, customer: int) -> Record:
    """An active subscription of one line, 600.00 a month until the end of January."""
    return {
        "id": f"S-{number:05d}",
        "customer_id": f"C-{customer:05d}",
        "status": "Active",
        "contract_effective_date": "2026-02-01",
        "service_start_date": "2026-02-01",
        "billing_start_date": "2026-02-01",
        "current_term_start_date": "2026-02-01",
        "current_term_end_date": "2027-01-31",
        "cancellation_date": "",
        "auto_renew": True,
        "version": 1,
        "currency": "PLN",
        "cmrr": "600.0",
        "discounted_cmrr": "600.0",
        "plans": [subscription_line(1)],
        "custom_fields": {"firmao_agreement_id": str(1000 + customer)},
        "created_date": ORDWAY_STAMP,
        "updated_date": ORDWAY_STAMP,
    }


def subscription_line(number: int) -> Record:
    """A recurring line that names the line of the contract behind it."""
    return {
        "subscription_line_id": f"SCHG-{number:02d}",
        "product_id": "P-00001",
        "product_name": "Seats",
        "charge_type": "Recurring",
        "charge_timing": "In Advance",
        "billing_period": "Monthly",
        "list_price": "600.0",
        "quantity": 1.0,
        "discount": 0,
        "effective_price": "600.0",
        "custom_fields": {"firmao_entry_id": str(2000 + number)},
    }


def credit(number: int, *, customer: int, invoice: int) -> Record:
    """A credit of 50.00, of which 20.00 are applied to an invoice."""
    return {
        "id": f"CR-{number:05d}",
        "customer_id": f"C-{customer:05d}",
        "credit_date": "2026-09-20",
        "status": "Processed",
        "credit_type": "COURTESY",
        "notes": "",
        "currency": "PLN",
        "credit_amount": "50.0",
        "applied_amount": "20.0",
        "unapplied_amount": "30.0",
        "invoices": [{"id": f"INV-{invoice:05d}", "amount_applied": "20.0", "created_date": ORDWAY_STAMP}],
        "custom_fields": {},
        "created_date": ORDWAY_STAMP,
        "updated_date": ORDWAY_STAMP,
    }


def refund(number: int, *, customer: int, payment: int) -> Record:
    """A refund of 10.00 of a payment."""
    return {
        "id": f"REF-{number:05d}",
        "customer_id": f"C-{customer:05d}",
        "refund_date": "2026-09-25",
        "refund_amount": "10.0",
        "refund_status": "Succeeded",
        "payment_id": f"PMT-{payment:05d}",
        "currency": "PLN",
        "custom_fields": {},
        "created_date": ORDWAY_STAMP,
        "updated_date": ORDWAY_STAMP,
    }


def sales_note(number: int, *, customer: int) -> Record:
    """A note that a person of Firmao left."""
    return {
        "id": number,
        "type": "NOTE",
        "description": "Called about the renewal",
        "date": STAMP,
        "customer": {"id": customer, "label": ""},
        "createdBy": {"id": 3000, "label": "Anna Kos"},
        "creationDate": STAMP,
        "lastUpdateDate": STAMP,
    }


def contact(number: int, *, customer: int) -> Record:
    """A person of a customer of Firmao."""
    return {
        "id": number,
        "firstName": "Jan",
        "lastName": "Lis",
        "label": "Jan Lis",
        "customer": {"id": customer, "label": ""},
        "emails": ["jan@buyer.example"],
        "creationDate": STAMP,
        "lastUpdateDate": STAMP,
    }
