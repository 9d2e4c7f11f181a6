"""What the command line prints: every digit, no formula, nothing that a terminal would carry out."""

import csv
import io
import json
from contextlib import redirect_stdout
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.printing import print_rows

Printed = pytest.CaptureFixture[str]
AMOUNT = Decimal("12345678901234567890.1234")
ROW: dict[str, Any] = {
    "name": 'Żółw, "S.A."',
    "amount": AMOUNT,
    "day": date(2026, 10, 1),
    "at": datetime(2026, 10, 1, 12, 30),  # noqa: DTZ001 - the store holds UTC without saying so
    "flag": True,
    "count": 3,
    "none": None,
}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def printed(capsys: Printed, form: str, *rows: dict[str, Any]) -> str:
    """What is printed for some rows."""
    capsys.readouterr()
    print_rows(rows, form)
    return capsys.readouterr().out


def as_csv(capsys: Printed, *rows: dict[str, Any]) -> list[dict[str, str]]:
    """The rows as a program reads them from the CSV."""
    return list(csv.DictReader(io.StringIO(printed(capsys, "csv", *rows), newline="")))


def test_json_keeps_every_digit_and_every_letter(capsys: Printed) -> None:
    out = printed(capsys, "json", ROW)
    assert "Żółw" in out
    assert json.loads(out) == [ROW | {"amount": str(AMOUNT), "day": "2026-10-01", "at": "2026-10-01T12:30:00"}]


def test_csv_keeps_every_digit(capsys: Printed) -> None:
    [row] = as_csv(capsys, ROW)
    assert (row["amount"], row["day"], row["none"], row["name"]) == (str(AMOUNT), "2026-10-01", "", ROW["name"])


def test_a_table_has_a_heading_and_numbers_to_the_right(capsys: Printed) -> None:
    out = printed(capsys, "table", {"name": "a", "amount": Decimal("1.00")}, {"name": "bb", "amount": Decimal("10.00")})
    assert out.splitlines() == ["name  amount", "a       1.00", "bb     10.00"]


@pytest.mark.parametrize(("form", "out"), [("table", "No rows.\n"), ("csv", ""), ("json", "[]\n")])
def test_no_rows_are_told_as_such(capsys: Printed, form: str, out: str) -> None:
    assert printed(capsys, form) == out


@pytest.mark.parametrize("text", ["=1+1", "+48 22 100", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0"])
def test_a_text_that_a_spreadsheet_would_carry_out_is_marked_as_text(capsys: Printed, text: str) -> None:
    assert as_csv(capsys, {"name": text}) == [{"name": f"'{text}"}]


@pytest.mark.parametrize("value", [Decimal("-5.00"), -3, Decimal("0")])
def test_a_negative_amount_stays_a_number(capsys: Printed, value: Decimal | int) -> None:
    assert as_csv(capsys, {"name": "a", "amount": value}) == [{"name": "a", "amount": str(value)}]


@given(text=TEXTS)
def test_any_text_comes_back_from_csv(text: str) -> None:
    out = io.StringIO(newline="")
    with redirect_stdout(out):
        print_rows([{"name": text, "next": "b"}], "csv")
    [row] = csv.DictReader(io.StringIO(out.getvalue(), newline=""))
    assert row == {"name": f"'{text}" if text[:1] in tuple("=+-@\t\r\n") else text, "next": "b"}


@pytest.mark.parametrize("text", ["two\nlines", "\x1b[2Jgone", "a\tb", "bell\x07", "nul\x00", "\u2028"])
def test_a_table_keeps_a_record_on_its_line_and_the_terminal_as_it_is(capsys: Printed, text: str) -> None:
    out = printed(capsys, "table", {"name": text, "next": "b"})
    assert len(out.splitlines()) == 2
    assert all(letter.isprintable() for letter in out.replace("\n", ""))


@pytest.mark.parametrize(("currency", "told"), [("PLN", "12.30"), ("KWD", "12.345"), ("JPY", "12"), ("", "12.30")])
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_what_is_at_stake_has_the_decimals_of_its_currency(
    capsys: Printed, form: str, currency: str, told: str
) -> None:
    kept = Decimal(told).quantize(Decimal("0.0001"))
    text = printed(capsys, form, {"impact": kept, "currency": currency})
    assert told in text
    assert f"{kept}" not in text
