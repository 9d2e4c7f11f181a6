"""What a write does to balances and stamps: applications, statuses, customers."""

from decimal import Decimal
from typing import Any

from sandbox.ordway.errors import not_found, not_valid
from sandbox.ordway.records import money, text
from sandbox.state import State
from sandbox.world import Record

_OPEN = ("Posted", "Partially paid")
_PREFIX = {
    "customers": "C",
    "products": "P",
    "plans": "PLN",
    "subscriptions": "S",
    "invoices": "INV",
    "payments": "PMT",
    "credits": "CR",
    "refunds": "REF",
    "orders": "ORD",
    "billing_runs": "BR",
}


class Books:
    """The records of Ordway and the rules that keep them consistent. Called with the state's lock held."""

    def __init__(self, state: State) -> None:
        self.state = state

    def held(self, resource: str) -> dict[str, Record]:
        """All records of a resource by id."""
        return self.state.world.ordway.setdefault(resource, {})

    def find(self, resource: str, record_id: str) -> Record:
        """One record. Raises 404."""
        try:
            return self.held(resource)[record_id]
        except KeyError:
            raise not_found(resource, record_id) from None

    def new_id(self, resource: str) -> str:
        """The next free id of a resource, such as `INV-00912`."""
        prefix = _PREFIX.get(resource, resource[:2].upper())
        used = [key.rpartition("-")[2] for key in self.held(resource)]
        return f"{prefix}-{max((int(number) for number in used if number.isdigit()), default=0) + 1:05d}"

    def add(self, resource: str, record: Record) -> Record:
        """Keep a new record under its own id, or a new one, stamped."""
        record = {"id": record.get("id") or self.new_id(resource), "custom_fields": {}} | record
        record["id"] = record["id"] or self.new_id(resource)
        now, who = self.state.clock.milliseconds(), "api@demo.example"
        record |= {"created_by": who, "updated_by": who, "created_date": now, "updated_date": now}
        self.held(resource)[record["id"]] = record
        return record

    def touch(self, record: Record) -> Record:
        """Move the stamps of a record that was written."""
        record |= {"updated_date": self.state.clock.milliseconds(), "updated_by": "api@demo.example"}
        return record

    def apply(self, kind: str, money_in: Record, invoice_id: str, amount: Decimal) -> None:
        """Apply a payment or credit (`kind` is its resource) to an invoice."""
        invoice = self.find("invoices", invoice_id)
        if amount <= 0 or amount > money(invoice["balance"]) or amount > money(money_in["unapplied_amount"]):
            raise not_valid(f"amount_applied of {invoice_id} exceeds what is open or unapplied")
        now = self.state.clock.milliseconds()
        applied = {"id": invoice_id, "amount_applied": text(amount), "created_date": now, "updated_date": now}
        money_in["invoices"] = [*money_in.get("invoices", []), applied]
        money_in["applied_amount"] = text(money(money_in["applied_amount"]) + amount)
        money_in["unapplied_amount"] = text(money(money_in["unapplied_amount"]) - amount)
        invoice[kind] = [*invoice.get(kind, []), {k: v for k, v in money_in.items() if k != "invoices"}]
        self.move_balance(invoice, amount, is_cash=kind == "payments")

    def unapply_all(self, kind: str, money_in: Record) -> None:
        """Take a payment or credit back from every invoice it was applied to."""
        for one in money_in.get("invoices", []):
            invoice = self.find("invoices", one["id"])
            invoice[kind] = [other for other in invoice.get(kind, []) if other.get("id") != money_in["id"]]
            self.move_balance(invoice, -money(one["amount_applied"]), is_cash=kind == "payments")
        money_in |= {"invoices": [], "applied_amount": "0.0", "unapplied_amount": "0.0"}

    def move_balance(self, invoice: Record, amount: Decimal, *, is_cash: bool) -> None:
        """Lower (or raise) what is open on an invoice, with status and the customer's balance."""
        balance = money(invoice["balance"]) - amount
        invoice["balance"] = text(balance)
        if is_cash:
            invoice["paid_amount"] = text(money(invoice["paid_amount"]) + amount)
        total = money(invoice["invoice_amount"])
        invoice["status"] = "Paid" if balance == 0 else "Posted" if balance == total else "Partially paid"
        self.touch(invoice)
        self.reckon_customer(invoice["customer_id"])

    def reckon_customer(self, customer_id: str) -> None:
        """The customer's balance: the sum of its open invoices."""
        customer = self.held("customers").get(customer_id)
        if customer:
            invoices = [one for one in self.held("invoices").values() if one["customer_id"] == customer_id]
            due = sum((money(one["balance"]) for one in invoices if one["status"] in _OPEN), Decimal(0))
            customer["balance"] = text(due)
            self.touch(customer)

    def required(self, told: Record, *names: str) -> list[Any]:
        """The values of required keys. Raises 422 for the first that is missing."""
        for name in names:
            if told.get(name) in (None, "", []):
                raise not_valid(f"{name} param is required")
        return [told[name] for name in names]
