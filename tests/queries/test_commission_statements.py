"""A statement is signed once, keeps its rows, and what changes afterwards is an adjustment in the next one."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from queries.commission.plans import Commission, Plan
from queries.errors import DecisionRefusedError
from queries.ledger.audit_breaks import find_breaks
from queries.ledger.commission_statements import sign_statement
from queries.people import Person
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.deciders import finance
from tests.queries.conftest import PulledOnce
from tests.queries.small_records import put_plans

DAY = date(2026, 11, 23)
AUGUST, SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (8, 9, 10, 11))
REP = "o.czyz@sprzedawca.example"
WHO = finance("fin@example.com")
STANDARD, LOWER = Commission(), Commission({"standard": Plan(Decimal(4))}, "standard")


@pytest.fixture(scope="module")
def store(pulled_once: PulledOnce) -> Iterator[Store]:
    """The made-up company; the tests go on from month to month."""
    with pulled_once(make_world(7, 60, DAY)) as one:
        put_plans(one, STANDARD)
        yield one


def statement(store: Store, month: date, rep: str = REP) -> list[dict[str, Any]]:
    return records(store, "commission/statement", rep=rep, month=month, as_of=DAY)


def sums(rows: list[dict[str, Any]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in rows:
        found[row["currency"]] = found.get(row["currency"], Decimal(0)) + row["amount"]
    return found


def sign(store: Store, month: date, who: Person = WHO) -> str:
    seen = {"seen": sums(statement(store, month)), "brought_forward": before(store, month)}
    return sign_statement(store, REP, month, who=who, note="as checked", **seen, as_of=DAY)


def before(store: Store, month: date) -> dict[str, Decimal]:
    return sums(records(store, "commission/brought_forward", rep=REP, month=month, as_of=DAY))


def released(store: Store, day: date) -> dict[str, Decimal]:
    rows = records(store, "commission/summary", as_of=day, rep=REP)
    return {row["currency"]: row["amount"] for row in rows if row["state"] == "released"}


def test_a_draft_is_what_was_released_less_what_was_taken_back_in_the_month(store: Store) -> None:
    before, after = released(store, date(2026, 8, 31)), released(store, date(2026, 9, 30))
    drafted = sums(statement(store, SEPTEMBER))
    assert drafted
    assert {currency: amount for currency, amount in drafted.items() if amount} == {
        currency: after[currency] - before.get(currency, Decimal(0))
        for currency in after
        if after[currency] != before.get(currency, Decimal(0))
    }


def test_only_finance_signs_and_only_what_is_over_and_was_seen(store: Store) -> None:
    seen = sums(statement(store, SEPTEMBER))
    refused: list[tuple[dict[str, Any], str]] = [
        ({"who": Person(REP, frozenset({"sales"}))}, "may not sign a statement of commission"),
        ({"note": " "}, "Say what the sign-off rests on"),
        ({"seen": seen | {"PLN": Decimal(1)}}, "has changed meanwhile"),
        ({"month": NOVEMBER}, "November 2026 is not over"),
        ({"brought_forward": {}}, "has changed meanwhile"),
        ({"who": finance(REP.upper())}, "Nobody signs their own commission"),
    ]
    given: dict[str, Any] = {"month": SEPTEMBER, "who": WHO, "note": "as checked", "seen": seen, "as_of": DAY}
    given["brought_forward"] = before(store, SEPTEMBER)
    assert given["brought_forward"] == released(store, date(2026, 8, 31))
    for other, why in refused:
        with pytest.raises(DecisionRefusedError, match=why):
            sign_statement(store, REP, **given | other)
    assert records(store, "commission/statements") == []


def test_what_is_signed_keeps_its_rows_whatever_the_plan_says_later(store: Store) -> None:
    drafted = statement(store, SEPTEMBER)
    sign(store, SEPTEMBER)
    put_plans(store, LOWER)
    assert statement(store, SEPTEMBER) == drafted
    with pytest.raises(DecisionRefusedError, match=r"September 2026 was signed by fin@example.com already"):
        sign(store, SEPTEMBER)


def test_a_draft_after_an_unsigned_month_adjusts_nothing(store: Store) -> None:
    assert {row["kind"] for row in statement(store, NOVEMBER)} <= {"released", "clawed back"}


def test_what_changed_since_is_an_adjustment_in_the_next_one(store: Store) -> None:
    rows = statement(store, OCTOBER)
    adjusted = [row for row in rows if row["kind"] == "adjustment"]
    assert sums(adjusted)["PLN"] < 0, "a lower rate makes less of what was signed"
    drafted, before = sums(rows), released(store, date(2026, 9, 30))
    now, signed = released(store, date(2026, 10, 31)), _signed(store)
    assert {key: amount for key, amount in drafted.items() if amount} == {
        key: now[key] - signed[key] for key in now if now[key] != signed[key]
    }
    assert before != now


def _signed(store: Store) -> dict[str, Decimal]:
    with store.cursor() as cursor:
        return dict(cursor.rows("select currency, sum(amount) from ledger.commission_statement_line group by currency"))


def test_months_are_signed_one_after_the_other_and_the_next_begins_where_the_last_ended(store: Store) -> None:
    with pytest.raises(DecisionRefusedError, match="October 2026 is to be signed first"):
        sign(store, AUGUST)
    sign(store, OCTOBER)
    assert _signed(store) == released(store, date(2026, 10, 31))
    assert [row for row in statement(store, NOVEMBER) if row["kind"] == "adjustment"] == []


def test_the_audit_tells_of_each_and_finds_a_row_that_was_changed(store: Store) -> None:
    assert [row["statement_id"] for row in records(store, "commission/statements")] == [
        f"{REP} 2026-10", f"{REP} 2026-09"
    ]  # fmt: skip
    assert find_breaks(store) == []
    with store.transaction() as cursor:
        cursor.run("update ledger.commission_statement_line set amount = amount + 1 where kind = 'released'")
    assert find_breaks(store)
