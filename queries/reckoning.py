"""What figures about money are reckoned by beside the records: rates, stages of dunning, plans of commission.

No comparison rests on any of it, so it holds as soon as it is put in place.
"""

from dataclasses import dataclass, field

from queries.commission.plans import Commission, set_plans
from queries.dunning import DUNNING, Dunning, set_dunning
from queries.reporting import Reporting, set_rates
from queries.store import Cursor


@dataclass(frozen=True)
class Reckoning:
    """The reporting currency with its rates, the stages of dunning in order, and the plans of commission."""

    reporting: Reporting = field(default_factory=Reporting)
    dunning: tuple[Dunning, ...] = DUNNING
    commission: Commission = field(default_factory=Commission)


def set_reckoning(cursor: Cursor, reckoning: Reckoning) -> None:
    """Put all of it where the statements read it, in `recon`, in place of what was there."""
    set_rates(cursor, reckoning.reporting)
    set_dunning(cursor, reckoning.dunning)
    set_plans(cursor, reckoning.commission)
