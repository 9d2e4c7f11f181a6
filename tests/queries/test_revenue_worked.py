"""The definitions of metrics, worked by hand: six accounts over a year."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from queries.run import records
from queries.store import Store
from tests.queries.small_records import put, put_linked_account, put_subscription, small_store

OPENED, CLOSED = date(2025, 10, 31), date(2026, 10, 31)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """What each account pays a month, a year ago and now:

    1 stays at 100.00, paying 1,200.00 a year; 2 grows from 100.00 to 150.00; 3 shrinks from 100.00 to 70.00; 4 is gone
    with its 100.00; 5 came with 80.00; 6 was there before, not a year ago, and is back with 60.00.
    """
    folder: Path = tmp_path_factory.mktemp("worked")
    with small_store(folder / "tieout.duckdb") as store:
        for number in range(1, 7):
            put_linked_account(store, number)
            put_subscription(store, f"S-{number}", number)
        _annual(store)
        _planned(store, 2, (date(2025, 1, 1), 100), (date(2026, 10, 1), 150), until=date(2026, 11, 30))
        _planned(store, 3, (date(2025, 1, 1), 100), (date(2026, 10, 1), 70), until=date(2026, 11, 30))
        _planned(store, 4, (date(2025, 1, 1), 100), until=date(2026, 9, 30))
        _planned(store, 5, (date(2026, 10, 1), 80), until=date(2026, 11, 30))
        _planned(store, 6, (date(2025, 1, 1), 60), until=date(2025, 3, 31))
        _planned(store, 6, (date(2026, 10, 1), 60), until=date(2026, 11, 30), first_position=50)
        yield store


def _annual(store: Store) -> None:
    with store.transaction() as cursor:
        cursor.run("update ordway.subscription_lines set billing_period = 'Annually' where subscription_id = 'S-1'")
    _schedule(store, 1)
    for position, year in enumerate((2025, 2026)):
        _line(store, 1, position, date(year, 1, 1), date(year, 12, 31), 1200)


def _planned(store: Store, number: int, *prices: tuple[date, int], until: date, first_position: int = 0) -> None:
    """A line a month, at the last price that holds on its first day."""
    if not first_position:
        _schedule(store, number)
    month, position = prices[0][0], first_position
    while month <= until:
        following = (month + timedelta(days=31)).replace(day=1)
        price = [price for since, price in prices if since <= month][-1]
        _line(store, number, position, month, following - timedelta(days=1), price)
        month, position = following, position + 1


def _schedule(store: Store, number: int) -> None:
    put(store, "ordway.billing_schedules", id=f"BS-{number}", subscription_id=f"S-{number}", customer_id=f"C-{number}")
    with store.transaction() as cursor:
        cursor.run(
            "update ordway.subscription_lines set billing_schedule_id = $schedule where subscription_id = $id",
            schedule=f"BS-{number}",
            id=f"S-{number}",
        )


def _line(store: Store, number: int, position: int, first: date, last: date, price: int) -> None:
    told = {"billing_schedule_id": f"BS-{number}", "position": position, "start_date": first, "end_date": last}
    put(store, "ordway.billing_schedule_lines", **told, quantity=1, unit_price=price, amount=price)


def only(store: Store, name: str, **choices: Any) -> dict[str, Any]:
    """The one row of a query."""
    [row] = records(store, f"revenue/{name}", **choices)
    return row


def test_what_is_paid_a_year_counts_a_twelfth_a_month(store: Store) -> None:
    before = only(store, "mrr", as_of=OPENED, months=0)
    assert (before["mrr_amount"], before["arr_amount"], before["count_accounts"]) == (400, 4800, 4)
    # 100 + 150 + 70 + 80 + 60
    after = only(store, "mrr", as_of=CLOSED, months=0)
    assert (after["mrr_amount"], after["arr_amount"], after["count_accounts"]) == (460, 5520, 5)


def test_a_month_opens_moves_and_closes(store: Store) -> None:
    row = only(store, "mrr_movements", as_of=CLOSED, months=1)
    assert {name: row[f"{name}_amount"] for name in ("opening", "new", "reactivation", "expansion")} == {
        "opening": 400, "new": 80, "reactivation": 60, "expansion": 50,
    }  # fmt: skip
    assert (row["contraction_amount"], row["churn_amount"], row["closing_amount"]) == (-30, -100, 460)


def test_net_and_gross_retention_look_at_the_accounts_of_a_year_ago(store: Store) -> None:
    row = only(store, "retention", as_of=CLOSED)
    # (400 + 50 − 30 − 100) ÷ 400, and without the 50
    assert (row["nrr"], row["grr"]) == (Decimal("0.8"), Decimal("0.675"))


def test_the_largest_account_brings_in_its_share(store: Store) -> None:
    first, second = records(store, "revenue/concentration", as_of=CLOSED)[:2]
    # 150 ÷ 460, and 250 ÷ 460 with the next
    assert (first["account_id"], first["share_rate"]) == ("F2", Decimal("0.3261"))
    assert (second["account_id"], second["until_rate"]) == ("F1", Decimal("0.5435"))
