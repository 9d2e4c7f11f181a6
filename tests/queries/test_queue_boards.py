"""The boards that a page reads the queue from answer as the store does, each of its kind."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.known.board import Kind, boards, fill_board, tell_month, tell_search
from queries.known.symptoms import may_match_symptoms
from queries.ledger import decisions
from queries.run import records, today
from queries.store import Store
from tests.deciders import finance
from tests.queries.conftest import PulledOnce
from tests.queries.lived_queue import ANNA, ASKED, BERT, MEANT, OVER, VIEWS, counted, listed, lived_queue


@pytest.fixture(scope="module")
def store(pulled_once: PulledOnce) -> Iterator[Store]:
    with lived_queue(pulled_once) as opened:
        yield opened


@pytest.fixture(scope="module")
def mentioning(store: Store) -> Store:
    """The same store once Anna is mentioned at a cause, and symptoms have lived through something of their own.

    Greta is mentioned at one, Hana has some, which are due; one is resolved, one is waived with its cause.
    """
    symptoms = listed(store, symptoms=True, causes=False)
    ids = [row["discrepancy_id"] for row in symptoms]
    decisions.comment(store, [listed(store)[0]["discrepancy_id"]], who=BERT, text="@you", mentions=[ANNA])
    decisions.comment(store, ids[:1], who=BERT, text="@you", mentions=["Greta"])
    decisions.assign(store, ids[1:3], who=finance(ANNA), owner="Hana")
    decisions.set_due(store, ids[2:3], who=finance(ANNA), on=today() - timedelta(3))
    decisions.set_due(store, ids[3:4], who=finance(ANNA), on=today())
    decisions.waive(store, [symptoms[-1]["root_id"]], who=finance(ANNA), why="it is small")
    with store.transaction() as cursor:
        cursor.run("update recon.discrepancy set resolved_at = last_seen_at where discrepancy_id = $one", one=ids[4])
    return store


def board_of(store: Store, every: Iterable[dict[str, Any]], kind: Kind) -> Store:
    """A board that is told what it will be asked to search for and the months it will be asked for, each twice."""
    filling = partial(fill_board, store=store, day=today(), kind=kind)
    board = boards(store, 1).dossier(("a board",), filling)
    for asked in [*every] * 2:
        tell_search(board, store, f" {asked.get('search', '')} ")
        tell_month(board, store, str(asked.get("month", "")))
    return board


def every_way_of_asking(store: Store) -> list[dict[str, Any]]:
    first = listed(store)[0]
    return [
        *ASKED,
        *(meant[0] for meant in MEANT.values()),
        *VIEWS.values(),
        {"mentioned": ANNA},
        {"account": first["account_id"]},
        {"search": first["account_name"][:4]},
        {"search": "nobody is called that"},
        *({"month": month, "status": "", "snoozed": True} for month in ("2026-09", "2026-10", "2026-11", "2031-01")),
    ]


def test_a_board_of_everything_answers_as_the_store_does(mentioning: Store) -> None:
    every = every_way_of_asking(mentioning)
    assert_same_answers(board_of(mentioning, every, "everything"), mentioning, every)


def test_a_board_of_causes_answers_as_the_store_does_but_for_symptoms(mentioning: Store) -> None:
    every = [asked for asked in every_way_of_asking(mentioning) if not asked.get("symptoms")]
    board = board_of(mentioning, every, "causes")
    assert_same_answers(board, mentioning, every)
    assert listed(mentioning, symptoms=True, causes=False)
    assert not listed(board, symptoms=True, causes=False)


def test_a_board_that_is_counted_counts_as_the_store_does(mentioning: Store) -> None:
    every = every_way_of_asking(mentioning)
    board = board_of(mentioning, every, "counted")
    for asked in every:
        with_symptoms = {**asked, "symptoms": True}
        assert counted(board, **with_symptoms) == counted(mentioning, **with_symptoms)


# One is over the limit only if it is over that of its own currency.
LIMITED = [f'{{"PLN": "{pln}", "EUR": "{eur}", "USD": "1e9"}}' for pln in ("1e9", "50") for eur in ("1e9", "50")]
NARROWING = ("rule", "severity", "owner", "currency", "account", "search", "mentioned", "due", "way", "over")
NOT_ASKED = {**dict.fromkeys(NARROWING, ""), "status": "open"}
NARROWED: list[dict[str, Any]] = [
    *({"rule": rule} for rule in ("T3", "T4", "C1", "I1", "P1")),
    *({"severity": severity} for severity in ("high", "medium", "low")),
    *({"status": status} for status in ("", "waived", "resolved")),
    *({"owner": owner} for owner in (ANNA, "Hana", "nobody", "somebody@example.com")),
    *({"currency": currency} for currency in ("PLN", "EUR", "none", "CHF")),
    *({"due": due} for due in ("overdue", "week", "none")),
    *({"way": way} for way in ("under", "over")),
    *({"over": limits} for limits in LIMITED),
    *({"mentioned": who} for who in (ANNA, "Greta", " greta ", "Frieda")),
]


@pytest.fixture(scope="module")
def ways(mentioning: Store) -> list[dict[str, Any]]:
    """Every way of asking, also for an account that has symptoms and for one that has none."""
    [one, *_others] = listed(mentioning, symptoms=True, causes=False)
    return [
        *every_way_of_asking(mentioning),
        *NARROWED,
        {"account": one["account_id"]},
        {"account": account_without_symptoms(mentioning)},
        *({"search": search} for search in (one["discrepancy_id"].lower(), one["account_name"])),
    ]


@pytest.fixture(scope="module")
def causes(mentioning: Store, ways: list[dict[str, Any]]) -> Store:
    """A board of causes that knows what it may be asked to search for."""
    return board_of(mentioning, ways, "causes")


def account_without_symptoms(store: Store) -> str:
    """An account with discrepancies none of which another one explains."""
    every = listed(store, status="", symptoms=True)
    return str(min({row["account_id"] for row in every} - {row["account_id"] for row in every if row["root_id"]}))


def found_symptoms(store: Store, asked: dict[str, Any]) -> int:
    """How many symptoms match, by the store itself."""
    return sum(row["found"] for row in counted(store, **{**asked, "symptoms": True, "causes": False}))


def test_before_symptoms_are_told_it_is_known_where_none_could_match(
    mentioning: Store, causes: Store, ways: list[dict[str, Any]]
) -> None:
    told = {True: 0, False: 0}
    for asked in ways:
        may_match = may_match_symptoms(causes, mentioning, NOT_ASKED | asked)
        assert may_match or not found_symptoms(mentioning, asked), asked
        told[may_match] += 1
    assert min(told.values()) > 5
    for none in ({"account": account_without_symptoms(mentioning)}, {"over": LIMITED[0]}, {"owner": "nobody else"}):
        assert not may_match_symptoms(causes, mentioning, NOT_ASKED | none)


@pytest.mark.parametrize(
    "asked",
    [{"owner": "Hana", "due": "overdue"}, {"due": "week"}, {"status": "waived"}, {"status": "resolved"}],
)
def test_symptoms_that_lived_through_something_could_match(
    mentioning: Store, causes: Store, asked: dict[str, Any]
) -> None:
    assert found_symptoms(mentioning, asked)
    assert may_match_symptoms(causes, mentioning, NOT_ASKED | asked)


@given(st.data())
def test_filters_together_rule_no_symptom_out_that_matches(
    mentioning: Store, causes: Store, ways: list[dict[str, Any]], data: st.DataObject
) -> None:
    one, other, third = (data.draw(st.sampled_from(ways)) for _each in range(3))
    asked = one | other | third
    assert may_match_symptoms(causes, mentioning, NOT_ASKED | asked) or not found_symptoms(mentioning, asked)


def assert_same_answers(board: Store, store: Store, every: Iterable[dict[str, Any]]) -> None:
    for asked in every:
        assert listed(board, **asked) == listed(store, **asked)
        assert counted(board, **asked) == counted(store, **asked)
    for name in ("standing", "figures", "choices", "views"):
        own = {"as_of": today()} | ({"who": ANNA, "over": OVER} if name == "views" else {})
        assert records(board, f"discrepancies/{name}", **own) == records(store, f"discrepancies/{name}", **own)
