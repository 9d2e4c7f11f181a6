"""A word is never read as a day or an instant, though DuckDB knows some: `epoch`, `infinity`, `BC`, names of zones."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.store import Store
from tests.stores import fresh_store

SHARED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200, derandomize=True
)
# The forms both systems write, with something else in a place of a digit here and there.
PLACE = st.one_of(st.sampled_from("0123456789"), st.sampled_from("0123456789BCUTZepochinfty+- ()ż"))


def in_the_form(form: str) -> st.SearchStrategy[str]:
    """Texts with the signs of `form` and anything in place of its `0`."""
    return st.tuples(*(PLACE if sign == "0" else st.just(sign) for sign in form)).map("".join)


DAYS = in_the_form("0000-00-00")
INSTANTS = st.one_of(in_the_form("0000-00-00T00:00:00.000Z"), in_the_form("0000-00-00T00:00:00Z"))
KNOWN_DAYS = st.sampled_from(["2026-10-01", "1999-02-28", "0026-1-1 ", "2026-02-30"])
ENDS = st.text("BCUTZepochinfty+- ()", max_size=5)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the macros that read."""
    folder: Path = tmp_path_factory.mktemp("words")
    opened = fresh_store(folder / "tieout.duckdb")
    yield opened
    opened.close()


def has_word(text: str) -> bool:
    """Whether two letters stand side by side."""
    return re.search("[A-Za-z]{2}", text) is not None


@SHARED
@given(text=st.one_of(DAYS, st.tuples(KNOWN_DAYS, ENDS).map("".join)))
def test_a_day_is_what_duckdb_reads_unless_it_holds_a_word(store: Store, text: str) -> None:
    with store.cursor() as cursor:
        ((found, cast),) = cursor.rows("select reading.day($text), try_cast($text as date)::varchar", text=text)
    assert (found and str(found)) == (None if has_word(text) else cast)


@SHARED
@given(text=INSTANTS)
def test_an_instant_that_ends_in_z_is_what_duckdb_reads_unless_it_holds_a_word(store: Store, text: str) -> None:
    with store.cursor() as cursor:
        ((found, cast),) = cursor.rows("select reading.instant($text), try_cast($text as timestamp)", text=text)
    assert found == (None if has_word(text) else cast)


@pytest.mark.parametrize("text", ["2026-10-01T10:00:00.UTCZ", "44-01-01 (BC)", "0044-01-BC", "epoch", "-infinity"])
def test_a_word_duckdb_knows_is_not_read(store: Store, text: str) -> None:
    with store.cursor() as cursor:
        assert cursor.rows("select reading.day($text), reading.instant($text)", text=text) == [(None, None)]
