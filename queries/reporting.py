"""How figures are reported: in which currency, by which dated rates, and instants in which time zone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from queries.store import Cursor


@dataclass(frozen=True)
class Reporting:
    """`currency` is '' where nothing is converted. `rates` says by day what one unit of each other currency is worth.

    The rate in force on a day is the last one told before it or on it. `time_zone` is the one that instants are told in
    where the reader's own is not known, '' for UTC.
    """

    currency: str = ""
    rates: Mapping[date, Mapping[str, Decimal]] = field(default_factory=dict)
    time_zone: str = ""


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
