"""Subscriptions that hold other terms than the contract: T1 to T13."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sandbox.billing_periods import add_months
from sandbox.company.account import Account
from sandbox.company.billing import line_ids
from sandbox.company.catalogue import CENT, MONTHS, price_in
from sandbox.company.contracts import RECURRING, SoldLine, Term, products_of
from sandbox.company.firmao_records import entry_ids
from sandbox.company.planting.comparing import Finding
from sandbox.company.planting.kind import Kind, TermKind, at_stake, planted
from sandbox.world import Planted


class LineKind(Kind, ABC):
    """Billing holds one line of the running term in another way; `sold` is the line as it was sold."""

    sold: SoldLine

    def causes(self, account: Account, symptoms: Sequence[Finding]) -> list[Planted]:
        code = self.sold.product.code
        expected, actual = self.values()
        told = {
            "firmao_entry_id": _entry_id(account, code),
            "ordway_subscription_line_id": line_ids(account.billed).get(code),
            "expected": expected,
            "actual": actual,
            "impact": at_stake(symptoms),
        }
        return [planted(account, self.code, **told)]

    @abstractmethod
    def values(self) -> tuple[str | None, str | None]:
        """What was agreed and what billing holds, as text."""


class ChangedLine(LineKind):
    """The first line, the seats, is another one in billing."""

    billed: SoldLine

    def sell(self, account: Account) -> bool:
        if account.sold.is_over(account.as_of):
            return False
        self.sold = account.sold.running(account.as_of)[0].lines[0]
        self.billed = self.change(account)
        return self.billed != self.sold and _change_running(
            account, lambda line: self.billed if line == self.sold else line
        )

    @abstractmethod
    def change(self, account: Account) -> SoldLine:
        """The line as billing has it."""


class MissingInBilling(LineKind):
    """A product of the contract is no line of the subscription."""

    code = "T1"

    def sell(self, account: Account) -> bool:
        main = account.sold.running(account.as_of)[0]
        recurring = [line for line in main.lines if not line.product.is_one_time]
        if account.sold.is_over(account.as_of) or len(recurring) < 2:
            return False
        self.sold = recurring[-1]
        return _change_running(account, lambda line: None if line == self.sold else line)

    def values(self) -> tuple[str | None, str | None]:
        return self.sold.product.code, None


class NotInContract(LineKind):
    """The subscription bills a product that the contract does not hold."""

    code = "T2"

    def sell(self, account: Account) -> bool:
        main = account.sold.running(account.as_of)[0]
        product = next(one for one in reversed(RECURRING) if one not in products_of(account.sold))
        price = price_in(product, account.party.currency, account.sold.period)
        self.sold = SoldLine(product, Decimal(1), price, Decimal(0), main.starts_on)
        account.billed.terms[account.billed.terms.index(main)] = replace(main, lines=(*main.lines, self.sold))
        return not account.sold.is_over(account.as_of)

    def values(self) -> tuple[str | None, str | None]:
        return None, self.sold.product.code


class Quantity(ChangedLine):
    """Other seats than were agreed."""

    code = "T3"

    def change(self, account: Account) -> SoldLine:
        return replace(self.sold, quantity=self.sold.quantity + account.draw.choice((-2, -1, 1, 3)))

    def values(self) -> tuple[str | None, str | None]:
        return f"{self.sold.quantity:f}", f"{self.billed.quantity:f}"


class UnitPrice(ChangedLine):
    """Another price than was agreed: an old list price, an uplift that was waived."""

    code = "T4"

    def change(self, account: Account) -> SoldLine:
        factor = Decimal(account.draw.choice(("0.9", "0.95", "1.05")))
        return replace(self.sold, price=(self.sold.price * factor).quantize(CENT, ROUND_HALF_UP))

    def values(self) -> tuple[str | None, str | None]:
        return f"{self.sold.price:.2f}", f"{self.billed.price:.2f}"


class Discount(ChangedLine):
    """The discount is missing, or was given without being agreed."""

    code = "T5"

    def change(self, account: Account) -> SoldLine:
        return replace(self.sold, discount=Decimal(0) if self.sold.discount else Decimal(15))

    def values(self) -> tuple[str | None, str | None]:
        return f"{self.sold.discount:f}", f"{self.billed.discount:f}"


class Currency(TermKind):
    """The running agreement is in another currency than its subscription."""

    code = "T6"
    has_comparable_schedule = False

    def sell(self, account: Account) -> bool:
        return not account.sold.is_over(account.as_of) and len(account.sold.terms) == 1

    def record(self, account: Account) -> None:
        account.agreement["currency"] = "EUR" if account.party.currency != "EUR" else "PLN"

    def values(self, account: Account) -> tuple[str, str]:
        return account.agreement["currency"], account.party.currency


class BillingPeriod(TermKind):
    """Agreed by the quarter, billed by the month."""

    code = "T7"
    has_comparable_schedule = False

    def sell(self, account: Account) -> bool:
        sold = account.sold
        if sold.period != "Quarterly" or len(sold.terms) > 1 or sold.is_over(account.as_of):
            return False
        account.billed.period = "Monthly"
        return _change_running(account, _monthly)

    def values(self, account: Account) -> tuple[str, str]:
        return account.sold.period, account.billed.period


class StartDate(TermKind):
    """Billing began one period after the contract."""

    code = "T8"

    def sell(self, account: Account) -> bool:
        sold, main = account.sold, account.sold.terms[0]
        starts_on = add_months(main.starts_on, MONTHS[sold.period])
        has_one_time = any(line.product.is_one_time for line in main.lines)
        if len(sold.terms) > 1 or has_one_time or main.starts_on.day > 28 or starts_on >= account.as_of:
            return False
        lines = tuple(replace(line, starts_on=starts_on) for line in main.lines)
        account.billed.terms = [Term(starts_on, main.ends_before, lines)]
        return sold.timing == "In Advance" and not sold.is_over(account.as_of)

    def values(self, account: Account) -> tuple[str, str]:
        return account.sold.terms[0].starts_on.isoformat(), account.billed.terms[0].starts_on.isoformat()


class TermEnd(TermKind):
    """The subscription's term ends on another day than the contract."""

    code = "T9"

    def sell(self, account: Account) -> bool:
        return not account.sold.is_over(account.as_of)

    def record(self, account: Account) -> None:
        later = account.sold.mains[-1].ends_before + timedelta(days=account.draw.choice((30, 60, 182)))
        account.subscription["current_term_end_date"] = later.isoformat()

    def values(self, account: Account) -> tuple[str, str]:
        expected = account.sold.mains[-1].ends_before - timedelta(days=1)
        return expected.isoformat(), account.subscription["current_term_end_date"]


class AutoRenewal(TermKind):
    """One side renews by itself, the other does not."""

    code = "T10"

    def sell(self, account: Account) -> bool:
        account.billed.auto_renew = not account.sold.auto_renew
        return not account.sold.is_over(account.as_of)

    def values(self, account: Account) -> tuple[str, str]:
        return _yes_or_no(account.sold.auto_renew), _yes_or_no(account.billed.auto_renew)


class PaymentTerms(TermKind):
    """Billing gives the customer other days to pay than were agreed."""

    code = "T11"

    def sell(self, account: Account) -> bool:
        account.billed.net_days = 30 if account.sold.net_days == 14 else 14
        return not account.sold.is_over(account.as_of) and not account.sold.pays_by_card

    def values(self, account: Account) -> tuple[str, str]:
        return f"Net {account.sold.net_days}", f"Net {account.billed.net_days}"


class PaymentChannel(TermKind):
    """Agreed to be transferred, but billing charges a card."""

    code = "T12"

    def sell(self, account: Account) -> bool:
        return not account.sold.is_over(account.as_of) and not account.sold.pays_by_card

    def record(self, account: Account) -> None:
        account.customer["auto_pay"] = True

    def values(self, account: Account) -> tuple[str, str]:
        return "TRANSFER", "auto-pay"


class Timing(TermKind):
    """Agreed in advance, billed in arrears."""

    code = "T13"

    def sell(self, account: Account) -> bool:
        sold = account.sold
        account.billed.timing = "In Arrears"
        is_simple = len(sold.terms) == 1 and sold.period in ("Monthly", "Quarterly")
        return is_simple and sold.timing == "In Advance" and not sold.is_over(account.as_of)

    def values(self, account: Account) -> tuple[str, str]:
        return account.sold.timing, account.billed.timing


def _change_running(account: Account, change: Callable[[SoldLine], SoldLine | None]) -> bool:
    """Change the lines of the running main term in billing; a line that becomes None goes."""
    main = account.sold.running(account.as_of)[0]
    lines = tuple(changed for line in main.lines if (changed := change(line)) is not None)
    account.billed.terms[account.billed.terms.index(main)] = replace(main, lines=lines)
    return True


def _monthly(line: SoldLine) -> SoldLine:
    if line.product.is_one_time:
        return line
    return replace(line, price=(line.price / 3).quantize(CENT, ROUND_HALF_UP))


def _entry_id(account: Account, code: str) -> str | None:
    found = entry_ids(account.sold, date.max).get(code)
    return str(found) if found else None


def _yes_or_no(value: bool) -> str:
    return "Yes" if value else "No"


KINDS: tuple[type[Kind], ...] = (
    MissingInBilling, NotInContract, Quantity, UnitPrice, Discount, Currency, BillingPeriod, StartDate, TermEnd,
    AutoRenewal, PaymentTerms, PaymentChannel, Timing,
)  # fmt: skip
