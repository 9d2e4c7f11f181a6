"""What the Discrepancies page is told: the queue, its filters and figures, and both sides of each discrepancy."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from queries.ledger import decisions
from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.deciders import approver, finance
from tests.queries.conftest import PulledOnce

Rows = list[dict[str, Any]]
DAY = date(2026, 11, 23)
# Which field each rule about terms says differs.
FIELDS = {
    "T1": ("line", "Product"),
    "T2": ("line", "Product"),
    "T3": ("line", "Quantity"),
    "T4": ("line", "Unit price"),
    "T5": ("line", "Discount"),
    "T6": ("agreement", "Currency"),
    "T7": ("agreement", "Billing period"),
    "T8": ("agreement", "Term starts"),
    "T9": ("agreement", "Term ends"),
    "T10": ("agreement", "Renews by itself"),
    "T11": ("agreement", "Days to pay"),
    "T12": ("agreement", "Paid by"),
    "T13": ("agreement", "Billed"),
    "C1": ("agreement", "Number"),
    "C2": ("agreement", "Number"),
    "C3": ("agreement", "Status"),
    "C4": ("agreement", "Status"),
    "C8": ("agreement", "Status"),
    "M1": ("published", "Balance"),
    "I1": ("period", "Net of the period"),
    "I2": ("period", "Invoiced on"),
    "I3": ("period", "Net of the period"),
    "I4": ("period", "Net of the period"),
    "I5": ("period", "Net of the period"),
    "I6": ("period", "Net of the period"),
    "I7": ("period", "Due on"),
    "I8": ("period", "Tax"),
}


@pytest.fixture(scope="module")
def store(pulled_once: PulledOnce) -> Iterator[Store]:
    """The made-up company, reconciled."""
    with pulled_once(make_world(7, 200, DAY)) as opened:
        reconcile(opened, DAY)
        yield opened


@pytest.fixture(scope="module")
def every(store: Store) -> Rows:
    """Every discrepancy, symptoms too."""
    return listed(store, status="", symptoms=True, snoozed=True)


def listed(store: Store, **asked: Any) -> Rows:
    """Rows of the queue."""
    return records(store, "discrepancies/page", **({"as_of": today(store), "row_limit": 5000} | asked))


def counted(store: Store, **asked: Any) -> int:
    """How many the count says there are."""
    return sum(row["found"] for row in records(store, "discrepancies/page_count", as_of=today(store), **asked))


def today(store: Store) -> Any:
    """The day on which everything was found: it is not older than nought days."""
    with store.cursor() as cursor:
        return cursor.value("select max(first_seen_at)::date from recon.discrepancy")


def ids(rows: Rows) -> list[str]:
    """Their ids."""
    return [row["discrepancy_id"] for row in rows]


def asked_about(store: Store, name: str, discrepancy: str) -> Rows:
    """Rows of a query about one discrepancy: how it stands today, or what both systems and their records say of it."""
    day = {"as_of": today(store)} if name in ("detail", "symptoms") else {}
    return records(store, f"discrepancies/{name}", discrepancy=discrepancy, **day)


def sides(store: Store, discrepancy: str) -> Rows:
    """Everything that both systems, or the documents of one, say of it beside each other."""
    return [*asked_about(store, "sides", discrepancy), *asked_about(store, "document_sides", discrepancy)]


def one_of(every: Rows, rule: str) -> dict[str, Any]:
    """A discrepancy of a rule."""
    return next(row for row in every if row["rule"] == rule)


def test_the_most_money_comes_first_whichever_way_it_went(store: Store) -> None:
    worth = [max(row["under_collected"], -row["over_collected"]) for row in listed(store)]
    assert worth == sorted(worth, reverse=True)
    assert any(row["impact"] < 0 for row in listed(store))


def test_only_causes_are_listed_unless_symptoms_are_asked_for(store: Store) -> None:
    assert all(row["root_id"] is None for row in listed(store))
    symptoms = [row for row in listed(store, symptoms=True) if row["root_id"]]
    assert symptoms
    assert {row["root_id"] for row in symptoms} <= set(ids(listed(store)))


def test_a_cause_says_how_many_symptoms_it_explains(store: Store, every: Rows) -> None:
    for row in listed(store):
        assert row["symptoms"] == sum(one["root_id"] == row["discrepancy_id"] for one in every)


@pytest.mark.parametrize("sort", ["impact", "severity", "age", "due", "wrong", "account"])
@pytest.mark.parametrize("descending", [True, False])
def test_screen_after_screen_is_every_discrepancy_once(store: Store, sort: str, descending: bool) -> None:
    order = {"sort": sort, "descending": descending}
    whole = ids(listed(store, **order))
    screens = [ids(listed(store, row_limit=7, row_offset=start, **order)) for start in range(0, len(whole), 7)]
    assert [one for screen in screens for one in screen] == whole
    assert len(set(whole)) == len(whole) == counted(store)


def test_grave_ones_come_first_when_sorted_by_severity(store: Store) -> None:
    found = [row["severity"] for row in listed(store, sort="severity")]
    assert found == sorted(found, key=["high", "medium", "low"].index)


def test_what_is_wrong_the_longest_comes_first_when_sorted_by_that(store: Store) -> None:
    found = listed(store, sort="wrong", descending=False)
    days = [min(filter(None, (row["period_start"], row["first_seen_at"].date()))) for row in found]
    assert [row["wrong_since"] for row in found] == days == sorted(days)


@pytest.mark.parametrize(("name", "value"), [("rule", "T4"), ("severity", "medium"), ("currency", "EUR")])
def test_a_filter_finds_all_that_have_the_value_and_no_other(store: Store, every: Rows, name: str, value: str) -> None:
    wanted = {row["discrepancy_id"] for row in every if row[name] == value}
    assert wanted
    assert set(ids(listed(store, symptoms=True, **{name: value}))) == wanted
    assert counted(store, symptoms=True, **{name: value}) == len(wanted)


def test_one_account_is_shown_alone(store: Store, every: Rows) -> None:
    account = every[0]["account_id"]
    wanted = [row["discrepancy_id"] for row in every if row["account_id"] == account]
    assert sorted(ids(listed(store, account=account, symptoms=True))) == sorted(wanted)


def test_a_search_finds_by_the_name_of_the_account_and_by_the_id(store: Store, every: Rows) -> None:
    row = every[0]
    found = listed(store, search=row["account_name"].upper(), symptoms=True)
    assert row["discrepancy_id"] in ids(found)
    assert ids(listed(store, search=f" {row['discrepancy_id'].lower()} ", symptoms=True)) == [row["discrepancy_id"]]
    assert listed(store, search="' or 1=1 --") == []


def test_age_is_counted_from_the_day_it_was_found_first(store: Store) -> None:
    later = today(store) + timedelta(days=40)
    assert {row["age_days"] for row in listed(store, as_of=later)} == {40}
    assert listed(store, as_of=later, age_from=8, age_to=30) == []
    assert len(listed(store, as_of=later, age_from=31, age_to=90)) == counted(store)


def test_figures_add_up_causes_by_currency_and_net_nothing(store: Store) -> None:
    figures = {row["currency"]: row for row in records(store, "discrepancies/figures", as_of=today(store))}
    for currency in {row["currency"] for row in listed(store) if row["impact"]}:
        rows = [row for row in listed(store) if row["currency"] == currency]
        assert figures[currency]["leakage"] == sum(max(row["impact"], Decimal(0)) for row in rows)
        assert figures[currency]["over_collected"] == -sum(row["over_collected"] for row in rows)


def test_money_always_has_its_currency(every: Rows) -> None:
    assert [row["discrepancy_id"] for row in every if row["impact"] and not row["currency"]] == []


def test_the_standing_counts_what_the_queue_lists(store: Store, every: Rows) -> None:
    standing = records(store, "discrepancies/standing", as_of=today(store))[0]
    assert standing["count_open"] == counted(store)
    assert standing["count_symptoms"] == sum(bool(row["root_id"]) for row in every)
    assert standing["count_ever"] == len(every)
    assert standing["reconciled_for"] == DAY


def test_filters_offer_what_there_is(store: Store, every: Rows) -> None:
    offered = records(store, "discrepancies/choices", as_of=today(store))
    for name in ("rule", "severity", "currency"):
        assert {row["choice"] for row in offered if row["filter"] == name} == {row[name] for row in every if row[name]}


def test_the_count_sums_up_the_money_of_what_is_listed(store: Store) -> None:
    row = listed(store)[0]
    told = records(store, "discrepancies/page_count", account=row["account_id"], as_of=today(store))
    mine = listed(store, account=row["account_id"])
    assert sum(one["found"] for one in told) == len(mine)
    for way in ("under_collected", "over_collected"):
        assert sum(one[way] for one in told) == sum(one[way] for one in mine)


@pytest.mark.parametrize("rule", FIELDS)
def test_the_field_a_rule_speaks_of_is_marked(store: Store, every: Rows, rule: str) -> None:
    found = one_of(every, rule)
    marked = {
        (row["part"], row["field"]): row
        for row in sides(store, found["discrepancy_id"])
        if row["found_id"] == found["discrepancy_id"]
    }
    assert FIELDS[rule] in marked
    row = marked[FIELDS[rule]]
    assert row["firmao"] != row["ordway"]


@pytest.mark.parametrize("rule", [rule for rule in FIELDS if rule[0] == "T" and rule not in ("T1", "T2")])
def test_a_marked_field_holds_what_the_rule_compared(store: Store, every: Rows, rule: str) -> None:
    found = one_of(every, rule)
    marked = [row for row in sides(store, found["discrepancy_id"]) if row["found_id"] == found["discrepancy_id"]]
    assert [(row["firmao"], row["ordway"]) for row in marked] == [(found["expected"], found["actual"])]


def test_every_discrepancy_can_be_opened_and_names_its_records(store: Store, every: Rows) -> None:
    for row in every[::10]:
        [detail] = asked_about(store, "detail", row["discrepancy_id"])
        assert detail["evidence"] == row["evidence"]
        found = asked_about(store, "records", row["discrepancy_id"])
        assert found
        assert {one["record_id"] for one in found} >= {
            one for one in (detail["contract_id"], detail["subscription_id"]) if one
        }
        for one in found:
            key = {"system": one["system"], "resource": one["resource"], "record": one["record_id"]}
            assert records(store, "account/raw", **key), key


def test_a_root_worth_its_symptoms_says_so(store: Store, every: Rows) -> None:
    [detail] = asked_about(store, "detail", one_of(every, "T4")["discrepancy_id"])
    symptoms = asked_about(store, "symptoms", detail["discrepancy_id"])
    assert len(symptoms) == detail["symptoms"] > 1
    assert detail["is_sum"]
    assert detail["impact"] == sum(row["impact"] for row in symptoms)


def test_a_symptom_names_its_root(store: Store, every: Rows) -> None:
    symptom = next(row for row in every if row["root_id"])
    [detail] = asked_about(store, "detail", symptom["discrepancy_id"])
    root = next(row for row in every if row["discrepancy_id"] == symptom["root_id"])
    assert (detail["root_rule"], detail["root_title"]) == (root["rule"], root["title"])


def test_an_unknown_discrepancy_is_none(store: Store) -> None:
    assert asked_about(store, "detail", "T4-nothing") == []


def test_an_owner_is_found_by_and_nobody_by_the_rest(store: Store, every: Rows) -> None:
    mine = one_of(every, "T4")["discrepancy_id"]
    decisions.assign(store, [mine], who=finance("Anna"), owner="Anna")
    assert ids(listed(store, owner="Anna")) == [mine]
    assert mine not in ids(listed(store, owner="nobody"))
    offered = records(store, "discrepancies/choices", as_of=today(store))
    assert "Anna" in {row["choice"] for row in offered if row["filter"] == "owner"}
    decisions.assign(store, [mine], who=finance("Anna"), owner=None)
    assert mine in ids(listed(store, owner="nobody"))


def test_what_is_snoozed_is_hidden_until_its_day(store: Store, every: Rows) -> None:
    one = one_of(every, "T4")["discrepancy_id"]
    day = today(store) + timedelta(days=3)
    decisions.snooze(store, [one], who=finance("Anna"), until=day)
    assert one not in ids(listed(store))
    assert one in ids(listed(store, snoozed=True))
    assert one in ids(listed(store, as_of=day))
    assert records(store, "discrepancies/standing", as_of=today(store))[0]["count_snoozed"] == 1
    decisions.snooze(store, [one], who=finance("Anna"), until=None)
    assert one in ids(listed(store))


def test_what_is_waived_leaves_the_queue_and_the_figures_with_its_symptoms(store: Store, every: Rows) -> None:
    row = one_of(every, "T4")
    one = row["discrepancy_id"]
    before = records(store, "discrepancies/standing", as_of=today(store))[0]
    decisions.waive(store, [one], who=finance("Anna"), why="Agreed in writing", until=today(store) + timedelta(days=9))
    after = records(store, "discrepancies/standing", as_of=today(store))[0]
    assert (after["count_open"], after["count_waived"]) == (before["count_open"] - 1, 1)
    assert after["count_symptoms"] == before["count_symptoms"] - row["symptoms"]
    assert ids(listed(store, status="waived")) == [one]
    assert asked_about(store, "detail", one)[0]["waived_through"] == "decision"
    symptom = asked_about(store, "symptoms", one)[0]["discrepancy_id"]
    assert asked_about(store, "detail", symptom)[0]["waived_through"] == "root"
    assert one in ids(listed(store, as_of=today(store) + timedelta(days=10)))
    decisions.unwaive(store, [one], who=finance("Anna"), why="It was not")
    assert one in ids(listed(store))


def test_what_an_exception_waives_says_so(store: Store, every: Rows) -> None:
    row = one_of(every, "P2")
    scope = decisions.Scope("P2", account_id=row["account_id"])
    exception = decisions.register_exception(store, scope, who=approver("Anna"), why="Paid by instalments")
    assert asked_about(store, "detail", row["discrepancy_id"])[0]["waived_through"] == "exception"
    decisions.end_exception(store, exception, who=finance("Anna"), why="It was not")
    assert asked_about(store, "detail", row["discrepancy_id"])[0]["waived_through"] is None


def test_pages_read_anew_after_a_decision(store: Store, every: Rows) -> None:
    before = records(store, "discrepancies/version")
    decisions.comment(store, [every[0]["discrepancy_id"]], who=finance("Anna"), text="Called them")
    assert records(store, "discrepancies/version") != before
