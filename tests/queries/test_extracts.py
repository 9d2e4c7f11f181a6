"""What is kept of the records is what telling it anew gives, whatever was pulled, lost or decided before it is read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.catalogue import names, query
from queries.extracts import COPIES, EXTRACTS, bring_all_up_to_date
from queries.ledger.links import Pair, confirm_link, withdraw_link
from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store, StoreFailedError
from sandbox.world import World
from tests.deciders import finance
from tests.queries.conftest import Served
from tests.sync.conftest import DAY
from tests.sync.small_company import ORDWAY_STAMP, agreement, invoice, payment, subscription, subscription_line

NUMBERS = st.integers(1, 6)
Change = Callable[[World, int], None]
EMPTIED = """
delete from ordway.invoices;
delete from ordway.payments;
delete from ordway.customers;
delete from firmao.agreements;
delete from firmao.customers
"""
LATER = (DAY - timedelta(2)).isoformat()


def told_and_kept(store: Store, name: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """An extract as telling it anew gives it, and as the store keeps it."""
    extract = COPIES[name]
    with store.cursor() as cursor:
        told = cursor.rows(f"from ({extract.told}) order by all")
        return told, cursor.rows(f"from {extract.tables[0]} order by all")


def assert_told_anew(store: Store) -> None:
    """Every extract is what telling it anew gives, once it is up to date."""
    bring_all_up_to_date(store)
    for name in COPIES:
        told, kept = told_and_kept(store, name)
        assert kept == told, name
        assert all(one != next_one for one, next_one in pairwise(told)), f"{name} tells a row twice"


def pay_later(world: World, number: int) -> None:
    """A payment is of another day."""
    world.ordway["payments"][_payment(number)] = payment(number, customer=number) | {"payment_date": LATER}


def pay_in_full(world: World, number: int) -> None:
    """A payment makes up the whole invoice."""
    part = {"id": _invoice(number), "amount_applied": "1107.0", "created_date": ORDWAY_STAMP}
    whole = {"payment_amount": "1107.0", "applied_amount": "1107.0", "invoices": [part]}
    world.ordway["payments"][_payment(number)] = payment(number, customer=number) | whole


def fail(world: World, number: int) -> None:
    """A payment is no money after all."""
    world.ordway["payments"][_payment(number)] = payment(number, customer=number) | {"status": "Failed"}


def lose_payment(world: World, number: int) -> None:
    """A payment is gone."""
    world.ordway["payments"].pop(_payment(number), None)


def pend(world: World, number: int) -> None:
    """A payment is on its way."""
    world.ordway["payments"][_payment(number)] = payment(number, customer=number) | {"status": "Pending"}


def draft(world: World, number: int) -> None:
    """An invoice is not sent yet."""
    world.ordway["invoices"][_invoice(number)] = invoice(number, customer=number) | {"status": "Draft"}


def reverse(world: World, number: int) -> None:
    """An invoice is taken back."""
    world.ordway["invoices"][_invoice(number)] = invoice(number, customer=number) | {"status": "Reversed"}


def lose_invoice(world: World, number: int) -> None:
    """An invoice is gone."""
    world.ordway["invoices"].pop(_invoice(number), None)


def come_back(world: World, number: int) -> None:
    """An invoice and its payment are as they were."""
    world.ordway["invoices"][_invoice(number)] = invoice(number, customer=number)
    world.ordway["payments"][_payment(number)] = payment(number, customer=number)


def sell(world: World, number: int) -> None:
    """Somebody else sold a contract."""
    owned = {"custom1": "2026-02-01", "custom7": f"seller{number % 3}@example.com"}
    world.firmao["agreements"][1000 + number] = agreement(1000 + number, customer=number) | {"customFields": owned}


def lose_contract(world: World, number: int) -> None:
    """A contract is gone."""
    world.firmao["agreements"].pop(1000 + number, None)


def plan_ahead(world: World, number: int) -> None:
    """Ordway plans to invoice a subscription, each account another price."""
    price = f"{number}00.0"
    line = {"id": "1", "start_date": "2026-02-01", "end_date": "2026-02-28", "quantity": "1.0", "unit_price": price}
    of_number = {"subscription_id": f"S-{number:05d}", "customer_id": f"C-{number:05d}"}
    world.ordway.setdefault("billing_schedules", {})[_schedule(number)] = {
        "id": _schedule(number), **of_number, "schedule_lines": [line | {"amount": price}],
        "updated_date": ORDWAY_STAMP,
    }  # fmt: skip
    charged = subscription_line(1) | {"billing_schedule_id": _schedule(number)}
    _subscriptions(world)[of_number["subscription_id"]] = subscription(number, customer=number) | {"plans": [charged]}


def pause(world: World, number: int) -> None:
    """A subscription is paused in the middle of February."""
    if told := _subscriptions(world).get(f"S-{number:05d}"):
        _subscriptions(world)[f"S-{number:05d}"] = told | {"pause_effective_date": "2026-02-15"}


def lose_schedule(world: World, number: int) -> None:
    """What was planned is gone."""
    world.ordway.get("billing_schedules", {}).pop(_schedule(number), None)


def _subscriptions(world: World) -> dict[Any, Any]:
    return world.ordway.setdefault("subscriptions", {})


def _schedule(number: int) -> str:
    return f"BS-{number:05d}"


def bill(world: World, number: int) -> None:
    """A contract is sold and a subscription bills it."""
    sell(world, number)
    world.ordway.setdefault("subscriptions", {})[f"S-{number:05d}"] = subscription(number, customer=number)


def lose_subscription(world: World, number: int) -> None:
    """A subscription is gone."""
    world.ordway.get("subscriptions", {}).pop(f"S-{number:05d}", None)


def _payment(number: int) -> str:
    return f"PMT-{number:05d}"


def _invoice(number: int) -> str:
    return f"INV-{number:05d}"


CHANGES = [
    pay_later, pay_in_full, fail, lose_payment, pend, draft, reverse, lose_invoice, come_back, sell, lose_contract,
    plan_ahead, pause, lose_schedule, bill, lose_subscription,
]  # fmt: skip


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(CHANGES), NUMBERS), min_size=1, max_size=6))
def test_after_any_pull_what_is_kept_is_what_telling_anew_gives(
    served: Served, changes: list[tuple[Change, int]]
) -> None:
    for change, number in changes:
        change(served.world, number)
    served.pull()
    records(served.store, "accounts/page", as_of=DAY)
    records(served.store, "home/moved_money", as_of=DAY)
    records(served.store, "home/accounts", as_of=DAY, owner="seller1@example.com")
    records(served.store, "links/contract_suggestions")
    records(served.store, "health/mapping")
    records(served.store, "collections/cash_forecast", as_of=DAY)
    records(served.store, "collections/dso", as_of=DAY)
    records(served.store, "collections/worklist", as_of=DAY)
    records(served.store, "revenue/mrr_movements", as_of=DAY)
    records(served.store, "revenue/cohorts", as_of=DAY)
    records(served.store, "revenue/contract_to_cash", as_of=DAY)
    records(served.store, "revenue/leakage", as_of=DAY)
    for name in COPIES:
        told, kept = told_and_kept(served.store, name)
        assert kept == told, name


def test_what_the_extracts_are_told_from_is_there(served: Served) -> None:
    come_back(served.world, 1)
    bill(served.world, 1)
    pay_in_full(served.world, 1)
    plan_ahead(served.world, 1)
    draft(served.world, 2)
    come_back(served.world, 3)
    pend(served.world, 3)
    fail(served.world, 2)
    served.pull()
    reconcile(served.store, DAY)
    bring_all_up_to_date(served.store)
    # The contracts here have no lines that make anything due.
    assert [name for name in COPIES if not told_and_kept(served.store, name)[1]] == ["due", "leaks"]


def test_what_people_say_of_links_tells_them_anew(served: Served) -> None:
    bill(served.world, 1)
    unnamed = {"custom_fields": {"firmao_agreement_id": ""}}
    served.world.ordway["subscriptions"]["S-00001"] |= unnamed
    served.pull()
    pair = Pair("contract", "1001", "S-00001")
    for decide in (confirm_link, withdraw_link):
        decide(served.store, pair, who=finance("Ewa"), why="they say so")
        records(served.store, "links/contract_suggestions")
        told, kept = told_and_kept(served.store, "links")
        assert kept == told


def test_what_counts_as_won_tells_the_owners_anew(served: Served) -> None:
    sell(served.world, 1)
    served.pull()
    bring_all_up_to_date(served.store)
    with served.store.transaction() as cursor:
        cursor.run("delete from recon.won_status")
    records(served.store, "home/owners", who="seller1@example.com")
    told, kept = told_and_kept(served.store, "owners")
    assert kept == told


def test_a_cache_that_is_emptied_and_pulled_again_is_told_anew(served: Served) -> None:
    come_back(served.world, 1)
    served.pull()
    bring_all_up_to_date(served.store)
    with served.store.transaction() as cursor:
        cursor.run(EMPTIED)
    assert_told_anew(served.store)
    served.pull()
    assert_told_anew(served.store)


def test_what_is_up_to_date_is_not_told_anew(served: Served) -> None:
    bring_all_up_to_date(served.store)
    assert not any(extract.bring_up_to_date(served.store) for extract in EXTRACTS.values())


def brought_up_to_date(asked: str) -> set[str]:
    """The extracts that are told anew before a query is answered: those it names, and what they rest on."""
    named = [EXTRACTS[one] for one in query(asked).kept]
    return {one.name for one in named} | {below.name for one in named for below in one.rests_on}


@pytest.mark.parametrize("name", EXTRACTS)
def test_a_query_that_reads_a_summary_says_so(served: Served, name: str) -> None:
    with served.store.cursor() as cursor:
        made = cursor.rows(
            "select function_name, macro_definition from duckdb_functions() where schema_name = 'model'"
            " union all select view_name, sql from duckdb_views() where schema_name = 'model'"
        )
    reading = {*EXTRACTS[name].tables}
    while True:
        more = {f"model.{read}" for read, text in made if any(one in str(text).replace('"', "") for one in reading)}
        if more <= reading:
            break
        reading |= more
    readers = {asked for asked in names() if any(one in query(asked).sql for one in reading)}
    assert {asked for asked in names() if name in query(asked).kept} <= readers
    assert readers <= {asked for asked in names() if name in brought_up_to_date(asked)}


def test_one_that_cannot_be_told_keeps_no_other_from_it(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    served.pull()
    broken = replace(EXTRACTS["mapping"], keep="select error('out of range')")
    with monkeypatch.context() as told:
        told.setitem(EXTRACTS, "mapping", broken)
        bring_all_up_to_date(served.store)
        with pytest.raises(StoreFailedError, match="out of range"):
            records(served.store, "health/mapping")
    with served.store.cursor() as cursor:
        kept = {name for (name,) in cursor.rows("select name from recon.extract")}
    assert kept >= EXTRACTS.keys() - {"mapping"}
    assert_told_anew(served.store)
