"""Notices as a duty of the worker: told after a pull, by itself at the digest's hour, and tests when asked for."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from queries.ledger.notices import ask_test
from queries.people import Person
from queries.store import Store
from sync.notices import duty
from sync.notices.addresses import Addresses
from sync.notices.duty import telling
from sync.notices.questions import Moment
from sync.policy.notifications import Notifications
from sync.settings import Settings
from sync.worker import PullWorker
from tests.sync.conftest import Serving
from tests.sync.notice_receivers import receiving
from tests.sync.test_duties import until

ADMIN = Person("Ada", frozenset({"admin"}))
MIDNIGHT = datetime(2026, 11, 23)  # noqa: DTZ001 - the clock on the wall


def with_addresses(settings: Settings, addresses: Addresses, **policy: object) -> Settings:
    """The same settings, by which somebody is told."""
    notifications = replace(Notifications(), **policy)  # type: ignore[arg-type]
    return replace(settings, addresses=addresses, policy=replace(settings.policy, notifications=notifications))


def test_after_a_pull_what_is_new_is_told(serving: Serving, store: Store) -> None:
    with receiving() as receiver:
        addresses = Addresses({"finance": receiver.address})
        settings = with_addresses(
            serving().settings, addresses, severity="low", roles={"finance": ("new_discrepancy",)}
        )
        worker = PullWorker(store, settings)
        worker.start()
        worker.add_duty(duty.NAME, telling(store, settings))
        until(lambda: not worker.is_on_duty(duty.NAME))
        worker.request("a test")
        until(lambda: bool(receiver.arrived))
        ask_test(store, ADMIN, "finance")
        worker.ask_duty(duty.NAME)
        until(lambda: receiver.titles[1:] == ["A test"])
        worker.stop()
    assert receiver.titles[0].startswith("New discrepancies of high impact: ")


@pytest.mark.parametrize(("wall", "minutes"), [("06:40", 20), ("07:00", 60), ("05:00", 60), ("23:59", 60)])
def test_it_goes_on_by_itself_at_the_digests_hour_or_within_the_hour(
    serving: Serving, store: Store, monkeypatch: pytest.MonkeyPatch, wall: str, minutes: int
) -> None:
    hour, minute = map(int, wall.split(":"))
    then = MIDNIGHT + timedelta(hours=hour, minutes=minute)
    monkeypatch.setattr(duty, "this_moment", lambda: Moment(then, then))
    with receiving() as receiver:
        settings = with_addresses(serving().settings, Addresses({"sales": receiver.address}))
        finished = telling(store, settings)(frozenset(), threading.Event())
    assert (finished.has_changed, finished.again_in) == (False, minutes * 60)


def test_where_nobody_has_an_address_it_is_off(serving: Serving, store: Store) -> None:
    finished = telling(store, serving().settings)(frozenset(), threading.Event())
    assert (finished.has_changed, finished.again_in) == (False, None)
    with store.cursor() as cursor:
        assert cursor.value("select count(*) from ledger.notice") == 0
