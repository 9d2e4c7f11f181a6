"""What a correction made is counted for what it was made for, while it stands, whatever it was applied to."""

from pathlib import Path

import pytest

from corrections.errors import NotPlannableError
from corrections.life import approve, propose
from corrections.planner import plan_correction
from corrections.states import State
from corrections.undo import plan_undo
from queries.ledger.decisions import waive
from sync.policy import Approval
from tests.corrections import manual_work
from tests.corrections.conftest import APPROVER, FINANCE
from tests.corrections.settling import company
from tests.corrections.settling_money import settle
from tests.deciders import approver


def test_a_credit_for_a_paid_invoice_waits_for_the_next_and_is_counted_at_once(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        [over] = [row for row in here.open({"I5"}).values() if not row["root_id"]]
        manual_work.pay_invoice(here, over)
        here.pull_and_reconcile()
        before = here.open()
        plan = plan_correction(here.store, here.settings.policy.mapping, over["id"], "ordway", here.day)
        body = plan.steps[0].body or {}
        assert body["invoices"] == []
        assert f"{body['credit_amount']} {over['currency']} of the credit is left" in plan.remains
        settled = settle(here, {"I5"})
        # That the customer paid was news for the CRM too, and is published with what the credit changed.
        published = {
            key for key, row in before.items() if (row["rule"], row["account_id"]) == ("M1", over["account_id"])
        }
        assert here.open().keys() == before.keys() - settled.keys() - published


def test_an_undone_credit_leaves_the_period_billed_too_much_again(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        settled = settle(here, {"I5"})
        assert not settled.keys() & here.open().keys()
        undo = plan_undo(here.store, here.settings.policy.mapping, "TO-00001", here.day)
        approve(here.store, propose(here.store, undo, FINANCE, "it was right"), APPROVER, Approval(), "agreed")
        assert set(here.push().values()) == {State.VERIFIED}, here.stories()
        here.pull_and_reconcile()
        assert settled.keys() <= here.open().keys()


def test_a_run_that_would_also_invoice_what_was_agreed_to_be_free_is_not_planned(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        missing = [row for row in here.open({"I1"}).values() if not row["root_id"]]
        same = [row for row in missing if row["ordway_subscription_id"] == missing[0]["ordway_subscription_id"]]
        assert len(same) > 1
        waive(here.store, [same[0]["id"]], who=approver("boss@example.com"), why="a free month")
        with pytest.raises(NotPlannableError, match="which nobody misses"):
            here.correct(same[1]["id"], "ordway")
