"""One kind of discrepancy: what goes wrong with an account, and when on the way from sale to payment it does."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from sandbox.company.account import Account, Document, sum_of
from sandbox.company.ordway_records import subscription_id
from sandbox.company.planting.comparing import Finding
from sandbox.ordway.records import money
from sandbox.world import Planted


class Kind:
    """Does nothing by itself; each code overrides the moment at which it happens.

    `sell` and `bill` say whether the account is one it can happen to; if not, another one is drawn. Where there are no
    `causes`, the findings of the comparison are the discrepancies themselves and not symptoms of another one.
    """

    code: ClassVar[str]
    has_comparable_schedule: ClassVar[bool] = True

    def sell(self, account: Account) -> bool:
        """Before anything is billed: billing knows another sale than was made."""
        return True

    def bill(self, account: Account) -> bool:
        """After the bills were made, before they become records."""
        return True

    def record(self, account: Account) -> None:
        """Change the records, before they are numbered."""

    def publish(self, account: Account) -> None:
        """Change what was published to Firmao."""

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        """The discrepancy under which the symptoms hang, then others of the same cause."""
        return []


class TermKind(Kind, ABC):
    """Billing knows other terms than were agreed: the subscription differs, and the invoices with it."""

    @abstractmethod
    def values(self, account: Account) -> tuple[str, str]:
        """What was agreed and what billing holds, as text."""

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        expected, actual = self.values(account)
        return [planted(account, self.code, expected=expected, actual=actual, impact=at_stake(symptoms))]


def planted(account: Account, code: str, **facts: str | None) -> Planted:
    """A row of the planted list; ids of the account's records are added where these are there."""
    is_sold, is_billed = bool(account.firmao["agreements"]), bool(account.ordway["subscriptions"])
    told: dict[str, str | None] = {
        "id": f"{code}-{account.number:04d}",
        "code": code,
        "account_name": account.party.name if account.firmao["customers"] else account.customer["name"],
        "firmao_customer_id": str(account.firmao_id) if account.firmao["customers"] else None,
        "firmao_agreement_id": str(account.agreement_id) if is_sold else None,
        "ordway_customer_id": account.ordway_id if account.ordway["customers"] else None,
        "ordway_subscription_id": subscription_id(account.sold) if is_billed else None,
        "currency": account.party.currency,
        "impact": "0.00",
    }
    shown: dict[str, Any] = told | facts
    return Planted(**shown)


def at_stake(symptoms: Sequence[Finding]) -> str:
    """What their root is worth: what was billed too little in all of them, or too much where that is nothing."""
    too_little = sum_of([one.impact for one in symptoms if one.impact > 0])
    too_much = sum_of([one.impact for one in symptoms if one.impact < 0 and one.code != "I3"])
    return f"{too_little or too_much:.2f}"


def open_balance(document: Document) -> str:
    """What is left to pay on an invoice, with two decimals."""
    return f"{money(document.invoice['balance']):.2f}"
