"""A pull brings exactly what both systems hold, and ties out to the last record."""

from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest
import requests

from queries.store import Store
from sandbox import credentials
from sync.pull import RESOURCES, Outcome, PullRequest, pull
from tests.sync.conftest import QUICK, Served, Serving

FULL = PullRequest("a test", full=True)
CHANGES = PullRequest("a test")


def stored(store: Store, table: str) -> dict[str, dict[str, object]]:
    """The untouched records of a cached table that are not deleted, by id."""
    with store.cursor() as cursor:
        rows = cursor.rows(f"select id, raw from {table} where deleted_at is null")  # noqa: S608
    return {record_id: msgspec.json.decode(raw) for record_id, raw in rows}


def held(served: Served, system: str, resource: str) -> dict[str, dict[str, object]]:
    """What the sandbox itself says it holds, by id."""
    url = served.sandbox.firmao_url
    rows = requests.get(f"{url}/_sandbox/export/{system}/{resource}", timeout=5).json()
    return {str(row["id"]): row for row in rows if isinstance(row, dict)}


def change_in_firmao(served: Served, address: str, **fields: object) -> None:
    """Change a record through Firmao's own API."""
    url = f"{served.sandbox.firmao_url}/{credentials.FIRMAO_ORGANIZATION}/svc/v1/{address}"
    sign_in = (credentials.FIRMAO_LOGIN, credentials.FIRMAO_PASSWORD)
    requests.put(
        url, json={key.replace("__", "."): value for key, value in fields.items()}, auth=sign_in, timeout=5
    ).raise_for_status()


def steps(outcome: Outcome) -> dict[str, dict[str, object]]:
    """The steps of a pull by `system.resource`."""
    return {f"{step.system}.{step.resource}": step.as_row() for step in outcome.steps}


def test_full_pull_holds_exactly_what_the_systems_hold(store: Store, serving: Serving) -> None:
    served = serving()
    outcome = pull(store, served.settings, FULL)
    assert outcome.status == "done"
    for resource in RESOURCES:
        expected = held(served, resource.system, resource.path)
        found = stored(store, f"{resource.system}.{resource.name}")
        assert found.keys() == expected.keys(), resource.label
        if (resource.system, resource.name) != ("ordway", "customers"):
            assert found == expected, resource.label


def test_every_resource_ties_out(store: Store, serving: Serving) -> None:
    outcome = pull(store, serving().settings, FULL)
    assert {(step.system, step.resource) for step in outcome.steps} == {(one.system, one.name) for one in RESOURCES}
    assert all(step.is_tied_out for step in outcome.steps)


def test_lists_inside_records_become_rows(store: Store, serving: Serving) -> None:
    pull(store, serving().settings, FULL)
    with store.cursor() as cursor:
        assert cursor.rows("select count(*), sum(effective_price) from ordway.invoice_lines") == [
            (520, Decimal("234000.0000"))
        ]
        assert cursor.value("select count(*) from ordway.invoice_lines where end_date is null") == 260
        assert cursor.value("select sum(amount_applied) from ordway.payment_applications") == Decimal("130000.0000")


def test_bank_details_and_payment_links_never_reach_the_store(store: Store, serving: Serving) -> None:
    pull(store, serving().settings, FULL)
    with store.cursor() as cursor:
        assert cursor.value("select count(*) from ordway.customers where raw::varchar like '%secret-%'") == 0
        assert cursor.value("select count(*) from ordway.customers where raw::varchar like '%PL6110%'") == 0
        assert cursor.value("select count(*) from ordway.customers where mapped_tax_id is not null") == 130


def test_incremental_pull_fetches_only_what_changed(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    served.sandbox.requests.clear()
    change_in_firmao(served, "customers/7", name="Nowa nazwa S.A.")
    outcome = pull(store, served.settings, CHANGES)
    told = steps(outcome)
    assert told["firmao.customers"]["received"] == 1
    assert told["firmao.customers"]["updated"] == 1
    assert sum(int(str(step["received"])) for step in told.values()) == 1
    assert len(served.asked("firmao", "/customers")) == 1
    assert stored(store, "firmao.customers")["7"]["name"] == "Nowa nazwa S.A."


def test_history_holds_both_versions(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    change_in_firmao(served, "customers/7", name="Nowa nazwa S.A.")
    pull(store, served.settings, CHANGES)
    with store.cursor() as cursor:
        versions = cursor.rows(
            "select raw ->> '$.name', seen_until is null from history.version "
            "where system = 'firmao' and resource = 'customers' and record_id = '7' order by seen_from"
        )
    assert versions == [("Żółw 7 Sp. z o.o.", False), ("Nowa nazwa S.A.", True)]


def test_unchanged_records_make_no_history(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    outcome = pull(store, served.settings, FULL)
    assert sum(step.fates.unchanged for step in outcome.steps) == sum(step.fates.total for step in outcome.steps)
    with store.cursor() as cursor:
        assert cursor.value("select count(*) from history.past_version") == 0


def test_line_items_of_a_changed_document_are_read_again(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    change_in_firmao(served, "transactionentries/2001", unitNettoPrice="500.00")
    outcome = pull(store, served.settings, CHANGES)
    assert steps(outcome)["firmao.entries"]["mode"] == "by document"
    with store.cursor() as cursor:
        assert cursor.value("select netto_price from firmao.entries where id = '2001'") == Decimal("500.0000")
        assert cursor.value("select netto_price from firmao.agreements where id = '1001'") == Decimal("909.4300")


def test_a_line_item_deleted_from_a_changed_document_is_marked_deleted(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    url = f"{served.sandbox.firmao_url}/{credentials.FIRMAO_ORGANIZATION}/svc/v1/transactionentries/2001"
    sign_in = (credentials.FIRMAO_LOGIN, credentials.FIRMAO_PASSWORD)
    requests.delete(url, auth=sign_in, timeout=5).raise_for_status()
    pull(store, served.settings, CHANGES)
    assert "2001" not in stored(store, "firmao.entries")
    assert len(stored(store, "firmao.entries")) == 59


def test_a_whole_read_finds_deletions(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    del served.world.ordway["customers"]["C-00009"]
    change_in_firmao(served, "customers/9", deleted=True)
    outcome = pull(store, served.settings, FULL)
    assert steps(outcome)["ordway.customers"]["deleted"] == 1
    assert "C-00009" not in stored(store, "ordway.customers")
    assert "9" not in stored(store, "firmao.customers")


def test_a_record_that_comes_back_is_restored(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    kept = served.world.ordway["customers"].pop("C-00009")
    pull(store, served.settings, FULL)
    served.world.ordway["customers"]["C-00009"] = kept
    pull(store, served.settings, FULL)
    assert "C-00009" in stored(store, "ordway.customers")
    with store.cursor() as cursor:
        assert cursor.rows("select record_id, ended_by from history.past_version") == [("C-00009", "restored")]


def test_many_records_gone_at_once_are_found(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    for number in range(1, 81):
        del served.world.ordway["customers"][f"C-{number:05d}"]
    pull(store, served.settings, FULL)
    assert len(stored(store, "ordway.customers")) == 50


def test_invoices_named_by_a_new_payment_are_read_again(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    invoice = served.world.ordway["invoices"]["INV-00003"]
    invoice |= {"paid_amount": "1107.0", "balance": "0.0", "status": "Paid"}  # its own stamp does not move
    payment = served.world.ordway["payments"]["PMT-00003"] | {"id": "PMT-99999", "payment_amount": "607.0"}
    payment |= {"updated_date": served.sandbox.state.clock.milliseconds()}
    served.world.ordway["payments"]["PMT-99999"] = payment
    outcome = pull(store, served.settings, CHANGES)
    assert steps(outcome)["ordway.invoices"]["mode"] == "by id"
    with store.cursor() as cursor:
        assert cursor.rows("select status, balance from ordway.invoices where id = 'INV-00003'") == [
            ("Paid", Decimal("0.0000"))
        ]


def test_a_refused_filter_means_a_whole_read_and_says_so(store: Store, serving: Serving) -> None:
    served = serving()
    for record in served.world.firmao["users"].values():
        del record["lastUpdateDate"]
    pull(store, served.settings, FULL)
    outcome = pull(store, served.settings, CHANGES)
    users = steps(outcome)["firmao.users"]
    assert users["mode"] == "full"
    assert "read whole" in str(users["note"])


def test_a_changed_mapping_reads_every_record_anew_without_history(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    fields = served.settings.policy.mapping.fields | {"firmao.customer.ordway_balance": "custom1"}
    mapping = replace(served.settings.policy.mapping, fields=fields)
    settings = replace(served.settings, policy=replace(served.settings.policy, mapping=mapping))
    pull(store, settings, CHANGES)
    with store.cursor() as cursor:
        found = cursor.value("select mapped_ordway_balance from firmao.customers where id = '5'")
        assert found == "C-00005"
        assert cursor.value("select count(*) from history.past_version") == 0


def test_only_the_named_resources_are_pulled(store: Store, serving: Serving) -> None:
    served = serving()
    outcome = pull(store, served.settings, PullRequest("a test", only=frozenset({"ordway.invoices", "users"})))
    assert steps(outcome).keys() == {"ordway.invoices", "firmao.users"}


def test_a_stale_whole_read_is_done_again(store: Store, serving: Serving) -> None:
    served = serving(policy=replace(QUICK, full_every_hours=0))
    pull(store, served.settings, FULL)
    outcome = pull(store, served.settings, CHANGES)
    assert {step.mode for step in outcome.steps} == {"full"}


@pytest.mark.parametrize("cap", [1, 7, 100])
def test_any_licence_cap_brings_every_row(store: Store, serving: Serving, cap: int) -> None:
    served = serving(page_limit=cap)
    pull(store, served.settings, PullRequest("a test", only=frozenset({"entries", "firmao.customers"})))
    assert len(stored(store, "firmao.entries")) == 60
    assert len(stored(store, "firmao.customers")) == 130
