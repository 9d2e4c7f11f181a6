"""Reconciling only what changed ends with just what reconciling everything does."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from queries.reconcile.run import Terms, reconcile, reconcile_changes
from queries.store import Store
from sandbox.company import make_world
from sandbox.serving import serve
from sandbox.world import Record, World
from sync.mapping import Mapping
from sync.pull import RESOURCES, PullRequest, pull
from sync.settings import Settings
from tests.stores import fresh_store
from tests.sync.conftest import settings_for

DAY = date(2026, 11, 23)
FULL = PullRequest("a test", full=True)
# Customers that were not read say that accounts are as they were.
BUT_CUSTOMERS = replace(
    FULL, only=frozenset(f"{one.system}.{one.name}" for one in RESOURCES if one.name != "customers")
)
Change = Callable[[World, random.Random], None]
Row = dict[str, Any]


@dataclass(frozen=True)
class Company:
    """A made-up company that goes on changing, and the store it is pulled into."""

    world: World
    settings: Settings
    store: Store

    def pull(self, asked: PullRequest = FULL) -> None:
        """Bring the store up to date, or the lists that are asked for."""
        assert pull(self.store, self.settings, asked).status == "done"

    def discrepancies(self) -> dict[str, Row]:
        """All that were ever found, without when they were seen."""
        with self.store.cursor() as cursor:
            rows = cursor.records(
                "select * exclude (first_seen_at, last_seen_at, resolved_at), resolved_at is null as is_open "
                "from recon.discrepancy"
            )
        return {row["discrepancy_id"]: row for row in rows}


@contextmanager
def changing(file: Path) -> Iterator[Company]:
    """Sixty accounts, pulled and reconciled."""
    world = make_world(7, 60, DAY)
    with serve(world) as sandbox:
        store = fresh_store(file)
        made = Company(world, settings_for(sandbox, file), store)
        made.pull()
        reconcile(store, DAY)
        yield made
        store.close()


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One that goes on changing from test to test."""
    with changing(tmp_path_factory.mktemp("changing") / "tieout.duckdb") as made:
        yield made


@pytest.fixture
def fresh_company(tmp_path: Path) -> Iterator[Company]:
    """One that nothing has happened to yet."""
    with changing(tmp_path / "tieout.duckdb") as made:
        yield made


def one_of(records: dict[Any, Record], chance: random.Random) -> Record:
    """Any record of a resource."""
    return records[chance.choice(sorted(records))]


def rename_a_customer(world: World, chance: random.Random) -> None:
    one_of(world.firmao["customers"], chance)["name"] += " Nowa"


def copy_a_tax_id(world: World, chance: random.Random) -> None:
    one_of(world.firmao["customers"], chance)["nipNumber"] = one_of(world.firmao["customers"], chance)["nipNumber"]


def point_a_customer_elsewhere(world: World, chance: random.Random) -> None:
    chosen = one_of(world.firmao["customers"], chance)
    chosen["customFields"] = (chosen["customFields"] or {}) | {
        "custom1": one_of(world.ordway["customers"], chance)["id"]
    }


def add_a_customer_like_another(world: World, chance: random.Random) -> None:
    new = deepcopy(one_of(world.firmao["customers"], chance))
    new["id"] = max(world.firmao["customers"]) + 1
    world.firmao["customers"][new["id"]] = new


def move_a_contract(world: World, chance: random.Random) -> None:
    one_of(world.firmao["agreements"], chance)["customer"] = one_of(world.firmao["agreements"], chance)["customer"]


def sell_more(world: World, chance: random.Random) -> None:
    one_of(world.firmao["transactionentries"], chance)["quantity"] += 1


def drop_a_contract_line(world: World, chance: random.Random) -> None:
    world.firmao["transactionentries"].pop(chance.choice(sorted(world.firmao["transactionentries"])))


def move_a_subscription(world: World, chance: random.Random) -> None:
    subscriptions = world.ordway["subscriptions"]
    one_of(subscriptions, chance)["customer_id"] = one_of(subscriptions, chance)["customer_id"]


def reprice_a_subscription(world: World, chance: random.Random) -> None:
    line = one_of(world.ordway["subscriptions"], chance)["plans"][0]
    line["list_price"] = str(Decimal(line["list_price"]) + 1)


def reverse_an_invoice(world: World, chance: random.Random) -> None:
    one_of(world.ordway["invoices"], chance)["status"] = "Reversed"


def lose_an_invoice(world: World, chance: random.Random) -> None:
    world.ordway["invoices"].pop(chance.choice(sorted(world.ordway["invoices"])))


def give_an_invoice_away(world: World, chance: random.Random) -> None:
    invoices = world.ordway["invoices"]
    one_of(invoices, chance)["customer_id"] = one_of(invoices, chance)["customer_id"]


def apply_a_payment_elsewhere(world: World, chance: random.Random) -> None:
    payment = one_of(world.ordway["payments"], chance)
    payment["invoices"] = [one | {"id": one_of(world.ordway["invoices"], chance)["id"]} for one in payment["invoices"]]


def forget_a_credit(world: World, chance: random.Random) -> None:
    world.ordway["credits"].pop(chance.choice(sorted(world.ordway["credits"])))


def fail_a_payment(world: World, chance: random.Random) -> None:
    one_of(world.ordway["payments"], chance)["status"] = "Failed"


def rename_a_product(world: World, chance: random.Random) -> None:
    one_of(world.ordway["products"], chance)["sku"] += "-2"


CHANGES: tuple[Change, ...] = (
    rename_a_customer,
    copy_a_tax_id,
    point_a_customer_elsewhere,
    add_a_customer_like_another,
    move_a_contract,
    sell_more,
    drop_a_contract_line,
    move_a_subscription,
    reprice_a_subscription,
    reverse_an_invoice,
    lose_an_invoice,
    give_an_invoice_away,
    apply_a_payment_elsewhere,
    forget_a_credit,
    fail_a_payment,
)


# The company goes on changing from one example to the next, so that a failing one cannot be made smaller.
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(
    changes=st.lists(st.sampled_from(CHANGES), min_size=1, max_size=4),
    asked=st.sampled_from([FULL, BUT_CUSTOMERS]),
    seed=st.integers(0, 10_000),
)
def test_what_changed_alone_tells_as_much_as_everything(
    company: Company, changes: list[Change], asked: PullRequest, seed: int
) -> None:
    chance = random.Random(seed)
    for change in changes:
        change(company.world, chance)
    company.pull(asked)
    some = reconcile_changes(company.store, DAY)
    found = company.discrepancies()
    every = reconcile(company.store, DAY)
    assert company.discrepancies() == found
    assert (every.opened, every.reopened, every.resolved) == (0, 0, 0)
    assert some.accounts < every.accounts


def test_a_change_of_what_accounts_share_concerns_them_all(company: Company) -> None:
    rename_a_product(company.world, random.Random(1))
    company.pull()
    assert reconcile_changes(company.store, DAY).accounts == reconcile(company.store, DAY).accounts


def test_another_day_or_other_terms_concern_all(company: Company) -> None:
    every = reconcile(company.store, DAY).accounts
    assert reconcile_changes(company.store, DAY).accounts == 0
    assert reconcile_changes(company.store, DAY + timedelta(days=1)).accounts == every
    assert reconcile_changes(company.store, DAY + timedelta(days=1), Terms(grace_days=4)).accounts == every


def test_what_a_pull_under_way_will_bring_is_looked_at_next_time(company: Company) -> None:
    reconcile(company.store, DAY)
    began = datetime.now(UTC).replace(tzinfo=None)
    with company.store.transaction() as cursor:
        cursor.run(
            "insert into ledger.sync_run (run_id, started_by, mode, started_at, status) "
            "values ('under way', 'a test', 'full', $now, 'running')",
            now=began,
        )
    reconcile(company.store, DAY)
    with company.store.transaction() as cursor:
        cursor.run("update ordway.invoices set synced_at = $now where id = 'INV-00500'", now=began)
        cursor.run("update ledger.sync_run set status = 'done' where run_id = 'under way'")
    assert 0 < reconcile_changes(company.store, DAY).accounts < len(company.world.firmao["customers"])


def test_an_invoice_in_another_account_ties_it_to_the_one_whose_subscription_it_bills(fresh_company: Company) -> None:
    company, world = fresh_company, fresh_company.world
    subscriptions = {one["customer_id"]: one["id"] for one in world.ordway["subscriptions"].values()}
    given = next(one for one in world.ordway["invoices"].values() if one["customer_id"] in subscriptions)
    owner = given["customer_id"]
    given["customer_id"] = next(one for one in subscriptions if one != owner)
    company.pull()
    reconcile(company.store, DAY)
    world.ordway["customers"][owner]["description"] = "touched"
    company.pull()
    reconcile_changes(company.store, DAY)
    every = reconcile(company.store, DAY)
    assert (every.opened, every.reopened, every.resolved) == (0, 0, 0)


def pull_without(company: Company, *meanings: str) -> None:
    """Pull with these meanings in a field that no record has, which changes no record."""
    policy = company.settings.policy
    without = Mapping(policy.mapping.fields | dict.fromkeys(meanings, "unused"))
    changed = replace(company.settings, policy=replace(policy, mapping=without))
    assert pull(company.store, changed, PullRequest("a test")).status == "done"


def test_what_another_field_says_of_contracts_concerns_all_although_no_record_changed(fresh_company: Company) -> None:
    company = fresh_company
    company.pull()
    assert reconcile_changes(company.store, DAY).accounts == 0
    pull_without(company, "firmao.agreement.service_end")
    assert reconcile_changes(company.store, DAY).opened > 0
    every = reconcile(company.store, DAY)
    assert (every.opened, every.reopened, every.resolved) == (0, 0, 0)


def test_accounts_told_by_another_field_are_joined_anew_although_no_record_changed(fresh_company: Company) -> None:
    company = fresh_company
    pull_without(company, "firmao.customer.ordway_customer_id", "ordway.customer.firmao_customer_id")
    assert reconcile_changes(company.store, DAY).resolved > 0
    every = reconcile(company.store, DAY)
    assert (every.opened, every.reopened, every.resolved) == (0, 0, 0)


def test_what_is_found_in_an_account_that_is_no_more_is_resolved(fresh_company: Company) -> None:
    company = fresh_company
    found = company.discrepancies().values()
    customer = next(row["account_id"] for row in found if row["rule"] == "L1" and row["is_open"])
    del company.world.firmao["customers"][int(customer.removeprefix("F"))]
    company.pull()
    reconcile_changes(company.store, DAY)
    assert not any(row["is_open"] for row in company.discrepancies().values() if row["account_id"] == customer)
