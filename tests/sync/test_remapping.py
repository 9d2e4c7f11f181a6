"""A custom field that means something may be another field tomorrow: the next pull reads the new one."""

from dataclasses import replace
from typing import Any

import pytest

from queries.store import Store
from sandbox.world import World
from sync.mapping import DEFAULT_FIELDS, Mapping
from sync.policy import Policy
from sync.pull import PullRequest, pull
from sync.settings import Settings
from tests.sync.conftest import DAY, Served, Serving
from tests.sync.small_company import agreement, firmao_customer, ordway_customer, subscription, subscription_line

# Where the cache keeps the value of each kind of record.
TABLES = {
    "firmao.agreement": "firmao.agreements",
    "firmao.customer": "firmao.customers",
    "ordway.customer": "ordway.customers",
    "ordway.subscription": "ordway.subscriptions",
    "ordway.line": "ordway.subscription_lines",
}
# Names as companies give them: of Firmao's kind, capital letters, a digit first, letters that are not ASCII.
NAMES = ("custom{n}", "Custom_{n}", "{n}th_field", "pole_żółte_{n}")
ELSEWHERE = {key: NAMES[n % len(NAMES)].format(n=40 + n) for n, key in enumerate(DEFAULT_FIELDS)}


def value(key: str, generation: str) -> str:
    """What a field holds: tells the meaning and which field it was read from."""
    return f"{key} in its {generation} field"


def fields(record: str) -> dict[str, str]:
    """Custom fields of a kind of record that hold each of its meanings twice: where it was and where it will be."""
    named = {key: (DEFAULT_FIELDS[key], ELSEWHERE[key]) for key in DEFAULT_FIELDS if key.startswith(f"{record}.")}
    first = {old: value(key, "first") for key, (old, _) in named.items()}
    return first | {new: value(key, "second") for key, (_, new) in named.items()}


def company() -> World:
    """One record of each kind that has mapped fields."""
    world = World(DAY)
    world.firmao = {
        "customers": {1: firmao_customer(1) | {"customFields": fields("firmao.customer")}},
        "agreements": {1001: agreement(1001, customer=1) | {"customFields": fields("firmao.agreement")}},
    }
    lines = [subscription_line(1) | {"custom_fields": fields("ordway.line")}]
    sold = subscription(1, customer=1) | {"custom_fields": fields("ordway.subscription"), "plans": lines}
    billed = ordway_customer(1) | {"custom_fields": fields("ordway.customer")}
    world.ordway = {"customers": {billed["id"]: billed}, "subscriptions": {sold["id"]: sold}}
    return world


def remapped(served: Served, changed: dict[str, str]) -> Settings:
    """The settings with other fields behind the meanings."""
    mapping = Mapping(DEFAULT_FIELDS | changed)
    return replace(served.settings, policy=Policy(mapping, served.settings.policy.sync))


def read(store: Store) -> dict[str, Any]:
    """What the store holds for every meaning."""
    found: dict[str, Any] = {}
    with store.cursor() as cursor:
        for key in DEFAULT_FIELDS:
            record, _, meaning = key.rpartition(".")
            found[key] = cursor.value(f"select mapped_{meaning} from {TABLES[record]}")  # noqa: S608 - names from above
    return found


@pytest.mark.parametrize("full", [False, True], ids=["incremental pull", "full pull"])
def test_every_meaning_is_read_from_its_new_field_with_the_next_pull(
    serving: Serving, store: Store, full: bool
) -> None:
    served = serving(company())
    pull(store, served.settings, PullRequest("a test"))
    assert read(store) == {key: value(key, "first") for key in DEFAULT_FIELDS}
    assert pull(store, remapped(served, ELSEWHERE), PullRequest("a test", full=full)).status == "done"
    assert read(store) == {key: value(key, "second") for key in DEFAULT_FIELDS}
    with store.cursor() as cursor:
        assert cursor.value("select count(*) from history.past_version") == 0


def test_one_changed_meaning_changes_no_other_and_reads_only_its_list_anew(serving: Serving, store: Store) -> None:
    served = serving(company())
    pull(store, served.settings, PullRequest("a test"))
    key = "firmao.agreement.service_end"
    outcome = pull(store, remapped(served, {key: ELSEWHERE[key]}), PullRequest("a test"))
    assert read(store) == {one: value(one, "second" if one == key else "first") for one in DEFAULT_FIELDS}
    whole = {f"{step.system}.{step.resource}" for step in outcome.steps if step.mode == "full"}
    assert whole == {"firmao.agreements", "firmao.entries"}


def test_a_field_that_no_record_has_leaves_the_meaning_empty(serving: Serving, store: Store) -> None:
    served = serving(company())
    pull(store, served.settings, PullRequest("a test"))
    pull(store, remapped(served, dict.fromkeys(DEFAULT_FIELDS, "custom999")), PullRequest("a test"))
    assert set(read(store).values()) == {None}


def test_two_meanings_may_be_one_field(serving: Serving, store: Store) -> None:
    served = serving(company())
    shared = DEFAULT_FIELDS["firmao.agreement.sales_owner"]
    pull(store, remapped(served, {"firmao.agreement.sales_split": shared}), PullRequest("a test"))
    found = read(store)
    assert found["firmao.agreement.sales_split"] == found["firmao.agreement.sales_owner"]
