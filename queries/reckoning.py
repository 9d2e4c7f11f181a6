"""What figures about money are reckoned by beside the records: rates, stages of dunning, plans of commission.

No comparison rests on any of it, so it holds as soon as it is put in place.
"""

from dataclasses import dataclass, field

from queries.commission.plans import Commission, set_plans
from queries.dunning import DUNNING, Dunning, set_dunning
from queries.issuer import Issuer, set_issuer
from queries.reporting import Reporting, set_rates, set_renewal_risk
from queries.store import Cursor


@dataclass(frozen=True)
class Reckoning:
    """The reporting currency, rates and risks of renewal, stages of dunning, plans of commission, and the issuer."""

    reporting: Reporting = field(default_factory=Reporting)
    dunning: tuple[Dunning, ...] = DUNNING
    commission: Commission = field(default_factory=Commission)
    issuer: Issuer = field(default_factory=Issuer)


def set_reckoning(cursor: Cursor, reckoning: Reckoning) -> None:
    """Put all of it where the statements read it, in `recon`, in place of what was there."""
    set_rates(cursor, reckoning.reporting)
    set_renewal_risk(cursor, reckoning.reporting.renewal)
    set_dunning(cursor, reckoning.dunning)
    set_plans(cursor, reckoning.commission)
    set_issuer(cursor, reckoning.issuer)
