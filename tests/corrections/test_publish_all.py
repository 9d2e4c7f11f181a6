"""Publishing every account: only what changed is sent, and a second time nothing is."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from corrections.life import approve, propose
from corrections.plan import Plan
from corrections.publish_all import publications, publishing_now
from corrections.states import State
from corrections.undo import plan_undo
from sync.policy import Approval
from tests.corrections.conftest import FINANCE
from tests.corrections.settling import Company, company
from tests.corrections.somebody import causes, plan_kept


def test_accounts_whose_figures_changed_are_published_and_then_none(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        [stale] = causes(here, "M1")
        plans = list(publications(here.store, here.settings.policy.mapping, here.day))
        assert stale["id"] in {one for plan in plans for one in plan.settles}
        ids = [propose(here.store, plan, FINANCE, "published") for plan in plans]
        assert list(publications(here.store, here.settings.policy.mapping, here.day)) == []
        assert set(publishing_now(here.store)) == {plan.account_id for plan in plans}
        assert _push(here, ids) == {State.VERIFIED}, here.stories()
        # Nothing was pulled since: the ledger alone knows what Firmao shows by now.
        assert list(publications(here.store, here.settings.policy.mapping, here.day)) == []
        assert publishing_now(here.store) == {}
        _check_undone(here, ids[0])
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
    return _push(here, [propose(here.store, plan, FINANCE, "published") for plan in plans])


def _push(here: Company, ids: Iterable[str]) -> set[State]:
    for one in ids:
        approve(here.store, one, FINANCE, Approval())
    return set(here.push().values())


def _check_undone(here: Company, correction_id: str) -> None:
    """Once it is taken back Firmao does not show it any more, so it is published again."""
    meanings = here.settings.policy.mapping
    back = plan_undo(here.store, meanings, correction_id, here.day)
    undoing = propose(here.store, back, FINANCE, "the old one was meant", undoes=correction_id)
    assert _push(here, [undoing]) == {State.VERIFIED}, here.stories()
    [again] = publications(here.store, meanings, here.day, back.account_id)
    first = plan_kept(here, correction_id)
    assert [one.changes for one in again.steps] == [one.changes for one in first.steps]
    assert _send(here, [replace(again, settles=())]) == {State.VERIFIED}, here.stories()


def _check_status(here: Company) -> None:
    """Current where nothing is overdue, else for how long."""
    for one in here.world.firmao["customers"].values():
        told = one["customFields"] or {}
        if told.get("custom6"):
            assert (told["custom6"] == "current") == (told["custom5"] == "0.00")
