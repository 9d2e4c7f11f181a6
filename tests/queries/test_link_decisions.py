"""What people say of two records: kept as it was said, in effect until taken back, refused where it cannot be."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from queries.errors import DecisionRefusedError
from queries.ledger.links import Pair, Suggested, confirm_link, reject_suggestion, withdraw_link
from queries.run import records
from queries.store import Store
from tests.deciders import finance
from tests.queries.small_records import change, put_account, put_contract, put_linked_account, put_subscription
from tests.stores import fresh_store

Act = Callable[[Store], None]
Account = tuple[str | None, str | None, str]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Accounts 1 to 3 that nothing links, and 8 and 9 that a field does."""
    opened = fresh_store(tmp_path / "tieout.duckdb")
    for number in (1, 2, 3):
        put_account(opened, number, f"Account {number}")
    for number in (8, 9):
        put_linked_account(opened, number)
    yield opened
    opened.close()


def account(firmao: int, ordway: int) -> Pair:
    return Pair("account", f"{firmao}", f"C-{ordway}")


def confirmed(pair: Pair, who: str = "Ewa", why: str = "they say so") -> Act:
    return lambda store: confirm_link(store, pair, who=finance(who), why=why)


def rejected(pair: Pair, who: str = "Ewa", why: str = "they say not") -> Act:
    return lambda store: reject_suggestion(store, pair, who=finance(who), why=why)


def withdrawn(pair: Pair, who: str = "Jan", why: str = "a slip") -> Act:
    return lambda store: withdraw_link(store, pair, who=finance(who), why=why)


def with_tax_id(store: Store) -> None:
    """Customers 1 and C-1 hold the same tax id."""
    change(store, "firmao.customers", "1", nip_number="111")
    change(store, "ordway.customers", "C-1", mapped_tax_id="111")


def billing_names(ordway: int, firmao: int) -> Act:
    return lambda store: change(store, "ordway.customers", f"C-{ordway}", mapped_firmao_customer_id=f"{firmao}")


def links(store: Store, *numbers: int) -> set[Account]:
    """The accounts that some numbered customers are part of."""
    names = [name for number in numbers for name in (f"{number}", f"C-{number}")]
    with store.cursor() as cursor:
        return set(
            cursor.rows(
                "select firmao_customer_id, ordway_customer_id, link from model.account "
                "where firmao_customer_id in (select unnest($names)) or ordway_customer_id in (select unnest($names))",
                names=names,
            )
        )


APART: set[Account] = {("1", None, "CRM only"), (None, "C-1", "billing only")}
CASES: list[tuple[str, list[Act], set[Account]]] = [
    ("nothing", [], APART),
    ("what was confirmed", [confirmed(account(1, 1))], {("1", "C-1", "confirmed")}),
    ("what was taken back", [confirmed(account(1, 1)), withdrawn(account(1, 1))], APART),
    ("what was confirmed again", [confirmed(account(1, 1)), withdrawn(account(1, 1)), confirmed(account(1, 1))],
     {("1", "C-1", "confirmed")}),
    ("a tax id", [with_tax_id], {("1", "C-1", "tax id")}),
    ("a tax id that was rejected", [with_tax_id, rejected(account(1, 1))], APART),
    ("a rejection taken back", [with_tax_id, rejected(account(1, 1)), withdrawn(account(1, 1))],
     {("1", "C-1", "tax id")}),
    ("a person before a tax id", [with_tax_id, confirmed(account(1, 2))],
     {("1", "C-2", "confirmed"), (None, "C-1", "billing only")}),
    ("a tax id made firm", [with_tax_id, confirmed(account(1, 1))], {("1", "C-1", "confirmed")}),
    ("a field that came later", [confirmed(account(1, 1)), billing_names(1, 2)],
     {("2", "C-1", "explicit field"), ("1", None, "CRM only")}),
]  # fmt: skip


@pytest.mark.parametrize(("acts", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_account_is_linked_by(store: Store, acts: list[Act], expected: set[Account]) -> None:
    for act in acts:
        act(store)
    assert links(store, 1) == expected


def test_a_customer_that_is_gone_is_linked_to_nobody(store: Store) -> None:
    confirmed(account(1, 1))(store)
    change(store, "ordway.customers", "C-1", deleted_at="2026-11-01")
    assert links(store, 1) == {("1", None, "CRM only")}


def with_contracts(store: Store) -> None:
    """Contract A names subscription S; B and T, and Z and U of another account, are not linked."""
    for contract, customer, subscription in (("A", 8, "S"), ("B", 8, "T"), ("Z", 9, "U")):
        named = {"mapped_ordway_subscription_id": "S"} if contract == "A" else {}
        put_contract(store, contract, customer, **named)
        put_subscription(store, subscription, customer)


def contract(firmao: str, ordway: str) -> Pair:
    return Pair("contract", firmao, ordway)


REFUSED: list[tuple[str, list[Act], Act, str]] = [
    ("no such customer", [], confirmed(account(99, 1)), "no customer 99 of Firmao"),
    ("no such customer of Ordway", [], confirmed(account(1, 99)), "no customer C-99 of Ordway"),
    ("no such kind", [], confirmed(Pair("invoice", "1", "2")), "no links of the kind 'invoice'"),
    ("nobody", [], confirmed(account(1, 1), who=" "), "Say who decides"),
    ("no reason", [], confirmed(account(1, 1), why="\n"), "Say why"),
    ("no reason against", [], rejected(account(1, 1), why=""), "Say why"),
    ("no reason to take it back", [confirmed(account(1, 1))], withdrawn(account(1, 1), why=""), "Say why"),
    ("confirmed already", [confirmed(account(1, 1))], confirmed(account(1, 1)), "confirmed to be the same already"),
    ("linked by a field", [], confirmed(account(8, 8)), "there is nothing to decide"),
    ("a field says another", [], confirmed(account(8, 1)), "linked to customer C-8 of Ordway by what the systems hold"),
    ("a field says another there", [], confirmed(account(1, 8)), "Customer 8 of Firmao is linked to customer C-8"),
    ("a claim that lost", [billing_names(1, 8)], confirmed(account(2, 1)), "Customer 8 of Firmao is linked to"),
    ("a person said another", [confirmed(account(1, 1))], confirmed(account(1, 2)), "Withdraw that link first"),
    ("a person said another there", [confirmed(account(1, 1))], confirmed(account(2, 1)), "Withdraw that link first"),
    ("against what is confirmed", [confirmed(account(1, 1))], rejected(account(1, 1)), "Withdraw that link first"),
    ("rejected already", [rejected(account(1, 1))], rejected(account(1, 1)), "said not to be the same already"),
    ("against a field", [], rejected(account(8, 8)), "there is nothing to decide"),
    ("nothing to take back", [], withdrawn(account(1, 1)), "Nobody confirmed or rejected"),
    ("taken back already", [confirmed(account(1, 1)), withdrawn(account(1, 1))], withdrawn(account(1, 1)), "Nobody"),
    ("a contract that names another", [with_contracts], confirmed(contract("A", "T")), "linked to subscription S"),
    ("another account's", [with_contracts], confirmed(contract("Z", "S")), "Contract A of Firmao is linked to"),
    ("lines that are not linked", [with_contracts], confirmed(Pair("line", "B", "T/L-T")), "Link those first"),
]


@pytest.mark.parametrize(("acts", "act", "message"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused_and_nothing_is_kept(store: Store, acts: list[Act], act: Act, message: str) -> None:
    for before in acts:
        before(store)
    with store.cursor() as cursor:
        kept = cursor.rows("from ledger.link_decision order by all")
        with pytest.raises(DecisionRefusedError, match=message):
            act(store)
        assert cursor.rows("from ledger.link_decision order by all") == kept


def test_a_subscription_may_bill_another_contract_of_its_account(store: Store) -> None:
    with_contracts(store)
    confirm_link(store, contract("B", "S"), who=finance("Ewa"), why="an annex")
    assert {(row["firmao_id"], row["link"]) for row in records(store, "links/links", kind="contract")} == {
        ("A", "explicit field"),
        ("B", "confirmed"),
    }


def test_every_decision_stays_with_who_why_and_what_was_seen(store: Store) -> None:
    seen = Suggested(77, "same e-mail domain nordlicht.example")
    confirm_link(store, account(1, 1), who=finance(" Ewa "), why=" they say so ", seen=seen)
    withdraw_link(store, account(1, 1), who=finance("Jan"), why="a slip")
    with store.cursor() as cursor:
        told = "select decision, who, why, score, reasons from ledger.link_decision order by decided_at"
        assert cursor.rows(told) == [
            ("confirmed", "Ewa", "they say so", 77, "same e-mail domain nordlicht.example"),
            ("withdrawn", "Jan", "a slip", None, ""),
        ]


def test_the_links_say_how_each_was_made_and_by_whom(store: Store) -> None:
    confirm_link(store, account(1, 2), who=finance("Ewa"), why="they say so", seen=Suggested(77, "names 94 % alike"))
    told = {(row["firmao_id"], row["link"], row["who"], row["score"]) for row in records(store, "links/links")}
    assert told == {
        ("1", "confirmed", "Ewa", 77),
        ("8", "explicit field", None, None),
        ("9", "explicit field", None, None),
    }
    decided = records(store, "links/decided", kind="account", ordway_id="C-2")
    assert [(row["decision"], row["is_linked"], row["firmao_name"]) for row in decided] == [
        ("confirmed", True, "Account 1")
    ]


def test_what_is_decided_about_a_record_is_counted_as_it_is_listed(store: Store) -> None:
    decisions = (
        confirmed(account(1, 2)), rejected(account(3, 2)), rejected(account(1, 3)), withdrawn(account(1, 3)),
    )  # fmt: skip
    for decide in decisions:
        decide(store)
    for about, pairs in (({"ordway_id": "C-2"}, 2), ({"firmao_id": "1"}, 1), ({"ordway_id": "C-3"}, 0), ({}, 2)):
        asked = {"kind": "account", **about}
        assert records(store, "links/decided_count", **asked) == [{"decided": pairs}]
        assert len(records(store, "links/decided", **asked)) == pairs
    assert records(store, "links/decided_count", kind="product") == [{"decided": 0}]
