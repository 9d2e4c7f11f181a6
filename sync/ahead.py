"""Making the next thing while the one before is used."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def made_ahead(things: Iterator[T]) -> Generator[T, None, None]:
    """The things in their order, each made in a thread of its own while the one before it is used.

    Raises what making one raises, in its place.
    """
    with ThreadPoolExecutor(1, "ahead") as thread:
        coming = thread.submit(next, things, None)
        while (thing := coming.result()) is not None:
            coming = thread.submit(next, things, None)
            yield thing
