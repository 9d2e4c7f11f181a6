"""How the text of a field becomes a value: exactly, or not at all."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.store import Store
from tests.stores import fresh_store

SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
AMOUNTS = st.decimals(-(10**12), 10**12, places=4, allow_nan=False)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the macros that read."""
    folder: Path = tmp_path_factory.mktemp("reading")
    opened = fresh_store(folder / "tieout.duckdb")
    yield opened
    opened.close()


def read(store: Store, macro: str, text: str | None) -> Any:
    """What a macro makes of a text."""
    with store.cursor() as cursor:
        return cursor.value(f"select reading.{macro}(reading.given($text))", text=text)


@SHARED
@given(amount=AMOUNTS)
def test_an_amount_comes_out_as_it_was_written(store: Store, amount: Decimal) -> None:
    assert read(store, "money", f"{amount:f}") == amount


@SHARED
@given(amount=AMOUNTS)
def test_thousands_commas_do_not_change_an_amount(store: Store, amount: Decimal) -> None:
    assert read(store, "money", f"{amount:,f}") == amount


@SHARED
@given(price=st.decimals(0, 10**6, places=10, allow_nan=False))
def test_a_price_keeps_ten_places(store: Store, price: Decimal) -> None:
    assert read(store, "price", f"{price:f}") == price


PLACES = {"money": 4, "price": 10, "quantity": 6, "percent": 4, "rate": 12}
# What either system may write: digits, a point, commas where thousands end.
WRITTEN = st.one_of(
    st.from_regex(r"-?[0-9]{1,14}(\.[0-9]{1,16})?", fullmatch=True),
    st.from_regex(r"-?[0-9]{1,3}(,[0-9]{3}){1,3}(\.[0-9]{1,16})?", fullmatch=True),
    st.from_regex(r"-?[0-9,.]{1,12}", fullmatch=True),
)


@SHARED
@given(text=WRITTEN, kind=st.sampled_from(list(PLACES)))
def test_a_number_comes_out_exact_or_a_problem_says_why_not(store: Store, text: str, kind: str) -> None:
    with store.cursor() as cursor:
        [(kept, unread, inexact)] = cursor.rows(
            f"select x, reading.problem('f', given, x), reading.inexact('f', given, x, {PLACES[kind]}) "  # noqa: S608
            f"from (select given, reading.{kind}(given) as x from (select reading.given($text) as given))",
            text=text,
        )
    if kept is None:
        assert unread or text == "-"
    else:
        assert not unread
        assert inexact or kept == Decimal(text.replace(",", ""))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e3", "1000"),
        ("1.5E3", "1500"),
        ("1e+2", "100"),
        ("25e-2", "0.25"),
        ("1,234.50", "1234.50"),
        ("-1,234.5", "-1234.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-0.0", "0"),
        ("007", "7"),
        ("12.5000000", "12.5"),
        (" 5 ", "5"),
    ],
)
def test_every_way_to_write_a_number_is_read_alike(store: Store, text: str, value: str) -> None:
    for kind in ("money", "price"):
        assert read(store, kind, text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["12,50", "1,2,3", "1.234,50", "abc", "12 zł", "1.2.3", "0x10", "--5", "1e400", "1,234e2", ",5", "NaN", "inf"],
)
def test_what_is_no_number_is_not_guessed(store: Store, text: str) -> None:
    assert read(store, "money", text) is None


@pytest.mark.parametrize("kind", [*PLACES, "count", "flag", "day", "instant", "text", "json"])
@pytest.mark.parametrize("text", ["", "-", None])
def test_a_missing_value_is_missing(store: Store, text: str | None, kind: str) -> None:
    assert read(store, kind, text) is None
    with store.cursor() as cursor:
        assert cursor.value("select reading.given($text)", text=text) is None


@pytest.mark.parametrize(
    ("text", "day"), [("2026-02-28", "2026-02-28"), ("2026-02-30", None), ("28.02.2026", None), ("soon", None)]
)
def test_a_day_is_a_day_or_nothing(store: Store, text: str, day: str | None) -> None:
    found = read(store, "day", text)
    assert (found and str(found)) == day


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-10-01T10:00:00Z", "2026-10-01 10:00:00"),
        ("2026-10-01T10:00:00+02:00", "2026-10-01 08:00:00"),
        ("2026-10-01T10:00:00.123Z", "2026-10-01 10:00:00.123000"),
        ("yesterday", None),
    ],
)
def test_an_instant_is_kept_in_utc(store: Store, text: str, instant: str | None) -> None:
    found = read(store, "instant", text)
    assert (found and str(found)) == instant


@pytest.mark.parametrize(
    ("text", "flag"), [("true", True), ("false", False), ("TRUE", True), ("1", True), ("0", False), ("perhaps", None)]
)
def test_a_flag_is_read_or_nothing(store: Store, text: str, flag: bool | None) -> None:
    assert read(store, "flag", text) is flag
