"""What finance narrows the queue down to: views, due days, changes and limits mean what they say, and add up."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.errors import DecisionRefusedError
from queries.known.board import Kind, boards, fill_board, may_match_symptoms, tell_month, tell_search
from queries.ledger import decisions
from queries.ledger.own_views import forget_view, keep_view
from queries.people import Person
from queries.reconcile.run import reconcile
from queries.run import records, today
from queries.store import Store
from sandbox.company import make_world
from tests.deciders import finance
from tests.queries import queue_reference as reference
from tests.queries.conftest import PulledOnce
from tests.sync.conftest import DAY

ANNA = "anna@example.com"
BERT = Person("Bert", frozenset({"sales"}))
LIMITS = {"PLN": Decimal("500"), "EUR": Decimal("100.50")}
OVER = '{"PLN": "500", "EUR": "100.50"}'
Rows = list[dict[str, Any]]
# What each filter is asked for, and what it is then held against.
MEANT: dict[str, tuple[dict[str, Any], Any]] = {
    "overdue": ({"due": "overdue"}, lambda row: reference.is_due(row, today(), "overdue")),
    "this week": ({"due": "week"}, lambda row: reference.is_due(row, today(), "week")),
    "no due day": ({"due": "none"}, lambda row: reference.is_due(row, today(), "none")),
    "changed": ({"change": "any", "status": ""}, lambda row: reference.change(row, today()) is not None),
    "new": ({"change": "new", "status": ""}, lambda row: reference.change(row, today()) == "new"),
    "came back": ({"change": "reopened", "status": ""}, lambda row: reference.change(row, today()) == "reopened"),
    "resolved": ({"change": "resolved", "status": ""}, lambda row: reference.change(row, today()) == "resolved"),
    "too little": ({"way": "under"}, lambda row: row["under_collected"] > 0),
    "too much": ({"way": "over"}, lambda row: row["over_collected"] < 0),
    "over the limit": ({"over": OVER}, lambda row: reference.is_over_limit(row, LIMITS)),
    "symptoms alone": ({"symptoms": True, "causes": False}, lambda row: row["root_id"] is not None),
}
VIEWS: dict[str, dict[str, Any]] = {
    "open": {},
    "mine": {"owner": ANNA},
    "unassigned": {"owner": "nobody"},
    "over": {"over": OVER},
    "overdue": {"due": "overdue"},
    "week": {"due": "week"},
    "changed": {"change": "any", "status": ""},
}
ASKED: list[dict[str, Any]] = [
    {},
    {"rule": "I1"},
    {"status": ""},
    {"symptoms": True},
    {"currency": "EUR", "way": "over"},
]


@pytest.fixture(scope="module")
def store(pulled_once: PulledOnce) -> Iterator[Store]:
    """The made-up company reconciled: some of it was found long ago, came back or is resolved, is owned and due."""
    with pulled_once(make_world(7, 150, DAY)) as opened:
        reconcile(opened, DAY)
        _live_through(opened)
        yield opened


def _live_through(store: Store) -> None:
    causes = [row["discrepancy_id"] for row in listed(store)]
    noon = datetime.combine(today(), datetime.min.time()) + timedelta(hours=12)
    with store.transaction() as cursor:
        cursor.run(
            "update recon.discrepancy set first_seen_at = first_seen_at - interval 40 day "
            "where hash(discrepancy_id) % 3 > 0"
        )
        for at, one in enumerate(causes[:12]):
            cursor.run(
                "insert into ledger.discrepancy_event by name select $one as discrepancy_id, $at as happened_at, "
                "'reopened' as kind, 'the data' as who",
                one=one, at=noon - timedelta(at),
            )  # fmt: skip
        for at, one in enumerate(causes[12:24]):
            cursor.run(
                "update recon.discrepancy set resolved_at = $at where discrepancy_id = $one",
                one=one,
                at=noon - timedelta(at),
            )
    for at, one in enumerate(causes[24:40]):
        decisions.set_due(store, [one], who=finance(ANNA), on=today() + timedelta(at - 8))
    decisions.assign(store, causes[28:36], who=finance(ANNA), owner=ANNA)
    decisions.snooze(store, causes[34:35], who=finance(ANNA), until=today() + timedelta(5))


def listed(store: Store, **asked: Any) -> Rows:
    """Rows of the queue."""
    return records(store, "discrepancies/page", **({"as_of": today(), "row_limit": 5000} | asked))


def counted(store: Store, **asked: Any) -> Rows:
    """What the count says, by currency."""
    return records(store, "discrepancies/page_count", as_of=today(), **asked)


def moments(store: Store) -> dict[str, dict[str, Any]]:
    """When each discrepancy came back or was resolved, which the queue does not list."""
    with store.cursor() as cursor:
        found = cursor.records(
            "select discrepancy_id, reopened_at, resolved_at from model.discrepancies($day)", day=today()
        )
    return {row["discrepancy_id"]: row for row in found}


@pytest.mark.parametrize("name", MEANT)
def test_a_filter_finds_all_it_means_and_no_other(store: Store, name: str) -> None:
    asked, means = MEANT[name]
    without = {key: value for key, value in asked.items() if key in ("status", "symptoms")}
    told = moments(store)
    expected = [row["discrepancy_id"] for row in listed(store, **without) if means(row | told[row["discrepancy_id"]])]
    assert [row["discrepancy_id"] for row in listed(store, **asked)] == expected
    assert 0 < sum(row["found"] for row in counted(store, **asked)) == len(expected)


def test_a_row_says_how_it_changed(store: Store) -> None:
    told = moments(store)
    rows = listed(store, status="")
    assert [row["change"] for row in rows] == [
        reference.change(row | told[row["discrepancy_id"]], today()) for row in rows
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_holds_as_many_as_it_says(store: Store, view: str) -> None:
    told = {
        row["view"]: row["found"] for row in records(store, "discrepancies/views", who=ANNA, over=OVER, as_of=today())
    }
    assert told[view] == len(listed(store, **VIEWS[view])) > 0
    assert told.keys() == VIEWS.keys()


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_counted_is_what_the_rows_add_up_to(store: Store, asked: dict[str, Any]) -> None:
    rows = listed(store, **asked)
    for one in counted(store, **asked):
        of_currency = [row for row in rows if (row["currency"] or "") == one["currency"]]
        causes = [row for row in of_currency if not row["root_id"]]
        assert one["found"] == len(of_currency)
        assert one["under_collected"] == sum(row["under_collected"] for row in causes)
        assert one["over_collected"] == sum(row["over_collected"] for row in causes)
    assert sum(one["found"] for one in counted(store, **asked)) == len(rows)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_the_last_working_day_is_no_weekend(store: Store, day: date) -> None:
    with store.cursor() as cursor:
        assert cursor.value("select model.last_working_day($day)", day=day) == reference.last_working_day(day)


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


def test_a_mention_waits_until_the_mentioned_answers(store: Store) -> None:
    one = listed(store)[1]["discrepancy_id"]
    decisions.comment(store, [one], who=finance("Carl"), text="@Bert is that so?", mentions=["Bert"])
    [mention] = records(store, "discrepancies/mentions", who=" bert ")
    assert (mention["discrepancy_id"], mention["mentioned_by"]) == (one, "Carl")
    assert [row["discrepancy_id"] for row in listed(store, mentioned="Bert")] == [one]
    decisions.assign(store, [one], who=finance("Dora"), owner="Dora")
    assert records(store, "discrepancies/mentions", who="Bert")
    decisions.comment(store, [one], who=BERT, text="It is")
    assert records(store, "discrepancies/mentions", who="Bert") == []
    assert listed(store, mentioned="Bert") == []


def test_what_is_resolved_waits_for_nobody(store: Store) -> None:
    gone = listed(store, status="resolved")[0]["discrepancy_id"]
    decisions.comment(store, [gone], who=finance("Carl"), text="@Emma done", mentions=["Emma"])
    assert records(store, "discrepancies/mentions", who="Emma") == []


def test_of_several_it_is_told_which_ones_a_decision_changed(store: Store) -> None:
    ids = [row["discrepancy_id"] for row in listed(store, owner="nobody")[:3]]
    decisions.assign(store, ids[:1], who=finance("Carl"), owner="Carl")
    told = decisions.assign(store, ids, who=finance("Carl"), owner="Carl")
    assert {one.discrepancy_id: one.is_changed for one in told} == {ids[0]: False, ids[1]: True, ids[2]: True}


def test_a_view_is_kept_by_its_person_replaced_and_forgotten(store: Store) -> None:
    keep_view(store, BERT, " Prices ", "rule=T4")
    keep_view(store, BERT, "Prices", "rule=T4&sort=age")
    keep_view(store, finance(ANNA), "Prices", "rule=T5")
    assert records(store, "discrepancies/own_views", who="bert") == [{"name": "Prices", "address": "rule=T4&sort=age"}]
    forget_view(store, BERT, "Prices")
    assert records(store, "discrepancies/own_views", who="Bert") == []
    assert len(records(store, "discrepancies/own_views", who=ANNA)) == 1


@pytest.mark.parametrize("name", ["", "  ", "x" * 41])
def test_a_view_needs_a_name(store: Store, name: str) -> None:
    with pytest.raises(DecisionRefusedError, match="Give the view a name"):
        keep_view(store, BERT, name, "rule=T4")
