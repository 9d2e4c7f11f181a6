"""Made-up accounts with which two things go wrong at once, on one line and in one period where they can meet there."""

from dataclasses import replace
from decimal import ROUND_HALF_UP

from sandbox.company.account import Account
from sandbox.company.billing import tax_on
from sandbox.company.catalogue import CENT
from sandbox.company.money_in import Receipt
from sandbox.company.planting import contracts, invoices, terms
from sandbox.company.planting.kind import Kind

LASTING = (
    terms.MissingInBilling, terms.NotInContract, terms.Quantity, terms.UnitPrice, terms.Discount, terms.StartDate,
    terms.Timing, contracts.BilledAfterEnd, contracts.StoppedTooEarly, contracts.RenewalNotBilled,
    contracts.ExpansionNotBilled,
)  # fmt: skip


class PartlyCredited(invoices.WrongQuantity):
    """The first line was billed for three units too many, and one of them was credited."""

    code = "I5"
    units = 3

    def change(self, account: Account, at: int) -> None:
        bill = account.receipts[at].bill
        right = bill.lines[0]
        line = replace(right.line, quantity=right.line.quantity + self.units)
        wrong = replace(right, line=line, net=line.net, tax=tax_on(account.billed, line.net))
        unit = ((wrong.net - right.net) / self.units).quantize(CENT, ROUND_HALF_UP)
        over = replace(right, net=unit, tax=tax_on(account.billed, unit))
        account.receipts[at] = Receipt(replace(bill, lines=(wrong, *bill.lines[1:])), over=over)


ONCE = (
    invoices.Missing, invoices.Twice, invoices.Under, invoices.Over, invoices.WrongProration, invoices.StuckDraft,
    PartlyCredited,
)  # fmt: skip


class Both(Kind):
    """One thing goes wrong, then another, with the same account."""

    def __init__(self, *kinds: Kind) -> None:
        self.kinds = kinds

    def sell(self, account: Account) -> bool:
        return all(one.sell(account) for one in self.kinds)

    def bill(self, account: Account) -> bool:
        return all(one.bill(account) for one in self.kinds)

    def record(self, account: Account) -> None:
        for one in self.kinds:
            one.record(account)
