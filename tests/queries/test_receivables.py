"""Receivables on any day: aging adds up to what is open, and DSO and its kin are those of a plain reckoning."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.queries.conftest import PulledOnce
from tests.queries.owed_on_a_day import BUCKETS, Receivables, bucket, share

DAY = date(2026, 11, 23)
DAYS = [DAY, date(2026, 10, 31), date(2026, 2, 28), date(2025, 6, 17)]


@pytest.fixture(scope="module", params=[3, 11])
def kept(request: pytest.FixtureRequest, pulled_once: PulledOnce) -> Iterator[tuple[Receivables, Store]]:
    """A company without a fault, and the store it was pulled into."""
    world = make_world(request.param, 40, DAY, is_clean=True)
    with pulled_once(world) as store:
        yield Receivables(world), store


@pytest.mark.parametrize("day", DAYS)
def test_aging_is_what_each_customer_owed_by_how_late_it_was(kept: tuple[Receivables, Store], day: date) -> None:
    receivables, store = kept
    expected: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for one in receivables.on(day):
        expected[one.customer_id, one.currency][bucket(one.days_overdue(day))] += one.balance
    rows = records(store, "collections/aging", as_of=day)
    found = {(row["ordway_customer_id"], row["currency"]): row for row in rows}
    assert found.keys() == expected.keys()
    for key, row in found.items():
        assert {name: row[name] for name in BUCKETS} == {name: expected[key][name] for name in BUCKETS}, key
        assert row["balance"] == sum(row[name] for name in BUCKETS)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days_ago=st.integers(0, 700))
def test_aging_adds_up_to_all_that_was_open_on_any_day(kept: tuple[Receivables, Store], days_ago: int) -> None:
    receivables, store = kept
    day = DAY - timedelta(days=days_ago)
    owed: dict[str, Decimal] = defaultdict(Decimal)
    for one in receivables.on(day):
        owed[one.currency] += one.balance
    rows = records(store, "collections/aging", as_of=day)
    assert {code: sum(row["balance"] for row in rows if row["currency"] == code) for code in owed} == owed
    totals = records(store, "collections/aging_totals", as_of=day)
    assert {row["currency"]: row["balance"] for row in totals} == owed
    assert records(store, "collections/aging_count", as_of=day)[0]["found"] == len(rows)
    shown = {row["currency"]: row["receivable_amount"] for row in records(store, "collections/dso", as_of=day)}
    assert {code: shown.get(code) for code in owed} == owed


def test_aging_adds_up_to_the_balances_ordway_shows_whatever_is_wrong(pulled_once: PulledOnce) -> None:
    with pulled_once(make_world(7, 60, DAY)) as store, store.cursor() as cursor:
        shown = cursor.value("select sum(balance) from ordway.invoices where status in ('Posted', 'Partially paid')")
        rows = records(store, "collections/aging", as_of=date(2030, 1, 1))
        assert sum(row["balance"] for row in rows) == shown > 0
        assert {row["account_id"] for row in rows if row["owner"]}, "nobody is named as owner"


def test_aging_of_one_owner_and_one_account_are_parts_of_the_whole(kept: tuple[Receivables, Store]) -> None:
    _, store = kept
    rows = records(store, "collections/aging", as_of=DAY)
    owner, account = rows[0]["owner"], rows[-1]["account_id"]
    assert records(store, "collections/aging", as_of=DAY, owner=owner) == [row for row in rows if row["owner"] == owner]
    assert records(store, "collections/aging", as_of=DAY, account=account) == [
        row for row in rows if row["account_id"] == account
    ]


def counted_back(receivables: Receivables, day: date, currency: str, left: Decimal) -> Decimal | None:
    """Month after month, the latest first, until their sales make up what is open."""
    days, first, last = Decimal(), day.replace(day=1), day
    for _ in range(24):
        if not left:
            return days
        sold = receivables.sold(first, last, currency)
        length = (last - first).days + 1
        if left < sold:
            return days + length * share(left, sold)
        days, left = days + length, left - sold
        last = first - timedelta(days=1)
        first = last.replace(day=1)
    return None if left else days


@pytest.mark.parametrize("day", DAYS)
def test_dso_and_its_kin_are_those_of_a_plain_reckoning(kept: tuple[Receivables, Store], day: date) -> None:
    receivables, store = kept
    opened = day - timedelta(days=90)
    rows = records(store, "collections/dso", as_of=day)
    assert rows
    for row in rows:
        own = [one for one in receivables.on(day) if one.currency == row["currency"]]
        open_now = sum((one.balance for one in own), Decimal())
        not_due = sum((one.balance for one in own if not one.days_overdue(day)), Decimal())
        opening = sum((one.balance for one in receivables.on(opened) if one.currency == row["currency"]), Decimal())
        sales = receivables.sold(opened + timedelta(days=1), day, row["currency"])
        assert (row["receivable_amount"], row["current_amount"]) == (open_now, not_due)
        assert (row["opening_amount"], row["sales_amount"]) == (opening, sales)
        assert row["dso"] == (share(open_now * 90, sales) if sales else None)
        if sales:
            assert row["average_days_delinquent"] == row["dso"] - share(not_due * 90, sales)
        assert row["dso_count_back"] == counted_back(receivables, day, row["currency"], open_now)
        could = opening + sales - not_due
        assert row["cei"] == (share(100 * (opening + sales - open_now), could) if could else None)


def test_a_trend_holds_the_end_of_every_month(kept: tuple[Receivables, Store]) -> None:
    _, store = kept
    rows = records(store, "collections/dso", as_of=DAY, months=12, currency="PLN")
    days = [row["day"] for row in rows]
    assert days[-1] == DAY
    assert len(days) == 13
    assert all(day.day == monthrange(day.year, day.month)[1] for day in days[:-1])
    alone = records(store, "collections/dso", as_of=days[3], currency="PLN")
    assert alone == [rows[3]]


def quartile(days: list[int], number: int) -> int:
    """The smallest that at least so many quarters are no larger than; 0 of none."""
    return days[max(0, -(-len(days) * number // 4) - 1)] if days else 0


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def until(amounts: dict[tuple[str, date], Decimal], currency: str, week: date) -> Decimal:
    return sum((amount for key, amount in amounts.items() if key[0] == currency and key[1] <= week), Decimal())


@pytest.mark.parametrize("day", DAYS[:3])
def test_cash_is_expected_when_each_customer_mostly_pays(kept: tuple[Receivables, Store], day: date) -> None:
    receivables, store = kept
    weeks: list[dict[tuple[str, date], Decimal]] = [defaultdict(Decimal) for _ in range(4)]
    beyond = not_soon = Decimal()
    for one in receivables.on(day):
        days = receivables.days_late(one.customer_id, day)
        if day - one.due_on - timedelta(days=quartile(days, 3)) > timedelta(days=90):
            not_soon += one.balance
            continue
        for number in (1, 2, 3):
            usual = one.due_on + timedelta(days=quartile(days, number))
            if number < 3 or usual >= day:
                weeks[number][one.currency, monday(max(day, usual))] += one.balance
            else:
                beyond += one.balance
    rows = records(store, "collections/cash_forecast", as_of=day)
    assert {(row["currency"], row["week_starts_on"]) for row in rows} == set().union(*weeks)
    for row in rows:
        key = row["currency"], row["week_starts_on"]
        high, expected, low = (
            sum(
                (amount for (currency, week), amount in one.items() if currency == key[0] and week <= key[1]), Decimal()
            )
            for one in weeks[1:]
        )
        assert row["expected_amount"] == weeks[2].get(key, Decimal())
        assert (row["high_until"], row["expected_until"], row["low_until"]) == (high, expected, low)
        assert low <= expected <= high
    open_in_all = sum((one.balance for one in receivables.on(day)), Decimal())
    assert sum(row["expected_amount"] for row in rows) + not_soon == open_in_all
    apart = records(store, "collections/cash_apart", as_of=day)
    assert [sum(row[name] for row in apart) for name in ("beyond_usual", "not_soon")] == [beyond, not_soon]
