"""What finance narrows the queue down to: views, due days, changes and limits mean what they say, and add up."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.errors import DecisionRefusedError
from queries.ledger import decisions
from queries.ledger.own_views import forget_view, keep_view
from queries.run import records, today
from queries.store import Store
from tests.deciders import finance
from tests.queries import queue_reference as reference
from tests.queries.conftest import PulledOnce
from tests.queries.lived_queue import ANNA, ASKED, BERT, MEANT, OVER, VIEWS, counted, listed, lived_queue


@pytest.fixture(scope="module")
def store(pulled_once: PulledOnce) -> Iterator[Store]:
    with lived_queue(pulled_once) as opened:
        yield opened


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
