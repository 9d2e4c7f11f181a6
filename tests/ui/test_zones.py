"""Instants are told by the clock of whoever reads, which is always named; days stay what they are."""

import io
from datetime import date, datetime
from zipfile import ZipFile

import pytest

from ui.exports import as_csv, as_xlsx
from ui.language import speaking
from ui.ledger import column, ledger
from ui.retelling.retold import retold
from ui.sheet import words_of
from ui.text import moment
from ui.zone import in_this_zone, know_zone, told_in, zone_name

WINTER = datetime(2026, 11, 23, 23, 30)  # noqa: DTZ001 - UTC, as the store keeps it
SUMMER = datetime(2026, 7, 1, 10)  # noqa: DTZ001 - UTC, as the store keeps it
COLUMNS = (column("happened_at", "When", "moment"), column("due_on", "Due", "day"))
ROWS = [{"happened_at": WINTER, "due_on": date(2026, 11, 23)}]


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("Europe/Warsaw", "24 Nov 2026, 00:30 CET"),
        ("UTC", "23 Nov 2026, 23:30 UTC"),
        ("Asia/Dubai", "24 Nov 2026, 03:30 UTC+04"),
        ("Nowhere/There", "23 Nov 2026, 23:30 UTC"),
    ],
)
def test_an_instant_is_told_by_the_clock_of_the_zone(zone: str, told: str) -> None:
    with told_in(zone):
        assert moment(WINTER) == told


def test_summer_time_has_its_own_name() -> None:
    with told_in("Europe/Warsaw"):
        assert moment(SUMMER) == "1 Jul 2026, 12:00 CEST"


def test_where_nobody_tells_a_zone_the_policy_does(monkeypatch: pytest.MonkeyPatch) -> None:
    assert zone_name() == "UTC"
    monkeypatch.setattr("ui.zone._Policy.zone", "")
    know_zone("Europe/Warsaw")
    assert moment(WINTER) == "24 Nov 2026, 00:30 CET"


def test_a_column_of_instants_names_the_zone_and_a_day_is_no_instant() -> None:
    with told_in("Europe/Warsaw"):
        told = words_of(ledger(ROWS, COLUMNS, "What happened"))
    assert told == "What happened When Europe/Warsaw Due 24 Nov 2026, 00:30 23 Nov 2026"


def test_an_export_made_later_has_the_zone_it_was_offered_in() -> None:
    with told_in("Europe/Warsaw"):
        make = in_this_zone(as_csv)
    assert make(COLUMNS, ROWS).decode("utf-8-sig").splitlines() == [
        '"When, Europe/Warsaw",Due',
        "2026-11-24T00:30:00+01:00,2026-11-23",
    ]


def test_a_workbook_has_the_hour_of_its_head() -> None:
    with told_in("Europe/Warsaw"), ZipFile(io.BytesIO(as_xlsx(COLUMNS, ROWS))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "When, Europe/Warsaw" in book.read("xl/sharedStrings.xml").decode()
    half_past_midnight = (date(2026, 11, 24) - date(1899, 12, 30)).days + 0.5 / 24
    assert f"<v>{half_past_midnight:.8f}" in sheet


@pytest.mark.parametrize("text", ["changed last on 2026-11-23 at 23:30 UTC", "Ordway 2026-11-23 23:30 UTC"])
def test_instants_in_sentences_from_below_are_told_alike(text: str) -> None:
    with told_in("Europe/Warsaw"):
        assert retold(text).endswith("24 Nov 2026, 00:30 CET")


def test_in_polish_too() -> None:
    with told_in("Europe/Warsaw"), speaking("pl"):
        told = retold("Ordway: a list could not be read since 2026-11-23 23:30 UTC.")
    assert told == "Ordway: od 24.11.2026, 00:30 CET nie udaje się odczytać listy."
