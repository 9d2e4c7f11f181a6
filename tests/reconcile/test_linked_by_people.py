"""What people link is reconciled: what was missing is found no more, and looking at what changed alone is enough."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.errors import DecisionRefusedError
from queries.ledger.links import KINDS, Pair, confirm_link, reject_suggestion, withdraw_link
from queries.reconcile.run import reconcile, reconcile_changes
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.deciders import finance
from tests.reconcile.conftest import pulled

DAY = date(2026, 11, 23)
# Pairs of each kind that somebody may well link: some that belong together, some of different accounts.
POSSIBLE = {
    "account": """
        select crm.firmao_customer_id, billing.ordway_customer_id
        from (from model.account where link = 'CRM only' order by account_id limit 3) as crm
        cross join (from model.account where link = 'billing only' order by account_id limit 3) as billing
    """,
    "contract": """
        with sold as (from model.contract anti join model.contract_link using (contract_id) where is_won),
        held as (from model.subscription anti join model.contract_link using (subscription_id))
        (select contract_id, subscription_id from sold inner join held using (account_id) order by all limit 6)
        union
        (select contract_id, subscription_id from sold cross join held order by contract_id limit 2)
    """,
    "line": """
        select sold.contract_line_id, held.ordway_line_id
        from model.contract_line as sold
        inner join model.contract_link as link using (contract_id)
        inner join model.subscription_line as held on held.subscription_id = link.subscription_id
        anti join model.line_link as own on own.contract_line_id = sold.contract_line_id
        anti join model.link as theirs on theirs.kind = 'line' and theirs.ordway_id = held.ordway_line_id
        order by all
        limit 8
    """,
    "product": """
        select crm.product_id, billing.product_id
        from model.product as crm
        anti join model.product_link as own on own.firmao_product_id = crm.product_id
        cross join (from model.product anti join model.product_link on ordway_product_id = product_id) as billing
        where crm.system = 'firmao' and billing.system = 'ordway'
        order by all
        limit 3
    """,
}


# An active subscription that nothing links, and running contracts of two other accounts that nothing bills.
OF_TWO_ACCOUNTS = """
with held as (
    select account_id, subscription_id
    from model.subscription
    anti join model.contract_link using (subscription_id)
    where status = 'active'
    order by subscription_id
    limit 1
)

select min(contract_id), any_value(subscription_id)
from model.contract
cross join held
anti join model.contract_link using (contract_id)
where is_won and starts_on <= $day and ends_on > $day and contract.account_id <> held.account_id
group by contract.account_id
order by all
limit 2
"""


@dataclass(frozen=True)
class Company:
    """A reconciled company in which some records have lost what linked them."""

    store: Store
    possible: list[Pair]

    def discrepancies(self) -> list[dict[str, Any]]:
        """All that were ever found, without when they were seen."""
        with self.store.cursor() as cursor:
            return cursor.records(
                "select * exclude (first_seen_at, last_seen_at, resolved_at), resolved_at is null as is_open "
                "from recon.discrepancy order by discrepancy_id"
            )


# Every third account forgets what links it or its contract, and every fourth bills something that it did not before.
FORGETTING = """
update firmao.customers set mapped_ordway_customer_id = null, nip_number = null, vat_ue = null
where id::integer % 12 = 0;
update ordway.customers set mapped_firmao_customer_id = null, mapped_tax_id = null
where right(id, 5)::integer % 12 = 8;
update firmao.agreements set mapped_ordway_subscription_id = null where customer_id::integer % 3 = 1;
update ordway.subscriptions set mapped_firmao_agreement_id = null where right(customer_id, 5)::integer % 3 = 0;
update ordway.subscription_lines
set mapped_firmao_entry_id = null, product_name = 'Other ' || product_name, product_id = null
where right(subscription_id, 5)::integer % 4 = 2;
update ordway.products set sku = sku || '-2' where id = (select max(id) from ordway.products)
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Thirty accounts."""
    with pulled(make_world(3, 30, DAY), tmp_path_factory.mktemp("linked") / "tieout.duckdb") as store:
        with store.transaction() as cursor:
            cursor.run(FORGETTING)
            possible = [Pair(kind, *row) for kind, sql in POSSIBLE.items() for row in cursor.rows(sql)]
        reconcile(store, DAY)
        yield Company(store, possible)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_was_linked_alone_tells_as_much_as_everything(company: Company, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        pair = data.draw(st.sampled_from(company.possible))
        decide(company.store, pair, is_same=data.draw(st.booleans()))
    reconcile_changes(company.store, DAY)
    found = company.discrepancies()
    every = reconcile(company.store, DAY)
    assert company.discrepancies() == found
    assert (every.opened, every.reopened, every.resolved) == (0, 0, 0)


def decide(store: Store, pair: Pair, *, is_same: bool) -> None:
    """Take back what was said of a pair, else say whether it is the same; what contradicts another one is refused."""
    try:
        withdraw_link(store, pair, who=finance("Ewa"), why="a test")
    except DecisionRefusedError:
        with suppress(DecisionRefusedError):
            (confirm_link if is_same else reject_suggestion)(store, pair, who=finance("Ewa"), why="a test")


def test_what_was_resolved_under_one_account_is_reopened_under_another(company: Company) -> None:
    """A subscription is linked to a contract of each of two accounts in turn: what it has too much goes with it."""
    with company.store.cursor() as cursor:
        first, second = (Pair("contract", *row) for row in cursor.rows(OF_TWO_ACCOUNTS, day=DAY))
    for pair in (first, second, first):
        confirm_link(company.store, pair, who=finance("Ewa"), why="a test")
        here = reconcile_changes(company.store, DAY)
        withdraw_link(company.store, pair, who=finance("Ewa"), why="a slip")
        reconcile_changes(company.store, DAY)
    assert here.reopened


def test_there_is_something_of_every_kind_to_link(company: Company) -> None:
    assert {pair.kind for pair in company.possible} == set(KINDS)


@pytest.fixture
def planted(tmp_path: Path) -> Iterator[Store]:
    """A company with a customer that only the CRM knows, reconciled."""
    with pulled(make_world(7, 60, DAY), tmp_path / "tieout.duckdb") as store:
        reconcile(store, DAY)
        yield store


def open_rules(store: Store, account: str) -> set[str]:
    return {row["rule"] for row in records(store, "discrepancies/queue", account=account, as_of=DAY)}


def test_a_confirmed_link_settles_both_sides_and_withdrawing_it_parts_them(planted: Store) -> None:
    rows = records(planted, "discrepancies/queue", as_of=DAY)
    crm = next(row for row in rows if row["rule"] == "L1")["firmao_customer_id"]
    billing = next(row for row in rows if row["rule"] == "L2")["ordway_customer_id"]
    pair = Pair("account", crm, billing)
    assert "L1" in open_rules(planted, crm)
    confirm_link(planted, pair, who=finance("Ewa"), why="the same")
    assert reconcile_changes(planted, DAY).accounts <= 3
    # The contract and the subscription of the two are still to be linked.
    assert open_rules(planted, crm) >= {"C1", "C2", "L4"}
    assert not open_rules(planted, crm) & {"L1", "L2"}
    withdraw_link(planted, pair, who=finance("Ewa"), why="a slip")
    reconcile_changes(planted, DAY)
    assert "L1" in open_rules(planted, crm)
    assert "L2" in open_rules(planted, billing)
