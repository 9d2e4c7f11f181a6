"""Money corrected in a made-up company, with what sales sees in the CRM brought up to date afterwards."""

from collections.abc import Collection

from corrections.states import State
from tests.corrections.settling import Company, Row


def settle(here: Company, codes: Collection[str], kind: str | None = None) -> dict[str, Row]:
    """Correct every open cause of some rules in Ordway, see to what that leaves stale, and return what was to go."""
    settled = here.correct_all(codes, "ordway", kind)
    assert set(here.push().values()) <= {State.VERIFIED}, here.stories()
    here.pull_and_reconcile()
    return settled


def publish_what_became_stale(here: Company, before: Collection[str]) -> None:
    """Money moved in Ordway, so Firmao shows what was true before: that is a discrepancy of its own, and published."""
    for stale in here.open({"M1"}).keys() - set(before):
        here.correct(stale, "firmao")
    assert set(here.push().values()) <= {State.VERIFIED}, here.stories()
    here.pull_and_reconcile()
