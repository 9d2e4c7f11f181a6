"""What Home shows is what a slow reading of records and ledger gives, and every line leads to as many rows."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from queries.ledger.decisions import assign, set_due
from queries.reconcile.run import reconcile
from queries.run import records, today
from queries.store import Store
from sandbox.company import make_world
from tests.deciders import finance
from tests.queries import home_reference as reference
from tests.queries.conftest import PulledOnce
from tests.sync.conftest import DAY
from ui.account.listing import exported
from ui.account.needed import totals

ANNA = "anna@example.com"
DAYS = [DAY - timedelta(days) for days in (0, 30, 111)]


@pytest.fixture(scope="module")
def store(pulled_once: PulledOnce) -> Iterator[Store]:
    """The made-up company, reconciled; of what was found three are Anna's, and one of these is overdue."""
    with pulled_once(make_world(7, 60, DAY)) as opened:
        reconcile(opened, DAY)
        causes = records(opened, "discrepancies/page", as_of=today(), row_limit=3)
        ids = [cause["discrepancy_id"] for cause in causes]
        assign(opened, ids, who=finance(ANNA), owner=ANNA)
        set_due(opened, ids[:1], who=finance(ANNA), on=today() - timedelta(1))
        yield opened


def amounts(rows: Sequence[Mapping[str, Any]], name: str) -> dict[str, Decimal]:
    """One amount by currency, where there is any."""
    return {row["currency"]: row[name] for row in rows if row[name]}


@pytest.mark.parametrize("day", DAYS)
def test_money_moved_as_the_records_say(store: Store, day: date) -> None:
    told = records(store, "home/moved_money", as_of=day)
    week = timedelta(7)
    assert amounts(told, "overdue_before") == reference.overdue(store, day - week)
    assert amounts(told, "collected") == reference.collected(store, day - week + timedelta(1), day)
    assert amounts(told, "collected_before") == reference.collected(store, day - 2 * week + timedelta(1), day - week)


def test_what_is_overdue_now_is_the_sum_of_the_accounts(store: Store) -> None:
    told = amounts(records(store, "home/moved_money", as_of=DAY), "overdue")
    listed: dict[str, Decimal] = defaultdict(Decimal)
    for row in records(store, "accounts/page", as_of=DAY, row_limit=1000):
        listed[row["currency"]] += row["overdue"]
        for currency, amount in zip(row["other_currencies"], row["other_overdues"], strict=True):
            listed[currency] += amount
    assert told == {currency: amount for currency, amount in listed.items() if amount}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("need", ["overdue", "failed", "renewal", "paid"])
def test_accounts_in_need_are_those_of_a_slow_reading(store: Store, need: str, day: date) -> None:
    expected = reference.needing(store, need, day)
    told = [row for row in records(store, "home/accounts", as_of=day) if row["need"] == need]
    assert sum(row["accounts"] for row in told) == len(expected)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for (_, currency), amount in expected.items():
        sums[currency] += amount
    assert {row["currency"]: row["amount"] for row in told} == dict(sums)


@pytest.mark.parametrize("need", ["overdue", "failed", "renewal", "paid", "at_stake"])
def test_a_line_leads_to_as_many_accounts_as_it_says(store: Store, need: str) -> None:
    owners = {row["owner"] for row in reference.rows(store, "from model.account_owner")}
    for owner in ["", *owners]:
        told = [row for row in records(store, "home/accounts", as_of=DAY, owner=owner) if row["need"] == need]
        [found] = records(store, "accounts/count", as_of=DAY, need=need, owner=owner)
        assert found["accounts"] == (told[0]["all_accounts"] if told else 0)
        assert (
            len(records(store, "accounts/page", as_of=DAY, need=need, owner=owner, row_limit=1000)) == found["accounts"]
        )


@pytest.mark.parametrize(("need", "figure"), [("paid", "collected"), ("overdue", "overdue")])
@pytest.mark.parametrize("day", DAYS)
def test_a_figure_is_the_sum_of_the_list_it_leads_to(store: Store, need: str, figure: str, day: date) -> None:
    told = amounts(records(store, "home/moved_money", as_of=day), figure)
    assert amounts(records(store, "accounts/needed", as_of=day, need=need), "amount") == told


@pytest.mark.parametrize("need", ["overdue", "failed", "renewal", "paid", "at_stake"])
def test_the_totals_of_an_exported_list_are_those_of_its_rows_and_of_the_line(store: Store, need: str) -> None:
    rows = exported(records(store, "accounts/page", as_of=DAY, need=need, sort="needed", row_limit=1000))
    sums = amounts(totals(rows), "needed_amount")
    assert sums == amounts(records(store, "accounts/needed", as_of=DAY, need=need), "amount")
    told = [row for row in records(store, "home/accounts", as_of=DAY) if row["need"] == need]
    assert sums == amounts(told, "amount")


def test_a_list_may_be_looked_at_from_the_largest_amount_it_is_about(store: Store) -> None:
    rows = records(store, "accounts/page", as_of=DAY, need="at_stake", sort="needed", descending=True, row_limit=1000)
    largest = [row["needed_amounts"][0] for row in rows]
    assert largest == sorted(largest, reverse=True)


def test_a_person_is_known_by_address_and_by_name(store: Store) -> None:
    [user] = reference.rows(store, "from firmao.users where label = 'Anna Kos'")
    for who in (user["email"].upper(), "Anna Kos"):
        assert records(store, "home/owners", who=who) == [{"owner": user["email"]}]
    assert records(store, "home/owners", who="Demo sales") == []


@pytest.mark.parametrize(
    ("item", "asked"),
    [("mine", {"owner": ANNA}), ("new", {"change": "new"}), ("unowned", {"owner": "nobody"})],
)
def test_a_line_leads_to_as_many_discrepancies_as_it_says(store: Store, item: str, asked: dict[str, Any]) -> None:
    told = [row for row in records(store, "home/discrepancies", owner=ANNA, as_of=today()) if row["item"] == item]
    listed = records(store, "discrepancies/page_count", as_of=today(), **asked)
    names = ("found", "under_collected", "over_collected")
    assert {row["currency"]: [row[name] for name in names] for row in told} == {
        row["currency"]: [row[name] for name in names] for row in listed
    }
    assert told


def test_only_what_is_past_its_day_is_overdue(store: Store) -> None:
    told = records(store, "home/discrepancies", owner=ANNA, as_of=today())
    assert sum(row["found"] for row in told if row["item"] == "overdue") == 1
    assert sum(row["found"] for row in told if row["item"] == "mine") == 3


def test_nothing_is_theirs_for_whoever_owns_nothing(store: Store) -> None:
    told = records(store, "home/discrepancies", owner="nobody@example.com", as_of=today())
    assert {row["item"] for row in told} == {"new", "unowned"}


def happened(store: Store, seed: int) -> dict[str, list[dict[str, Any]]]:
    """Let every discrepancy come, go, come back and be waived on made-up days of the last fortnight."""
    chance = random.Random(seed)
    causes = [row["discrepancy_id"] for row in reference.rows(store, "from recon.discrepancy where root_id is null")]
    told: dict[str, list[dict[str, Any]]] = {}
    with store.transaction() as cursor:
        cursor.run("delete from ledger.discrepancy_event")
        for cause in causes:
            kinds = ["found", *chance.choice(LIVES)]
            instants = sorted(chance.sample(range(14 * 24 * 60), len(kinds)))
            start = today() - timedelta(14)
            told[cause] = [
                {
                    "kind": kind,
                    "happened_at": datetime.combine(start, time()) + timedelta(minutes=at),
                }
                for kind, at in zip(kinds, instants, strict=True)
            ]
            for event in told[cause]:
                cursor.run(
                    "insert into ledger.discrepancy_event by name select $cause as discrepancy_id, $at as happened_at, "
                    "$kind as kind, 'somebody' as who",
                    cause=cause, at=event["happened_at"], kind=event["kind"],
                )  # fmt: skip
            gone = next((one["happened_at"] for one in reversed(told[cause]) if one["kind"] in DATA), None)
            is_gone = next(one["kind"] for one in reversed(told[cause]) if one["kind"] in DATA) == "resolved"
            cursor.run(
                "update recon.discrepancy set resolved_at = $at where discrepancy_id = $cause",
                at=gone if is_gone else None, cause=cause,
            )  # fmt: skip
    return told


DATA = ("found", "resolved", "reopened")
LIVES: tuple[list[str], ...] = (
    [], ["resolved"], ["resolved", "reopened"], ["waived"], ["waived", "unwaived"], ["waived", "resolved"],
    ["resolved", "reopened", "waived"], ["waived", "unwaived", "resolved"],
)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_discrepancies_moved_as_their_events_say(pulled_and_reconciled: Store, seed: int) -> None:
    events = happened(pulled_and_reconciled, seed)
    now = {cause for cause, told in events.items() if reference.open_at_the_end(told, today())}
    for days in (0, 1, 3, 7, 13, 20):
        day = today() - timedelta(days)
        then = {cause for cause, told in events.items() if reference.open_at_the_end(told, day)}
        moved = records(pulled_and_reconciled, "home/moved_discrepancies", before=day, as_of=today())
        sums = [sum(row[f"count_{name}"] for row in moved) for name in ("open", "before", "opened", "closed")]
        since = {cause for cause, told in events.items() if reference.came_since(told, day)}
        came, went = (then | since | now) - then, (then | since) - now
        assert sums == [len(now), len(then), len(came), len(went)]
        worth = {row["currency"] or "": row["leakage"] for row in moved if row["leakage"]}
        assert worth == amounts(records(pulled_and_reconciled, "discrepancies/figures", as_of=today()), "leakage")


@pytest.fixture(scope="module")
def pulled_and_reconciled(pulled_once: PulledOnce) -> Iterator[Store]:
    """A store of its own, since what happened in it is made up."""
    with pulled_once(make_world(8, 30, DAY)) as opened:
        reconcile(opened, DAY)
        yield opened
