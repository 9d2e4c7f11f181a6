"""What a correction rests on is read before anything is sent: what somebody else did meanwhile is a conflict."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from corrections.errors import NotPlannableError
from corrections.states import State
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
