"""One account in a store of its own: it answers as the whole store does, and shows what was known on a past day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

import pytest

from queries.catalogue import names, query
from queries.known.dossier import fill_as_known
from queries.known.expected import billed_by_month
from queries.known.lectern import Lectern
from queries.known.present import present
from queries.known.shelf import Shelf
from queries.ledger.decisions import comment
from queries.reconcile.run import Terms, reconcile
from queries.reconcile.terms import Billing, BillingRule
from queries.run import records
from queries.store import Store, StoreFailedError
from sandbox.company import make_world
from sandbox.serving import Sandbox, serve
from sync.mapping import Mapping
from sync.pull import PullRequest, pull, shapes
from tests.deciders import finance
from tests.queries.conftest import PulledOnce
from tests.stores import fresh_store
from tests.sync.conftest import settings_for

DAY = date(2026, 11, 23)
# A line that is missing, credits, money that is owed, and a customer that Firmao does not know.
ACCOUNTS = ("F1004", "F1012", "F1032", "OC-00040")
# These look into what is kept of records, or decide about more than one account.
NOT_OF_ONE = {"account/raw", "account/known_since"}
SHAPES = shapes(Mapping())

EARLIER = "update list set synced_at = synced_at - interval 3 day"


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """A shelf for all tests."""
    return Shelf()


@pytest.fixture(scope="module")
def lectern() -> Lectern:
    """A lectern for all tests."""
    return Lectern()


@pytest.fixture(scope="module")
def company(pulled_once: PulledOnce) -> Iterator[Store]:
    """A made-up company, reconciled."""
    with pulled_once(make_world(7, 44, DAY)) as store:
        reconcile(store, DAY)
        yield store


def answers(store: Store, account_id: str, day: date = DAY) -> dict[str, list[dict[str, Any]]]:
    """What every question about an account is answered."""
    invoice = next(iter(records(store, "account/invoices", account=account_id)), {"invoice_id": ""})["invoice_id"]
    given = {"account": account_id, "invoice": invoice, "as_of": day, "since": day - timedelta(days=90)}
    asked = [one for one in names() if one.startswith("account/") and one not in NOT_OF_ONE]
    asked += ["discrepancies/page_count", "links/links"]
    return {
        name: records(store, name, **{key: given[key] for key in given if key in query(name).parameters})
        for name in asked
    }


def test_dossiers_answer_as_the_whole_store_does_whatever_was_asked_of_others_before(
    company: Store, lectern: Lectern
) -> None:
    dossiers = {account_id: lectern.dossier(present(company, account_id)) for account_id in ACCOUNTS}
    for account_id, dossier in [*dossiers.items(), *dossiers.items()]:
        told = answers(company, account_id)
        assert told["account/overview"]
        assert answers(dossier, account_id) == told


def test_two_who_read_at_once_read_a_dossier_each(company: Store, lectern: Lectern) -> None:
    first, second = (lectern.dossier(present(company, account_id)) for account_id in ACCOUNTS[:2])
    named = "select account_id from model.account"
    with first.cursor() as one, second.cursor() as other:
        assert [(one.value(named), other.value(named)) for _ in range(2)] == [ACCOUNTS[:2], ACCOUNTS[:2]]


def test_a_dossier_on_the_lectern_is_not_written(company: Store, lectern: Lectern) -> None:
    dossier = lectern.dossier(present(company, ACCOUNTS[0]))
    with pytest.raises(StoreFailedError), dossier.transaction() as cursor:
        cursor.run("delete from ordway.invoices")


def test_an_account_that_was_asked_for_in_a_strange_way_is_not_there(company: Store, lectern: Lectern) -> None:
    dossier = lectern.dossier(present(company, "F1004"))
    assert records(dossier, "account/timeline", account="F1004", kind="' or true --") == []


def test_what_was_known_today_is_what_is_known_now(company: Store, shelf: Shelf) -> None:
    today = datetime.now(UTC).date()
    filling = partial(fill_as_known, store=company, account_id="F1012", day=today, shapes=SHAPES)
    assert answers(shelf.dossier(("then",), filling), "F1012") == answers(company, "F1012")


def test_what_was_due_and_billed_by_month_differs_by_what_the_rules_found(company: Store, lectern: Lectern) -> None:
    [found] = [
        row for row in records(company, "account/differences", account="F1044", as_of=DAY) if row["rule"] == "T3"
    ]
    dossier = lectern.dossier(present(company, "F1044"))
    told = billed_by_month(dossier, DAY, Terms())
    assert sum(row["difference"] for row in told) == -found["impact"] != 0
    assert all(row["billed_amount"] - row["expected_amount"] == row["difference"] for row in told)


@pytest.mark.parametrize("account_id", ACCOUNTS)
def test_no_month_is_left_out_of_what_was_due_and_billed(company: Store, lectern: Lectern, account_id: str) -> None:
    dossier = lectern.dossier(present(company, account_id))
    told = billed_by_month(dossier, DAY, Terms())
    for currency in {row["currency"] for row in told}:
        months = [row["month_start"] for row in told if row["currency"] == currency]
        assert months[0] == date(2025, 11, 1)
        assert months[12] == date(2026, 11, 1)
        assert all((later - sooner).days in range(28, 32) for sooner, later in pairwise(months))


def test_what_was_due_and_billed_by_month_is_the_same_on_the_lectern_and_by_reconciling(
    company: Store, lectern: Lectern, shelf: Shelf
) -> None:
    today = datetime.now(UTC).date()
    terms = Terms(billing=Billing(BillingRule(15, "days")))
    for account_id in (*ACCOUNTS, "F1044"):
        filling = partial(fill_as_known, store=company, account_id=account_id, day=today, shapes=SHAPES)
        known = shelf.dossier(("reconciled", account_id), filling)
        dossier = lectern.dossier(present(company, account_id))
        assert billed_by_month(dossier, DAY, terms) == billed_by_month(known, DAY, terms) != []
        assert billed_by_month(dossier, DAY, Terms()) == billed_by_month(known, DAY, Terms()) != []


def test_an_account_that_is_not_there_is_no_row(company: Store, lectern: Lectern) -> None:
    dossier = lectern.dossier(present(company, "F77"))
    assert records(dossier, "account/overview", account="F77") == []


def test_the_dossier_asked_for_longest_ago_makes_room(company: Store) -> None:
    small = Shelf(at_most=2)
    filled: list[str] = []
    for key in ("a", "b", "a", "c", "a", "b"):
        small.dossier((key,), partial(_note, filled, key))
    assert filled == ["a", "b", "c", "b"]


def test_a_dossier_that_cannot_be_filled_leaves_nothing_behind() -> None:
    shelf = Shelf(at_most=2)
    for _ in range(2):
        with pytest.raises(StoreFailedError):
            shelf.dossier(("never",), _fail)
    made = shelf.dossier(("well",), lambda _: None)
    with made.cursor() as cursor:
        held = "select count(*) from duckdb_databases() where starts_with(database_name, 'shelved_')"
        assert cursor.value(held) == 2


def _fail(dossier: Store) -> None:
    with dossier.cursor() as cursor:
        cursor.run("select from nowhere")


def _note(filled: list[str], key: str, _: Store) -> None:
    filled.append(key)


@pytest.fixture
def served(tmp_path: Any) -> Iterator[tuple[Sandbox, Store]]:
    """A small company whose records were first seen three days ago."""
    file = tmp_path / "tieout.duckdb"
    with serve(make_world(7, 5, DAY)) as sandbox:
        store = fresh_store(file)
        settings = settings_for(sandbox, file)
        assert pull(store, settings, PullRequest("a test", full=True)).status == "done"
        age(store)
        yield sandbox, store
        store.close()


def age(store: Store) -> None:
    """Move everything that was seen three days back."""
    tables = "select schema_name || '.' || table_name from duckdb_columns() where column_name = 'synced_at' "
    with store.transaction() as cursor:
        for (name,) in cursor.rows(tables + "and database_name = 'tieout' and schema_name in ('firmao', 'ordway')"):
            cursor.run(EARLIER.replace("list", name))


def test_a_past_day_shows_what_was_known_then(served: tuple[Sandbox, Store], shelf: Shelf) -> None:
    sandbox, store = served
    before = answers(store, "F1002")
    sandbox.world.firmao["customers"][1002]["name"] = "Renamed Sp. z o.o."
    gone = before["account/payments"][0]["payment_id"]
    del sandbox.world.ordway["payments"][gone]
    assert pull(store, settings_for(sandbox, store.path), PullRequest("a test", full=True)).status == "done"
    today = datetime.now(UTC).date()
    now = answers(store, "F1002")
    assert now["account/overview"][0]["name"] == "Renamed Sp. z o.o."
    assert gone not in [row["payment_id"] for row in now["account/payments"]]

    def known(day: date) -> Store:
        filling = partial(fill_as_known, store=store, account_id="F1002", day=day, shapes=SHAPES)
        return shelf.dossier((str(store.path), str(day)), filling)

    assert answers(known(today - timedelta(days=1)), "F1002") == before
    assert answers(known(today), "F1002") == now
    assert records(known(today - timedelta(days=9)), "account/overview", account="F1002") == []
    [since] = records(store, "account/known_since", account="F1002")
    assert since["known_since"].date() == today - timedelta(days=3)


def test_what_was_found_and_decided_later_was_not_known(served: tuple[Sandbox, Store], shelf: Shelf) -> None:
    _, store = served
    reconcile(store, DAY)
    found = records(store, "discrepancies/queue", as_of=DAY)[0]
    comment(store, [found["id"]], who=finance("anna@example.com"), text="called them")
    today = datetime.now(UTC).date()
    told = []
    for day in (today - timedelta(days=1), today):
        filling = partial(fill_as_known, store=store, account_id=found["account_id"], day=day, shapes=SHAPES)
        dossier = shelf.dossier((str(store.path), found["account_id"], str(day)), filling)
        kinds = {row["kind"] for row in records(dossier, "account/timeline", account=found["account_id"])}
        told.append((bool(records(dossier, "account/differences", account=found["account_id"])), "decided" in kinds))
    assert told == [(False, False), (True, True)]
