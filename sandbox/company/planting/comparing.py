"""What was sold against what was billed, period by period: the plain truth that a rule has to find.

It reads the sale the company remembers, not the records that the two systems answer with.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sandbox.company.account import Account, Document, sum_of
from sandbox.company.billing import Billed, Key, bills, line_ids
from sandbox.company.firmao_records import agreement_id_of, entry_id_of

# So many days after it was due to be made an invoice is missing, or late.
GRACE_DAYS = 3
LATE_DAYS = 5


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with the invoices of one line and period. Amounts are net, in the account's currency."""

    code: str
    product_code: str | None
    line_id: str | None
    agreement_id: int | None
    entry_id: int | None
    invoice_id: str | None
    starts_on: date
    ends_on: date | None
    expected: str
    actual: str
    impact: Decimal = Decimal(0)


@dataclass(frozen=True)
class _Posted:
    document: Document
    line: Billed
    net: Decimal


def compare(account: Account) -> list[Finding]:
    """Everything wrong between the sale and the invoices that were sent to the customer."""
    expected = {line.key: (bill.day, line) for bill in bills(account.sold) for line in bill.lines}
    posted = _posted(account)
    found: list[Finding] = []
    for key, (day, line) in expected.items():
        found += _missing(account, day, line) if not posted[key] else _billed(account, day, line, posted[key])
    for key in posted.keys() - expected.keys():
        found += [_finding(account, "I5", one.line, Decimal(0), one.net, one.document) for one in posted[key]]
    return sorted([*found, *_due_dates(account)], key=lambda one: (one.starts_on, one.code, str(one.product_code)))


def _posted(account: Account) -> defaultdict[Key, list[_Posted]]:
    found: defaultdict[Key, list[_Posted]] = defaultdict(list)
    for document in account.documents:
        if document.is_posted:
            over = document.receipt.over
            for line in document.receipt.bill.lines:
                net = line.net - (over.net if over and over.key == line.key else 0)
                found[line.key].append(_Posted(document, line, net))
    return found


def _missing(account: Account, day: date, line: Billed) -> Iterator[Finding]:
    if day + timedelta(days=GRACE_DAYS) < account.as_of:
        yield _finding(account, "I1", line, line.net, Decimal(0), None)


def _billed(account: Account, day: date, line: Billed, posted: list[_Posted]) -> Iterator[Finding]:
    first, total = posted[0], sum_of([one.net for one in posted])
    invoiced_on = date.fromisoformat(first.document.invoice["invoice_date"])
    if invoiced_on > day + timedelta(days=LATE_DAYS):
        yield _told(account, "I2", line, day.isoformat(), invoiced_on.isoformat(), first.document)
    if len(posted) > 1:
        yield _finding(account, "I3", line, line.net, total, posted[-1].document)
    if total != line.net:
        code = "I6" if line.is_partial else "I4" if total < line.net else "I5"
        yield _finding(account, code, line, line.net, total, posted[-1].document)


def _due_dates(account: Account) -> Iterator[Finding]:
    for document in account.documents:
        invoiced_on = document.invoice["invoice_date"]
        due_on = date.fromisoformat(invoiced_on) + timedelta(days=account.sold.net_days)
        told = document.invoice["due_date"]
        if document.is_posted and told != due_on.isoformat():
            starts_on, invoice_id = date.fromisoformat(invoiced_on), document.invoice["id"]
            yield Finding("I7", None, None, None, None, invoice_id, starts_on, None, due_on.isoformat(), told)


def _finding(
    account: Account, code: str, line: Billed, expected: Decimal, actual: Decimal, document: Document | None
) -> Finding:
    told = _told(account, code, line, f"{expected:.2f}", f"{actual:.2f}", document)
    return replace(told, impact=expected - actual)


def _told(account: Account, code: str, line: Billed, expected: str, actual: str, document: Document | None) -> Finding:
    agreement_id, entry_id = _sold_as(account, line)
    product = line.line.product.code
    return Finding(
        code=code,
        product_code=product,
        line_id=line_ids(account.billed).get(product) if account.ordway["subscriptions"] else None,
        agreement_id=agreement_id,
        entry_id=entry_id,
        invoice_id=document.invoice["id"] if document else None,
        starts_on=line.starts_on,
        ends_on=line.ends_before - timedelta(days=1) if line.ends_before else None,
        expected=expected,
        actual=actual,
    )


def _sold_as(account: Account, line: Billed) -> tuple[int | None, int | None]:
    """The agreement and its line item that a billed line stands for, if it was sold at all."""
    for index, term in enumerate(account.sold.terms):
        for place, sold in enumerate(term.lines):
            if sold.product == line.line.product and sold.starts_on <= line.starts_on < term.ends_before:
                return agreement_id_of(account.sold, index), entry_id_of(account.sold, index, place)
    return None, None
