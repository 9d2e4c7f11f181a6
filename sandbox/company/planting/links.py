"""Accounts that are not linked, linked twice, or told differently in the two systems: L1 to L4; and M1."""

from collections.abc import Sequence
from typing import Any

from sandbox.company.account import Account
from sandbox.company.planting.comparing import Finding
from sandbox.company.planting.kind import Kind, at_stake, planted
from sandbox.ordway.records import money
from sandbox.world import Planted


class OnlyInCrm(Kind):
    """A customer was won and nobody told billing."""

    code = "L1"

    def sell(self, account: Account) -> bool:
        return len(account.sold.terms) == 1 and not account.sold.is_over(account.as_of)

    def record(self, account: Account) -> None:
        account.ordway.clear()
        account.documents.clear()
        account.agreement["customFields"].pop("custom9")

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        first = planted(account, self.code, firmao_agreement_id=None, impact=at_stake(symptoms))
        return [first, planted(account, "C1", impact=at_stake(symptoms))]


class OnlyInBilling(Kind):
    """A customer is billed whom the CRM does not know."""

    code = "L2"
    has_comparable_schedule = False

    def sell(self, account: Account) -> bool:
        return not account.sold.is_over(account.as_of)

    def record(self, account: Account) -> None:
        account.firmao.clear()
        account.customer["custom_fields"] = {"tax_id": account.party.tax_id}
        account.subscription["custom_fields"] = {}
        for line in account.subscription["plans"]:
            line["custom_fields"] = {}

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        return [planted(account, self.code, ordway_subscription_id=None), planted(account, "C2")]


class LinkedTwice(Kind):
    """The customer was entered in the CRM a second time, and the second one names the same billing customer."""

    code = "L3"

    def publish(self, account: Account) -> None:
        first = account.firmao["customers"][account.firmao_id]
        twin_id = 500_000 + account.number
        name = f"{account.party.name} (2)"
        twin: dict[str, Any] = first | {"id": twin_id, "name": name, "label": name, "nipNumber": None}
        twin["customFields"] = {"custom1": account.ordway_id}
        account.firmao["customers"][twin_id] = twin

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        note = f"also linked: {500_000 + account.number}"
        return [planted(account, self.code, firmao_agreement_id=None, ordway_subscription_id=None, note=note)]


class DetailsDiffer(Kind):
    """Billing holds another tax id, name, address or e-mail than the CRM, and not only another spelling."""

    code = "L4"
    _told: tuple[str, ...]

    def record(self, account: Account) -> None:
        contact, party = account.customer["contacts"][0], account.party
        match account.draw.choice(("tax id", "name", "city", "email")):
            case "tax id":
                self._told = (party.tax_id, party.tax_id[:-1] + str((int(party.tax_id[-1]) + 1) % 10))
                account.customer["custom_fields"]["tax_id"] = self._told[1]
            case "name":
                self._told = (party.name, f"Grupa {party.name}")
                account.customer["name"] = self._told[1]
            case "city":
                elsewhere = "Suwałki"
                self._told = tuple(f"{party.street}, {party.post_code}, {city}" for city in (party.city, elsewhere))
                contact["city"] = elsewhere
            case "email":
                known = f"biuro@{party.domain}, faktury@{party.domain}"
                self._told = (known, f"rozliczenia@{party.domain}")
                contact["email"] = self._told[1]

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        ids = {"firmao_agreement_id": None, "ordway_subscription_id": None}
        return [planted(account, self.code, expected=self._told[0], actual=self._told[1], **ids)]


class StaleMoney(Kind):
    """The balance shown in the CRM is of some days ago."""

    code = "M1"

    def publish(self, account: Account) -> None:
        told = account.firmao["customers"][account.firmao_id]["customFields"]
        told["custom2"] = f"{money(told['custom2']) + 123:.2f}"

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        actual = account.firmao["customers"][account.firmao_id]["customFields"]["custom2"]
        ids = {"firmao_agreement_id": None, "ordway_subscription_id": None}
        expected = f"{money(account.customer['balance']):.2f}"
        return [planted(account, self.code, expected=expected, actual=actual, **ids)]


KINDS: tuple[type[Kind], ...] = (OnlyInCrm, OnlyInBilling, LinkedTwice, DetailsDiffer, StaleMoney)
