"""The search finds what a slow reading of every name and number finds, the nearest first, and nothing else."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.queries.conftest import PulledOnce
from tests.queries.search_reference import Hit, expected, folded
from tests.sync.conftest import DAY

ACCOUNTS = 40
# Letters of Latin writing that are a plain one but for their accent.
ACCENTED = [chr(number) for number in range(192, 592) if re.fullmatch("[a-z]", folded(chr(number)))]
SOME = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def store(pulled_once: PulledOnce) -> Iterator[Store]:
    """The made-up company, its two sides joined."""
    with pulled_once(make_world(7, ACCOUNTS, DAY)) as opened:
        reconcile(opened, DAY)
        yield opened


def found(store: Store, search: str, **asked: Any) -> list[dict[str, Any]]:
    """What the search finds, all of it."""
    meant = records(store, "search/meant", search=search)[0]
    return records(store, "search/found", **({"row_limit": 100_000} | meant | asked))


def hits(store: Store, search: str) -> set[Hit]:
    """What it finds of the kinds that the reference reads."""
    told = found(store, search)
    kinds = ("account", "contract", "invoice")
    return {Hit(one["kind"], one["number"], one["is_exact"]) for one in told if one["kind"] in kinds}


def test_what_the_account_of_a_hit_owes_is_what_the_list_of_accounts_says(store: Store) -> None:
    listed = {row["account_id"]: row for row in records(store, "accounts/page", as_of=DAY, row_limit=1000)}
    told = records(store, "search/standing", accounts=" ".join(listed))
    assert {row["account_id"] for row in told} == listed.keys()
    for one in told:
        of = listed[one["account_id"]]
        balances = dict(zip(of["other_currencies"], of["other_balances"], strict=True)) | {
            of["currency"]: of["balance"]
        }
        assert (one["balance"] or 0) == balances.get(one["currency"], 0)
    owed = [one for one in listed.values() if one["balance"]]
    assert owed
    assert {one["account_id"] for one in told if one["balance"]} >= {one["account_id"] for one in owed}
    assert any(one["owner"] for one in told)


@pytest.fixture(scope="module")
def texts(store: Store) -> list[str]:
    """Names, tax ids and numbers of the company, as they are written."""
    with store.cursor() as cursor:
        rows = cursor.rows(
            """
            select name from model.account union all select tax_id from model.account
            union all select contract_number from model.contract
            union all (select invoice_id from model.invoice limit 200)
            """
        )
    return [text for (text,) in rows if text]


@SOME
@given(data=st.data())
def test_any_part_of_a_text_finds_what_a_slow_reading_finds(
    store: Store, texts: list[str], data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    turned = data.draw(st.sampled_from((str.upper, str.lower, folded, str.strip)))(part).strip()
    if turned:
        assert hits(store, turned) == expected(store, turned)


@SOME
@given(search=st.text(max_size=10))
def test_any_text_may_be_searched_for(store: Store, search: str) -> None:
    assert isinstance(found(store, search), list)


@pytest.mark.parametrize("letter", ACCENTED)
def test_a_letter_with_an_accent_is_found_by_the_plain_one(store: Store, letter: str) -> None:
    with store.cursor() as cursor:
        plain = cursor.value("select model.search_key($letter)", letter=letter)
        pattern = cursor.value("select model.search_pattern($key)", key=f"x{plain}")
        assert cursor.value("select regexp_matches($name, $pattern)", name=f"x{letter}", pattern=pattern)


@pytest.mark.parametrize("spelled", ["INV-00105", "inv-00105", "inv 00105", "INV00105", "  inv.00105 "])
def test_an_invoice_is_found_however_its_number_is_spelled(store: Store, spelled: str) -> None:
    [only] = found(store, spelled)
    assert (only["kind"], only["number"], only["is_exact"]) == ("invoice", "INV-00105", True)
    assert only["account_name"]


def test_signs_within_a_name_do_not_count(store: Store) -> None:
    names = {one["account_name"] for one in found(store, "oneill synowie")}
    assert names == {"O'Neill & Synowie Sp. z o.o."}


def test_every_kind_is_found_by_its_number(store: Store) -> None:
    with store.cursor() as cursor:
        discrepancy = cursor.value("select min(discrepancy_id) from recon.discrepancy")
    for kind, number in (("subscription", "S-00012"), ("payment", "PMT-00003"), ("discrepancy", discrepancy)):
        [told] = [one for one in found(store, number) if one["is_exact"]]
        assert (told["kind"], told["number"]) == (kind, number)
        assert told["account_id"]


def test_what_is_just_that_comes_before_what_begins_so(store: Store) -> None:
    told = [one["is_exact"] for one in found(store, "INV-0010") + found(store, "S-0001")]
    assert told == sorted(told, reverse=True)


def test_both_sides_of_an_account_are_one(store: Store) -> None:
    told = records(store, "accounts/page", as_of=DAY, row_limit=1000)
    linked = next(row for row in told if row["firmao_customer_id"] and row["ordway_customer_id"])
    for number in (linked["firmao_customer_id"], linked["ordway_customer_id"], linked["name"]):
        accounts = [one["number"] for one in found(store, number, only_kind="account")]
        assert accounts[0] == linked["account_id"]
        assert len(accounts) == len(set(accounts))


def test_some_of_each_kind_and_all_of_one(store: Store) -> None:
    few = found(store, "INV-0", row_limit=3)
    assert [one["kind"] for one in few].count("invoice") == 3
    every = found(store, "INV-0", only_kind="invoice")
    assert len(every) > 3
    assert {one["kind"] for one in every} == {"invoice"}
