"""A record's text stays with what was read of it, in whatever order DuckDB hands the rows on."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.load.parse import with_texts


def numbered(numbers: list[int]) -> pa.Table:
    """What was read of records, in this order."""
    return pa.table({"row_number": pa.array(numbers, pa.int32())})


def landed(count: int) -> pa.Table:
    """A chunk in batches of three, each text the record's own number."""
    texts = [pa.array([str(row) for row in range(first, min(first + 3, count))]) for first in range(0, count, 3)]
    columns = pa.chunked_array([pa.ExtensionArray.from_storage(pa.json_(), one) for one in texts], pa.json_())
    return numbered(list(range(count))).append_column("json", columns)


@settings(deadline=None)  # the first take imports what takes
@given(st.integers(1, 10).flatmap(lambda count: st.permutations(range(count))))
def test_each_record_has_its_own_text(order: list[int]) -> None:
    found = with_texts(numbered(order), landed(len(order)))
    texts = [text for chunk in found.column("json").chunks for text in chunk.storage.to_pylist()]
    assert texts == [str(row) for row in order]


def test_the_texts_are_not_copied_where_the_order_is_the_same() -> None:
    chunk = landed(7)
    found = with_texts(numbered(list(range(7))), chunk)
    addresses = [[part.storage.buffers()[2].address for part in one.column("json").chunks] for one in (chunk, found)]
    assert addresses[0] == addresses[1]
