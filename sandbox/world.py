"""The state both played systems hold, in the shapes they answer with."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

Record = dict[str, Any]


@dataclass(frozen=True)
class Planted:
    """One discrepancy put into the world on purpose, so that tests know the truth.

    `code` is a rule of the product's rule list (L1 … M1). Amounts are text with two decimals
    ("529.20") in `currency`, or None where the rule compares no money. `impact` is signed:
    plus where too little was collected, minus where the customer paid too much.
    `root_id` names the planted discrepancy this one is a symptom of.
    """

    id: str
    code: str
    account_name: str
    firmao_customer_id: str | None = None
    firmao_agreement_id: str | None = None
    firmao_entry_id: str | None = None
    ordway_customer_id: str | None = None
    ordway_subscription_id: str | None = None
    ordway_subscription_line_id: str | None = None
    ordway_invoice_id: str | None = None
    ordway_payment_id: str | None = None
    ordway_credit_id: str | None = None
    ordway_refund_id: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    expected: str | None = None
    actual: str | None = None
    impact: str | None = None
    currency: str | None = None
    root_id: str | None = None
    note: str = ""


@dataclass
class World:
    """Everything both systems hold on day `as_of`.

    `firmao[resource][id]` is a record in Firmao's reading shape (nested addresses, references as
    `{id, label}`, money as Decimal, which goes out as a JSON number). `ordway[resource][id]` is a
    record in Ordway's reading shape (money as text, missing values as ""), without the repetition
    of custom fields at top level, which the API adds when it answers.
    Resource names are the paths of the two APIs (`agreements`, `transactionentries`, `billing_schedules` …).
    `documents_at` is the address that invoices' PDFs are served under, '' for nowhere.
    """

    as_of: date
    firmao: dict[str, dict[int, Record]] = field(default_factory=dict)
    ordway: dict[str, dict[str, Record]] = field(default_factory=dict)
    planted: list[Planted] = field(default_factory=list)
    documents_at: str = ""
