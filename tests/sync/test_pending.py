"""What a change leads to is read, however the pull ended that saw the change."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from queries.store import Store
from sandbox import credentials
from sandbox.answers import down
from sandbox.faults import Faults
from sync.pull import Outcome, PullRequest, pull
from sync.settings import Settings
from tests.sync.conftest import QUICK, Served, Serving
from tests.sync.test_pull import CHANGES, FULL, change_in_firmao, held, steps, stored


def only(*names: str, full: bool = False) -> PullRequest:
    """A request for some lists."""
    return PullRequest("a test", full=full, only=frozenset(names))


def once(served: Served) -> Settings:
    """Settings with which nothing is asked a second time, so an answer that a busy machine holds back is waited for."""
    patient = replace(QUICK, attempts=1, read_timeout_seconds=30)
    return replace(served.settings, policy=replace(served.settings.policy, sync=patient))


def pending(store: Store, system: str) -> list[tuple[Any, ...]]:
    """What is still to be read."""
    with store.cursor() as cursor:
        return cursor.rows(f"select resource, under, record_id from {system}.pending order by all")  # noqa: S608


def change_a_line(served: Served) -> None:
    """Change a line item, and with it the stamp of its agreement."""
    change_in_firmao(served, "transactionentries/2001", unitNettoPrice="500.00")


def pay(served: Served) -> None:
    """Have a payment settle an invoice whose own stamp does not move."""
    served.world.ordway["invoices"]["INV-00003"] |= {"paid_amount": "1107.0", "balance": "0.0", "status": "Paid"}
    payment = served.world.ordway["payments"]["PMT-00003"] | {"id": "PMT-99999", "payment_amount": "607.0"}
    payment |= {"updated_date": served.sandbox.state.clock.milliseconds()}
    served.world.ordway["payments"]["PMT-99999"] = payment


def test_line_items_of_a_document_pulled_alone_are_read_by_the_next_pull(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    change_a_line(served)
    pull(store, served.settings, only("agreements"))
    assert pending(store, "firmao") == [("entries", "agreement", "1001")]
    outcome = pull(store, served.settings, CHANGES)
    assert steps(outcome)["firmao.entries"]["mode"] == "by document"
    assert stored(store, "firmao.entries") == held(served, "firmao", "transactionentries")
    assert pending(store, "firmao") == []


def test_line_items_are_read_after_a_pull_in_which_they_failed(
    store: Store, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    change_a_line(served)
    with monkeypatch.context() as broken:
        broken.setattr(Faults, "_fault_for", lambda _, request: down if "transactionentries" in request else None)
        assert pull(store, once(served), CHANGES).status == "failed"
    assert pull(store, served.settings, CHANGES).status == "done"
    assert stored(store, "firmao.entries") == held(served, "firmao", "transactionentries")


def test_a_document_list_read_whole_alone_has_all_line_items_read(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    change_a_line(served)
    pull(store, served.settings, only("agreements", full=True))
    assert pending(store, "firmao") == [("entries", "agreement", None)]
    assert steps(pull(store, served.settings, CHANGES))["firmao.entries"]["mode"] == "full"
    assert stored(store, "firmao.entries") == held(served, "firmao", "transactionentries")
    assert pending(store, "firmao") == []


@pytest.mark.parametrize("full", [False, True], ids=["incremental", "full"])
def test_invoices_behind_payments_pulled_alone_are_read_by_the_next_pull(
    store: Store, serving: Serving, full: bool
) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    pay(served)
    pull(store, served.settings, only("payments", full=full))
    pull(store, served.settings, only("ordway.invoices"))
    with store.cursor() as cursor:
        assert cursor.value("select balance from ordway.invoices where id = 'INV-00003'") == Decimal("0.0000")
    assert pending(store, "ordway") == []


def test_a_pull_that_does_not_want_them_leaves_them_pending(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    change_a_line(served)
    pay(served)
    pull(store, served.settings, only("agreements", "payments"))
    pull(store, served.settings, only("users", "plans"))
    assert pending(store, "firmao") == [("entries", "agreement", "1001")]
    assert pending(store, "ordway") == [("invoices", "", "INV-00003")]


def test_a_full_pull_leaves_nothing_pending(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    outcome = pull(store, served.settings, FULL)
    assert len([step for step in outcome.steps if step.resource == "invoices"]) == 1
    assert pending(store, "firmao") == pending(store, "ordway") == []


def test_line_items_asked_for_alone_are_read_whole_and_say_why(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    change_a_line(served)
    told = steps(pull(store, served.settings, only("entries")))["firmao.entries"]
    assert (told["mode"], told["received"]) == ("full", 60)
    assert "were not asked for" in str(told["note"])
    assert stored(store, "firmao.entries") == held(served, "firmao", "transactionentries")


def modes(store: Store, outcome: Outcome) -> tuple[str, dict[str, tuple[str, int]]]:
    """The mode of a run and, for what failed, the mode and the requests."""
    with store.cursor() as cursor:
        rows = cursor.rows(
            "select resource, mode, requests from ledger.sync_step where run_id = $run and status = 'failed'",
            run=outcome.run_id,
        )
        mode = cursor.value("select mode from ledger.sync_run where run_id = $run", run=outcome.run_id)
    return mode, {resource: (mode, requests) for resource, mode, requests in rows}


def test_a_run_is_called_what_it_did(store: Store, serving: Serving) -> None:
    served = serving()
    assert modes(store, pull(store, served.settings, CHANGES))[0] == "full"
    assert modes(store, pull(store, served.settings, CHANGES))[0] == "incremental"


def test_a_failed_list_is_noted_as_what_it_was(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    served.sandbox.state.faults.switch("down")
    outcome = pull(store, once(served), only("plans", "users"))
    assert modes(store, outcome) == ("incremental", {"plans": ("incremental", 1), "users": ("incremental", 1)})


def test_what_was_not_asked_is_noted_so(store: Store, serving: Serving) -> None:
    served = serving()
    object.__setattr__(served.settings.firmao, "password", credentials.FIRMAO_PASSWORD + "x")
    noted = modes(store, pull(store, served.settings, only("entries", "users")))[1]
    assert noted == {"users": ("full", 1), "entries": ("none", 0)}
