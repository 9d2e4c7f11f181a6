"""A small store to work commission by hand in: contracts, what is invoiced of them, and what befalls the money."""

from datetime import date, timedelta
from decimal import Decimal

from queries.commission.plans import Commission, Plan, Trigger
from queries.run import records
from queries.store import Store
from tests.queries.small_records import put, put_linked_account, put_plans

JANUARY = date(2026, 1, 1)
LATER = date(2026, 12, 31)
TEN = Decimal(10)
PLANS = {
    "full": Plan(TEN, hold_days=30, at_risk_days=30, clawback_days=90),
    "pro rata": Plan(TEN, Trigger.PRO_RATA, hold_days=30, clawback_days=90),
    "first": Plan(TEN, Trigger.FIRST_PAID, hold_days=30, clawback_days=90),
    "one month": Plan(TEN, window_months=1),
    "raised": Plan(TEN, since={date(2026, 1, 2): Plan(Decimal(20)), date(2026, 1, 3): Plan(Decimal(30))}),
    "no seats": Plan(TEN, excluded_products=("SEAT",), product_rates={"SUPPORT": Decimal(4)}),
}


class Desk:
    """Keeps contracts, invoices and money in a small store, and tells the commission."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.plans: dict[str, str] = {}
        for number, code in enumerate(("SEAT", "SUPPORT"), start=1):
            put(store, "ordway.products", id=f"P-{number}", sku=code, name=code)

    def contract(self, number: int, plan: str = "full", **given: object) -> None:
        """A year from January on, 100 a month of each product."""
        products = given.pop("products", ("SEAT",))
        put_linked_account(self.store, number)
        told = {
            "id": f"{number}", "number": f"SA/{number}", "customer_id": f"{number}", "offer_status": "ACCEPTED",
            "currency": "PLN", "offer_date": date(2025, 12, 20), "mapped_service_start": "2026-01-01",
            "mapped_service_end": "2026-12-31", "mapped_billing_period": "Monthly",
            "mapped_sales_owner": "anna@sales.example", "mapped_ordway_subscription_id": f"S-{number}",
        }  # fmt: skip
        put(self.store, "firmao.agreements", **told | given)
        for code in products:  # type: ignore[attr-defined]
            line = {"id": f"{number}-{code}", "agreement_id": f"{number}", "product_code": code, "quantity": 1}
            put(self.store, "firmao.entries", **line, unit_netto_price=100, netto_price=100)
        own = {"id": f"S-{number}", "customer_id": f"C-{number}", "status": "Active", "currency": "PLN"}
        put(self.store, "ordway.subscriptions", **own)
        self.plans[f"SA/{number}"] = plan
        put_plans(self.store, Commission(PLANS, "full", contracts=self.plans))

    def invoice(self, number: int, day: date = JANUARY, **given: object) -> str:
        """100 and 23 per cent tax for each product, due two weeks later; its id."""
        lines = given.pop("lines", {"P-1": 100})
        found = f"INV-{number}-{day}"
        told = {
            "id": found, "customer_id": f"C-{number}", "status": "Posted", "invoice_date": day, "currency": "PLN",
            "due_date": day + timedelta(days=14), "invoice_amount": Decimal("1.23") * sum(lines.values()),  # type: ignore[attr-defined]
        }  # fmt: skip
        put(self.store, "ordway.invoices", **told | given)
        for position, (product, net) in enumerate(lines.items(), start=1):  # type: ignore[attr-defined]
            line = {"invoice_id": found, "position": position, "subscription_id": f"S-{number}", "start_date": day}
            put(self.store, "ordway.invoice_lines", **line, product_id=product, effective_price=net)
        return found

    def pay(self, invoice: str, day: date, amount: str = "123", status: str = "Processed") -> str:
        """A payment of one invoice; its id."""
        found = f"PMT-{invoice}-{day}-{status}"
        told = {"id": found, "status": status, "payment_date": day, "payment_amount": Decimal(amount)}
        put(self.store, "ordway.payments", **told)
        applied = {"payment_id": found, "position": 1, "invoice_id": invoice, "amount_applied": Decimal(amount)}
        put(self.store, "ordway.payment_applications", **applied)
        return found

    def refund(self, payment: str, day: date, amount: str) -> None:
        """Money sent back."""
        told = {"id": f"REF-{payment}-{day}", "payment_id": payment, "refund_status": "Succeeded", "refund_date": day}
        put(self.store, "ordway.refunds", **told, refund_amount=Decimal(amount))

    def credit(self, invoice: str, day: date, amount: str) -> None:
        """A credit for one invoice."""
        found = f"CR-{invoice}-{day}"
        told = {"id": found, "status": "Processed", "credit_date": day, "credit_amount": Decimal(amount)}
        put(self.store, "ordway.credits", **told)
        applied = {"credit_id": found, "position": 1, "invoice_id": invoice, "amount_applied": Decimal(amount)}
        put(self.store, "ordway.credit_applications", **applied)

    def states(self, number: int, day: date, rep: str = "") -> dict[str, str]:
        """The contract's commission by state, all of it 120.00 but for what is credited."""
        found: dict[str, Decimal] = {}
        for row in records(self.store, "commission/lines", as_of=day, account=f"F{number}", rep=rep):
            found[row["state"]] = found.get(row["state"], Decimal(0)) + row["amount"]
        return {state: f"{amount.normalize():f}" for state, amount in found.items()}
