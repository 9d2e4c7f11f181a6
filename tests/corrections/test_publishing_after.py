"""After money moved, what Firmao shows of the account is brought up to date under the same approval, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corrections.people import POLICY
from corrections.publishing_after import publish_after
from corrections.states import State
from queries.run import records
from sync.policy import Approval
from tests.corrections.conftest import APPROVER
from tests.corrections.settling import Company, company
from tests.corrections.somebody import causes, kept, plan_kept


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Company]:
    """A company of one's own: what one test leaves unpublished, the next one would publish."""
    with company(tmp_path) as made:
        yield made


def _moved(here: Company, code: str) -> str:
    """A correction that moved the money of a published account, verified and compared."""
    correction_id = here.correct(causes(here, code)[0]["id"], "ordway")
    assert here.push()[correction_id] is State.VERIFIED, here.stories()
    here.see()
    return correction_id


def _publish(here: Company, approval: Approval) -> list[str]:
    return publish_after(here.store, here.settings.policy.mapping, approval, here.day)


def test_it_is_told_beforehand_and_sent_under_the_same_approval_once(here: Company) -> None:
    correction_id = _moved(here, "I5")
    [told] = plan_kept(here, correction_id).publishes
    assert len(told.shown) == 5
    [made] = _publish(here, Approval())
    assert kept(here, made).state == State.APPROVED
    assert kept(here, made).why == f"approved with {correction_id} by {APPROVER.name}"
    assert kept(here, made).proposed_by == POLICY.name
    assert {one.target for one in plan_kept(here, made).steps} == {told.target}
    assert here.push()[made] is State.VERIFIED
    assert _publish(here, Approval()) == []
    events = records(here.store, "corrections/events", correction=correction_id)
    assert [one["kind"] for one in events].count("followed up") == 1


def test_it_waits_for_a_second_person_where_the_policy_always_wants_one(here: Company) -> None:
    _moved(here, "I4")
    [made] = _publish(here, Approval(always=frozenset({"publish"})))
    assert kept(here, made).state == State.PROPOSED


def test_nothing_is_published_where_the_policy_does_not_let(here: Company) -> None:
    _moved(here, "I1")
    assert _publish(here, Approval(publishes=False)) == []


def test_nothing_is_published_before_a_comparison_has_seen_it(here: Company) -> None:
    correction_id = here.correct(causes(here, "P3")[0]["id"], "ordway")
    assert here.push()[correction_id] is State.VERIFIED
    assert correction_id not in {one["correction_id"] for one in records(here.store, "corrections/to_publish")}
