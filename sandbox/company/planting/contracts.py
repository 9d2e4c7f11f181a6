"""Contracts that billing does not follow: C1 to C8."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from sandbox.billing_periods import add_months, periods
from sandbox.company.account import Account
from sandbox.company.catalogue import MONTHS
from sandbox.company.contracts import Term, renewed
from sandbox.company.firmao_records import agreement_id_of
from sandbox.company.planting.comparing import Finding
from sandbox.company.planting.kind import Kind, at_stake, planted
from sandbox.world import Planted


class ContractKind(Kind):
    """Billing lost the contract, so that every period it misses or bills without one is a symptom."""

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        return [planted(account, self.code, impact=at_stake(symptoms))]


class NotBilled(ContractKind):
    """A won contract without a subscription."""

    code = "C1"

    def sell(self, account: Account) -> bool:
        return len(account.sold.terms) == 1 and not account.sold.is_over(account.as_of)

    def record(self, account: Account) -> None:
        account.ordway["subscriptions"].clear()
        account.ordway["billing_schedules"].clear()
        account.documents.clear()
        account.agreement["customFields"].pop("custom9")


class WithoutContract(ContractKind):
    """A subscription that bills a customer of the CRM without a contract."""

    code = "C2"
    has_comparable_schedule = False

    def sell(self, account: Account) -> bool:
        return not account.sold.is_over(account.as_of)

    def record(self, account: Account) -> None:
        for kept in ("agreements", "offers", "transactionentries"):
            account.firmao[kept].clear()
        account.subscription["custom_fields"] = {}
        for line in account.subscription["plans"]:
            line["custom_fields"] = {}


class BilledAfterEnd(ContractKind):
    """The contract ended and was not renewed, but the subscription renewed itself."""

    code = "C3"

    def sell(self, account: Account) -> bool:
        sold, end = account.sold, account.sold.churned_on
        if end is None or (account.as_of - end).days < 40 or sold.timing == "In Arrears":
            return False
        lines = renewed(sold.current_lines(end - timedelta(days=1)), end)
        account.billed.terms.append(Term(end, add_months(end, 12), tuple(lines)))
        account.billed.churned_on = None
        sold.auto_renew = account.billed.auto_renew = False
        return not account.billed.is_over(account.as_of)


class StoppedTooEarly(ContractKind):
    """The subscription was cancelled within the term of a running contract."""

    code = "C4"

    def sell(self, account: Account) -> bool:
        running = account.sold.running(account.as_of)
        if len(running) > 1 or account.sold.is_over(account.as_of) or account.sold.period == "Annually":
            return False
        stops = [ends for _, ends in periods(running[0].starts_on, account.as_of, MONTHS[account.sold.period])]
        if len(stops) < 3:
            return False
        account.billed.terms[-1] = replace(running[0], ends_before=stops[-3])
        account.billed.churned_on = stops[-3]
        return account.sold.terms[-1] is running[0]


class RenewalNotBilled(ContractKind):
    """The contract was renewed in the CRM; the subscription ran out."""

    code = "C5"

    def sell(self, account: Account) -> bool:
        sold = account.sold
        if len(sold.mains) < 2 or sold.is_over(account.as_of):
            return False
        last = sold.mains[-1]
        if (account.as_of - last.starts_on).days < 20:
            return False
        sold.auto_renew = account.billed.auto_renew = False
        account.billed.terms = sold.terms[: sold.terms.index(last)]
        return True


class ExpansionNotBilled(ContractKind):
    """An annex was signed after the subscription's last version."""

    code = "C6"

    def sell(self, account: Account) -> bool:
        annex = account.sold.terms[-1]
        if not annex.is_annex or account.sold.is_over(account.as_of) or (account.as_of - annex.starts_on).days < 10:
            return False
        account.billed.terms.pop()
        return True

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        annex_id = str(agreement_id_of(account.sold, len(account.sold.terms) - 1))
        return [planted(account, self.code, firmao_agreement_id=annex_id, impact=at_stake(symptoms))]


class DoesNotAddUp(Kind):
    """The agreement's net value is not the sum of its line items."""

    code = "C7"

    def record(self, account: Account) -> None:
        self._sum = account.agreement["nettoPrice"]
        tax = Decimal(account.party.tax_rate)
        account.agreement["nettoPrice"] = self._sum + 100
        account.agreement["vatPrice"] += tax
        account.agreement["bruttoPrice"] += 100 + tax

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        actual = f"{account.agreement['nettoPrice']:.2f}"
        told = {"expected": f"{self._sum:.2f}", "actual": actual, "ordway_subscription_id": None}
        return [planted(account, self.code, **told)]


class NeverActivated(ContractKind):
    """The subscription was made and left as a draft."""

    code = "C8"

    def sell(self, account: Account) -> bool:
        return len(account.sold.terms) == 1 and not account.sold.is_over(account.as_of)

    def record(self, account: Account) -> None:
        account.subscription["status"] = "Draft"
        account.ordway["billing_schedules"].clear()
        account.documents.clear()


KINDS: tuple[type[Kind], ...] = (
    NotBilled, WithoutContract, BilledAfterEnd, StoppedTooEarly, RenewalNotBilled, ExpansionNotBilled, DoesNotAddUp,
    NeverActivated,
)  # fmt: skip
