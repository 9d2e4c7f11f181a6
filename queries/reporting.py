"""How figures are reported: in which currency, by which dated rates, in which time zone; and risks of renewal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from queries.store import Cursor


@dataclass(frozen=True)
class RenewalRisk:
    """A renewal is at risk when its customer is late by more than `overdue_days`, or when what is at stake in open
    discrepancies is more than `at_stake_percent` of what the account brings in a year.
    """

    overdue_days: int = 30
    at_stake_percent: Decimal = Decimal(5)


@dataclass(frozen=True)
class Reporting:
    """`currency` is '' where nothing is converted. `rates` says by day what one unit of each other currency is worth.

    The rate in force on a day is the last one told before it or on it. `time_zone` is the one that instants are told in
    where the reader's own is not known, '' for UTC.
    """

    currency: str = ""
    rates: Mapping[date, Mapping[str, Decimal]] = field(default_factory=dict)
    time_zone: str = ""
    renewal: RenewalRisk = RenewalRisk()


def set_rates(cursor: Cursor, reporting: Reporting) -> None:
    """Put the rates where the statements read them, `recon.reporting_rate`, in place of those that were there."""
    cursor.run("delete from recon.reporting_rate")
    for since, told in reporting.rates.items():
        for currency, rate in told.items():
            cursor.run(
                "insert into recon.reporting_rate values ($reporting, $currency, $since, $rate)",
                reporting=reporting.currency,
                currency=currency,
                since=since,
                rate=rate,
            )


def set_renewal_risk(cursor: Cursor, risk: RenewalRisk) -> None:
    """Put it where the statements read it, `recon.renewal_risk`."""
    cursor.run("delete from recon.renewal_risk")
    cursor.run(
        "insert into recon.renewal_risk values ($days, $percent * 0.01::decimal(3, 2))",
        days=risk.overdue_days,
        percent=risk.at_stake_percent,
    )
