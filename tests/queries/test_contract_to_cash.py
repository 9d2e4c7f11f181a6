"""From contract to cash: what each step is, why the next one is less, and that nothing goes missing in between."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.reconcile.run import reconcile
from queries.reporting import Reporting, set_rates
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.queries.cash_reference import ContractToCash, Sums
from tests.queries.conftest import PulledOnce

DAY = date(2026, 11, 23)
DAYS = [DAY, date(2026, 9, 30), date(2026, 2, 28), date(2025, 6, 17)]
STEPS = ("contracted", "scheduled", "billed", "collected")
ADDED = """
select
    currency, step, reason, sum(too_little)::decimal(38, 4), sum(too_much)::decimal(38, 4), sum(amount)::decimal(38, 4),
    count(account_id)
from model.contract_to_cash($day, $currency, $reporting)
group by currency, step, reason
order by all
"""
TOGETHER = "from model.contract_to_cash_in_all($day, $currency, $reporting) order by all"
ANY_DAY = st.dates(date(2024, 1, 1), date(2027, 6, 30))
SLOWLY = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module", params=[3, 11])
def kept(request: pytest.FixtureRequest, pulled_once: PulledOnce) -> Iterator[tuple[ContractToCash, Store]]:
    """A company without a fault, and the store it was pulled into and reconciled."""
    world = make_world(request.param, 40, DAY, is_clean=True)
    with pulled_once(world) as store:
        reconcile(store, DAY)
        yield ContractToCash(world), store


@pytest.fixture(scope="module")
def faulty(pulled_once: PulledOnce) -> Iterator[Store]:
    """A company with everything that can be wrong."""
    with pulled_once(make_world(7, 120, DAY)) as store:
        reconcile(store, DAY)
        with store.transaction() as cursor:
            set_rates(cursor, Reporting("PLN", {date(2024, 1, 2): {"EUR": Decimal("4.25"), "USD": Decimal("3.66")}}))
        yield store


def told(store: Store, day: date, **choices: Any) -> dict[str, list[dict[str, Any]]]:
    """The rows by currency."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in records(store, "revenue/contract_to_cash", as_of=day, **choices):
        found[row["currency"]].append(row)
    return found


def step(rows: list[dict[str, Any]], name: str) -> Decimal:
    """A step's own amount."""
    return sum((row["amount"] for row in rows if row["step"] == name and not row["reason"]), Decimal())


def amounts(store: Store, day: date, name: str) -> Sums:
    """What each currency has of a step."""
    return {currency: amount for currency, rows in told(store, day).items() if (amount := step(rows, name))}


def assert_nothing_goes_missing(found: dict[str, list[dict[str, Any]]]) -> None:
    for rows in found.values():
        for before, after in pairwise(STEPS):
            lost = sum((row["amount"] for row in rows if row["step"] == after and row["reason"]), Decimal())
            assert step(rows, before) - lost == step(rows, after)
        assert all(row["too_little"] >= 0 >= row["too_much"] for row in rows if row["reason"])
        assert all(row["too_little"] + row["too_much"] == row["amount"] for row in rows)


@pytest.mark.parametrize("day", DAYS)
def test_every_step_is_what_the_records_of_both_systems_add_up_to(
    kept: tuple[ContractToCash, Store], day: date
) -> None:
    reference, store = kept
    for name in STEPS:
        assert amounts(store, day, name) == getattr(reference, name)(day), name


def test_in_a_company_without_a_fault_nothing_is_lost_before_it_is_billed(kept: tuple[ContractToCash, Store]) -> None:
    _, store = kept
    reasons = {row["reason"] for rows in told(store, DAYS[1]).values() for row in rows if row["step"] == "billed"}
    assert reasons == {""}


@SLOWLY
@given(day=ANY_DAY)
def test_each_step_is_the_one_before_less_its_losses_on_any_day(faulty: Store, day: date) -> None:
    assert_nothing_goes_missing(told(faulty, day))


@SLOWLY
@given(day=ANY_DAY, currency=st.sampled_from(["", "PLN"]), reporting=st.sampled_from(["", "PLN"]))
def test_all_accounts_together_are_what_each_account_adds_up_to(
    faulty: Store, day: date, currency: str, reporting: str
) -> None:
    asked = {"day": day, "currency": currency, "reporting": reporting}
    with faulty.cursor() as cursor:
        assert cursor.rows(TOGETHER, **asked) == cursor.rows(ADDED, **asked)


def test_what_is_not_billed_yet_has_reasons_of_its_own_and_nothing_else_is_unexplained(faulty: Store) -> None:
    rest = {
        reason: {
            (row["account_id"], row["currency"]): row["amount"]
            for row in records(faulty, "revenue/loss_accounts", as_of=DAY, step="billed", reason=reason)
        }
        for reason in ("in grace", "draft", "unexplained")
    }
    assert rest["in grace"] == {("F1108", "PLN"): Decimal("1252.02")}
    assert rest["unexplained"] == {}


def test_what_a_rule_explains_is_what_its_causes_are_worth(faulty: Store) -> None:
    explained: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in records(faulty, "discrepancies/queue", as_of=DAY):
        if row["rule"][0] in "LCTI" and row["rule"] not in ("I8", "I10") and not row["root_id"]:
            explained[row["rule"], row["currency"]] += row["under_collected"] + row["over_collected"]
    found = {
        (row["reason"], currency): row["amount"]
        for currency, rows in told(faulty, DAY).items()
        for row in rows
        if row["step"] == "billed" and row["title"] and (row["reason"], currency) in explained
    }
    assert {key: found.get(key) for key, amount in explained.items() if amount} == {
        key: amount for key, amount in explained.items() if amount
    }


def test_the_accounts_behind_a_loss_add_up_to_it(faulty: Store) -> None:
    for currency, rows in told(faulty, DAY).items():
        for row in rows:
            asked = {"as_of": DAY, "step": row["step"], "reason": row["reason"], "currency": currency}
            behind = records(faulty, "revenue/loss_accounts", **asked)
            assert sum(one["amount"] for one in behind) == row["amount"]
            assert len(behind) == behind[0]["count_rows"]


def test_a_screen_of_the_accounts_is_a_part_of_them_all(faulty: Store) -> None:
    asked = {"as_of": DAY, "step": "contracted"}
    every = records(faulty, "revenue/loss_accounts", **asked)
    assert records(faulty, "revenue/loss_accounts", **asked, row_limit=5, row_offset=5) == every[5:10]


def test_a_renewal_is_in_doubt_where_more_than_a_twentieth_of_the_revenue_is_at_stake(faulty: Store) -> None:
    revenue = {(row["account_id"], row["currency"]): row["arr_amount"] for row in recurring(faulty)}
    at_stake: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in records(faulty, "discrepancies/queue", as_of=DAY):
        if not row["root_id"]:
            at_stake[row["account_id"], row["currency"]] += row["under_collected"] - row["over_collected"]
    doubtful = {key for key, amount in at_stake.items() if amount * 20 > revenue.get(key, 0)}
    renewing = [
        one
        for row in records(faulty, "revenue/renewals", as_of=DAY)
        for one in records(faulty, "revenue/renewing_subscriptions", as_of=DAY, month=row["month"])
    ]
    assert {one["is_in_doubt"] for one in renewing if (one["account_id"], one["currency"]) in at_stake} == {True, False}
    for one in renewing:
        assert one["is_in_doubt"] == ((one["account_id"], one["currency"]) in doubtful), one


def test_what_two_currencies_leave_without_a_price_is_counted(faulty: Store) -> None:
    open_causes = [row for row in records(faulty, "discrepancies/queue", rule="T6", as_of=DAY) if not row["root_id"]]
    [row] = records(faulty, "revenue/unpriced", as_of=DAY)
    assert (row["rule"], row["count_open"]) == ("T6", len(open_causes))
    assert all(one["impact"] == 0 for one in open_causes)
    assert "T6" in {row["reason"] for rows in told(faulty, DAY).values() for row in rows}


def recurring(store: Store) -> list[dict[str, Any]]:
    """What each account brings in a year."""
    return records(store, "revenue/mrr_accounts", as_of=DAY)


def test_pending_cash_is_not_collected(faulty: Store) -> None:
    pending = [row for rows in told(faulty, DAY).values() for row in rows if row["reason"] == "pending"]
    assert [(row["currency"], row["step"]) for row in pending] == [("EUR", "collected")]
    assert pending[0]["amount"] > 0
