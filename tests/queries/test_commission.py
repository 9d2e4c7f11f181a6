"""Commission on any day is that of a plain reckoning, and its parts add up to the smallest unit."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from queries.commission.plans import Commission, Plan, Trigger
from queries.run import records
from queries.store import Cursor, Store
from sandbox.company import make_world
from sandbox.world import World
from tests.queries.commission_reference import Lines, Reference, half_up, portions
from tests.queries.conftest import PulledOnce
from tests.queries.small_records import put_plans

DAY = date(2026, 11, 23)
DAYS = (DAY, date(2026, 10, 31), date(2026, 3, 15), date(2025, 7, 1))
PAID_IN_FULL = Plan(Decimal(5))
PRO_RATA = Plan(
    Decimal("7.5"),
    Trigger.PRO_RATA,
    window_months=None,
    hold_days=14,
    at_risk_days=7,
    clawback_days=1,
    excluded_products=("ONB-START",),
    product_rates={"SEAT-PRO": Decimal("3.25")},
)
FIRST_PAID = Plan(
    Decimal("2.5"),
    Trigger.FIRST_PAID,
    window_months=6,
    hold_days=0,
    rep_rates={"j.sowa@sprzedawca.example": Decimal("3.3333")},
)
PLANS = {
    "one for all": Commission(),
    "several": Commission(
        {"standard": PAID_IN_FULL, "hunters": PRO_RATA, "starters": FIRST_PAID},
        "standard",
        {"p.wilk@sprzedawca.example": "hunters", "m.zieba@sprzedawca.example": "starters"},
        splits={"owner": Decimal("66.67"), "lead@sprzedawca.example": Decimal("33.33")},
    ),
}


@pytest.fixture(scope="module", params=[(3, 40, True), (11, 40, True), (7, 100, False)])
def kept(request: pytest.FixtureRequest, pulled_once: PulledOnce) -> Iterator[tuple[World, Store]]:
    """A company, and the store it was pulled into: two whose systems agree, and one in which a lot is wrong."""
    seed, accounts, is_clean = request.param
    world = make_world(seed, accounts, DAY, is_clean=is_clean)
    with pulled_once(world) as store:
        yield world, store


def told(store: Store, day: date) -> Lines:
    rows = records(store, "commission/lines", as_of=day)
    return {(row["contract_id"], row["invoice_id"], row["rep"], row["state"]): row["amount"] for row in rows}


@pytest.mark.parametrize("plans", PLANS)
def test_every_line_is_that_of_a_plain_reckoning(kept: tuple[World, Store], plans: str) -> None:
    world, store = kept
    put_plans(store, PLANS[plans])
    reference = Reference(world, PLANS[plans])
    for day in DAYS:
        expected, found = reference.lines(day), told(store, day)
        assert {key: found.get(key) for key in found.keys() | expected.keys()} == {
            key: expected.get(key) for key in found.keys() | expected.keys()
        }, day


def test_the_company_has_commission_in_every_state_that_needs_no_refund(kept: tuple[World, Store]) -> None:
    _, store = kept
    put_plans(store, PLANS["several"])
    states = {state for day in DAYS for *_, state in told(store, day)}
    assert states >= {"expected", "invoiced", "at risk", "earned", "released"}


# Days are counted back from the company's last one.
@pytest.fixture(scope="module", params=[1, 2, 5, 7])
def faulty(request: pytest.FixtureRequest, pulled_once: PulledOnce) -> Iterator[Store]:
    """A company in which a lot is wrong, under several plans."""
    with pulled_once(make_world(request.param, 60, DAY)) as store:
        put_plans(store, PLANS["several"])
        yield store


PARTS = """
select contract_id, coalesce(invoice_id, '') as invoice_id, rep, whole,
    taken_back + released + held + at_risk + invoiced + expected as states
from model.commission_parts($day, '', null, null, null)
"""
CONTRACTS = """
select share.contract_id, share.invoice_id,
    model.rounded(any_value(base_amount)::decimal(24, 4) * max(rate_until) + any_value(rated_amount) * max(share_until),
        any_value(decimals)) as whole
from recon.commission_share as share
where gross_amount > 0 and is_plain and reversed_on is null and invoiced_on <= $day
group by all
"""


@pytest.mark.parametrize("days_back", [0, 1, 17, 64, 300, 720])
def test_states_and_reps_add_up_to_the_commission_of_the_contract(faulty: Store, days_back: int) -> None:
    day = DAY - timedelta(days=days_back)
    lines = told(faulty, day)
    with faulty.cursor() as cursor:
        parts = cursor.records(PARTS, day=day)
        contracts = cursor.records(CONTRACTS, day=day)
    by_part: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    by_contract: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for (contract, invoice, rep, _), amount in lines.items():
        by_part[contract, invoice or "", rep] += amount
        by_contract[contract, invoice or ""] += amount
    assert parts
    assert all(row["whole"] == row["states"] for row in parts)
    assert {key: amount for key, amount in by_part.items() if amount} == {
        (row["contract_id"], row["invoice_id"], row["rep"]): row["whole"] for row in parts if row["whole"]
    }
    assert all(by_contract[row["contract_id"], row["invoice_id"]] == row["whole"] for row in contracts)


def test_the_summary_is_what_the_lines_add_up_to(faulty: Store) -> None:
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for row in records(faulty, "commission/lines", as_of=DAY):
        sums[row["rep"], row["currency"], row["state"]] += row["amount"]
    rows = records(faulty, "commission/summary", as_of=DAY)
    assert {(row["rep"], row["currency"], row["state"]): row["amount"] for row in rows} == sums


def test_lines_of_a_rep_a_state_and_some_days_are_parts_of_the_whole(faulty: Store) -> None:
    rows = records(faulty, "commission/lines", as_of=DAY)
    span = {"dated_from": date(2026, 9, 1), "dated_until": date(2026, 10, 31)}
    narrowed = records(faulty, "commission/lines", as_of=DAY, state="released", rep=rows[0]["rep"], **span)
    assert narrowed == [
        row
        for row in rows
        if (row["state"], row["rep"]) == ("released", rows[0]["rep"])
        and span["dated_from"] <= row["dated_on"] <= span["dated_until"]
    ]
    [*counts] = records(faulty, "commission/line_count", as_of=DAY, state="released", rep=rows[0]["rep"], **span)
    assert sum(row["found"] for row in counts) == len(narrowed)
    assert sum(row["amount"] for row in counts) == sum(row["amount"] for row in narrowed)


def test_the_lines_of_an_invoice_that_count_are_what_its_commission_is_of(faulty: Store) -> None:
    with faulty.cursor() as cursor:
        billed = cursor.records(
            "select contract_id, invoice_id, base_amount as base from recon.commission_share "
            "where is_first_rep order by md5(contract_id || invoice_id) limit 40"
        )
    for row in billed:
        lines = records(faulty, "commission/trace_lines", contract=row["contract_id"], invoice=row["invoice_id"])
        counted = [line["net_amount"] for line in lines if line["counts"] == "counted" and line["rate"] is None]
        assert sum(counted, Decimal(0)) == row["base"], row


percents = st.lists(st.integers(1, 400_000), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def cursor(faulty: Store) -> Iterator[Cursor]:
    """To ask for a macro alone."""
    with faulty.cursor() as one:
        yield one


BETWEEN = (
    "select model.commission_between($base, $rated, $share_before, $share_until, $rate_before, $rate_until, $decimals)"
)
cents = st.integers(-(10**9), 10**9)


@settings(max_examples=60, deadline=None)
@given(weights=percents, net=cents, rate=st.integers(0, 1_000_000), own=cents, decimals=st.sampled_from([0, 2, 3]))
@example(weights=[1, 1, 1], net=944847759, rate=1, own=3, decimals=3)
def test_any_split_adds_up_and_no_rep_is_off_by_a_unit(
    cursor: Cursor, weights: list[int], net: int, rate: int, own: int, decimals: int
) -> None:
    shares = [Decimal(weight * 1_000_000 // sum(weights)).scaleb(-6) for weight in weights[:-1]]
    shares.append(1 - sum(shares, Decimal(0)))
    base, rated, per_cent = Decimal(net).scaleb(-2), Decimal(own).scaleb(-4), Decimal(rate).scaleb(-4)
    parts, before = [], Decimal(0)
    for share in shares:
        bounds = {"share_before": before, "share_until": before + share}
        bounds |= {f"rate_{end}": (bounds[f"share_{end}"] * per_cent / 100) for end in ("before", "until")}
        # A rate is kept to twelve decimals, so that a share of one is exact.
        given_ = {key: _wide(value, 12 if key.startswith("rate") else 10) for key, value in bounds.items()}
        parts.append(cursor.value(BETWEEN, base=base, rated=_wide(rated), decimals=decimals, **given_))
        before += share
    exact = Fraction(base) * Fraction(per_cent) / 100 + Fraction(rated)
    assert sum(parts) == half_up(exact, decimals)
    unit = Fraction(1, 10**decimals)
    assert all(abs(Fraction(part) - exact * Fraction(share)) <= unit for part, share in zip(parts, shares, strict=True))


def _wide(value: Decimal, places: int = 10) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places))


PORTION = "select model.commission_portion($whole::decimal(18, 4), $part::decimal(18, 4), $total::decimal(18, 4), 2)"


@settings(max_examples=100, deadline=None)
@given(whole=cents, total=st.integers(1, 10**9), part=st.integers(0, 10**9))
def test_a_part_of_a_whole_is_rounded_half_up_once(cursor: Cursor, whole: int, total: int, part: int) -> None:
    amount, part = Decimal(whole).scaleb(-2), min(part, total)
    told = cursor.value(PORTION, whole=amount, part=Decimal(part).scaleb(-2), total=Decimal(total).scaleb(-2))
    assert told == portions(amount, [Fraction(part, 100)], Fraction(total, 100), 2)[0]


def test_a_plan_that_is_only_asked_about_tells_what_it_would_tell_as_the_plan(kept: tuple[World, Store]) -> None:
    _, store = kept
    changed = Plan(Decimal("6.25"), Trigger.PRO_RATA, hold_days=7)
    put_plans(store, Commission({"standard": changed}, "standard"))
    wanted = {(row["rep"], row["currency"], row["state"]): row["amount"] for row in records(
        store, "commission/summary", as_of=DAY
    )}  # fmt: skip
    put_plans(store, Commission())
    present = told(store, DAY)
    asked = {"as_of": DAY, "rate": "6.25", "trigger": "pro_rata_on_cash", "hold": 7}
    rows = records(store, "commission/what_if", **asked)
    assert {
        (row["rep"], row["currency"], row["state"]): row["changed_amount"] for row in rows if row["changed_amount"]
    } == wanted
    assert sum(row["present_amount"] for row in rows) == sum(present.values())
    assert all(row["difference"] == row["changed_amount"] - row["present_amount"] for row in rows)
    differing = records(store, "commission/what_if_lines", **asked, row_limit=100_000)
    assert sum(row["difference"] for row in differing) == sum(row["difference"] for row in rows)
    assert told(store, DAY) == present


def test_a_plan_that_is_not_changed_changes_nothing(kept: tuple[World, Store]) -> None:
    _, store = kept
    put_plans(store, PLANS["several"])
    assert records(store, "commission/what_if_lines", as_of=DAY) == []
    differing = records(store, "commission/what_if_lines", as_of=DAY, plan="hunters", hold=100)
    with store.cursor() as cursor:
        hunted = "select contract_id from recon.commission_contract where plan = 'hunters'"
        assert {row["contract_id"] for row in differing} <= {contract for (contract,) in cursor.rows(hunted)}
    assert differing
