"""Which corrections wait for whom on Home: each item counts what somebody has to do something about, nothing else."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from queries.run import records
from queries.store import Store
from tests.stores import fresh_store

FIN = "fin@example.com"
# Number, state, who proposed it, the discrepancy it settles.
KEPT = (
    (1, "proposed", FIN, "T4-a"),
    (2, "proposed", "other@example.com", "T4-b"),
    (3, "proposed", "other@example.com", "T4-c"),
    (4, "approved", FIN, "T4-d"),
    (5, "conflicted", FIN, "T4-e"),
    (6, "conflicted", FIN, "T4-f"),
    (7, "verified", FIN, "T4-f"),
    (8, "failed", FIN, "T4-g"),
    (9, "failed", FIN, "T4-gone"),
    (10, "failed", FIN, None),
    (11, "rejected", FIN, "T4-h"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with these corrections; none has requests, so what is approved is done by hand."""
    file: Path = tmp_path_factory.mktemp("waiting") / "tieout.duckdb"
    opened = fresh_store(file)
    with opened.transaction() as cursor:
        for number, state, who, about in KEPT:
            cursor.run(
                """
                insert into ledger.correction by name
                select
                    format('TO-{:05d}', $number) as correction_id, 'change_line' as kind, 'ordway' as side,
                    'a line' as title, 'F' || $number as account_id, 1 as impact, '{}' as plan, 'wrong' as why,
                    $who as proposed_by,
                    timestamp '2026-11-01' + to_days($number) as proposed_at, $state as state, proposed_at as changed_at
                """,
                number=number,
                state=state,
                who=who,
            )
            if about:
                cursor.run(
                    "insert into ledger.correction_discrepancy select format('TO-{:05d}', $number), $about",
                    number=number,
                    about=about,
                )
        cursor.run(
            """
            insert into recon.discrepancy by name
            select unnest(['T4-e', 'T4-gone']) as discrepancy_id, 'T4' as rule, 'high' as severity, 0 as impact,
                '' as evidence, timestamp '2026-11-01' as first_seen_at, first_seen_at as last_seen_at,
                if(discrepancy_id = 'T4-gone', first_seen_at, null) as resolved_at
            """
        )
    yield opened
    opened.close()


def waiting(store: Store, who: str) -> dict[str, tuple[int, str]]:
    """How many wait under each item, and which of them the longest."""
    return {row["item"]: (row["found"], row["correction_id"]) for row in records(store, "home/corrections", who=who)}


def test_what_one_proposed_oneself_waits_for_another(store: Store) -> None:
    told = waiting(store, FIN.upper())
    assert told["waiting"] == (2, "TO-00002")
    assert told["own"] == (1, "TO-00001")
    assert waiting(store, "app@example.com")["waiting"] == (3, "TO-00001")


def test_what_was_tried_again_or_settled_since_waits_for_nobody(store: Store) -> None:
    told = waiting(store, FIN)
    assert told["conflicted"] == (1, "TO-00005")
    assert told["failed"] == (2, "TO-00008")
    assert told["manual"] == (1, "TO-00004")
    assert set(told) == {"waiting", "own", "conflicted", "failed", "manual"}


def test_what_waits_weighs_the_larger_of_its_impact_and_all_that_it_moves(store: Store) -> None:
    with store.transaction() as cursor:
        for number, exposure in ((2, '{"PLN": "1500.00", "EUR": "20.00"}'), (3, '{"PLN": "0.40"}')):
            cursor.run(
                "update ledger.correction set currency = 'PLN', plan = $plan "
                "where correction_id = format('TO-{:05d}', $number)",
                plan=f'{{"exposure": {exposure}}}', number=number,
            )  # fmt: skip
    told = {row["currency"]: row["amount"] for row in records(store, "home/waiting_money", who=FIN)}
    assert told == {"PLN": Decimal("1501.00"), "EUR": Decimal("20.00")}
