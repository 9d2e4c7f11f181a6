"""Paging: whatever a system says of its list's length, every row is read once and in order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from sync.pages import Page, read_pages

NOW = datetime(2026, 10, 1, tzinfo=UTC)
COUNTS = st.integers(0, 60)
LENGTHS = st.integers(1, 12)


def source(total: int, length: int, *, tells: bool, marks_short: bool, forgets: bool = False) -> Callable[[int], Page]:
    """A list of `total` rows in pages; `tells` how many pages there are, or `marks_short` a page that is not full.

    With `forgets` only the first page tells.
    """

    def fetch(number: int) -> Page:
        rows = [msgspec.Raw(str(row).encode()) for row in range(number * length, min(total, (number + 1) * length))]
        return Page(
            rows,
            NOW,
            announced=total if tells else None,
            is_short=marks_short and len(rows) < length,
            count_pages=max(1, -(-total // length)) if tells and not (forgets and number) else None,
        )

    return fetch


def read(fetch: Callable[[int], Page], ahead: int) -> list[int]:
    """The rows in the order they came."""
    with ThreadPoolExecutor(ahead) as executor:
        return [int(bytes(row)) for page in read_pages(fetch, executor, ahead) for row in page.rows]


@given(COUNTS, LENGTHS, st.integers(1, 5), st.booleans(), st.booleans())
def test_every_row_comes_once_and_in_order(total: int, length: int, ahead: int, tells: bool, marks_short: bool) -> None:
    assert read(source(total, length, tells=tells, marks_short=marks_short), ahead) == list(range(total))


@given(st.integers(1, 60), LENGTHS, st.integers(1, 5))
def test_a_list_that_ignores_the_page_number_is_read_once(total: int, length: int, ahead: int) -> None:
    first = source(total, length, tells=False, marks_short=False)(0)
    assert read(lambda _: first, ahead) == list(range(min(total, length)))


@given(COUNTS, LENGTHS, st.integers(1, 5), st.booleans())
def test_no_more_pages_are_asked_for_than_there_are_when_the_system_tells(
    total: int, length: int, ahead: int, forgets: bool
) -> None:
    asked: list[int] = []
    inner = source(total, length, tells=True, marks_short=False, forgets=forgets)

    def fetch(number: int) -> Page:
        asked.append(number)
        return inner(number)

    read(fetch, ahead)
    assert sorted(asked) == list(range(max(1, -(-total // length))))
