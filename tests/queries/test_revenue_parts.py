"""Recurring revenue by its parts: cohorts, products, concentration and renewals, each held against the contracts."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from sandbox.world import World
from tests.queries.conftest import PulledOnce
from tests.queries.contracted_revenue import Contracts
from tests.queries.owed_on_a_day import Receivables

DAY = date(2026, 11, 23)
DAYS = [DAY, date(2026, 6, 30), date(2025, 12, 31)]
BEHIND_MOVEMENTS = ("new", "reactivation", "expansion", "contraction", "churn")


@pytest.fixture(scope="module")
def world() -> World:
    """A company without a fault."""
    return make_world(11, 40, DAY, is_clean=True)


@pytest.fixture(scope="module")
def store(world: World, pulled_once: PulledOnce) -> Iterator[Store]:
    """The store it was pulled into."""
    with pulled_once(world) as store:
        reconcile(store, DAY)
        yield store


@pytest.fixture(scope="module")
def contracts(world: World) -> Contracts:
    """What its contracts bring in."""
    return Contracts(world)


def share(part: Decimal, whole: Decimal) -> Decimal:
    return (part / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def ask(store: Store, name: str, day: date, **choices: Any) -> list[dict[str, Any]]:
    return records(store, f"revenue/{name}", as_of=day, **choices)


@pytest.mark.parametrize("day", DAYS)
def test_concentration_ranks_accounts_by_what_they_bring_in(contracts: Contracts, store: Store, day: date) -> None:
    rows = ask(store, "concentration", day, row_limit=1000)
    sums = contracts.on(day)
    assert {(row["account_id"], row["currency"]): row["mrr_amount"] for row in rows} == sums
    for currency in {currency for _, currency in sums}:
        own = [row for row in rows if row["currency"] == currency]
        amounts = sorted((amount for (_, told), amount in sums.items() if told == currency), reverse=True)
        assert [row["mrr_amount"] for row in own] == amounts
        whole = sum(amounts, Decimal())
        assert [row["until_rate"] for row in own] == [
            share(sum(amounts[:place], Decimal()), whole) for place in range(1, len(amounts) + 1)
        ]


@pytest.mark.parametrize("dimension", ["product", "industry", "country"])
def test_every_split_adds_up_to_the_whole(contracts: Contracts, store: Store, dimension: str) -> None:
    wholes: dict[str, Decimal] = defaultdict(Decimal)
    for (_, currency), amount in contracts.on(DAY).items():
        wholes[currency] += amount
    parts: dict[str, Decimal] = defaultdict(Decimal)
    for row in ask(store, "mrr_split", DAY):
        if row["dimension"] == dimension:
            parts[row["currency"]] += row["mrr_amount"]
            behind = ask(store, "mrr_accounts", DAY, dimension=dimension, part=row["part"], currency=row["currency"])
            assert sum(one["mrr_amount"] for one in behind) == row["mrr_amount"]
            assert len(behind) == row["count_accounts"]
    assert parts == wholes


def first_signed(world: World) -> dict[str, date]:
    """By account, the first day of the quarter in which it signed first."""
    signed: dict[str, str] = {}
    for one in world.firmao["agreements"].values():
        account = f"F{one['customer']['id']}"
        signed[account] = min(signed.get(account, "9999"), one["offerDate"])
    return {account: quarter(date.fromisoformat(day)) for account, day in signed.items()}


def quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def test_a_cohort_keeps_what_its_accounts_bring_in(world: World, contracts: Contracts, store: Store) -> None:
    signed = first_signed(world)
    rows = ask(store, "cohorts", DAY)
    assert len({row["signed_in"] for row in rows}) > 4
    by_day = {day: contracts.on(day) for day in {row["day"] for row in rows}}
    for row in rows:
        amounts = [
            amount
            for (account, currency), amount in by_day[row["day"]].items()
            if currency == row["currency"] and signed[account] == row["signed_in"]
        ]
        assert (row["mrr_amount"], row["count_kept"]) == (sum(amounts, Decimal()), len(amounts))
        assert row["kept_rate"] == (share(row["mrr_amount"], row["begun_amount"]) if row["begun_amount"] else None)


@pytest.mark.parametrize("dimension", ["product", "industry", "country"])
def test_cohorts_of_the_parts_of_a_split_bring_in_what_all_do(store: Store, dimension: str) -> None:
    whole = {(row["currency"], row["signed_in"]): row["mrr_amount"] for row in today_s(ask(store, "cohorts", DAY))}
    parted: dict[tuple[str, date], Decimal] = defaultdict(Decimal)
    parts = {row["part"] for row in ask(store, "mrr_split", DAY) if row["dimension"] == dimension}
    for part in parts:
        for row in today_s(ask(store, "cohorts", DAY, dimension=dimension, part=part)):
            parted[row["currency"], row["signed_in"]] += row["mrr_amount"]
    assert ask(store, "cohorts", DAY, dimension=dimension, part="of nobody") == []
    assert {key: amount for key, amount in parted.items() if amount} == {
        key: amount for key, amount in whole.items() if amount
    }
    only = {"dimension": dimension, "part": min(parts)}
    cohort = today_s(ask(store, "cohorts", DAY, **only))[0]
    asked = only | {"signed_in": cohort["signed_in"], "currency": cohort["currency"]}
    behind = ask(store, "cohort_accounts", DAY, **asked)
    assert sum(row["mrr_amount"] for row in behind) == cohort["mrr_amount"]
    assert len(behind) == cohort["count_accounts"]


def today_s(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["day"] == DAY]


def test_who_begins_later_than_they_signed_is_not_lost_before(store: Store) -> None:
    rows = ask(store, "cohorts", DAY)
    at_first = [row for row in rows if not row["quarters_since"] and row["count_begun"]]
    assert {row["kept_rate"] for row in at_first} == {1}
    assert any(row["count_begun"] < row["count_accounts"] for row in at_first)
    assert all(row["begun_amount"] == row["first_amount"] for row in rows if row["day"] == DAY)


def test_a_cohort_begins_with_what_each_account_brought_in_first(
    world: World, contracts: Contracts, store: Store
) -> None:
    signed = first_signed(world)
    rows = ask(store, "cohorts", DAY)
    days = sorted({row["day"] for row in rows})
    first: dict[tuple[str, date], Decimal] = defaultdict(Decimal)
    for key in {key for day in days for key in contracts.on(day)}:
        begun = next(contracts.on(day)[key] for day in days if day >= signed[key[0]] and contracts.on(day).get(key))
        first[key[1], signed[key[0]]] += begun
    assert {(row["currency"], row["signed_in"]): row["first_amount"] for row in rows} == {
        key: amount for key, amount in first.items() if key in {(row["currency"], row["signed_in"]) for row in rows}
    }
    cohort = rows[0]
    behind = ask(store, "cohort_accounts", DAY, signed_in=cohort["signed_in"], currency=cohort["currency"])
    assert sum(row["first_amount"] for row in behind) == cohort["first_amount"]


def test_what_renews_is_what_subscriptions_bring_in_by_the_month_of_their_term(world: World, store: Store) -> None:
    expected: dict[tuple[str, date], set[str]] = defaultdict(set)
    for one in world.ordway["subscriptions"].values():
        ends = date.fromisoformat(one["current_term_end_date"])
        renews = date.fromordinal(ends.toordinal() + 1)
        if one["status"] == "Active" and DAY < renews <= date(2027, 11, 30):
            expected[one["currency"], renews.replace(day=1)].add(one["id"])
    rows = ask(store, "renewals", DAY)
    assert {(row["currency"], row["month"]): row["count_subscriptions"] for row in rows} == {
        key: len(found) for key, found in expected.items()
    }
    for row in rows:
        behind = ask(store, "renewing_subscriptions", DAY, month=row["month"], currency=row["currency"])
        assert {one["subscription_id"] for one in behind} == expected[row["currency"], row["month"]]
        assert sum(one["arr_amount"] for one in behind) == row["arr_amount"] > 0


def test_a_renewal_is_at_risk_where_the_customer_is_long_overdue_or_it_does_not_renew_itself(
    world: World, store: Store
) -> None:
    late = {one.customer_id for one in Receivables(world).on(DAY) if one.days_overdue(DAY) > 30}
    a_little = {one.customer_id for one in Receivables(world).on(DAY) if 0 < one.days_overdue(DAY) <= 30} - late
    subscriptions = world.ordway["subscriptions"]
    seen = set()
    for row in ask(store, "renewals", DAY):
        for one in ask(store, "renewing_subscriptions", DAY, month=row["month"], currency=row["currency"]):
            told = subscriptions[one["subscription_id"]]
            assert one["is_overdue"] == (told["customer_id"] in late)
            assert one["is_by_hand"] == (not told["auto_renew"])
            assert not one["has_notice"]
            seen.add(told["customer_id"])
    assert seen & late
    assert seen & a_little


def test_each_renewal_at_risk_counts_once_and_leads_to_its_rows(store: Store) -> None:
    for row in ask(store, "renewals", DAY):
        month = {"month": row["month"], "currency": row["currency"]}
        behind = {
            risk: sum(one["arr_amount"] for one in ask(store, "renewing_subscriptions", DAY, **month, risk=risk))
            for risk in ("notice", "overdue", "in_doubt", "by_hand", "any", "none")
        }
        reasons = ("notice", "overdue", "in_doubt", "by_hand")
        assert {risk: row[f"{risk}_amount"] for risk in reasons} == {risk: behind[risk] for risk in reasons}
        assert sum(behind[risk] for risk in reasons) == behind["any"] == row["at_risk_amount"]
        assert behind["any"] + behind["none"] == row["arr_amount"]


def test_the_accounts_behind_a_movement_add_up_to_it(store: Store) -> None:
    for row in ask(store, "mrr_movements", DAY):
        for movement in BEHIND_MOVEMENTS:
            asked = {"movement": movement, "currency": row["currency"]}
            span = {"since": row["closed_on"], "closed_on": row["closed_on"]}
            behind = ask(store, "movement_accounts", DAY, **asked, **span)
            assert sum(one["amount"] for one in behind) == row[f"{movement}_amount"]


def test_the_accounts_behind_retention_add_up_to_it(store: Store) -> None:
    for row in ask(store, "retention", DAY):
        behind = ask(store, "retained_accounts", DAY, currency=row["currency"])
        assert sum(one["opening_amount"] for one in behind) == row["opening_amount"]
        closing = row["opening_amount"] + row["expansion_amount"] + row["contraction_amount"] + row["churn_amount"]
        assert sum(one["closing_amount"] for one in behind) == closing


def test_a_month_end_asked_for_twice_counts_once(store: Store) -> None:
    alone = ask(store, "retention", date(2026, 10, 31))
    assert [row for row in ask(store, "retention", date(2026, 10, 31), months=12) if row in alone] == alone
