"""What a correction rests on is read before anything is sent: what somebody else did meanwhile is a conflict."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from corrections.errors import NotPlannableError
from corrections.life import approve, propose
from corrections.plan import Guard, Seen, Target
from corrections.states import State
from corrections.undo import plan_undo
from sync.policy import Approval
from tests.corrections.conftest import APPROVER, FINANCE, Desk
from tests.corrections.plans import crediting, plan, renaming
from tests.corrections.settling import Company, Row, company
from tests.corrections.somebody import add, causes, edit, kept, plan_kept


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One company for all: each test is about other accounts."""
    with company(tmp_path_factory.mktemp("guards")) as made:
        yield made


def _credits(here: Company, invoice: dict[str, Any]) -> None:
    told = {"customer_id": invoice["customer_id"], "credit_date": str(here.day), "credit_amount": "1.00"}
    add(here, "ordway", "credits", told | {"invoices": [{"id": invoice["id"], "amount_applied": "1.00"}]})


def _pays(here: Company, invoice: dict[str, Any]) -> None:
    told = {"customer_id": invoice["customer_id"], "payment_date": str(here.day), "payment_amount": "1.00"}
    add(here, "ordway", "payments", told | {"invoices": [{"id": invoice["id"], "amount_applied": "1.00"}]})


def _reverses(here: Company, invoice: dict[str, Any]) -> None:
    edit(here, "ordway", f"invoices/{invoice['id']}/reverse", {"reversed_on": str(here.day)})


@pytest.mark.parametrize(
    ("code", "kind", "meddle", "told"),
    [
        ("I5", "credit", _credits, "credits of invoices/"),
        ("I3", "credit", _pays, "paid amount of invoices/"),
        ("I6", "credit", _reverses, "day it was reversed of invoices/"),
    ],
)
def test_an_invoice_somebody_else_put_right_gets_no_second_credit(
    here: Company, code: str, kind: str, meddle: Callable[[Company, dict[str, Any]], None], told: str
) -> None:
    found = _open_one(here, code)
    correction_id = here.correct(found["id"], "ordway", kind)
    reference = str((plan_kept(here, correction_id).steps[0].body or {})["reference_number"])
    meddle(here, here.world.ordway["invoices"][found["ordway_invoice_id"]])
    assert here.push()[correction_id] is State.CONFLICTED
    assert told in kept(here, correction_id).story
    assert reference not in {one["reference_number"] for one in here.world.ordway["credits"].values()}


def test_a_contract_that_is_not_won_any_more_is_not_billed(here: Company) -> None:
    found = causes(here, "C1")[0]
    correction_id = here.correct(found["id"], "ordway")
    before = len(here.world.ordway["subscriptions"])
    edit(here, "firmao", f"agreements/{found['firmao_agreement_id']}", {"offerStatus": "REJECTED"})
    assert here.push()[correction_id] is State.CONFLICTED
    assert "is REJECTED, it was" in kept(here, correction_id).story
    assert len(here.world.ordway["subscriptions"]) == before


def test_a_subscription_changed_meanwhile_becomes_no_agreement(here: Company) -> None:
    found = causes(here, "C2")[0]
    correction_id = here.correct(found["id"], "firmao")
    before = len(here.world.firmao["agreements"])
    here.world.ordway["subscriptions"][found["ordway_subscription_id"]]["version"] += 1
    assert here.push()[correction_id] is State.CONFLICTED
    assert len(here.world.firmao["agreements"]) == before


def _reprices(here: Company, found: Row) -> None:
    """The contract gets another price."""
    entry = _entry_of(here, found["firmao_agreement_id"])
    edit(here, "firmao", f"transactionentries/{entry['id']}", {"unitNettoPrice": "1.00"})


def _loses(here: Company, found: Row) -> None:
    """The contract is not won any more."""
    edit(here, "firmao", f"agreements/{found['firmao_agreement_id']}", {"offerStatus": "REJECTED"})


def _bills_other(here: Company, found: Row) -> None:
    """The subscription gets another price, without a version of its own."""
    here.world.ordway["subscriptions"][found["ordway_subscription_id"]]["plans"][0]["list_price"] = "1.00"


def _invoices(here: Company, found: Row) -> None:
    """An invoice more bills the subscription."""
    held = here.world.ordway["invoices"]
    like = next(one for one in held.values() if one["customer_id"] == found["ordway_customer_id"])
    line = like["line_items"][0] | {"subscription_id": found["ordway_subscription_id"]}
    held["INV-99999"] = like | {"id": "INV-99999", "line_items": [line], "status": "Posted"}


def _bills_less(here: Company, found: Row) -> None:
    """What a line of the invoice bills is another amount."""
    here.world.ordway["invoices"][found["ordway_invoice_id"]]["line_items"][0]["effective_price"] = "1.00"


def _spends(here: Company, found: Row) -> None:
    """The payment is used for something else."""
    invoice = here.world.ordway["invoices"][found["ordway_invoice_id"]]
    for one in invoice["payments"]:
        here.world.ordway["payments"][one["id"]]["unapplied_amount"] = "1.00"


@pytest.mark.parametrize(
    ("code", "side", "kind", "meddle", "told"),
    [
        ("T4", "ordway", None, _reprices, "unit price of line item"),
        ("C8", "ordway", None, _reprices, "unit price of line item"),
        ("C5", "ordway", None, _loses, "is REJECTED, it was"),
        ("I1", "ordway", None, _loses, "is REJECTED, it was"),
        ("I4", "ordway", None, _reprices, "unit price of line item"),
        ("I4", "ordway", None, _invoices, "there are new ones: INV-99999"),
        ("I5", "ordway", None, _bills_less, "amount of line 1 of invoices/"),
        ("C3", "ordway", "cancel_subscription", _invoices, "there are new ones: INV-99999"),
        ("T2", "ordway", None, _invoices, "there are new ones: INV-99999"),
        ("T3", "firmao", None, _bills_other, "a unit of"),
        ("T5", "firmao", None, _loses, "is REJECTED, it was"),
        ("P3", "ordway", "refund", _spends, "unapplied amount of payments/"),
    ],
)
def test_what_a_plan_was_reckoned_from_is_read_again(
    here: Company, code: str, side: str, kind: str | None, meddle: Callable[[Company, Row], None], told: str
) -> None:
    """Nothing is sent, and who has to decide anew is told what was changed, from what to what."""
    with _as_before(here):
        found = next(row for row in causes(here, code) if here.plan(row["id"], side, kind).steps)
        correction_id = here.correct(found["id"], side, kind)
        meddle(here, found)
        assert here.push()[correction_id] is State.CONFLICTED
        assert told in kept(here, correction_id).story


def test_what_was_so_already_does_not_hide_what_else_was_changed(desk: Desk) -> None:
    """Nothing has left yet when the first request is found not to be needed."""
    old = {key: f"Żółw {key} Sp. z o.o." for key in ("1", "2", "3")}
    guard = Guard("firmao", Target("customers", "3"), (Seen("name", old["3"], "name"),))
    steps = (renaming(old["1"], "Jeden"), renaming(old["2"], "Dwa", "2"))
    correction_id = desk.approved(replace(plan(*steps), rests_on=(guard,)))
    desk.world.firmao["customers"][1]["name"] = "Jeden"
    desk.world.firmao["customers"][3]["name"] = "Trzy"
    assert desk.outbox().work_off() == {correction_id: State.CONFLICTED}
    assert f"name of customers/3 is Trzy, it was {old['3']} when this was planned" in desk.story(correction_id)
    assert desk.writes() == []


def test_who_changed_it_is_told_where_the_system_tells(desk: Desk) -> None:
    credit = desk.approved(plan(crediting("L4-x/1", "10.00")))
    desk.outbox().work_off()
    [held] = desk.world.ordway["credits"].values()
    guard = Guard("ordway", Target("credits", held["id"]), (Seen("notes", None, "notes"),))
    resting = desk.approved(replace(plan(renaming("Żółw 1 Sp. z o.o.", "Jeden"), settles=()), rests_on=(guard,)))
    held |= {"notes": "by phone", "updated_by": "ewa@x.example", "updated_date": "2026-11-23T09:30:00.000Z"}
    assert credit != resting
    assert desk.outbox().work_off()[resting] is State.CONFLICTED
    assert "(changed last by ewa@x.example on 2026-11-23 at 09:30 UTC)" in desk.story(resting)


@contextmanager
def _as_before(here: Company) -> Iterator[None]:
    """What was meddled with is put back, so that each case meets the same company."""
    before = pickle.dumps((here.world.firmao, here.world.ordway))
    try:
        yield
    finally:
        firmao, ordway = pickle.loads(before)  # noqa: S301 - written just now
        here.world.firmao.update(firmao)
        here.world.ordway.update(ordway)


def _entry_of(here: Company, agreement_id: str) -> Row:
    entries = here.world.firmao["transactionentries"].values()
    return next(one for one in entries if str((one.get("agreement") or {}).get("id")) == agreement_id)


def test_what_was_put_right_is_not_proposed_again_before_it_was_compared(here: Company) -> None:
    found = causes(here, "I4")[0]
    correction_id = here.correct(found["id"], "ordway")
    assert here.push()[correction_id] is State.VERIFIED
    with pytest.raises(NotPlannableError, match=f"{correction_id} put it right just now"):
        here.correct(found["id"], "ordway")
    here.pull_and_reconcile()
    with pytest.raises(NotPlannableError, match="The data agree by now"):
        here.correct(found["id"], "ordway")


def _open_one(here: Company, code: str) -> Row:
    """One whose invoice is open in full, so that there is something to meddle with."""
    invoices = here.world.ordway["invoices"]
    return next(
        row
        for row in causes(here, code)
        if row["impact"] < 0 and invoices[row["ordway_invoice_id"]]["status"] == "Posted"
    )


def test_what_somebody_built_on_is_not_taken_back(here: Company) -> None:
    found = causes(here, "T13")[0]
    correction_id = here.correct(found["id"], "firmao")
    assert here.push()[correction_id] is State.VERIFIED
    here.see()
    plan = plan_undo(here.store, here.settings.policy.mapping, correction_id, here.day)
    own = propose(here.store, plan, FINANCE, "it was right before", undoes=correction_id)
    approve(here.store, own, APPROVER, Approval(), "agreed")
    _reprices(here, found)
    assert here.push()[own] is State.CONFLICTED
    assert "unit price of line item" in kept(here, own).story
