"""The kept list of accounts is what joining both systems anew would tell, whatever happened before it is read."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.extracts.accounts import ACCOUNTS
from queries.ledger.links import Pair, confirm_link
from queries.run import records
from queries.store import Store, StoreFailedError
from sandbox.world import World
from tests.deciders import finance
from tests.queries.conftest import PulledOnce, Served
from tests.sync.conftest import DAY
from tests.sync.small_company import firmao_customer, ordway_customer, small_company

NUMBERS = st.integers(1, 10)
Change = Callable[[World, int], None]
_TOLD_ANEW = """
select account_id, firmao_customer_id, ordway_customer_id, name, tax_id, link, model.folded(name)
from model.account
order by all
"""
_KEPT = """
select account_id, firmao_customer_id, ordway_customer_id, name, tax_id, link, sort_name
from recon.listed_account
order by all
"""
_FOUND = "select account_id from model.found_accounts($search) order by all"
_FOUND_IN_LIST = "select account_id from model.listed_accounts($search) order by all"


def told_anew(store: Store) -> list[tuple[object, ...]]:
    """Every account, as the two systems are joined now."""
    with store.cursor() as cursor:
        return cursor.rows(_TOLD_ANEW)


def kept(store: Store) -> list[tuple[object, ...]]:
    """Every account, as it was listed last."""
    with store.cursor() as cursor:
        return cursor.rows(_KEPT)


def rename(world: World, number: int) -> None:
    """A customer of the CRM is called otherwise."""
    world.firmao["customers"][number] = firmao_customer(number) | {"name": f"Łąka {number} of {len(world.firmao)}"}


def lose_in_crm(world: World, number: int) -> None:
    """A customer is in billing alone."""
    world.firmao["customers"].pop(number, None)


def lose_in_billing(world: World, number: int) -> None:
    """A customer is in the CRM alone."""
    world.ordway["customers"].pop(f"C-{number:05d}", None)


def move_in(world: World, number: int) -> None:
    """A customer is in both systems."""
    world.firmao["customers"].setdefault(number, firmao_customer(number))
    world.ordway["customers"].setdefault(f"C-{number:05d}", ordway_customer(number))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([rename, lose_in_crm, lose_in_billing, move_in]), NUMBERS), max_size=6))
def test_after_any_pull_the_list_is_what_joining_anew_tells(served: Served, changes: list[tuple[Change, int]]) -> None:
    for change, number in changes:
        change(served.world, number)
    served.pull()
    shown = records(served.store, "accounts/page", as_of=DAY, row_limit=1000)
    assert kept(served.store) == told_anew(served.store)
    assert len(shown) == len(told_anew(served.store))


def test_what_is_up_to_date_is_not_told_anew(served: Served) -> None:
    ACCOUNTS.bring_up_to_date(served.store)
    assert not ACCOUNTS.bring_up_to_date(served.store)


def test_a_link_that_a_person_confirms_is_in_the_list_at_once(served: Served) -> None:
    served.world.firmao["customers"][50] = firmao_customer(50) | {"nipNumber": ""}
    served.world.ordway["customers"]["C-00051"] = ordway_customer(51)
    served.pull()
    ACCOUNTS.bring_up_to_date(served.store)
    confirm_link(served.store, Pair("account", "50", "C-00051"), who=finance("fin@example.com"), why="same people")
    records(served.store, "accounts/count", as_of=DAY)
    assert kept(served.store) == told_anew(served.store)
    assert ("F50", "50", "C-00051") in [row[:3] for row in kept(served.store)]


def test_what_ends_between_a_pull_and_the_list_is_noticed_by_the_next_who_reads(pulled_once: PulledOnce) -> None:
    with pulled_once(small_company(DAY, customers=3, invoices=0)) as store:
        assert kept(store) == []
        assert records(store, "accounts/count", as_of=DAY) == [{"accounts": 3}]
        assert kept(store) == told_anew(store)


def test_what_goes_wrong_while_it_is_told_leaves_it_to_the_next_who_reads(pulled_once: PulledOnce) -> None:
    broken = replace(ACCOUNTS, keep=f"{ACCOUNTS.keep}; select error('out of memory')")
    with pulled_once(small_company(DAY, customers=3, invoices=0)) as store:
        with pytest.raises(StoreFailedError):
            broken.bring_up_to_date(store)
        assert kept(store) == []
        assert ACCOUNTS.bring_up_to_date(store)
        assert kept(store) == told_anew(store)


@settings(max_examples=30, deadline=None)
@given(st.one_of(st.text(max_size=8), st.sampled_from(["um/2026/100", "C-0000", "5260000", "zolw", "F1", "1"])))
def test_a_search_of_the_list_finds_what_a_search_of_all_finds(served: Served, search: str) -> None:
    ACCOUNTS.bring_up_to_date(served.store)
    with served.store.cursor() as cursor:
        assert cursor.rows(_FOUND_IN_LIST, search=search) == cursor.rows(_FOUND, search=search)
