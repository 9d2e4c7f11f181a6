"""What goes wrong in the made-up company, on purpose and known: every code of the product's rule list."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sandbox.company.account import Account
from sandbox.company.planting import contracts, invoices, links, payments, terms
from sandbox.company.planting.comparing import Finding, compare
from sandbox.company.planting.kind import Kind, planted
from sandbox.world import Planted

# Every so many accounts one has something wrong.
EVERY = 4
_WITHIN_ONE_PERIOD = ("I4", "I5", "I6")


def _mixed() -> tuple[type[Kind], ...]:
    """All kinds, one of each family after the other, so that a small company has some of every family."""
    families = [list(reversed(one.KINDS)) for one in (terms, invoices, payments, contracts, links)]
    mixed: list[type[Kind]] = []
    while any(families):
        mixed += [family.pop() for family in families if family]
    return tuple(mixed)


KINDS = _mixed()


def kind_of(number: int) -> Kind | None:
    """What goes wrong with account `number`, if anything."""
    if number % EVERY:
        return None
    return KINDS[(number // EVERY - 1) % len(KINDS)]()


def rows(account: Account, kind: Kind | None) -> list[Planted]:
    """Everything wrong with an account: its cause and the symptoms under it."""
    findings = compare(account) if kind is None or kind.has_comparable_schedule else []
    causes = kind.causes(account, findings) if kind else []
    root = causes[0].id if causes else None
    alike = kind is not None and len({one.code for one in causes}) == 1
    under = [cause if alike or cause.id == root else replace(cause, root_id=root) for cause in causes]
    return [*under, *_symptoms(account, findings, root)]


def _symptoms(account: Account, findings: Sequence[Finding], root: str | None) -> Iterator[Planted]:
    twice = {(one.product_code, one.starts_on) for one in findings if one.code == "I3"}
    for one in findings:
        is_under = one.code in _WITHIN_ONE_PERIOD and (one.product_code, one.starts_on) in twice
        yield _row(account, one, root or (_id(account, replace(one, code="I3")) if is_under else None))


def _row(account: Account, one: Finding, root: str | None) -> Planted:
    return planted(
        account,
        one.code,
        id=_id(account, one),
        firmao_agreement_id=str(one.agreement_id) if one.agreement_id else None,
        firmao_entry_id=str(one.entry_id) if one.entry_id else None,
        ordway_subscription_line_id=one.line_id,
        ordway_invoice_id=one.invoice_id,
        period_start=one.starts_on.isoformat() if one.product_code else None,
        period_end=one.ends_on.isoformat() if one.ends_on else None,
        expected=one.expected,
        actual=one.actual,
        impact=f"{one.impact:.2f}",
        root_id=root,
    )


def _id(account: Account, one: Finding) -> str:
    return f"{one.code}-{account.number:04d}-{one.product_code or one.invoice_id}-{one.starts_on}"
