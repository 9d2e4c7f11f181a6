"""Days that people entered: read as they are written, and never guessed where they cannot be read."""

from datetime import date
from pathlib import Path

import pytest

from tests.reconcile.agreed import AGREEMENT, Agreed
from tests.stores import fresh_store

READ = [
    ("2026-02-01", date(2026, 2, 1)),
    ("01.02.2026", date(2026, 2, 1)),
    (" 1.2.2026 ", date(2026, 2, 1)),
    ("29.02.2024", date(2024, 2, 29)),
    ("2026-02-01T00:00:00+01:00", date(2026, 2, 1)),
    ("9999-12-31", date(9999, 12, 31)),
]
UNREADABLE = ["29.02.2026", "31.04.2026", "02/01/2026", "01.02.26", "0026-02-01", "soon", "infinity", "13.2026"]


@pytest.mark.parametrize(("words", "day"), [*READ, *((words, None) for words in [*UNREADABLE, "", "-"])])
def test_a_day_is_read_as_it_is_written(tmp_path: Path, words: str, day: date | None) -> None:
    store = fresh_store(tmp_path / "tieout.duckdb")
    with store.transaction() as cursor:
        cursor.run(
            "insert into firmao.agreements by name select 'A' as id, date '2020-05-05' as valid_from, "
            "$words as mapped_service_start, $words as mapped_service_end",
            words=words,
        )
        (found,) = cursor.rows("select starts_on, ends_on, is_dated from model.contract")
    store.close()
    given = words not in ("", "-")
    assert found == (day if given else date(2020, 5, 5), day, day is not None or not given)


def test_a_contract_with_days_as_written_in_poland_agrees_as_before(agreed: Agreed) -> None:
    agreed.change(AGREEMENT, "mapped_service_start = '17.08.2026', mapped_service_end = '16.08.2027'")
    assert agreed.found() == set()


@pytest.mark.parametrize("what", ["mapped_service_start = 'soon'", "mapped_service_end = 'until further notice'"])
def test_nothing_is_guessed_about_a_day_that_cannot_be_read(agreed: Agreed, what: str) -> None:
    agreed.change(AGREEMENT, f"valid_from = '2020-01-01', {what}")
    assert agreed.found() == set()


def test_nothing_is_guessed_about_an_unknown_billing_period(agreed: Agreed) -> None:
    agreed.change(AGREEMENT, "mapped_billing_period = 'Every full moon'")
    assert agreed.found() == set()
