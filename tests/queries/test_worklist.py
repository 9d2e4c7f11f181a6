"""Whom to collect from first, how far dunning has come and what is next, as a plain reckoning has it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.queries.collectors_records import empty, put_owed, put_paid, put_promise, two_customers
from tests.queries.conftest import PulledOnce
from tests.queries.owed_on_a_day import Owed, Receivables
from tests.queries.small_records import put

DAY = date(2026, 11, 23)
STAGES = {"reminder": (1, 7), "second": (15, 7), "final": (31, 5), "escalated": (61, 5)}
LIMITS = {"PLN": 2000, "EUR": 500, "USD": 500}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with two customers."""
    with two_customers(tmp_path_factory.mktemp("worklist")) as made:
        yield made


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def listed(store: Store, **chosen: Any) -> dict[str, Any]:
    """The row of the first customer, nothing where it is not on the list."""
    found = records(store, "collections/worklist", as_of=DAY, account="F1", **chosen)
    assert len(found) <= 1
    return found[0] if found else {}


def put_contact(store: Store, days: int, channel: str = "call") -> None:
    own = {"contact_id": f"{days}-{channel}", "account_id": "F1", "channel": channel, "words": "Asked", "who": "Anna"}
    put(store, "ledger.collection_contact", **own, contacted_on=ago(days), made_at=datetime(2026, 11, 1, 9))  # noqa: DTZ001


def put_dispute(
    store: Store, invoice: str | None, days: int, *, is_on_hold: bool = True, account_id: str = "F1"
) -> None:
    own = {"dispute_id": invoice or "all", "account_id": account_id, "invoice_id": invoice, "reason": "Wrong seats"}
    when = {"disputed_on": ago(days), "made_at": datetime(2026, 11, 1, 9)}  # noqa: DTZ001
    put(store, "ledger.dispute", **own, **when, is_on_hold=is_on_hold, who="Anna")


def put_change(store: Store, invoice: str, kind: str, days: int) -> None:
    when = {"changed_on": ago(days), "made_at": datetime(2026, 11, 2, 9, days)}  # noqa: DTZ001
    put(store, "ledger.dispute_change", dispute_id=invoice, kind=kind, why="Talked", who="Anna", **when)


def test_the_count_says_with_how_many_there_is_something_to_do_today(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", ago(20))
    [found] = records(store, "collections/worklist_count", as_of=DAY)
    assert [found[name] for name in ("found", "count_due", "count_promised", "count_broken")] == [1, 1, 0, 0]
    put_promise(store, "P-1", ago(3), DAY, 50)
    [found] = records(store, "collections/worklist_count", as_of=DAY)
    assert [found[name] for name in ("found", "count_due", "count_promised", "count_broken")] == [1, 0, 1, 0]
    [found] = records(store, "collections/worklist_count", as_of=DAY + timedelta(days=1))
    assert [found[name] for name in ("found", "count_due", "count_promised", "count_broken")] == [1, 1, 0, 1]
    [found] = records(store, "collections/worklist_count", as_of=ago(1))
    assert found["count_promised"] == 0


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        (1, "reminder"),
        (14, "reminder"),
        (15, "second"),
        (30, "second"),
        (31, "final"),
        (60, "final"),
        (61, "escalated"),
    ],
)
def test_a_stage_begins_on_its_day(store: Store, days: int, stage: str) -> None:
    empty(store)
    put_owed(store, "INV-1", ago(days))
    assert listed(store)["stage"] == stage
    assert (listed(store)["next_action"], listed(store)["next_action_on"]) == (
        f"send_{stage}",
        ago(days - STAGES[stage][0]),
    )
    assert listed(store, stage=stage) == listed(store)
    assert not listed(store, stage="none")


def test_what_is_not_past_due_is_not_collected(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", DAY)
    assert not listed(store)


def test_what_is_on_hold_is_not_dunned(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", ago(70), 300)
    put_owed(store, "INV-2", ago(20), 100)
    put_dispute(store, "INV-1", 5)
    row = listed(store)
    assert (row["stage"], row["overdue"], row["on_hold"], row["days_overdue"]) == ("second", 400, 300, 70)
    put_dispute(store, "INV-2", 3)
    row = listed(store)
    assert (row["stage"], row["next_action"], row["next_action_on"], row["priority"]) == (
        None,
        "settle_dispute",
        ago(5),
        0,
    )


HOLDS: dict[str, tuple[bool, list[str], bool]] = {
    "held from the start": (True, [], True),
    "not held": (False, [], False),
    "released": (True, ["released"], False),
    "held later": (False, ["held"], True),
    "held again": (True, ["released", "held"], True),
    "settled": (True, ["settled"], False),
}


@pytest.mark.parametrize(("is_on_hold", "changes", "is_held"), HOLDS.values(), ids=HOLDS)
def test_a_dispute_holds_until_it_is_released_or_settled(
    store: Store, is_on_hold: bool, changes: list[str], is_held: bool
) -> None:
    empty(store)
    put_owed(store, "INV-1", ago(20))
    put_dispute(store, None, 9, is_on_hold=is_on_hold)
    for number, kind in enumerate(changes):
        put_change(store, "all", kind, number)
    assert (listed(store)["stage"] is None) == is_held


def test_a_dispute_on_all_that_is_open_holds_no_later_invoice(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", ago(20), 300)
    put_owed(store, "INV-2", ago(2), 100, invoice_date=ago(8))
    put_dispute(store, None, 9)
    row = listed(store)
    assert (row["on_hold"], row["stage"]) == (300, "reminder")
    [published] = records(store, "corrections/published", account="F1", as_of=DAY)
    assert published["collection_status"] == "overdue 1-30 days, reminder", "the CRM is told the same"


def test_customers_in_dispute_stand_in_the_order_of_money_and_age(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", ago(9), 300)
    put_owed(store, "INV-2", ago(90), 200, customer_id="C-2")
    put_dispute(store, "INV-1", 5)
    put_dispute(store, "INV-2", 5, account_id="F2")
    rows = records(store, "collections/worklist", as_of=DAY)
    assert [(row["ordway_customer_id"], row["priority"]) for row in rows] == [("C-2", 0), ("C-1", 0)]
    put_owed(store, "INV-3", ago(1), 10)
    assert [row["priority"] > 0 for row in records(store, "collections/worklist", as_of=DAY)] == [True, False]


def test_a_broken_promise_is_acted_on_beside_a_dispute(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", ago(20))
    put_dispute(store, "INV-1", 5)
    put_promise(store, "one", ago(4), ago(2), 100)
    assert listed(store)["next_action"] == "chase_promise"


def test_what_the_crm_notes_is_shown_but_dunned_nobody(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", ago(20))
    put(store, "firmao.sales_notes", id="N-1", customer_id="1", type="CALL", date=datetime(2026, 11, 22, 9))  # noqa: DTZ001
    row = listed(store)
    with store.transaction() as cursor:
        cursor.run("delete from firmao.sales_notes")
    assert (row["last_contact_on"], row["next_action"]) == (ago(1), "send_second")


def test_a_hold_begins_on_its_day(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", ago(70))
    put_dispute(store, "INV-1", 5)
    before = records(store, "collections/worklist", as_of=ago(6), account="F1")
    assert (before[0]["stage"], before[0]["on_hold"]) == ("escalated", 0)


def test_what_is_next_follows_from_what_was_done(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", ago(20))
    assert listed(store)["next_action"] == "send_second"
    put_contact(store, 5, "note")
    assert listed(store)["last_contact_on"] is None, "a note speaks to nobody"
    put_contact(store, 5)
    assert (listed(store)["next_action"], listed(store)["next_action_on"]) == ("follow_up", ago(-2))
    put_paid(store, "PAY-1", ago(4), 100, status="Failed", failure_reason="Card expired")
    row = listed(store)
    assert (row["next_action"], row["next_action_on"], row["count_failed"]) == ("settle_failed_payment", ago(4), 1)
    put_promise(store, "one", ago(4), ago(2), 100)
    assert (listed(store)["next_action"], listed(store)["next_action_on"]) == ("chase_promise", ago(1))
    put_contact(store, 2, "e-mail")
    assert listed(store)["next_action"] == "chase_promise", "the promise was not broken yet"
    put_contact(store, 1)
    assert listed(store)["next_action"] == "follow_up"
    put_promise(store, "two", ago(1), DAY, 100)
    row = listed(store)
    assert (row["next_action"], row["promise"], row["next_action_on"]) == ("await_promise", "open", DAY)


@pytest.mark.parametrize(("days", "action"), [(5, "follow_up"), (6, "send_second")])
def test_a_contact_before_the_stage_does_not_count_for_it(store: Store, days: int, action: str) -> None:
    empty(store)
    put_owed(store, "INV-1", ago(20))
    put_contact(store, days)
    assert listed(store)["next_action"] == action


def test_a_payment_that_succeeded_later_ends_the_failures(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", ago(20))
    put_paid(store, "PAY-1", ago(9), 100, status="Failed")
    put_paid(store, "PAY-2", ago(8), 100)
    put_paid(store, "PAY-9", ago(7), 100, status="Failed", failure_reason="Declined")
    put_paid(store, "PAY-10", ago(7), 100, status="Failed", failure_reason="Card expired")
    row = listed(store)
    assert (row["failed_on"], row["failure_reason"], row["count_failed"]) == (ago(7), "Card expired", 2)
    put_paid(store, "PAY-11", ago(6), 100)
    assert (listed(store)["failed_on"], listed(store)["count_failed"]) == (None, 0)


def half_up(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def urgency(owed: list[Owed], usual: int, currency: str, day: date) -> Decimal:
    """Balance × days late, weighed by how unusual it is, in limits of approval."""
    weights = [
        half_up(one.balance * days * days / (days + usual)) for one in owed if (days := one.days_overdue(day)) > 0
    ]
    return half_up(sum(weights, Decimal()) / LIMITS[currency])


def stage_of(days: int) -> str | None:
    return next((stage for stage, (first, _) in reversed(STAGES.items()) if days >= first), None)


@pytest.mark.parametrize("day", [DAY, date(2026, 8, 31)])
def test_the_worklist_of_a_company_is_that_of_a_plain_reckoning(worked: tuple[Receivables, Store], day: date) -> None:
    receivables, store = worked
    late: dict[tuple[str, str], list[Owed]] = defaultdict(list)
    for one in receivables.on(day):
        late[one.customer_id, one.currency].append(one)
    late = {key: owed for key, owed in late.items() if any(one.days_overdue(day) for one in owed)}
    rows = records(store, "collections/worklist", as_of=day)
    assert {(row["ordway_customer_id"], row["currency"]) for row in rows} == late.keys() != set()
    for row in rows:
        owed = late[row["ordway_customer_id"], row["currency"]]
        paid = receivables.days_late(row["ordway_customer_id"], day)
        usual = max(0, paid[max(0, -(-len(paid) // 2) - 1)]) if paid else 0
        oldest = max(one.days_overdue(day) for one in owed)
        assert (row["days_overdue"], row["usual_days_late"], row["stage"]) == (oldest, usual, stage_of(oldest))
        assert row["balance"] == sum(one.balance for one in owed)
        assert row["overdue"] == sum(one.balance for one in owed if one.days_overdue(day))
        assert row["priority"] == urgency(owed, usual, row["currency"], day)
    assert [row["priority"] for row in rows] == sorted((row["priority"] for row in rows), reverse=True)


@pytest.fixture(scope="module")
def worked(pulled_once: PulledOnce) -> Iterator[tuple[Receivables, Store]]:
    """A company without a fault, and the store it was pulled into."""
    world = make_world(5, 40, DAY, is_clean=True)
    with pulled_once(world) as store:
        yield Receivables(world), store


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    owed=st.lists(st.tuples(st.integers(-5, 90), st.integers(1, 10**9), st.booleans()), min_size=1, max_size=4),
)
def test_urgency_is_that_of_what_nobody_holds(store: Store, owed: list[tuple[int, int, bool]]) -> None:
    empty(store)
    for number, (days, cents, is_held) in enumerate(owed):
        put_owed(store, f"INV-{number}", ago(days), invoice_amount=Decimal(cents) / 100, balance=Decimal(cents) / 100)
        if is_held:
            put_dispute(store, f"INV-{number}", 0)
    row = listed(store)
    dunned = [Owed("", "", "PLN", ago(days), Decimal(cents) / 100) for days, cents, is_held in owed if not is_held]
    held = sum((Decimal(cents) / 100 for days, cents, is_held in owed if is_held and days > 0), Decimal())
    counted = records(store, "collections/worklist_count", as_of=DAY)
    if not any(days > 0 for days, _, _ in owed):
        assert row == {}
        assert counted == []
        return
    is_due = row["next_action"] not in ("wait", "await_promise") and row["next_action_on"] <= DAY
    told = {"found": 1, "overdue": row["overdue"], "on_hold": held, "count_due": int(is_due)}
    assert [{name: one[name] for name in told} for one in counted] == [told]
    assert row["priority"] == urgency(dunned, 0, "PLN", DAY)
    assert row["on_hold"] == held
    assert row["stage"] == stage_of(max((one.days_overdue(DAY) for one in dunned), default=0))


def test_the_worklist_can_be_narrowed_and_cut_into_screens(worked: tuple[Receivables, Store]) -> None:
    _, store = worked
    whole = records(store, "collections/worklist", as_of=DAY)
    for name in ("currency", "owner", "stage", "bucket"):
        value = whole[0][name]
        kept = [row for row in whole if row[name] == value]
        assert records(store, "collections/worklist", as_of=DAY, **{name: value}) == kept
        counted = records(store, "collections/worklist_count", as_of=DAY, **{name: value})
        assert sum(row["found"] for row in counted) == len(kept)
        assert sum(row["overdue"] for row in counted) == sum(row["overdue"] for row in kept)
    assert records(store, "collections/worklist", as_of=DAY, row_limit=3, row_offset=2) == whole[2:5]


def test_retries_are_counted_until_one_came_in(store: Store) -> None:
    empty(store)
    put_paid(store, "PAY-1", ago(9), 100, status="Failed")
    put_paid(store, "PAY-2", ago(8), 100, status="Failed")
    put_paid(store, "PAY-3", ago(8), 99)
    put_paid(store, "PAY-4", ago(7), 100)
    put_paid(store, "PAY-5", ago(6), 100)
    found = records(store, "collections/failed_payments", account="F1", as_of=DAY)
    told = [(row["payment_id"], row["count_retries"], row["retried_on"], row["recovered_on"]) for row in found]
    assert told == [("PAY-2", 1, ago(7), ago(7)), ("PAY-1", 2, ago(7), ago(7))]
    before = records(store, "collections/failed_payments", account="F1", as_of=ago(9))
    assert [(row["count_retries"], row["recovered_on"]) for row in before] == [(0, None)]
