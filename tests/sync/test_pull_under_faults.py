"""Whatever goes wrong on the way, a pull ends with what the systems hold, or says why and leaves what was."""

from typing import Any

import pytest

from queries.store import Store
from sandbox.faults import Faults
from sync.pull import PullRequest, pull
from tests.sync.conftest import Served, Serving
from tests.sync.hearing import Hearing
from tests.sync.small_company import entry, firmao_customer
from tests.sync.test_pull import CHANGES, FULL, held, stored

WATCHED = (
    ("firmao", "customers", "customers"),
    ("firmao", "agreements", "agreements"),
    ("firmao", "entries", "transactionentries"),
    ("ordway", "invoices", "invoices"),
    ("ordway", "payments", "payments"),
)
MENDED = ("rate_limit_silent", "bad_gateway", "timeout", "dropped", "truncated", "repeated", "shifted", "all")


@pytest.mark.parametrize("profile", MENDED)
def test_a_pull_through_transient_faults_is_exact(store: Store, serving: Serving, profile: str) -> None:
    served = serving(faults=profile)
    outcome = pull(store, served.settings, FULL)
    assert outcome.status == "done", outcome.message
    assert all(step.is_tied_out for step in outcome.steps)
    assert any(step.retries or step.fates.repeated for step in outcome.steps)
    for system, table, resource in WATCHED:
        assert stored(store, f"{system}.{table}") == held(served, system, resource)


def change_much(served: Served) -> None:
    """Change more records of every watched list than a page holds, and add some; the lines of two agreements too."""
    world, clock = served.world, served.sandbox.state.clock
    for record in [*world.firmao["customers"].values(), *world.firmao["agreements"].values()]:
        record |= {"number": f"changed {record['id']}", "lastUpdateDate": clock.seconds()}
    for number in range(61, 91):
        world.firmao["transactionentries"][2000 + number] = entry(2000 + number, agreement_id=1001 + number % 2)
    for resource, count in (("invoices", 170), ("payments", 120)):
        records = list(world.ordway[resource].values())
        for record in records[:count]:
            record |= {"notes": "changed", "updated_date": clock.milliseconds()}
        for record in records[:7]:
            world.ordway[resource][f"{record['id']}-2"] = record | {"id": f"{record['id']}-2"}


@pytest.mark.parametrize("profile", MENDED)
def test_a_pull_of_changes_through_transient_faults_is_exact(store: Store, serving: Serving, profile: str) -> None:
    served = serving(page_limit=10)
    pull(store, served.settings, FULL)
    change_much(served)
    served.sandbox.state.faults.switch(profile)
    outcome = pull(store, served.settings, CHANGES)
    assert outcome.status == "done", outcome.message
    assert all(step.is_tied_out for step in outcome.steps)
    assert any(step.retries or step.fates.repeated for step in outcome.steps)
    assert {step.mode for step in outcome.steps} >= {"incremental", "by document"}
    for system, table, resource in WATCHED:
        assert stored(store, f"{system}.{table}") == held(served, system, resource)


def test_a_list_of_changes_that_never_holds_still_is_asked_for_again_by_the_next_pull(
    store: Store, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = serving(page_limit=10)
    pull(store, served.settings, FULL)
    change_much(served)
    with monkeypatch.context() as moving:
        moving.setattr(Faults, "page", left_out)
        outcome = pull(store, served.settings, CHANGES)
    assert any("kept changing" in step.note for step in outcome.steps)
    assert stored(store, "firmao.customers") != held(served, "firmao", "customers")
    pull(store, served.settings, CHANGES)
    assert stored(store, "firmao.customers") == held(served, "firmao", "customers")
    assert stored(store, "firmao.entries") == held(served, "firmao", "transactionentries")


def test_a_whole_list_that_never_holds_still_is_read_whole_by_the_next_pull(
    store: Store, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = serving(page_limit=50)
    customers = PullRequest("a test", only=frozenset({"firmao.customers"}))
    with monkeypatch.context() as moving:
        moving.setattr(Faults, "page", left_out)
        pull(store, served.settings, customers)
    assert stored(store, "firmao.customers") != held(served, "firmao", "customers")
    [step] = pull(store, served.settings, customers).steps
    assert (step.mode, step.note) == ("full", "")
    assert stored(store, "firmao.customers") == held(served, "firmao", "customers")
    [step] = pull(store, served.settings, customers).steps
    assert step.mode == "incremental"


def test_a_list_that_grows_at_its_end_is_read_once(store: Store, serving: Serving) -> None:
    served = serving(page_limit=10)
    held_customers = served.world.firmao["customers"]
    served.sandbox.state.requests = Hearing("/customers", lambda: held_customers.__setitem__(131, firmao_customer(131)))
    [step] = pull(store, served.settings, PullRequest("a test", only=frozenset({"firmao.customers"}))).steps
    assert (step.received, step.fates.inserted, step.note) == (131, 131, "")


def left_out(_: Faults, key: str, rows: list[Any], start: int, length: int) -> tuple[list[Any], int]:
    """A page without its last row, which stands on none: as when a row before it goes away while the list is read."""
    return rows[start : start + length][: length - 1 if start else length], len(rows)


def test_the_time_a_system_asks_for_is_waited(store: Store, serving: Serving) -> None:
    served = serving(faults="rate_limit")
    outcome = pull(store, served.settings, PullRequest("a test", only=frozenset({"ordway.invoices"})))
    [step] = outcome.steps
    assert outcome.status == "done"
    assert step.retries > 0
    assert (step.finished_at - step.started_at).total_seconds() < 60


def test_a_system_that_is_down_leaves_what_was(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    before = stored(store, "ordway.invoices")
    served.world.ordway["invoices"].clear()
    served.sandbox.state.faults.switch("down")
    outcome = pull(store, served.settings, PullRequest("a test", only=frozenset({"ordway.invoices"})))
    assert outcome.status == "failed"
    assert "503" in outcome.message
    assert "pull again later" in outcome.message
    assert stored(store, "ordway.invoices") == before


def test_records_of_a_wrong_type_are_set_aside_and_the_rest_is_loaded(store: Store, serving: Serving) -> None:
    served = serving(faults="wrong_type")
    outcome = pull(store, served.settings, FULL)
    assert outcome.status == "quarantined"
    assert all(step.is_tied_out for step in outcome.steps)
    assert len(stored(store, "ordway.invoices")) == 258
    assert len(stored(store, "firmao.agreements")) == 29
    assert len(stored(store, "firmao.customers")) == 130
    with store.cursor() as cursor:
        reasons = cursor.rows("select resource, record_id, reason from ledger.quarantine order by resource, record_id")
    assert reasons == [
        ("agreements", "1002", "netto_price cannot be read: abc"),
        ("customers", None, "is not a record"),
        ("invoices", "INV-00002", "line_items is not a list but VARCHAR"),
        ("invoices", "INV-00003", 'invoice_amount cannot be read: {"amount":"1.0"}'),
    ]


def test_a_record_that_can_be_read_again_leaves_quarantine(store: Store, serving: Serving) -> None:
    served = serving(faults="wrong_type")
    pull(store, served.settings, FULL)
    served.sandbox.state.faults.switch("none")
    assert pull(store, served.settings, FULL).status == "done"
    assert len(stored(store, "ordway.invoices")) == 260
    with store.cursor() as cursor:
        assert cursor.value("select count(*) from ledger.quarantine where resolved_at is null") == 0


def test_a_record_that_turns_unreadable_keeps_its_last_good_version(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    served.sandbox.state.faults.switch("wrong_type")
    assert pull(store, served.settings, FULL).status == "quarantined"
    assert len(stored(store, "ordway.invoices")) == 260


def test_wrong_credentials_end_with_one_sentence_without_the_secret(store: Store, serving: Serving) -> None:
    served = serving()
    object.__setattr__(served.settings.firmao, "password", "wrong-one")
    outcome = pull(store, served.settings, PullRequest("a test", only=frozenset({"firmao.customers"})))
    assert outcome.status == "failed"
    assert "FIRMAO_LOGIN and FIRMAO_PASSWORD" in outcome.message
    assert ".streamlit/secrets.toml" in outcome.message
    assert "wrong-one" not in outcome.message


def test_an_unreachable_host_is_told_as_such(store: Store, serving: Serving) -> None:
    served = serving()
    object.__setattr__(served.settings.firmao, "base_url", "http://127.0.0.1:9")
    outcome = pull(store, served.settings, PullRequest("a test", only=frozenset({"firmao.customers"})))
    assert "the connection was refused" in outcome.message
