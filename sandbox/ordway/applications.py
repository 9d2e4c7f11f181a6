"""Payments and credits applied to invoices, and taken back: statuses and balances on both sides."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sandbox.ordway.books import Books, amount_in, required
from sandbox.ordway.errors import not_valid
from sandbox.ordway.records import money, text
from sandbox.world import Record

OPEN = ("Posted", "Partially paid")


@dataclass(frozen=True)
class Wanted:
    """An amount to be applied to an invoice."""

    invoice: Record
    amount: Decimal


class Applications:
    """What was applied to what. `kind` is the resource of the money: `payments` or `credits`."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def wanted(self, told: Any, available: Decimal) -> list[Wanted]:
        """The applications a body asks for. Raises 404 or 422, before anything is written."""
        if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
            raise not_valid("invoices is invalid")
        wanted = [
            Wanted(self._books.find("invoices", *required(one, "id")), amount_in(one, "amount_applied")) for one in told
        ]
        self._refuse_too_much(wanted, available)
        return wanted

    def _refuse_too_much(self, wanted: list[Wanted], available: Decimal) -> None:
        asked: defaultdict[str, Decimal] = defaultdict(Decimal)
        for one in wanted:
            asked[one.invoice["id"]] += one.amount
            if one.invoice["status"] not in OPEN or asked[one.invoice["id"]] > money(one.invoice["balance"]):
                raise not_valid(f"amount_applied exceeds what is open on {one.invoice['id']}")
        if sum((one.amount for one in wanted), Decimal(0)) > available:
            raise not_valid("amount_applied exceeds what is unapplied")

    def apply(self, kind: str, money_in: Record, wanted: list[Wanted]) -> None:
        """Apply a payment or credit to invoices that were checked."""
        now = self._books.state.clock.milliseconds()
        for one in wanted:
            applied = {"id": one.invoice["id"], "amount_applied": text(one.amount)}
            money_in["invoices"] = [*money_in["invoices"], applied | {"created_date": now, "updated_date": now}]
            _shift(money_in, one.amount)
            self.move_balance(one.invoice, one.amount, is_cash=kind == "payments")
        self._show(kind, money_in, [one.invoice for one in wanted])

    def take_back(self, kind: str, money_in: Record, amount: Decimal | None = None) -> None:
        """Un-apply so much, the latest application first; without an amount, everything."""
        left = money(money_in["applied_amount"]) if amount is None else amount
        invoices = [self._books.find("invoices", one["id"]) for one in money_in.get("invoices", [])]
        for applied in reversed(money_in.get("invoices", [])):
            taken = min(left, money(applied["amount_applied"]))
            left -= taken
            self._lower(kind, money_in, applied, taken)
        money_in["invoices"] = [one for one in money_in.get("invoices", []) if money(one["amount_applied"])]
        self._show(kind, money_in, invoices)

    def release(self, invoice: Record) -> None:
        """Take every credit back from an invoice."""
        for shown in invoice.get("credits", []):
            credit = self._books.find("credits", shown["id"])
            for applied in _applied_in(credit):
                if applied["id"] == invoice["id"]:
                    self._lower("credits", credit, applied, money(applied["amount_applied"]))
            credit["invoices"] = [one for one in _applied_in(credit) if one["id"] != invoice["id"]]
            self._show("credits", credit, [invoice])

    def _lower(self, kind: str, money_in: Record, applied: Record, taken: Decimal) -> None:
        """Lower one application, and raise what is open on its invoice."""
        applied |= {
            "amount_applied": text(money(applied["amount_applied"]) - taken),
            "updated_date": self._books.state.clock.milliseconds(),
        }
        _shift(money_in, -taken)
        self.move_balance(self._books.find("invoices", applied["id"]), -taken, is_cash=kind == "payments")

    def _show(self, kind: str, money_in: Record, invoices: list[Record]) -> None:
        """Bring the copy of a payment or credit inside its invoices up to date; drop it where nothing is applied."""
        self._books.touch(money_in)
        held = {one["id"] for one in _applied_in(money_in)}
        for invoice in invoices:
            self._books.touch(invoice)
            others = [one for one in invoice.get(kind, []) if one.get("id") != money_in["id"]]
            invoice[kind] = [*others, *([_copy(money_in)] if invoice["id"] in held else [])]

    def show_everywhere(self, kind: str, money_in: Record) -> None:
        """Bring the copies in every invoice it is applied to up to date."""
        self._show(kind, money_in, [self._books.find("invoices", one["id"]) for one in _applied_in(money_in)])

    def move_balance(self, invoice: Record, amount: Decimal, *, is_cash: bool) -> None:
        """Lower (or raise) what is open on an invoice, with its status and the customer's balance."""
        balance, total = money(invoice["balance"]) - amount, money(invoice["invoice_amount"])
        if is_cash:
            invoice["paid_amount"] = text(money(invoice["paid_amount"]) + amount)
        invoice["balance"] = text(balance)
        invoice["status"] = "Paid" if balance == 0 else "Posted" if balance == total else "Partially paid"
        self._books.touch(invoice)
        self.reckon_customer(invoice["customer_id"])

    def reckon_customer(self, customer_id: str) -> None:
        """The customer's balance: the sum of its open invoices."""
        customer = self._books.held("customers").get(customer_id)
        if customer:
            invoices = [one for one in self._books.held("invoices").values() if one["customer_id"] == customer_id]
            due = sum((money(one["balance"]) for one in invoices if one["status"] in OPEN), Decimal(0))
            customer["balance"] = text(due)
            self._books.touch(customer)


def _applied_in(money_in: Record) -> list[Record]:
    return money_in.get("invoices") or []


def _shift(money_in: Record, amount: Decimal) -> None:
    """Move so much from unapplied to applied."""
    money_in["applied_amount"] = text(money(money_in["applied_amount"]) + amount)
    money_in["unapplied_amount"] = text(money(money_in["unapplied_amount"]) - amount)


def _copy(money_in: Record) -> Record:
    return {key: value for key, value in money_in.items() if key != "invoices"}
