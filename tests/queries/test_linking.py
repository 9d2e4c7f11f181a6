"""Who is one account: the customers of both systems that name each other, else those of one tax id."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from queries.store import Store
from sandbox.world import World
from tests.queries.conftest import PulledOnce
from tests.sync.conftest import DAY
from tests.sync.small_company import firmao_customer, ordway_customer

Link = tuple[str | None, str | None, str]


class Pair(NamedTuple):
    """A customer on either side: what each says of the other, and the tax ids; `linked` is what becomes of it."""

    what: str
    crm_names: str | None
    billing_names: str | None
    crm_tax_id: str | None
    billing_tax_id: str
    linked: str | None


# In the names, {n} is the number of the pair: each case has one of its own, so that they share a world.
OWN, NEXT = "C-{n:05d}", "{n}"
PAIRS = [
    Pair("the CRM names billing", OWN, None, "1{n:09d}", "2{n:09d}", "explicit field"),
    Pair("billing names the CRM", None, NEXT, "1{n:09d}", "2{n:09d}", "explicit field"),
    Pair("both name each other", OWN, NEXT, "1{n:09d}", "2{n:09d}", "explicit field"),
    Pair("names win over tax ids", OWN, NEXT, "1{n:09d}", "1{n:09d}", "explicit field"),
    Pair("a name that nobody has", "C-99999", "99999", "1{n:09d}", "1{n:09d}", "tax id"),
    Pair("the same tax id", None, None, "1{n:09d}", "1{n:09d}", "tax id"),
    Pair("a prefix", None, None, "1{n:09d}", "PL1{n:09d}", "tax id"),
    Pair("a prefix on the other side", None, None, "PL1{n:09d}", "1{n:09d}", "tax id"),
    Pair("a small prefix", None, None, "1{n:09d}", "pl1{n:09d}", "tax id"),
    Pair("a blank before the prefix", None, None, "1{n:09d}", " PL 1{n:09d} ", "tax id"),
    Pair("dashes and blanks", None, None, "PL 1-{n:09d}", "1 {n:09d}", "tax id"),
    Pair("another country", None, None, "DE1{n:09d}", "de 1{n:09d}", "tax id"),
    Pair("the number of two countries", None, None, "DE1{n:09d}", "FR1{n:09d}", None),
    Pair("another tax id", None, None, "1{n:09d}", "2{n:09d}", None),
    Pair("part of a tax id", None, None, "1{n:09d}", "1{n:09d}7", None),
    Pair("no tax id", None, None, None, "", None),
    Pair("a dash for none", None, None, "-", "-", None),
]
NUMBERED = list(enumerate(PAIRS, start=1))


def placed(pair: Pair, number: int, world: World) -> None:
    """Put a pair into the world."""
    crm, billing = firmao_customer(number), ordway_customer(number)
    crm["customFields"] = {"custom1": pair.crm_names.format(n=number)} if pair.crm_names else None
    crm["nipNumber"] = pair.crm_tax_id and pair.crm_tax_id.format(n=number)
    named = {"firmao_customer_id": pair.billing_names.format(n=number)} if pair.billing_names else {}
    billing["custom_fields"] = {"tax_id": pair.billing_tax_id.format(n=number)} | named
    world.firmao.setdefault("customers", {})[number] = crm
    world.ordway.setdefault("customers", {})[billing["id"]] = billing


def placed_apart(world: World) -> None:
    """Put in what takes more than a pair."""
    placed(Pair("", None, None, None, "PL1{n:09d}", None), 31, world)
    world.firmao["customers"][31]["vatUE"] = "PL1000000031"
    for number in (41, 42, 51, 52):
        placed(Pair("", None, None, f"9{number // 10}", f"9{number // 10}", None), number, world)
    del world.firmao["customers"][42], world.ordway["customers"]["C-00052"]
    for number in (61, 62, 63):
        placed(Pair("", "C-00061", None, "1{n:09d}", "2{n:09d}", None), number, world)
    placed(Pair("", OWN, NEXT, "1{n:09d}", "1{n:09d}", None), 71, world)
    world.firmao["customers"][71]["deleted"] = True


@pytest.fixture(scope="module")
def store(pulled_once: PulledOnce) -> Iterator[Store]:
    """A store that holds all of it."""
    world = World(DAY)
    for number, pair in NUMBERED:
        placed(pair, number, world)
    placed_apart(world)
    with pulled_once(world) as opened:
        yield opened


@pytest.fixture(scope="module")
def links(store: Store) -> set[Link]:
    """Who is linked to whom, and how."""
    with store.cursor() as cursor:
        return set(cursor.rows("select firmao_customer_id, ordway_customer_id, link from model.account"))


def of(links: set[Link], *numbers: int) -> set[Link]:
    """The links that some numbered customers are part of."""
    ids = {name for number in numbers for name in (str(number), f"C-{number:05d}")}
    return {link for link in links if ids & set(link)}


@pytest.mark.parametrize(("number", "pair"), NUMBERED, ids=[pair.what for pair in PAIRS])
def test_a_pair_is_linked_by(links: set[Link], number: int, pair: Pair) -> None:
    crm, billing = str(number), f"C-{number:05d}"
    linked: set[Link] = {(crm, billing, pair.linked)} if pair.linked else set()
    assert of(links, number) == (linked or {(crm, None, "CRM only"), (None, billing, "billing only")})


def test_the_tax_id_for_trade_in_the_union_stands_in_for_the_other(links: set[Link]) -> None:
    assert of(links, 31) == {("31", "C-00031", "tax id")}


def test_a_tax_id_that_two_customers_of_billing_share_links_neither(links: set[Link]) -> None:
    assert of(links, 41, 42) == {
        ("41", None, "CRM only"),
        (None, "C-00041", "billing only"),
        (None, "C-00042", "billing only"),
    }


def test_a_tax_id_that_two_customers_of_the_crm_share_links_neither(links: set[Link]) -> None:
    assert of(links, 51, 52) == {("51", None, "CRM only"), ("52", None, "CRM only"), (None, "C-00051", "billing only")}


def test_a_customer_that_three_name_is_linked_to_the_first_and_nobody_is_lost(links: set[Link]) -> None:
    assert of(links, 61, 62, 63) == {
        ("61", "C-00061", "explicit field"),
        ("62", None, "CRM only"),
        ("63", None, "CRM only"),
        (None, "C-00062", "billing only"),
        (None, "C-00063", "billing only"),
    }


def test_a_deleted_customer_links_nobody(links: set[Link]) -> None:
    assert of(links, 71) == {(None, "C-00071", "billing only")}


def test_an_account_is_called_by_its_id_in_the_crm_first(store: Store) -> None:
    with store.cursor() as cursor:
        called = dict(cursor.rows("select account_id, coalesce(firmao_customer_id, 'billing only') from model.account"))
    assert {name: called.get(name) for name in ("F1", "F41", "OC-00041")} == {
        "F1": "1",
        "F41": "41",
        "OC-00041": "billing only",
    }
