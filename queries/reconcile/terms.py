"""What a reconciliation allows, and how grave it takes what it finds. Where it comes from: the policy file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from queries.store import Cursor

WON = ("ACCEPTED", "EXECUTED")

_TABLES = """
create or replace temp table tolerance (currency_code varchar, amount decimal(18, 4), percent decimal(9, 4));
create or replace temp table threshold (currency varchar, high decimal(18, 4), medium decimal(18, 4));
delete from recon.won_status
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
class Terms:
    """What the rules allow, in days and in money; severities by currency; the statuses of a won contract.

    A currency without thresholds leaves each discrepancy as grave as its rule says.
    """

    grace_days: int = 3
    late_days: int = 5
    draft_days: int = 5
    tolerance: Tolerance = Tolerance()
    tolerances: Mapping[str, Tolerance] = field(default_factory=dict)
    severities: Mapping[str, Thresholds] = field(default_factory=dict)
    won: tuple[str, ...] = WON


def set_terms(cursor: Cursor, terms: Terms) -> None:
    """Put the terms where the statements read them: `tolerance`, without a currency for all others, `threshold`,
    and `recon.won_status`, which also the model reads.
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
