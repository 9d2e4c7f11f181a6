"""Changing Ordway: creating and updating records, and the actions that are PUT to their own addresses."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sandbox.ordway.books import Books
from sandbox.ordway.errors import not_valid
from sandbox.ordway.records import money, text
from sandbox.world import Record

_PLAIN: dict[str, tuple[str, ...]] = {
    "customers": ("name",),
    "products": ("name",),
    "plans": ("name",),
    "orders": ("customer_id",),
}
_PLAIN |= {"coupons": ("code",), "usages": ("date", "customer_id", "quantity")}
_DELETABLE = {"customers", "products", "plans", "billing_runs", "usages"}
_FIXED_ON_CHANGE = ("contract_effective_date", "service_start_date", "billing_start_date")


class Writing:
    """Everything that changes Ordway's records. Called with the state's lock held."""

    def __init__(self, books: Books) -> None:
        self.books = books

    def create(self, resource: str, told: Record) -> Record:
        """Create a record. Raises 422 when something required is missing."""
        if resource == "payments":
            return self._create_payment(told)
        if resource == "credits":
            return self._create_credit(told)
        if resource == "subscriptions":
            return self._create_subscription(told)
        if resource not in _PLAIN:
            raise not_valid(f"{resource} cannot be created")
        self.books.required(told, *_PLAIN[resource])
        defaults: Record = {"customer_type": "business", "balance": "0.0"} if resource == "customers" else {}
        return self.books.add(resource, defaults | {"status": "Active"} | told)

    def update(self, resource: str, record_id: str, told: Record) -> Record:
        """Change the given fields of a record; lists are replaced whole."""
        record = self.books.find(resource, record_id)
        if resource not in (*_PLAIN, "billing_schedules", "subscriptions"):
            raise not_valid(f"{resource} cannot be updated")
        if resource == "subscriptions" and record["status"] != "Draft":
            raise not_valid("only a Draft subscription can be updated; use change")
        custom = (record.get("custom_fields") or {}) | (told.get("custom_fields") or {})
        custom |= {key: value for key, value in told.items() if key in custom}
        record |= {key: value for key, value in told.items() if key not in custom and key != "id"}
        record["custom_fields"] = custom
        return self.books.touch(record)

    def delete(self, resource: str, record_id: str) -> None:
        """Delete what the product lets one delete."""
        record = self.books.find(resource, record_id)
        is_draft = resource in ("subscriptions", "invoices") and record["status"] == "Draft"
        if resource not in _DELETABLE and not is_draft:
            raise not_valid(f"{record_id} cannot be deleted")
        del self.books.held(resource)[record_id]

    def act(self, resource: str, record_id: str, action: str, told: Record) -> Record:
        """Carry out an action on a record. Raises 422 when its state does not allow it."""
        record = self.books.find(resource, record_id)
        try:
            carry_out = ACTIONS[resource, action]
        except KeyError:
            raise not_valid(f"{action} is not known for {resource}") from None
        record.update(carry_out(self, record, told))
        return self.books.touch(record)

    def _create_subscription(self, told: Record) -> Record:
        self.books.required(
            told, "customer_id", "contract_effective_date", "service_start_date", "billing_start_date", "plans"
        )
        self.books.find("customers", told["customer_id"])
        lines = [
            {"subscription_line_id": f"SCHG-{number:02d}", "custom_fields": {}} | line
            for number, line in enumerate(told["plans"], start=1)
        ]
        for line in lines:
            self.books.required(line, "charge_id", "plan_id", "product_id")
        defaults = {"status": "Draft", "version": 1, "version_type": "", "cancellation_date": ""}
        return self.books.add("subscriptions", defaults | told | {"plans": lines})

    def _create_payment(self, told: Record) -> Record:
        _, _, amount = self.books.required(told, "customer_id", "payment_date", "payment_amount")
        self.books.find("customers", told["customer_id"])
        applied = told.get("invoices") or []
        defaults = {
            "status": "Processed", "payment_type": "External", "payment_method": "Other", "notes": "",
            "reference_number": "", "fee_amount": "0.0", "refunded_amount": "0.0", "auto_apply": False, "refunds": [],
            "failed_attempt": 0, "retried_attempts": 0, "gl_account": "",
        }  # fmt: skip
        money_in = {"applied_amount": "0.0", "unapplied_amount": text(money(amount)), "invoices": []}
        payment = self.books.add("payments", defaults | told | money_in)
        for one in applied:
            self.books.apply("payments", payment, one["id"], money(one["amount_applied"]))
        return payment

    def _create_credit(self, told: Record) -> Record:
        _, _, amount = self.books.required(told, "customer_id", "credit_date", "credit_amount")
        self.books.find("customers", told["customer_id"])
        applied = told.get("invoices") or told.get("invoices_applied") or []
        defaults = {"status": "Processed", "notes": "", "credit_type": "", "reference_number": "", "auto_apply": False}
        left = {"applied_amount": "0.0", "unapplied_amount": text(money(amount)), "invoices": [], "refunds": []}
        credit = self.books.add("credits", defaults | told | left)
        for one in applied:
            self.books.apply("credits", credit, one["id"], money(one["amount_applied"]))
        return credit

    def activate(self, subscription: Record, _told: Record) -> Record:
        """Draft to Active."""
        if subscription["status"] != "Draft":
            raise not_valid("only a Draft subscription can be activated")
        return subscription | {"status": "Active"}

    def change(self, subscription: Record, told: Record) -> Record:
        """A new version with the lines sent; lines left out are removed."""
        if subscription["status"] != "Active":
            raise not_valid(f"a {subscription['status']} subscription cannot be changed")
        for name in _FIXED_ON_CHANGE:
            if told.get(name) not in (None, subscription[name]):
                raise not_valid(f"{name} cannot be changed")
        before = {line["subscription_line_id"]: line for line in subscription["plans"]}
        lines = [before.get(line.get("subscription_line_id", ""), {}) | line for line in told.get("plans") or []]
        for line in lines:
            held = before.get(line.get("subscription_line_id", ""))
            if held and held.get("charge_timing") != line.get("charge_timing"):
                raise not_valid("charge_timing cannot be changed")
        fields = {key: value for key, value in told.items() if key not in ("plans", "id", "status", "version")}
        version = {"plans": lines or subscription["plans"], "version": subscription["version"] + 1}
        return subscription | fields | version | {"version_type": "Change"}

    def cancel_subscription(self, subscription: Record, told: Record) -> Record:
        """Active to Cancelled, from a given day, the period's or the term's end, or today."""
        if subscription["status"] != "Active":
            raise not_valid(f"a {subscription['status']} subscription cannot be cancelled")
        day = told.get("cancellation_date") or self._cancelled_on(subscription, told.get("cancellation_type"))
        version = {"version": subscription["version"] + 1, "version_type": "Cancel"}
        return subscription | {"status": "Cancelled", "cancellation_date": day} | version

    def _cancelled_on(self, subscription: Record, kind: str | None) -> str:
        if kind == "End of Contract Term":
            return str(subscription["current_term_end_date"])
        ends = [str(line.get("current_period_end_date") or "") for line in subscription["plans"]]
        return (
            max(ends) if kind == "End of Current Period" and any(ends) else self.books.state.clock.today().isoformat()
        )

    def renew(self, subscription: Record, _told: Record) -> Record:
        """The next term, after the end of the current one."""
        term = str(subscription.get("renewal_term") or subscription.get("contract_term"))
        if not term.isdigit() or subscription["status"] not in ("Active", "Expired"):
            raise not_valid("only a termed subscription that is Active or Expired can be renewed")
        start = date.fromisoformat(subscription["current_term_end_date"]) + timedelta(days=1)
        months = start.month - 1 + int(term)
        following = date(start.year + months // 12, months % 12 + 1, min(start.day, 28))
        dates = {
            "current_term_start_date": start.isoformat(),
            "current_term_end_date": (following - timedelta(days=1)).isoformat(),
        }
        version = {"version": subscription["version"] + 1, "version_type": "Renewal", "status": "Active"}
        return subscription | dates | version

    def cancel_order(self, order: Record, _told: Record) -> Record:
        """An order that was not invoiced can be cancelled."""
        if order.get("invoice_id"):
            raise not_valid("an invoiced order cannot be cancelled")
        return order | {"status": "Cancelled"}

    def reverse_invoice(self, invoice: Record, told: Record) -> Record:
        """Posted to Reversed; nothing is open on it any more."""
        [day] = self.books.required(told, "reversed_on")
        if invoice["status"] not in ("Posted", "Partially paid", "Paid") or money(invoice["paid_amount"]):
            raise not_valid("only a posted invoice without payments can be reversed")
        invoice |= {"status": "Reversed", "reversed_on": day, "balance": "0.0"}
        self.books.reckon_customer(invoice["customer_id"])
        return invoice

    def reverse_payment(self, payment: Record, told: Record) -> Record:
        """An external payment is taken back from its invoices."""
        [day] = self.books.required(told, "reversed_on")
        if payment["payment_type"] != "External" or payment["status"] != "Processed":
            raise not_valid("only a processed external payment can be reversed")
        self.books.unapply_all("payments", payment)
        return payment | {"status": "Reversed", "reversed_on": day}

    def refund_payment(self, payment: Record, told: Record) -> Record:
        """Money goes back: un-applied from the invoices, which are open again."""
        if payment["status"] != "Processed":
            raise not_valid("only a processed payment can be refunded")
        amount = money(told.get("refund_amount") or payment["payment_amount"])
        self.books.unapply_all("payments", payment)
        self._refund(payment, amount, {"payment_id": payment["id"]}, told)
        total = money(payment["payment_amount"])
        left = {"refunded_amount": text(amount), "unapplied_amount": text(total - amount)}
        return payment | left | {"status": "Refunded" if amount == total else "Partially refunded"}

    def reverse_credit(self, credit: Record, told: Record) -> Record:
        """A credit is taken back from its invoices."""
        [day] = self.books.required(told, "reversed_on")
        self.books.unapply_all("credits", credit)
        return credit | {"status": "Reversed", "reversed_on": day}

    def refund_credit(self, credit: Record, told: Record) -> Record:
        """What is left of a credit is paid out."""
        amount = money(told.get("refund_amount") or credit["unapplied_amount"])
        if amount <= 0 or amount > money(credit["unapplied_amount"]):
            raise not_valid("refund_amount exceeds what is unapplied")
        self._refund(credit, amount, {"credit_id": credit["id"]}, told)
        return credit | {"unapplied_amount": text(money(credit["unapplied_amount"]) - amount)}

    def _refund(self, source: Record, amount: Decimal, reference: Record, told: Record) -> None:
        day = told.get("refund_date") or self.books.state.clock.today().isoformat()
        refund: dict[str, Any] = {
            "customer_id": source["customer_id"], "refund_date": day, "refund_amount": text(amount),
            "refund_type": told.get("refund_type") or "External", "payment_id": "", "refund_status": "Succeeded",
            "notes": told.get("notes") or "", "currency": source["currency"], "conversion_rate": 1.0,
            "reference_number": told.get("reference_number") or "",
        }  # fmt: skip
        kept = self.books.add("refunds", refund | reference)
        note = {"id": kept["id"], "refund_amount": text(amount), "refund_date": day}
        source["refunds"] = [*source.get("refunds", []), note | {"created_date": day, "updated_date": day}]


ACTIONS: dict[tuple[str, str], Callable[[Writing, Record, Record], Record]] = {
    ("subscriptions", "activate"): Writing.activate,
    ("subscriptions", "change"): Writing.change,
    ("subscriptions", "cancel"): Writing.cancel_subscription,
    ("subscriptions", "renew"): Writing.renew,
    ("orders", "cancel"): Writing.cancel_order,
    ("invoices", "reverse"): Writing.reverse_invoice,
    ("payments", "reverse"): Writing.reverse_payment,
    ("payments", "refund"): Writing.refund_payment,
    ("credits", "reverse"): Writing.reverse_credit,
    ("credits", "refund"): Writing.refund_credit,
}
