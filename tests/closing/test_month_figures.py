"""However discrepancies came and went, a month's figures are those of the slow reference, and tie."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.run import records
from queries.store import Store
from tests.closing.month_reference import LATER, Month, Told
from tests.stores import fresh_store

SEPTEMBER, LAST = date(2026, 9, 20), date(2026, 12, 10)
FORGET = "delete from recon.discrepancy; delete from ledger.discrepancy_event"
KEPT = """
insert into recon.discrepancy by name
select $id as discrepancy_id, 'I4' as rule, 'low' as severity, $root as root_id, $first as period_start,
    $last as period_end, $impact as impact, $impact as under_collected, $over as over_collected, $currency as currency,
    '' as evidence, $seen as first_seen_at, $seen as last_seen_at, $resolved as resolved_at
"""
HAPPENED = """
insert into ledger.discrepancy_event by name
select $id as discrepancy_id, $at as happened_at, $kind as kind, 'somebody' as who, $value as value
"""
DAYS = st.dates(SEPTEMBER, LAST)


@st.composite
def lives(draw: st.DrawFn, number: int) -> Told:
    """A discrepancy that comes and goes, and is waived in between; an odd one may be explained by the one before."""
    hours = sorted(draw(st.sets(st.integers(0, 24 * 80), min_size=1, max_size=7)))
    is_there, events = False, []
    for place, hour in enumerate(hours):
        kinds = ["resolved" if is_there else "reopened" if place else "found"]
        kind = draw(st.sampled_from([*kinds, "waived", "unwaived"])) if place else "found"
        is_there = {"found": True, "reopened": True, "resolved": False}.get(kind, is_there)
        until = draw(st.none() | DAYS) if kind == "waived" else None
        # On the hour, so that midnights are among them.
        at = datetime.combine(SEPTEMBER, datetime.min.time()) + timedelta(hours=hour)
        events.append((at, kind, until.isoformat() if until else ""))
    first = draw(st.none() | DAYS)
    last = draw(st.none() | st.integers(0, 40)) if first else None
    period = (first, first + timedelta(days=last) if last is not None else None) if first else None
    root = f"D{number - 1}" if number % 2 and draw(st.booleans()) else None
    return Told(f"D{number}", period, root, tuple(events))


@st.composite
def months(draw: st.DrawFn) -> Month:
    """October or November, seen from any day since."""
    first = draw(st.sampled_from([date(2026, 10, 1), date(2026, 11, 1)]))
    seen_from = draw(st.dates(first, LAST))
    return Month(first, seen_from, tuple(draw(lives(number)) for number in range(4)))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An empty store."""
    opened = fresh_store(tmp_path_factory.mktemp("months") / "tieout.duckdb")
    yield opened
    opened.close()


def keep(store: Store, month: Month) -> None:
    """Put what happened into the store."""
    with store.transaction() as cursor:
        cursor.run(FORGET)
        for number, one in enumerate(month.found):
            first, last = one.period or (None, None)
            seen, is_there = one.events[0][0], one.is_there(LATER)
            amounts = {"impact": Decimal(number), "over": Decimal(0), "currency": "PLN" if number else None}
            stood = {"first": first, "last": last, "seen": seen, "resolved": None if is_there else one.events[-1][0]}
            cursor.run(KEPT, id=one.discrepancy_id, root=one.root_id, **stood, **amounts)
            for at, kind, value in one.events:
                cursor.run(HAPPENED, id=one.discrepancy_id, at=at, kind=kind, value=value)


def rows_behind(store: Store, month: Month, status: str, currency: str | None) -> int:
    """How many discrepancies the queue finds, asked as a figure of the month asks for what is behind it."""
    asked = {"month": f"{month.first_day:%Y-%m}", "status": status, "rule": "I4", "currency": currency or "none"}
    found = records(store, "discrepancies/page_count", as_of=month.seen_from, snoozed=True, **asked)
    return sum(row["found"] for row in found)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(month=months())
def test_a_month_stands_as_the_slow_reference_says(store: Store, month: Month) -> None:
    keep(store, month)
    asked = {"month": month.first_day, "as_of": month.seen_from}
    causes = [one for one in month.concerned().values() if not one.root_id]
    days = records(store, "closing/days", **asked)
    assert {row["day"]: row["count_open"] for row in days} == month.days()
    figures = records(store, "closing/figures", **asked)
    courses, standings = Counter(map(month.course, causes)), Counter(map(month.status, causes))
    for name, course in (("count_at_start", "at start"), ("count_found", "found"), ("count_before", "before")):
        assert sum(row[name] or 0 for row in figures) == courses[course]
    assert sum(row["count_resolved"] for row in figures) == standings["resolved"]
    assert sum(row["count_waived"] for row in figures) == standings["waived"]
    assert sum(row["count_open"] for row in figures) == standings["open"] + standings["reopened"]
    for row in figures:
        assert (row["count_at_start"] is not None) == month.knows_its_start()
        came = (row["count_at_start"] or 0) + row["count_found"] + row["count_before"]
        assert came == row["count_resolved"] + row["count_waived"] + row["count_open"]
    for row in figures:
        for status in ("resolved", "waived", "open"):
            assert rows_behind(store, month, status, row["currency"]) == row[f"count_{status}"]
    owners = records(store, "closing/owners", **asked)
    for name in ("count_open", "leakage", "over_collected"):
        assert sum(row[name] for row in owners) == sum(row[name] for row in figures)
    left = records(store, "closing/obstacles", **asked)
    in_all = [row["subject"] for row in left if row["is_acceptable"]]
    assert len(in_all) == standings["open"] + standings["reopened"]
    for shown in range(len(in_all) + 1):
        listed = records(store, "closing/obstacles", **asked, row_limit=shown)
        assert [row["subject"] for row in listed if row["is_acceptable"]] == in_all[:shown]
        assert [row for row in listed if not row["is_acceptable"]] == left[: len(left) - len(in_all)]
        assert {row["count_acceptable"] for row in listed} == ({len(in_all)} if listed else set())
