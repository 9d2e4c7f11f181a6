"""What of the open money is expected when, and what nobody should count on, as a plain reckoning has it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.run import records
from queries.store import Store
from tests.queries.collectors_records import empty, put_owed, put_paid, put_promise, two_customers
from tests.queries.small_records import put

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with two customers, neither of which ever paid: what is past due is later than it ever was."""
    with two_customers(tmp_path_factory.mktemp("expected")) as made:
        yield made


def put_hold(store: Store, invoice: str) -> None:
    own = {"dispute_id": invoice, "account_id": "F1", "invoice_id": invoice, "reason": "Wrong seats", "who": "Anna"}
    when = {"disputed_on": DAY, "made_at": datetime(2026, 11, 1, 9)}  # noqa: DTZ001 - UTC, as the store has it
    put(store, "ledger.dispute", **own, **when, is_on_hold=True)


def days(number: int) -> date:
    return DAY + timedelta(days=number)


def expected(store: Store) -> dict[date, tuple[Any, ...]]:
    """By week: expected in it; in by its end in the low and in the high case."""
    rows = records(store, "collections/cash_forecast", as_of=DAY)
    return {row["week_starts_on"]: (row["expected_amount"], row["low_until"], row["high_until"]) for row in rows}


def apart(store: Store) -> tuple[Any, ...]:
    """All that is open, and of it what is on hold, later than usual, promised, and not expected soon."""
    [row] = records(store, "collections/cash_apart", as_of=DAY)
    return tuple(row[name] for name in ("balance", "on_hold", "beyond_usual", "promised_amount", "not_soon"))


def test_what_is_later_than_usual_is_not_in_the_low_case(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", days(-90), 300)
    put_owed(store, "INV-2", DAY, 40)
    put_owed(store, "INV-3", days(7), 60)
    assert expected(store) == {DAY: (340, 40, 340), days(7): (60, 100, 400)}
    assert apart(store) == (400, 0, 300, 0, 0)
    [behind] = records(store, "collections/open_invoices", as_of=DAY, standing="beyond_usual")
    assert (behind["invoice_id"], behind["balance"], behind["balance_all"]) == ("INV-1", 300, 300)


def test_what_is_far_too_late_is_expected_in_no_case_unless_it_is_promised(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", days(-606), 300)
    put_owed(store, "INV-2", days(-91), 20)
    put_owed(store, "INV-3", days(7), 60)
    assert expected(store) == {days(7): (60, 60, 60)}
    assert apart(store) == (380, 0, 0, 0, 320)
    rows = records(store, "collections/open_invoices", as_of=DAY, standing="not_soon")
    assert [(row["invoice_id"], row["balance_all"]) for row in rows] == [("INV-1", 320), ("INV-2", 320)]
    put_promise(store, "P-1", days(-1), days(14), 100)
    assert apart(store) == (380, 0, 0, 100, 220)
    assert expected(store)[days(14)] == (100, 160, 160)


def test_a_customer_that_always_pays_late_is_given_ninety_days_more_than_it_takes(store: Store) -> None:
    empty(store)
    put_owed(store, "PAID", days(-200), invoice_amount=50, balance=0, status="Paid", invoice_date=days(-230))
    put_paid(store, "PAY-1", days(-120), 50)
    put(store, "ordway.payment_applications", payment_id="PAY-1", position=1, invoice_id="PAID", amount_applied=50)
    put_owed(store, "INV-1", days(-170), 300)
    put_owed(store, "INV-2", days(-171), 20)
    assert apart(store) == (320, 0, 300, 0, 20)


def test_what_is_on_hold_is_neither_expected_nor_in_the_low_case(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", days(-20), 300)
    put_owed(store, "INV-2", days(2), 100)
    put_hold(store, "INV-1")
    assert expected(store) == {DAY: (100, 100, 400)}
    assert apart(store) == (400, 300, 0, 0, 0)


def test_what_is_promised_is_expected_by_the_day_of_the_promise(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", days(-20), 300)
    put_owed(store, "INV-2", days(2), 100)
    put_promise(store, "P-1", days(-1), days(14), 250)
    assert expected(store) == {DAY: (150, 100, 150), days(14): (250, 350, 400)}
    assert apart(store) == (400, 0, 50, 250, 0)
    rows = records(store, "collections/cash_forecast", as_of=DAY)
    assert [row["count_invoices"] for row in rows] == [2, 1], "an invoice promised in part is expected twice"


def test_what_came_in_for_a_promise_is_not_expected_again(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", days(-20), 300)
    put_promise(store, "P-1", days(-3), days(14), 250)
    put_paid(store, "PAY-1", days(-1), 100)
    assert apart(store) == (300, 0, 150, 150, 0)


def test_a_broken_promise_is_not_counted_on(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", days(-20), 300)
    put_promise(store, "P-1", days(-10), days(-1), 300)
    assert apart(store) == (300, 0, 300, 0, 0)


def test_what_has_no_sales_person_is_asked_for_as_of_nobody(store: Store) -> None:
    empty(store)
    put_owed(store, "INV-1", days(-20), 300)
    for name in ("aging", "aging_totals", "cash_apart", "open_invoices", "worklist"):
        [row] = records(store, f"collections/{name}", as_of=DAY, owner="nobody")
        assert row["balance"] == 300, name
        assert records(store, f"collections/{name}", as_of=DAY, owner="a.kos") == [], name
    assert {"name": "owner", "value": "nobody"} in records(store, "collections/choices", as_of=DAY)


OWED = st.lists(st.tuples(st.integers(-130, 40), st.integers(1, 10**6), st.booleans()), min_size=1, max_size=5)
PROMISED = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 20_000)), max_size=3)
Part = tuple[date | None, date | None, date | None]


def reckoned(owed: list[tuple[int, int, bool]], promised: list[tuple[int, int]]) -> dict[Part, Decimal]:
    """Amounts by the days on which they are in in the low, the middle and the high case, taken one after the other."""
    parts: dict[Part, Decimal] = defaultdict(Decimal)
    left = [(days(day), Decimal(100 * amount)) for day, amount in sorted(promised)]
    for day, cents, is_held in sorted(owed, key=lambda one: one[0]):
        due, rest = days(day), Decimal(cents)
        for number, (until, ahead) in enumerate(left if not is_held else []):
            taken = min(rest, ahead)
            parts[until, until, until] += taken
            left[number], rest = (until, ahead - taken), rest - taken
        counted = max(due, DAY)
        if due < days(-90) and not is_held:
            parts[None, None, None] += rest
        else:
            parts[None if is_held or due < DAY else due, None if is_held else counted, counted] += rest
    return parts


def in_by(parts: dict[Part, Decimal], case: int, last: date) -> Decimal:
    told = [amount for when, amount in parts.items() if (on := when[case]) is not None and on <= last]
    return sum(told, Decimal()) / 100


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(owed=OWED, promised=PROMISED)
def test_every_part_of_what_is_open_is_told_once(
    store: Store, owed: list[tuple[int, int, bool]], promised: list[tuple[int, int]]
) -> None:
    empty(store)
    for number, (day, cents, is_held) in enumerate(sorted(owed, key=lambda one: one[0])):
        amount = Decimal(cents) / 100
        put_owed(store, f"INV-{number}", days(day), invoice_amount=amount, balance=amount)
        if is_held:
            put_hold(store, f"INV-{number}")
    for number, (day, whole) in enumerate(sorted(promised)):
        put_promise(store, f"P-{number}", DAY, days(day), whole)
    parts = reckoned(owed, promised)
    rows = records(store, "collections/cash_forecast", as_of=DAY)
    for row in rows:
        last = row["week_starts_on"] + timedelta(days=6)
        found = row["low_until"], row["expected_until"], row["high_until"]
        assert found == tuple(in_by(parts, case, last) for case in range(3))
    balance, on_hold, beyond, _, not_soon = apart(store)
    assert balance == sum((Decimal(cents) for _, cents, _ in owed), Decimal()) / 100
    low, expected_in_all, high = (rows[-1][f"{case}_until"] if rows else 0 for case in ("low", "expected", "high"))
    assert high + not_soon == balance
    assert expected_in_all + on_hold + not_soon == balance
    assert low + beyond + on_hold + not_soon == balance
