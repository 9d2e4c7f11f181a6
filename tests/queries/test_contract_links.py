"""Which contract is billed by which subscription, and which line by which: what wins, and what is never guessed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.ledger.links import Pair, confirm_link, reject_suggestion
from queries.store import Store
from tests.deciders import finance
from tests.queries.small_records import change, put, put_contract, put_linked_account, put_subscription
from tests.stores import fresh_store

SUBSCRIPTION, AGREEMENT = "ordway.subscriptions", "firmao.agreements"
Act = Callable[[Store], None]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Account 1 with contracts A and B, account 2 with contract Z; subscriptions S and T of account 1, U of 2."""
    opened = fresh_store(tmp_path / "tieout.duckdb")
    for number in (1, 2):
        put_linked_account(opened, number)
    for contract, customer in (("A", 1), ("B", 1), ("Z", 2)):
        put_contract(opened, contract, customer)
    for subscription, customer in (("S", 1), ("T", 1), ("U", 2)):
        put_subscription(opened, subscription, customer)
    yield opened
    opened.close()


def linked(store: Store) -> set[tuple[str, str, str]]:
    """Contract, subscription and how."""
    with store.cursor() as cursor:
        return set(cursor.rows("select contract_id, subscription_id, link from model.contract_link"))


def changed(table: str, record: str, **values: Any) -> Act:
    return lambda store: change(store, table, record, **values)


def confirmed(contract: str, subscription: str) -> Act:
    return lambda store: confirm_link(store, Pair("contract", contract, subscription), who=finance("Ewa"), why="seen")


def rejected(contract: str, subscription: str) -> Act:
    return lambda store: reject_suggestion(
        store, Pair("contract", contract, subscription), who=finance("Ewa"), why="seen"
    )


def numbered(subscription: str, text: str) -> Act:
    return changed(SUBSCRIPTION, subscription, notes=text)


def claiming(subscription: str, text: str) -> Act:
    return changed(SUBSCRIPTION, subscription, mapped_firmao_agreement_id=text)


def owning(contract: str, subscription: str) -> Act:
    return changed(AGREEMENT, contract, mapped_ordway_subscription_id=subscription)


CASES: list[tuple[str, list[Act], set[tuple[str, str, str]]]] = [
    ("nothing", [], set()),
    ("the contract names it", [owning("A", "S")], {("A", "S", "explicit field")}),
    ("it names the contract's id", [claiming("S", "A")], {("A", "S", "explicit field")}),
    ("it names the contract's number", [claiming("S", "SA/A")], {("A", "S", "explicit field")}),
    ("a number that two contracts have", [changed(AGREEMENT, "B", number="SA/A"), claiming("S", "SA/A")], set()),
    ("the contract's own word wins", [owning("A", "S"), claiming("T", "A")], {("A", "S", "explicit field")}),
    ("two name one contract", [claiming("S", "A"), claiming("T", "A")], set()),
    (
        "two name it and one is over",
        [claiming("S", "A"), claiming("T", "A"), changed(SUBSCRIPTION, "S", status="Cancelled")],
        {("A", "T", "explicit field")},
    ),
    (
        "an annex",
        [owning("A", "S"), owning("B", "S")],
        {("A", "S", "explicit field"), ("B", "S", "explicit field")},
    ),
    ("another account's", [owning("A", "U")], {("A", "U", "explicit field")}),
    ("notes that are the number", [numbered("S", " SA/A ")], {("A", "S", "contract number")}),
    ("notes that hold the number among others", [numbered("S", "SA/A, SA/B")], set()),
    ("notes in another account", [numbered("U", "SA/A")], set()),
    ("two with the number", [numbered("S", "SA/A"), numbered("T", "SA/A")], set()),
    ("a number that was rejected", [numbered("S", "SA/A"), rejected("A", "S")], set()),
    ("a field before a number", [numbered("S", "SA/A"), owning("A", "T")], {("A", "T", "explicit field")}),
    ("a person before a number", [numbered("S", "SA/A"), confirmed("A", "T")], {("A", "T", "confirmed")}),
    ("a person settles two claims", [claiming("S", "A"), claiming("T", "A"), confirmed("A", "T")],
     {("A", "T", "confirmed")}),
    ("a field that came later", [confirmed("A", "S"), owning("A", "T")], {("A", "T", "explicit field")}),
    ("a person and a number", [confirmed("A", "S"), numbered("T", "SA/B")],
     {("A", "S", "confirmed"), ("B", "T", "contract number")}),
    ("an annex by its number", [owning("A", "S"), changed(AGREEMENT, "B", number="SA/A/A1")],
     {("A", "S", "explicit field"), ("B", "S", "contract number")}),
    ("an annex that somebody parted", [owning("A", "S"), changed(AGREEMENT, "B", number="SA/A/A1"), rejected("B", "S")],
     {("A", "S", "explicit field")}),
    ("an annex with a subscription of its own", [
        owning("A", "S"), owning("B", "T"), changed(AGREEMENT, "B", number="SA/A/A1")
    ], {("A", "S", "explicit field"), ("B", "T", "explicit field")}),
    ("an annex that was not won", [owning("A", "S"), changed(AGREEMENT, "B", number="SA/A/A1", offer_status="SENT")],
     {("A", "S", "explicit field")}),
]  # fmt: skip


@pytest.mark.parametrize(("acts", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_contract_is_linked_by(store: Store, acts: list[Act], expected: set[tuple[str, str, str]]) -> None:
    for act in acts:
        act(store)
    assert linked(store) == expected


def test_a_deleted_subscription_links_nothing(store: Store) -> None:
    owning("A", "S")(store)
    change(store, SUBSCRIPTION, "S", deleted_at="2026-11-01")
    assert linked(store) == set()


def lines(store: Store) -> set[tuple[str, str, str]]:
    """Contract line, subscription line and how."""
    with store.cursor() as cursor:
        return set(cursor.rows("select contract_line_id, subscription_line_id, link from model.line_link"))


def test_lines_of_a_linked_pair_are_linked_by_their_product(store: Store) -> None:
    assert lines(store) == set()
    owning("A", "S")(store)
    assert lines(store) == {("A", "L-S", "product")}


def test_a_line_that_names_its_entry_is_linked_whatever_its_product(store: Store) -> None:
    put_subscription(store, "V", 1, product_name="Places", mapped_firmao_entry_id="A")
    assert lines(store) == set()
    owning("A", "V")(store)
    assert lines(store) == {("A", "L-V", "explicit field")}


def test_a_line_that_a_person_linked_is_linked_before_its_product(store: Store) -> None:
    put_subscription(store, "V", 1, product_name="Places")
    owning("A", "V")(store)
    assert lines(store) == set()
    confirm_link(store, Pair("line", "A", "V/L-V"), who=finance("Ewa"), why="renamed")
    assert lines(store) == {("A", "L-V", "confirmed")}


def keys(store: Store) -> dict[str, str]:
    """What each product of Ordway is compared by."""
    with store.cursor() as cursor:
        return dict(cursor.rows("select product_id, product_key from model.product_key"))


@pytest.mark.parametrize(
    ("sku", "name", "key"),
    [
        ("SEAT", "Places", "SEAT"),
        ("SEAT-2", "Seats", "SEAT-2"),
        (None, "Seats", "SEAT"),
        (None, "Places", "Places"),
    ],
)
def test_a_product_is_known_by_its_code_else_by_its_name(store: Store, sku: str | None, name: str, key: str) -> None:
    put(store, "firmao.products", id="F", product_code="SEAT", name="Seats")
    put(store, "ordway.products", id="P", sku=sku, name=name)
    assert keys(store) == {"P": key}


def test_a_product_that_a_person_linked_is_compared_by_the_others_code(store: Store) -> None:
    put(store, "firmao.products", id="F", product_code="SEAT", name="Seats")
    put(store, "ordway.products", id="P", sku="S-2", name="Places")
    confirm_link(store, Pair("product", "F", "P"), who=finance("Ewa"), why="renamed")
    assert keys(store) == {"P": "SEAT"}
