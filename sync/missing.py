"""Stored records that a whole list did not bring: gone, or left out by a list that is not whole."""

from collections.abc import Collection

from queries.load.merge import Merge
from sync.errors import ListNotWholeError
from sync.reading import Reading

# So many records missing from a list are asked for one by one; of more, so many stand for all.
ASKED_ONE_BY_ONE = 50
# A list of fewer records may well lose most of them.
_SOME_SIZE = 10


def sample(missing: Collection[str]) -> list[str]:
    """The records to ask for: all, or some spread evenly over them, so that no page of the list is left out."""
    apart = -(-len(missing) // ASKED_ONE_BY_ONE)
    return sorted(missing)[::apart]


def check_list(merge: Merge, reading: Reading, missing: set[str], asked: Collection[str]) -> list[str]:
    """Believe that the missing records are gone where those asked for are; what is to be noted of it.

    Raises `ListNotWholeError` where records are still there and too many are missing to be asked for one by one, or
    more than half of the list.
    """
    there = merge.living(asked) - reading.gone
    if not there:
        reading.gone |= missing
        return []
    stored = merge.count_stored()
    is_mostly_gone = stored >= _SOME_SIZE and 2 * len(missing) > stored
    if is_mostly_gone or len(asked) < len(missing):
        raise ListNotWholeError(reading.resource.label, len(missing), stored, len(there), len(asked))
    return [f"{len(there)} that the list left out are still there"]
