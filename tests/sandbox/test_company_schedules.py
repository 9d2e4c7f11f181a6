"""The company's own billing schedules and those that Ordway plans by its rules are the same, line by line."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.company import make_world
from sandbox.faults import Faults
from sandbox.ordway import billing_runs, cancellations, subscriptions
from sandbox.ordway.billing_terms import kind_of, stretch_of
from sandbox.ordway.books import Books
from sandbox.ordway.records import text
from sandbox.state import State
from sandbox.world import World
from tests.sandbox.ordway_subscriptions import resent

WORLDS = [(7, date(2026, 11, 23)), (3, date(2025, 12, 31))]
Planned = tuple[str, str, str, str]


@cache
def clean_company(seed: int, as_of: date) -> World:
    """A company in which both systems agree."""
    return make_world(seed, 60, as_of, is_clean=True)


def ruled(subscription: dict[str, Any], customer: dict[str, Any], line: dict[str, Any]) -> list[Planned]:
    """First and last day, the day it is ready and the amount of every period, by the rules of an activation."""
    return [
        (
            piece.starts_on.isoformat(),
            (piece.ends_before - timedelta(days=1)).isoformat(),
            piece.ready_on.isoformat(),
            text(piece.exact),
        )
        for piece in stretch_of(subscription, customer, line).pieces(date.min)
    ]


def held(schedule: dict[str, Any], line: dict[str, Any]) -> list[Planned]:
    """The same of what the company holds for the line's own term."""
    return [
        (one["start_date"], one["end_date"], one["charge_ready_date"], one["amount"])
        for one in schedule["schedule_lines"]
        if one["start_date"] >= line["charge_start_date"]
    ]


@pytest.mark.parametrize(("seed", "as_of"), WORLDS)
def test_the_company_plans_as_ordway_does(seed: int, as_of: date) -> None:
    ordway = clean_company(seed, as_of).ordway
    compared = 0
    for subscription in ordway["subscriptions"].values():
        for line in subscription["plans"]:
            if subscription["status"] == "Active" and kind_of(line) == "recurring":
                customer = ordway["customers"][subscription["customer_id"]]
                schedule = ordway["billing_schedules"][line["billing_schedule_id"]]
                assert ruled(subscription, customer, line) == held(schedule, line), subscription["id"]
                compared += 1
    assert compared > 50


def test_every_subscription_of_the_company_can_be_activated_changed_renewed_billed_and_cancelled() -> None:
    as_of = date(2026, 11, 23)
    books = Books(State(make_world(7, 300, as_of), Clock(as_of), Faults()))
    done: set[str] = set()
    for subscription in list(books.held("subscriptions").values()):
        if subscription["status"] == "Draft":
            subscriptions.activate(books, subscription, {})
            done.add("activated")
        if subscription["status"] == "Expired":
            subscriptions.renew(books, subscription, {})
            done.add("renewed")
        elif subscription["status"] == "Active":
            subscriptions.change(books, subscription, {"plans": resent(subscription, quantity=99)})
            subscriptions.renew(books, subscription, {})
            wanted = {"target_date": "2027-11-30", "filter_options": {"subscription_id": subscription["id"]}}
            assert billing_runs.create(books, wanted)["invoices_count"] == 1
            cancellations.cancel_subscription(books, subscription, {"cancellation_date": "2027-11-22"})
            done.add("cancelled")
    assert done == {"activated", "renewed", "cancelled"}
