"""The balance of each customer: on Ordway's own record, and as it was last published to Firmao's."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sandbox.company import firmao_records
from sandbox.company.account import Account, sum_of
from sandbox.ordway.records import money, text
from sandbox.world import Record

_STANDING = ("Posted", "Partially paid", "Paid")


def publish(account: Account, invoices: Iterable[Record], payments: Iterable[Record]) -> None:
    """Tell both systems what the customer owes."""
    posted = [one for one in invoices if one["status"] in _STANDING]
    due = [one for one in posted if one["status"] != "Paid"]
    settled = [one for one in payments if one["status"] == "Processed"]
    balance = sum_of([money(one["balance"]) for one in due])
    if account.ordway["customers"]:
        _keep_in_ordway(account, balance)
    customer = account.firmao["customers"].get(account.firmao_id)
    if customer and account.ordway["customers"]:
        today = account.as_of.isoformat()
        told: dict[str, Any] = {
            "balance": balance,
            "overdue": sum_of([money(one["balance"]) for one in due if one["due_date"] < today]),
            "last_invoice": _told(posted, "invoice_date", "invoice_amount"),
            "last_payment": _told(settled, "payment_date", "payment_amount"),
        }
        customer["customFields"] = firmao_records.published(account.ordway_id, told)


def _keep_in_ordway(account: Account, balance: Decimal) -> None:
    subscriptions: Mapping[str, Record] = account.ordway["subscriptions"]
    active = [money(one["cmrr"]) for one in subscriptions.values() if one["status"] == "Active"]
    monthly = text(sum_of(active))
    account.customer.update(balance=text(balance), cmrr=monthly, discounted_cmrr=monthly)


def _told(records: list[Record], day: str, amount: str) -> str:
    if not records:
        return ""
    last = max(records, key=lambda one: (one[day], one["id"]))
    return f"{last['id']} {last[day]} {money(last[amount]):.2f}"
