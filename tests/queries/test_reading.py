"""How the text of a field becomes a value: exactly, or not at all."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.migrate import migrate
from queries.store import Store, connect

SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
AMOUNTS = st.decimals(-(10**12), 10**12, places=4, allow_nan=False)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the macros that read."""
    folder: Path = tmp_path_factory.mktemp("reading")
    opened = connect(str(folder / "tieout.duckdb"), holder="a test")
    migrate(opened)
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


@pytest.mark.parametrize("text", ["12,50", "1,2,3", "1.234,50", "abc", "12 zł", "1.2.3", "0x10", "--5", "1e400"])
def test_what_is_no_number_is_not_guessed(store: Store, text: str) -> None:
    assert read(store, "money", text) is None


@pytest.mark.parametrize("text", ["", "-", None])
def test_a_missing_value_is_missing(store: Store, text: str | None) -> None:
    assert read(store, "money", text) is None
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
