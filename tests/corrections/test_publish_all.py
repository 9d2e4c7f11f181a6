"""Publishing every account: only what changed is sent, and a second time nothing is."""

from collections.abc import Iterable
from pathlib import Path

from corrections.life import approve, propose
from corrections.plan import Plan
from corrections.publish_all import publications
from corrections.states import State
from sync.policy import Approval
from tests.corrections.conftest import FINANCE
from tests.corrections.settling import Company, company
from tests.corrections.somebody import causes


def test_accounts_whose_figures_changed_are_published_and_then_none(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        [stale] = causes(here, "M1")
        plans = list(publications(here.store, here.settings.policy.mapping, here.day))
        assert stale["id"] in {one for plan in plans for one in plan.settles}
        assert _send(here, plans) == {State.VERIFIED}, here.stories()
        here.pull_and_reconcile()
        assert stale["id"] not in here.open()
        assert list(publications(here.store, here.settings.policy.mapping, here.day)) == []
        _check_status(here)


def test_a_note_for_sales_is_left_once(tmp_path: Path) -> None:
    with company(tmp_path, accounts=20) as here:
        meanings, account = here.settings.policy.mapping, "F1002"
        for _ in range(2):
            assert _send(here, list(publications(here.store, meanings, here.day, account, with_note=True))) == {
                State.VERIFIED
            }
        told = [one for one in here.world.firmao["salesnotes"].values() if one["description"].endswith("[Tieout]")]
        assert [str(one["customer"]["id"]) for one in told] == ["1002"]


def _send(here: Company, plans: Iterable[Plan]) -> set[State]:
    for plan in plans:
        approve(here.store, propose(here.store, plan, FINANCE, "published"), FINANCE, Approval())
    return set(here.push().values())


def _check_status(here: Company) -> None:
    """Current where nothing is overdue, else for how long."""
    for one in here.world.firmao["customers"].values():
        told = one["customFields"] or {}
        if told.get("custom6"):
            assert (told["custom6"] == "current") == (told["custom5"] == "0.00")
