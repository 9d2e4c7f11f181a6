"""What a reconciliation allows, and how grave it takes what it finds. Where it comes from: the policy file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from queries.reckoning import Reckoning, set_reckoning
from queries.store import Cursor

WON = ("ACCEPTED", "EXECUTED")
WAIVED_ALONE: Mapping[str, Decimal] = MappingProxyType({"PLN": Decimal(2000), "EUR": Decimal(500), "USD": Decimal(500)})

_TABLES = """
create or replace temp table tolerance (currency_code varchar, amount decimal(18, 4), percent decimal(9, 4));
create or replace temp table threshold (currency varchar, high decimal(18, 4), medium decimal(18, 4));
create or replace temp table billing_rule (contract_number varchar, anchor_day integer, proration varchar);
delete from recon.won_status;
delete from recon.waiver_limit;
delete from recon.custom_billing_period
"""

_BILLING_PERIODS = """
create or replace temp table billing_period as
from recon.custom_billing_period
union all
from recon.billing_period anti join recon.custom_billing_period using (word)
"""


@dataclass(frozen=True)
class Tolerance:
    """A difference of money is tolerated up to `amount`, in currency, or `percent` of the expected: the larger."""

    amount: Decimal = Decimal(0)
    percent: Decimal = Decimal(0)


@dataclass(frozen=True)
class Thresholds:
    """The money at stake, in currency, from which a discrepancy is `high` or `medium`; below it is low."""

    high: Decimal
    medium: Decimal


@dataclass(frozen=True)
class BillingRule:
    """How periods are counted and parts of them charged; None is said elsewhere.

    `anchor_day` is the day of the month that periods begin on, 0 for that of the service's start. `proration` is
    `days` used of the period's days, whole `months` and days of a 30-day month, or `none`: a part is charged whole.
    """

    anchor_day: int | None = None
    proration: str | None = None


@dataclass(frozen=True)
class Billing:
    """How contracts are billed: in general, by contract number, and the months of billing periods by their word."""

    general: BillingRule = BillingRule(0, "days")
    contracts: Mapping[str, BillingRule] = field(default_factory=dict)
    periods: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Terms:
    """What the rules allow, in days and in money; severities by currency; won statuses; how contracts are billed.

    A currency without thresholds leaves each discrepancy as grave as its rule says. `waived_alone` is how much, in
    currency, somebody who may not approve may waive in a day. `reckoning` is what figures rest on beside the records.
    """

    grace_days: int = 3
    late_days: int = 5
    draft_days: int = 5
    tolerance: Tolerance = Tolerance()
    tolerances: Mapping[str, Tolerance] = field(default_factory=dict)
    severities: Mapping[str, Thresholds] = field(default_factory=dict)
    won: tuple[str, ...] = WON
    billing: Billing = Billing()
    waived_alone: Mapping[str, Decimal] = field(default_factory=lambda: dict(WAIVED_ALONE))
    # It changes no comparison, so another one is no reason to compare anew.
    reckoning: Reckoning = field(default_factory=Reckoning, repr=False)


def set_terms(cursor: Cursor, terms: Terms) -> None:
    """Put the terms where the statements read them: `tolerance`, without a currency for all others, `threshold`,
    `billing_rule`, without a contract for all others, `billing_period`; `recon.won_status`, which the model reads,
    `recon.waiver_limit`, and what figures are reckoned by.
    """
    cursor.run(_TABLES)
    for currency, one in ((None, terms.tolerance), *terms.tolerances.items()):
        cursor.run(
            "insert into tolerance values ($currency, $amount, $percent)",
            currency=currency,
            amount=one.amount,
            percent=one.percent,
        )
    for code, grave in terms.severities.items():
        cursor.run(
            "insert into threshold values ($code, $high, $medium)", code=code, high=grave.high, medium=grave.medium
        )
    cursor.run("insert into recon.won_status select distinct unnest($won::varchar[])", won=list(terms.won))
    for code, amount in terms.waived_alone.items():
        cursor.run("insert into recon.waiver_limit values ($code, $amount)", code=code, amount=amount)
    _set_billing(cursor, terms.billing)
    set_reckoning(cursor, terms.reckoning)


def _set_billing(cursor: Cursor, billing: Billing) -> None:
    for number, rule in ((None, billing.general), *billing.contracts.items()):
        cursor.run(
            "insert into billing_rule values ($number, $anchor_day, $proration)",
            number=number,
            anchor_day=rule.anchor_day,
            proration=rule.proration,
        )
    for word, months in billing.periods.items():
        cursor.run(
            "insert into recon.custom_billing_period values (lower(trim($word)), $months)", word=word, months=months
        )
    cursor.run(_BILLING_PERIODS)
