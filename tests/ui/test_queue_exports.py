"""The queue as a workbook: the totals are those of the rows above them, and say of what and of which day they are."""

from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from tests.browser.workbooks import sheets
from ui.discrepancies.exports import TOTALS, totals
from ui.discrepancies.figures import found_line
from ui.discrepancies.filters import CHOICES, Filters, told_in_words
from ui.exports import Totals, as_xlsx
from ui.ledger import column

COLUMNS = (column("rule", "Rule"), column("under_collected", "Leakage", "money"))


def row(rule: str, currency: str, little: str, much: str = "0", root: str | None = None) -> dict[str, Any]:
    """One row of the queue, as far as its totals read it."""
    money = {"under_collected": Decimal(little), "over_collected": Decimal(much)}
    return {"rule": rule, "title": f"Title of {rule}", "currency": currency, "root_id": root} | money


SCREEN = [
    row("T4", "PLN", "100.10"),
    row("I4", "PLN", "40.00", root="T4-1"),
    row("P2", "EUR", "0", "-7.25"),
    row("T4", "PLN", "0.02"),
]


def test_totals_are_of_the_rows_exported_however_many_were_found(tmp_path: Path) -> None:
    file = tmp_path / "screen.xlsx"
    said = (("Rows", "This screen"), ("As of", "Thu 26 Nov 2026"))
    file.write_bytes(as_xlsx(COLUMNS, SCREEN, Totals(TOTALS, totals, said)))
    rows, summed = sheets(file)
    assert len(rows) == len(SCREEN)
    whole = {one["Title"]: one for one in summed if one["Rule"] == "All"}
    assert whole["All rules, PLN"]["Discrepancies"] == 3
    assert whole["All rules, PLN"]["Symptoms"] == 1
    assert whole["All rules, PLN"]["Leakage"] == Decimal("100.12")
    assert whole["All rules, EUR"]["Over-collected"] == Decimal("-7.25")
    assert all(text.encode() in _texts(file) for line in said for text in line)


def test_the_filters_are_said_as_the_screen_says_them() -> None:
    told = dict.fromkeys(CHOICES, "")
    assert told_in_words(Filters(told, "")) == "Status: Open"
    narrowed = told | {"rule": "T4", "owner": "nobody", "way": "under", "over": "1", "severity": "high"}
    assert told_in_words(Filters(narrowed, "")) == (
        "Status: Open; Rule: T4; Severity: High; Owner: Nobody; Way: Leakage; Over the limit of approval only: yes"
    )


def test_what_is_ticked_is_counted_and_summed_by_currency_and_way() -> None:
    counted = [{"found": 85, "under_collected": Decimal(0), "over_collected": Decimal(0), "currency": "PLN"}]
    assert found_line(counted, SCREEN, is_narrowed=False) == (
        "4 of 85 discrepancies ticked: Leakage 100.12 PLN; Over-collected 7.25 EUR"
    )


def _texts(file: Path) -> bytes:
    with ZipFile(file) as book:
        return book.read("xl/sharedStrings.xml")
