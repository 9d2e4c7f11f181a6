"""What cannot be done is told: a list that failed, a store that cannot be made; and stopping does not wait for it."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from queries.errors import QueryError
from queries.run import records
from queries.store import Store, connect
from sandbox.answers import Answer
from sandbox.faults import Faults
from sync.http import Traffic
from sync.ordway import OrdwayClient
from sync.pull import PullRequest, pull
from sync.worker import PullWorker
from tests.sync.conftest import QUICK, Serving
from tests.sync.test_pull import FULL


def test_a_list_that_failed_is_told_by_freshness(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    served.sandbox.state.faults.switch("down")
    quick = replace(served.settings, policy=replace(served.settings.policy, sync=replace(QUICK, attempts=1)))
    pull(store, quick, PullRequest("a test", only=frozenset({"ordway.plans"})))
    assert {row["system"]: bool(row["failed_at"]) for row in records(store, "health/freshness")} == {
        "firmao": False,
        "ordway": True,
    }


def forbidden(_: Answer) -> Answer:
    """403, as for a kind of record that the user may not read."""
    return Answer(403, (), b'{"message":"Not allowed"}')


def test_a_list_that_is_forbidden_keeps_no_other_from_being_read(
    store: Store, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = serving()
    monkeypatch.setattr(Faults, "_fault_for", lambda _, request: forbidden if "payments" in request else None)
    asked = frozenset({"payments", "plans", "refunds", "ordway.invoices"})
    outcome = pull(store, served.settings, PullRequest("a test", only=asked))
    assert [failure.resource for failure in outcome.failures] == ["payments"]
    assert {step.resource for step in outcome.steps} == {"plans", "refunds", "invoices"}


def test_a_wrong_key_is_told_in_the_same_words_for_every_list(store: Store, serving: Serving) -> None:
    served = serving()
    object.__setattr__(served.settings.ordway, "api_key", "wrong")
    outcome = pull(store, served.settings, PullRequest("a test", only=frozenset({"payments", "plans", "refunds"})))
    assert len(outcome.failures) == 3
    assert len({failure.message for failure in outcome.failures}) == 1


def test_stopping_does_not_wait_for_a_system_that_is_down(store: Store, serving: Serving) -> None:
    worker = PullWorker(store, serving(faults="down").settings)
    worker.start()
    worker.request("a test")
    time.sleep(1)
    began = time.monotonic()
    worker.stop()
    assert time.monotonic() - began < 5


def test_a_company_with_polish_letters_can_sign_in(serving: Serving) -> None:
    served = serving()
    client = OrdwayClient(replace(served.settings.ordway, company="Żółw Sp. z o.o."), replace(QUICK, attempts=1))
    with pytest.raises(Exception, match=r"401|403"):  # refused by the sandbox, but sent
        client.one("customers", "C-00001", Traffic())


def test_a_store_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(QueryError, match="TIEOUT_STORE"):
        connect(str(tmp_path / "file" / "tieout.duckdb"), holder="a test")
