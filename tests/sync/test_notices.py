"""What is told to whom: once, from when it is switched on, as previewed; and the digest once a day at its hour."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from queries.errors import DecisionRefusedError
from queries.ledger.audit_breaks import find_breaks
from queries.ledger.decisions import snooze
from queries.ledger.notices import ask_test
from queries.ledger.runs import forget_watermarks
from queries.people import Person
from queries.reconcile.run import reconcile
from queries.run import records
from sync.notices.addresses import Addresses
from sync.notices.questions import Moment
from sync.notices.sending import preview, tell
from sync.policy.notifications import Notifications
from tests.deciders import finance
from tests.reconcile.deciding_company import DAY, Company, company_in
from tests.sync.notice_receivers import Receiver

ADMIN = Person("Ada", frozenset({"admin"}))
KIND = "new_discrepancy"
AT_ONCE = Notifications(severity="low", roles={"finance": (KIND,), "sales": (KIND,)})
FORGOTTEN = "delete from ledger.notice; delete from ledger.noticed; delete from ledger.notice_watch"
NINE = datetime(2026, 11, 23, 9)  # noqa: DTZ001 - UTC, as the store keeps it
MORNING = Moment(NINE, NINE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Three accounts about which discrepancies are found."""
    with company_in(tmp_path_factory.mktemp("told")) as company:
        yield company


@pytest.fixture
def company(made: Company) -> Company:
    """The company as nothing of it was found or told yet."""
    made.start_anew()
    with made.store.transaction() as cursor:
        cursor.run(FORGOTTEN)
    return made


def to(receiver: Receiver, *roles: str) -> Addresses:
    """An address for each role, all of them of one service."""
    return Addresses(dict.fromkeys(roles or ("finance",), receiver.address), "https://tieout.example")


def find(company: Company, *accounts: str) -> None:
    """The two sides of these accounts part, and that is found."""
    company.part(accounts)
    reconcile(company.store, DAY)


def switched_on(company: Company, addresses: Addresses, policy: Notifications = AT_ONCE) -> None:
    """From now on what is new is told."""
    assert tell(company.store, policy, addresses, moment=MORNING) == []


def noted(company: Company) -> list[dict[str, Any]]:
    """The ledger of notices, the first one first."""
    return records(company.store, "health/notices")[::-1]


def test_nothing_is_sent_while_no_address_is_set(company: Company, receiver: Receiver) -> None:
    find(company, "F1")
    assert tell(company.store, AT_ONCE, Addresses(), moment=MORNING) == []
    assert (receiver.arrived, noted(company)) == ([], [])


def test_what_stood_when_it_was_switched_on_is_not_told(company: Company, receiver: Receiver) -> None:
    find(company, "F1")
    switched_on(company, to(receiver))
    find(company, "F1", "F2")
    [sent] = tell(company.store, AT_ONCE, to(receiver), moment=MORNING)
    assert sent.outcome.state == "sent"
    [told] = receiver.arrived
    assert told["title"] == "New discrepancies of high impact: 1"
    assert told["message"].startswith("- 2 · 200.00 PLN · L1 Account only in the CRM")
    assert "\nhttps://tieout.example/discrepancies?discrepancy=" in told["message"]


def test_nothing_is_told_twice(company: Company, receiver: Receiver) -> None:
    switched_on(company, to(receiver))
    find(company, "F1")
    for _ in range(3):
        tell(company.store, AT_ONCE, to(receiver), moment=MORNING)
        reconcile(company.store, DAY)
    assert len(receiver.arrived) == 1


def test_what_comes_back_is_told_again(company: Company, receiver: Receiver) -> None:
    switched_on(company, to(receiver))
    for accounts in (("F1",), (), ("F1",)):
        find(company, *accounts)
        tell(company.store, AT_ONCE, to(receiver), moment=MORNING)
    assert len(receiver.arrived) == 2


def test_of_many_who_tell_at_once_each_role_is_told_once(company: Company, receiver: Receiver) -> None:
    addresses = to(receiver, "finance", "sales")
    switched_on(company, addresses)
    find(company, "F1", "F2")
    with ThreadPoolExecutor(4) as many:
        list(many.map(lambda _: tell(company.store, AT_ONCE, addresses, moment=MORNING), range(8)))
    assert [(row["role"], row["state"]) for row in noted(company)] == [("finance", "sent"), ("sales", "sent")]
    assert len(receiver.arrived) == 2


def test_a_rebuild_of_the_store_forgets_nothing(company: Company, receiver: Receiver) -> None:
    switched_on(company, to(receiver))
    find(company, "F1")
    tell(company.store, AT_ONCE, to(receiver), moment=MORNING)
    forget_watermarks(company.store)
    reconcile(company.store, DAY)
    assert tell(company.store, AT_ONCE, to(receiver), moment=MORNING) == []


def test_what_the_preview_shows_is_what_is_sent(company: Company, receiver: Receiver) -> None:
    policy = replace(AT_ONCE, roles={"finance": ("digest", KIND)})
    early = replace(MORNING, wall=MORNING.wall.replace(hour=1))
    assert tell(company.store, policy, to(receiver), moment=early) == []
    find(company, "F1", "OC1")
    shown = preview(company.store, policy, to(receiver), moment=MORNING)
    assert (receiver.arrived, noted(company)) == ([], [])
    sent = tell(company.store, policy, to(receiver), moment=MORNING)
    assert shown == tuple(one.notice for one in sent)
    assert {(one.title, one.body) for one in shown} == {(one["title"], one["message"]) for one in receiver.arrived}
    assert len(shown) == 2


def test_the_preview_of_a_role_without_an_address_is_what_it_would_be_sent(
    company: Company, receiver: Receiver
) -> None:
    policy = replace(AT_ONCE, roles={"finance": ("digest", KIND)})
    find(company, "F1")
    shown = preview(company.store, policy, Addresses(app=to(receiver).app), moment=MORNING)
    assert [one.kind for one in shown] == ["digest"]
    assert shown == tuple(one.notice for one in tell(company.store, policy, to(receiver), moment=MORNING))


def test_by_other_terms_what_stands_is_not_new(company: Company, receiver: Receiver) -> None:
    strict = replace(AT_ONCE, severity="high", amounts={"PLN": Decimal(100_000)})
    find(company, "OC1")
    switched_on(company, to(receiver), strict)
    assert tell(company.store, AT_ONCE, to(receiver), moment=MORNING) == []
    find(company, "OC1", "F1")
    assert len(tell(company.store, AT_ONCE, to(receiver), moment=MORNING)) == 1


def test_a_role_that_was_switched_off_for_a_time_begins_anew(company: Company, receiver: Receiver) -> None:
    switched_on(company, to(receiver))
    tell(company.store, AT_ONCE, Addresses(), moment=MORNING)
    find(company, "F1")
    assert tell(company.store, AT_ONCE, to(receiver), moment=MORNING) == []


@pytest.mark.parametrize(
    ("severity", "amount", "told"), [("high", "200.01", 0), ("high", "200", 1), ("medium", "1000", 1)]
)
def test_it_is_told_from_a_severity_or_an_amount_on(
    company: Company, receiver: Receiver, severity: str, amount: str, told: int
) -> None:
    policy = replace(AT_ONCE, severity=severity, amounts={"PLN": Decimal(amount)})
    switched_on(company, to(receiver), policy)
    find(company, "F1")
    with company.store.transaction() as cursor:
        cursor.run("update recon.discrepancy set severity = 'medium' where rule = 'L1'")
    tell(company.store, policy, to(receiver), moment=MORNING)
    assert len(receiver.arrived) == told


def test_what_is_snoozed_is_not_told(company: Company, receiver: Receiver) -> None:
    switched_on(company, to(receiver))
    find(company, "F1")
    [cause] = [row["id"] for row in records(company.store, "discrepancies/queue") if not row["root_id"]]
    snooze(company.store, [cause], who=finance("Fela"), until=DAY + timedelta(days=3))
    assert tell(company.store, AT_ONCE, to(receiver), moment=MORNING) == []


def test_the_digest_comes_once_a_day_from_its_hour_on(company: Company, receiver: Receiver) -> None:
    policy = Notifications(digest_hour=7, roles={"finance": ("digest",)})
    sent = []
    for hour in range(60):
        wall = datetime(2026, 11, 23) + timedelta(hours=hour)  # noqa: DTZ001 - the clock on the wall
        if tell(company.store, policy, to(receiver), moment=Moment(wall, wall)):
            sent.append((wall.day, wall.hour))
    assert sent == [(23, 7), (24, 7), (25, 7)]
    assert receiver.titles == [f"Daily digest of 2026-11-{day}" for day in (23, 24, 25)]


def test_the_digest_counts_what_stood_before_and_never_nets_money(company: Company, receiver: Receiver) -> None:
    find(company, "F1", "F2", "OC1")
    policy = replace(AT_ONCE, roles={"finance": (KIND, "digest")})
    tell(company.store, policy, to(receiver), moment=MORNING)
    [told] = receiver.arrived
    assert told["message"].splitlines() == [
        "Open discrepancies: 3 (460.00 PLN leakage)",
        "New discrepancies of high impact: 3 (460.00 PLN)",
        "https://tieout.example",
    ]


def test_what_may_not_have_arrived_is_told_by_the_next_digest(company: Company, receiver: Receiver) -> None:
    receiver.status = 500
    tell(company.store, Notifications(roles={"finance": ("digest",)}), to(receiver), moment=MORNING)
    receiver.status = 200
    with company.store.transaction() as cursor:
        cursor.run("update ledger.notice set decided_at = $at", at=MORNING.now)
    later = Moment(MORNING.now + timedelta(hours=22), MORNING.wall + timedelta(hours=22))
    tell(company.store, Notifications(roles={"finance": ("digest",)}), to(receiver), moment=later)
    assert "Notices of the last day that may not have arrived: 1" in receiver.arrived[-1]["message"]


def test_a_notice_is_written_in_the_language_of_the_policy(company: Company, receiver: Receiver) -> None:
    policy = replace(AT_ONCE, language="pl")
    switched_on(company, to(receiver), policy)
    find(company, "F1")
    tell(company.store, policy, to(receiver), moment=MORNING)
    [told] = receiver.arrived
    assert told["title"] == "Nowe rozbieżności o dużym znaczeniu: 1"
    assert "200,00 PLN" in told["message"]


def test_a_test_is_sent_once_and_only_for_whoever_may(company: Company, receiver: Receiver) -> None:
    with pytest.raises(DecisionRefusedError, match="Fela may not send a test notification"):
        ask_test(company.store, finance("Fela"), "finance")
    before = find_breaks(company.store)
    ask_test(company.store, ADMIN, "finance")
    for _ in range(2):
        tell(company.store, AT_ONCE, to(receiver), moment=MORNING)
    assert receiver.titles == ["A test"]
    assert find_breaks(company.store) == before
    assert [(row["kind"], row["state"]) for row in noted(company)] == [("test", "sent")]


def test_a_test_for_a_role_without_an_address_says_which_setting_is_empty(company: Company) -> None:
    ask_test(company.store, ADMIN, "finance lead")
    tell(company.store, AT_ONCE, Addresses(), moment=MORNING)
    [row] = noted(company)
    assert (row["state"], row["story"]) == ("refused", "No address is set: NOTIFY_FINANCE_LEAD is empty.")


def test_a_stale_system_is_told_once(company: Company, receiver: Receiver) -> None:
    policy = Notifications(stale_after_hours=26, roles={"admin": ("stale_sync",)})
    now = datetime.now(UTC).replace(tzinfo=None)
    with company.store.transaction() as cursor:
        cursor.run("delete from ledger.sync_run")
        cursor.run(
            "insert into ledger.sync_run by name select 'R' as run_id, 'app' as started_by, 'full' as mode, "
            "$at as started_at, 'failed' as status",
            at=now,
        )
    for hours in (0, 25, 27, 28):
        later = Moment(now + timedelta(hours=hours), now + timedelta(hours=hours))
        tell(company.store, policy, to(receiver, "admin"), moment=later)
    [told] = receiver.arrived
    assert (told["title"], told["message"].count("\n- ")) == ("Not read for too long: 2", 1)
