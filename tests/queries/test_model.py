"""What the model's words mean: who is linked to whom, what is owed, what is gone, and how an account is found."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from queries.migrate import migrate
from queries.run import records
from queries.store import Store, connect
from sandbox.serving import serve
from sandbox.world import World
from sync.pull import PullRequest, pull
from tests.sync.conftest import DAY, settings_for
from tests.sync.small_company import agreement, firmao_customer, invoice, ordway_customer, payment, small_company

Pulled = Callable[[World], Store]


@pytest.fixture
def pulled(tmp_path: Path) -> Iterator[Pulled]:
    """A store with what a world holds, pulled over HTTP."""
    with ExitStack() as open_things:

        def pull_from(world: World) -> Store:
            sandbox = open_things.enter_context(serve(world))
            store = connect(str(tmp_path / "tieout.duckdb"), holder="a test")
            open_things.callback(store.close)
            migrate(store)
            outcome = pull(store, settings_for(sandbox, tmp_path / "tieout.duckdb"), PullRequest("a test", full=True))
            assert outcome.status == "done"
            return store

        yield pull_from


def company() -> World:
    """Six customers, twelve invoices."""
    return small_company(DAY, customers=6, invoices=12)


def links(store: Store) -> set[tuple[str | None, str | None, str]]:
    """Who is linked to whom, and how."""
    with store.cursor() as cursor:
        return set(cursor.rows("select firmao_customer_id, ordway_customer_id, link from model.account"))


def pair(number: int, *, crm_names: bool = False, billing_names: bool = False, **changed: Any) -> World:
    """One customer on either side; each names the other only where told so."""
    world = World(DAY)
    crm, billing = firmao_customer(number), ordway_customer(number)
    if not crm_names:
        crm["customFields"] = None
    if not billing_names:
        del billing["custom_fields"]["firmao_customer_id"]
    crm["nipNumber"] = changed.get("crm_tax_id", crm["nipNumber"])
    billing["custom_fields"]["tax_id"] = changed.get("billing_tax_id", billing["custom_fields"]["tax_id"])
    world.firmao = {"customers": {number: crm}}
    world.ordway = {"customers": {billing["id"]: billing}}
    return world


@pytest.mark.parametrize(("crm_names", "billing_names"), [(True, False), (False, True), (True, True)])
def test_an_explicit_field_on_either_side_links(pulled: Pulled, crm_names: bool, billing_names: bool) -> None:
    world = pair(1, crm_names=crm_names, billing_names=billing_names, crm_tax_id="1", billing_tax_id="2")
    assert links(pulled(world)) == {("1", "C-00001", "explicit field")}


@pytest.mark.parametrize("written", ["PL5260000001", "526-000-00-01", "PL 526 000 00 01", "pl5260000001"])
def test_a_tax_id_links_however_it_is_written(pulled: Pulled, written: str) -> None:
    assert links(pulled(pair(1, crm_tax_id="5260000001", billing_tax_id=written))) == {("1", "C-00001", "tax id")}


@pytest.mark.parametrize(("crm", "billing"), [("5260000001", "5260000002"), ("", ""), (None, "")])
def test_without_field_and_tax_id_nobody_is_linked(pulled: Pulled, crm: str | None, billing: str) -> None:
    found = links(pulled(pair(1, crm_tax_id=crm, billing_tax_id=billing)))
    assert found == {("1", None, "CRM only"), (None, "C-00001", "billing only")}


def test_a_tax_id_that_two_customers_share_links_neither(pulled: Pulled) -> None:
    world = pair(1)
    twin = ordway_customer(2)
    twin["custom_fields"] = {"tax_id": world.ordway["customers"]["C-00001"]["custom_fields"]["tax_id"]}
    world.ordway["customers"]["C-00002"] = twin
    assert ("1", None, "CRM only") in links(pulled(world))


def test_every_customer_of_either_side_is_one_account(pulled: Pulled) -> None:
    world = company()
    world.firmao["customers"][99] = firmao_customer(99) | {"customFields": {"custom1": "C-00001"}}
    store = pulled(world)
    found = links(store)
    assert len(found) == len([one for one, _, _ in found if one]) == 7
    assert sorted(other for _, other, _ in found if other) == sorted(world.ordway["customers"])


def test_a_deleted_record_is_in_no_view(pulled: Pulled) -> None:
    world = company()
    world.firmao["agreements"][1001]["deleted"] = True
    world.firmao["transactionentries"][2003]["deleted"] = True
    store = pulled(world)
    with store.cursor() as cursor:
        assert cursor.value("select count(*) from model.contract where contract_id = '1001'") == 0
        assert cursor.value("select count(*) from model.contract_line where contract_line_id = '2003'") == 0
        assert cursor.value("select count(*) from model.contract") == 29


def test_balances_keep_currencies_apart_and_count_only_what_is_open(pulled: Pulled) -> None:
    world = company()
    mine = {
        "INV-00101": invoice(101, customer=1) | {"currency": "EUR", "balance": "10.01", "due_date": "2026-09-30"},
        "INV-00102": invoice(102, customer=1) | {"currency": "EUR", "balance": "20.02", "due_date": "2026-10-01"},
        "INV-00103": invoice(103, customer=1) | {"currency": "PLN", "balance": "30.03", "due_date": "2026-09-01"},
        "INV-00104": invoice(104, customer=1) | {"currency": "PLN", "balance": "99.00", "status": "Draft"},
        "INV-00105": invoice(105, customer=1) | {"currency": "PLN", "balance": "99.00", "status": "Reversed"},
        "INV-00106": invoice(106, customer=1) | {"currency": "PLN", "balance": "40.04", "status": "Partially Paid"},
    }
    world.ordway["invoices"] = mine
    world.ordway["payments"] = {
        "PMT-00101": payment(101, customer=1) | {"unapplied_amount": "5.05", "currency": "EUR"},
        "PMT-00102": payment(102, customer=1) | {"unapplied_amount": "6.06", "currency": "EUR", "status": "Failed"},
    }
    found = records(pulled(world), "account/balances", account="F1", as_of=date(2026, 10, 1))
    told = {row["currency"]: (row["balance"], row["overdue"], row["unapplied_cash"]) for row in found}
    assert told == {
        "EUR": (Decimal("30.03"), Decimal("10.01"), Decimal("5.05")),
        "PLN": (Decimal("70.07"), Decimal("30.03"), Decimal("0")),
    }


def test_an_invoice_is_overdue_only_after_its_due_day(pulled: Pulled) -> None:
    store = pulled(company())
    on_the_day = records(store, "account/balances", account="F1", as_of=date(2026, 10, 1))
    after = records(store, "account/balances", account="F1", as_of=date(2026, 10, 2))
    assert [row["overdue"] for row in on_the_day] == [Decimal(0)]
    assert [row["overdue"] for row in after] == [row["balance"] for row in after]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("żółw 3", {"F3"}),
        ("ZOLW 3", {"F3"}),
        ("526-000-00-04", {"F4"}),
        ("um/2026/1002", {"F2"}),
        ("c-00005", {"F5"}),
        ("inv-00006", {"F1"}),
        ("3", {"F3"}),
        ("%", set()),
        ("_", set()),
        ("' or 1=1 --", set()),
        ("", {"F1", "F2", "F3", "F4", "F5", "F6"}),
    ],
)
def test_a_search_finds_by_words_and_numbers_and_nothing_else(pulled: Pulled, search: str, found: set[str]) -> None:
    store = pulled(company())
    rows = records(store, "accounts/page", search=search, as_of=DAY)
    assert {row["account_id"] for row in rows} == found
    assert records(store, "accounts/count", search=search)[0]["accounts"] == len(found)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", ["name", "balance", "overdue", "mrr", "renewal"])
def test_screen_after_screen_is_the_whole_list_each_once(pulled: Pulled, sort: str, descending: bool) -> None:
    store = pulled(small_company(DAY, customers=17, invoices=20))
    asked = {"sort": sort, "descending": descending, "as_of": DAY}
    whole = [row["account_id"] for row in records(store, "accounts/page", **asked)]
    screens = [
        row["account_id"]
        for offset in range(0, 20, 5)
        for row in records(store, "accounts/page", row_limit=5, row_offset=offset, **asked)
    ]
    assert screens == whole
    assert len(set(whole)) == 17


def test_only_sales_are_contracts_and_only_accepted_ones_are_won(pulled: Pulled) -> None:
    world = World(DAY)
    world.firmao = {
        "customers": {1: firmao_customer(1)},
        "agreements": {
            1: agreement(1, customer=1) | {"offerStatus": "ACCEPTED"},
            2: agreement(2, customer=1) | {"offerStatus": "EXECUTED", "number": "2"},
            3: agreement(3, customer=1) | {"offerStatus": "REJECTED", "number": "3"},
            4: agreement(4, customer=1) | {"mode": "PURCHASE", "number": "4"},
        },
    }
    with pulled(world).cursor() as cursor:
        found = dict(cursor.rows("select contract_id, is_won from model.contract"))
    assert found == {"1": True, "2": True, "3": False}
