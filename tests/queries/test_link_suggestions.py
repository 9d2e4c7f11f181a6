"""What is suggested to be the same: its score, its reasons, and what is no evidence at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.ledger.links import Pair, confirm_link, reject_suggestion, withdraw_link
from queries.run import records
from queries.store import Store
from tests.deciders import finance
from tests.queries.small_records import put, put_account, put_contract, put_linked_account, put_subscription
from tests.stores import fresh_store

Row = dict[str, Any]
NORDLICHT = "Nordlicht Handel GmbH"
MANY = "select 'C' || n as id, 'Grupa ' || n * 7919 as name from range(3000) as one (n)"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = fresh_store(tmp_path / "tieout.duckdb")
    yield opened
    opened.close()


def mailed(firmao: str, ordway: str, name: str = "Nordlicht Händler AG") -> dict[str, dict[str, str]]:
    """An e-mail address on either side, and a name in billing that is not quite the same."""
    return {"firmao": {"email": firmao}, "contact": {"email": ordway}, "ordway": {"name": name}}


def suggested(store: Store, kind: str = "account", **asked: str) -> list[Row]:
    return records(store, f"links/{kind}_suggestions", **asked)


def pairs(store: Store, kind: str = "account", **asked: str) -> list[tuple[str, str]]:
    return [(row["firmao_id"], row["ordway_id"]) for row in suggested(store, kind, **asked)]


def test_a_domain_and_a_name_are_told_as_reasons(store: Store) -> None:
    put_account(store, 1, NORDLICHT, **mailed("a@nordlicht.example", "B@Nordlicht.example"))
    [row] = suggested(store)
    assert (row["firmao_id"], row["ordway_id"]) == ("1", "C-1")
    assert row["reasons"].startswith("same e-mail domain nordlicht.example; names 9")
    assert row["score"] == 35 + 2 * (int(row["reasons"].split("names ")[1].split(" %")[0]) - 80)


def test_place_and_telephone_add_to_it(store: Store) -> None:
    told = mailed("a@nordlicht.example", "b@nordlicht.example")
    put_account(store, 1, NORDLICHT, **told)
    told["firmao"] |= {"phone": "+49 40 123456", "office_address_city": "Lübeck", "office_address_post_code": "23552"}
    told["contact"] |= {"phone": "0049/40-123456", "city": "LUBECK", "zip": "23 552"}
    put_account(store, 2, "Ostsee Reederei", **told | {"ordway": {"name": "Ostsee Reederei"}})
    row = suggested(store, firmao_id="2", ordway_id="C-2")[0]
    assert "same telephone" in row["reasons"]
    assert "same city LUBECK" in row["reasons"]
    assert row["score"] > suggested(store, firmao_id="1", ordway_id="C-1")[0]["score"]


@pytest.mark.parametrize("domain", ["gmail.com", "wp.pl", "onet.pl", "O2.PL"])
def test_a_free_mail_domain_is_no_evidence(store: Store, domain: str) -> None:
    put_account(store, 1, NORDLICHT, **mailed(f"a@{domain}", f"b@{domain}", "Zorza Meble"))
    put_account(store, 2, "Kuźnia", **mailed("c@kuznia.example", f"d@{domain}", "Młyn"))
    assert suggested(store) == []


def test_a_domain_alone_is_not_enough(store: Store) -> None:
    put_account(store, 1, NORDLICHT, **mailed("a@host.example", "b@host.example", "Zorza Meble"))
    assert suggested(store) == []


def test_other_tax_ids_speak_against_it(store: Store) -> None:
    told = mailed("a@nordlicht.example", "b@nordlicht.example", NORDLICHT)
    told["firmao"]["nip_number"], told["ordway"]["mapped_tax_id"] = "DE1", "DE2"
    put_account(store, 1, NORDLICHT, **told)
    [row] = suggested(store)
    assert (row["score"], "but their tax ids differ" in row["reasons"]) == (35 + 40 - 25, True)


def test_two_that_fit_equally_well_both_say_so(store: Store) -> None:
    put_account(store, 1, NORDLICHT)
    put(store, "ordway.customers", id="C-2", name="Nordlicht Handel AG", status="Active")
    rows = suggested(store)
    assert {(row["ordway_id"], row["score"]) for row in rows} == {("C-1", 40), ("C-2", 40)}
    assert all(row["reasons"].endswith("but another one fits as well or better") for row in rows)


def test_what_is_linked_is_not_suggested(store: Store) -> None:
    put_linked_account(store, 1)
    put(store, "ordway.customers", id="C-2", name="Account 1", status="Active")
    assert suggested(store) == []


def test_what_was_rejected_stays_so_until_it_is_taken_back(store: Store) -> None:
    put_account(store, 1, NORDLICHT)
    pair = Pair("account", "1", "C-1")
    reject_suggestion(store, pair, who=finance("Ewa"), why="another one of that name")
    assert pairs(store) == []
    withdraw_link(store, pair, who=finance("Jan"), why="they merged")
    assert pairs(store) == [("1", "C-1")]


def test_a_name_that_very_many_share_compares_nobody_with_everybody(store: Store) -> None:
    with store.transaction() as cursor:
        for side in ("firmao", "ordway"):
            cursor.run(f"insert into {side}.customers by name {MANY}")
    rows = suggested(store)
    assert {(row["firmao_id"] == row["ordway_id"], row["score"]) for row in rows} == {(True, 40)}
    assert len(rows) == 3000


def test_a_contract_and_a_subscription_of_one_account_are_compared(store: Store) -> None:
    for number in (1, 2):
        put_linked_account(store, number)
    put_contract(store, "A", 1)
    put_subscription(store, "S", 1)
    put_subscription(store, "U", 2)
    [row] = suggested(store, "contract")
    assert (row["firmao_id"], row["ordway_id"], row["score"]) == ("A", "S", 100)
    for reason in (
        "same account",
        "1 of 1 product in both",
        "start on the same day",
        "same net amount a period, 100.00 PLN",
    ):
        assert reason in row["reasons"]


def test_another_currency_and_other_products_speak_against_it(store: Store) -> None:
    put_linked_account(store, 1)
    put_contract(store, "A", 1)
    put_subscription(store, "S", 1, currency="EUR", product_name="SUPPORT")
    put_subscription(store, "T", 1, product_name="SUPPORT", service_start_date="2026-10-20")
    [row] = suggested(store, "contract")
    assert (row["ordway_id"], row["score"]) == ("T", 20 + 10 + 20 + 10)


def test_a_subscription_that_names_a_contract_another_one_names_too_is_suggested(store: Store) -> None:
    put_linked_account(store, 1)
    put_contract(store, "A", 1)
    for subscription in ("S", "T"):
        put_subscription(store, subscription, 1, mapped_firmao_agreement_id="A")
    rows = suggested(store, "contract", firmao_id="A")
    assert [row["ordway_id"] for row in rows] == ["S", "T"]
    assert all("names the contract" in row["reasons"] for row in rows)


def test_products_are_compared_by_code_and_name(store: Store) -> None:
    put(store, "firmao.products", id="F", product_code="SEAT-1", name="Seats")
    put(store, "ordway.products", id="P", sku="seat 1", name="Places")
    put(store, "ordway.products", id="Q", sku="OTHER", name="Seats")
    put(store, "ordway.products", id="R", sku="SEA", name="Boats")
    assert [(row["ordway_id"], row["score"]) for row in suggested(store, "product")] == [("Q", 60), ("P", 40)]
    confirm_link(store, Pair("product", "F", "P"), who=finance("Ewa"), why="renamed")
    assert pairs(store, "product") == []


def test_lines_without_a_counterpart_are_compared_within_their_subscription(store: Store) -> None:
    put_linked_account(store, 1)
    put_contract(store, "A", 1, mapped_ordway_subscription_id="S")
    put_contract(store, "B", 1, mapped_ordway_subscription_id="T")
    put_subscription(store, "S", 1, product_name="Seat")
    put_subscription(store, "T", 1, product_name="Something else", mapped_firmao_entry_id="B")
    [row] = suggested(store, "line")
    assert (row["firmao_id"], row["ordway_id"]) == ("A", "S/L-S")
    assert "same quantity; same unit price" in row["reasons"]


def scored(store: Store, kind: str, **asked: str) -> list[tuple[str, str, int]]:
    return [(row["firmao_id"], row["ordway_id"], row["score"]) for row in suggested(store, kind, **asked)]


def put_unlinked(store: Store) -> None:
    """Three accounts, linked and not, whose contracts, subscriptions and lines fit each other well or badly."""
    for number in (1, 2, 3):
        put_linked_account(store, number)
        for place, amount in enumerate((100, 250)):
            put_contract(store, f"{number}{place}", number, netto_price=amount)
            put_subscription(store, f"S-{number}{place}", number, service_start_date=f"2026-1{place}-01")
    for number in (4, 5, 6):
        put_account(store, number, NORDLICHT, **mailed("a@nordlicht.example", "b@nordlicht.example"))
    for number in (7, 8):
        put_linked_account(store, number)
        put_contract(store, f"{number}0", number, mapped_ordway_subscription_id=f"S-{number}0")
        put_contract(store, f"{number}1", number, mapped_ordway_subscription_id=f"S-{number}0")
        put_subscription(store, f"S-{number}0", number, product_name="Seat places")


@pytest.mark.parametrize("kind", ["account", "contract", "line"])
def test_what_is_suggested_for_one_record_is_what_is_suggested_for_it_among_all(store: Store, kind: str) -> None:
    put_unlinked(store)
    every = scored(store, kind)
    assert len(every) > 1
    for place, side in enumerate(("firmao_id", "ordway_id")):
        for one in {pair[place] for pair in every}:
            assert scored(store, kind, **{side: str(one)}) == [pair for pair in every if pair[place] == one]
