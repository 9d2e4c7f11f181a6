"""A link that is clear is written to the Ordway record; one that is not has to be confirmed by a person first."""

from pathlib import Path

import pytest

from corrections.errors import NotPlannableError
from corrections.planner import plan_correction
from corrections.states import State
from queries.reconcile.run import reconcile
from sync.pull import PullRequest, pull
from tests.corrections.settling import Company, company


def test_a_subscription_that_lost_its_contract_is_linked_to_the_one_that_fits(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        subscription_id, agreement_id = _unlinked(here)
        before = here.open()
        [found] = [
            row for row in before.values() if (row["rule"], row["ordway_subscription_id"]) == ("C2", subscription_id)
        ]
        plan = here.plan(found["id"], "ordway", "link")
        assert plan.exposure[subscription_currency(here, subscription_id)] > 0
        correction_id = here.approved(plan)
        assert here.push() == {correction_id: State.VERIFIED}
        named = here.world.ordway["subscriptions"][subscription_id]["custom_fields"]
        assert named["firmao_agreement_id"] == agreement_id
        here.pull_and_reconcile()
        assert found["id"] not in here.open()
        assert here.open().keys() <= before.keys()


def test_what_fits_nothing_clearly_is_to_be_confirmed_first(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        for found in here.open({"L2", "C2"}).values():
            with pytest.raises(NotPlannableError, match="Confirm"):
                plan_correction(here.store, here.settings.policy.mapping, found["id"], "ordway", here.day, "link")


def subscription_currency(here: Company, subscription_id: str) -> str:
    """What a subscription bills in."""
    return str(here.world.ordway["subscriptions"][subscription_id]["currency"])


def _unlinked(here: Company) -> tuple[str, str]:
    """A subscription and the only contract of it, once neither names the other any more."""
    troubled = {row["account_id"] for row in here.open().values()}
    agreements = here.world.firmao["agreements"]
    billed = [one["customFields"]["custom9"] for one in agreements.values() if one["customFields"].get("custom9")]
    for agreement in agreements.values():
        subscription = here.world.ordway["subscriptions"].get(agreement["customFields"].get("custom9", ""))
        is_alone = subscription is not None and billed.count(subscription["id"]) == 1
        if subscription and is_alone and f"F{agreement['customer']['id']}" not in troubled:
            del agreement["customFields"]["custom9"]
            subscription["custom_fields"].clear()
            break
    else:
        raise LookupError("no account is without trouble")
    assert pull(here.store, here.settings, PullRequest("a test", full=True)).status == "done"
    reconcile(here.store, here.day)
    return subscription["id"], str(agreement["id"])
