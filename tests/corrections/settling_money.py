"""Money corrected in a made-up company: sent, pulled, reconciled, and published where that leaves the CRM stale."""

from collections.abc import Collection

from corrections.states import State
from tests.corrections.settling import Company, Row


def settle(here: Company, codes: Collection[str], kind: str | None = None) -> dict[str, Row]:
    """Correct every open cause of some rules in Ordway, see what became of it, and return what was to go."""
    settled = here.correct_all(codes, "ordway", kind)
    assert set(here.push().values()) <= {State.VERIFIED}, here.stories()
    here.pull_and_reconcile()
    return settled
