"""What is gone from a system is in no view, nor what hung under it; its last version stays in the history."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.run import records
from queries.store import Store
from sandbox.serving import Sandbox, serve
from sandbox.world import World
from sync.pull import PullRequest, pull
from tests.stores import fresh_store
from tests.sync.conftest import DAY, settings_for
from tests.sync.small_company import (
    agreement,
    contact,
    credit,
    entry,
    firmao_customer,
    invoice,
    ordway_customer,
    payment,
    refund,
    sales_note,
    subscription,
)

GONE_IN_FIRMAO = {"customers": 3, "agreements": 1002, "transactionentries": 2005, "salesnotes": 5002, "contacts": 6002}
GONE_IN_ORDWAY = {
    "customers": "C-00004",
    "subscriptions": "S-00002",
    "invoices": "INV-00002",
    "payments": "PMT-00002",
    "credits": "CR-00002",
    "refunds": "REF-00002",
}
# Every view of one record or a list under it, and what tells whose it is.
STAYS = {
    "contract": ("contract_id", ["1001"]),
    "contract_line": ("contract_line_id", ["2001", "2002"]),
    "subscription": ("subscription_id", ["S-00001"]),
    "subscription_line": ("subscription_id", ["S-00001"]),
    "invoice": ("invoice_id", ["INV-00001"]),
    "invoice_line": ("invoice_id", ["INV-00001", "INV-00001"]),
    "payment": ("payment_id", ["PMT-00001"]),
    "payment_application": ("payment_id", ["PMT-00001"]),
    "credit": ("credit_id", ["CR-00001"]),
    "credit_application": ("credit_id", ["CR-00001"]),
    "refund": ("refund_id", ["REF-00001"]),
    "note": ("note_id", ["5001"]),
    "contact": ("contact_id", ["6001", "CT-00001"]),
    "account": ("account_id", ["F1"]),
}


def company() -> World:
    """Two of everything for customer 1, and two customers known to one system only."""
    world = World(DAY)
    world.firmao = {
        "customers": {1: firmao_customer(1), 3: firmao_customer(3)},
        "agreements": {n: agreement(n, customer=1) for n in (1001, 1002)},
        "transactionentries": {
            2001: entry(2001, agreement_id=1001),
            2002: entry(2002, agreement_id=1001),
            2003: entry(2003, agreement_id=1002),
            2005: entry(2005, agreement_id=1001),
        },
        "salesnotes": {n: sales_note(n, customer=1) for n in (5001, 5002)},
        "contacts": {n: contact(n, customer=1) for n in (6001, 6002)},
    }
    made = {
        "customers": [ordway_customer(1), ordway_customer(4)],
        "subscriptions": [subscription(n, customer=1) for n in (1, 2)],
        "invoices": [invoice(n, customer=1) for n in (1, 2)],
        "payments": [payment(n, customer=1) for n in (1, 2)],
        "credits": [credit(n, customer=1, invoice=1) for n in (1, 2)],
        "refunds": [refund(n, customer=1, payment=1) for n in (1, 2)],
    }
    world.ordway = {resource: {one["id"]: one for one in rows} for resource, rows in made.items()}
    return world


def delete(sandbox: Sandbox) -> None:
    """Take one of each away."""
    for resource, number in GONE_IN_FIRMAO.items():
        sandbox.world.firmao[resource][number]["deleted"] = True
    for resource, name in GONE_IN_ORDWAY.items():
        del sandbox.world.ordway[resource][name]
    sandbox.state.version += 1


@pytest.fixture(scope="module", params=[False, True], ids=["no longer listed", "listed as deleted"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that was pulled before and after."""
    file: Path = tmp_path_factory.mktemp("deleted") / "tieout.duckdb"
    store = fresh_store(file)
    with serve(company(), lists_deleted=request.param) as sandbox:
        for step in (lambda _: None, delete):
            step(sandbox)
            assert pull(store, settings_for(sandbox, file), PullRequest("a test", full=True)).status == "done"
    yield store
    store.close()


@pytest.mark.parametrize("view", STAYS)
def test_only_what_is_still_there_is_in_the_view(store: Store, view: str) -> None:
    column, stays = STAYS[view]
    with store.cursor() as cursor:
        found = cursor.rows(f"select {column} from model.{view} order by {column}")  # noqa: S608 - names from above
    assert [name for (name,) in found] == stays


@pytest.mark.parametrize("query", ["invoices", "payments", "subscriptions", "contracts", "contacts", "timeline"])
def test_a_page_shows_nothing_of_it(store: Store, query: str) -> None:
    shown = " ".join(str(value) for row in records(store, f"account/{query}", account="F1") for value in row.values())
    assert shown
    assert not [name for name in ("1002", "S-00002", "INV-00002", "PMT-00002", "5002", "6002") if name in shown]


def test_what_was_applied_by_something_gone_is_not_applied(store: Store) -> None:
    applied = records(store, "account/applications", invoice="INV-00001")
    assert [(row["kind"], row["source_id"]) for row in applied] == [("payment", "PMT-00001"), ("credit", "CR-00001")]


@pytest.mark.parametrize("account", ["F3", "OC-00004"])
def test_a_customer_that_is_gone_is_no_account(store: Store, account: str) -> None:
    assert records(store, "account/overview", account=account) == []
    assert records(store, "accounts/count", search=account[1:]) == [{"accounts": 0}]


def test_the_last_version_of_what_is_gone_can_be_looked_at(store: Store) -> None:
    [kept] = records(store, "account/raw", system="ordway", resource="invoices", record="INV-00002")
    assert '"INV-00002"' in kept["raw"]
