"""Reading a whole list page by page, several pages ahead, within what each API says about where a list ends."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import datetime

import msgspec


@dataclass(frozen=True)
class Page:
    """Some rows of a list, each as the untouched text of its record.

    `announced` is the source's own count of the whole list, where it tells one. `is_last` is set when nothing
    can follow; the page after the last may also simply be empty, or repeat the one before. `count_pages` is how many
    there are of this length, where that can be told.
    """

    rows: list[msgspec.Raw]
    server_time: datetime
    announced: int | None = None
    is_last: bool = False
    is_short: bool = False
    count_pages: int | None = None

    def repeats(self, other: "Page") -> bool:
        """Whether this page holds just the other's rows: `/plans` of Ordway once ignored the page number."""
        return len(self.rows) == len(other.rows) and all(
            bytes(mine) == bytes(theirs) for mine, theirs in zip(self.rows, other.rows, strict=True)
        )


def read_pages(fetch: Callable[[int], Page], executor: Executor, ahead: int) -> Iterator[Page]:
    """The pages of a list in order, `ahead` of them under way at once; `fetch(n)` reads page n, from 0.

    The first page is read alone, and handed on even when it is empty: it tells the server's time, how long pages
    are, and often that there is no second one.
    """
    page = executor.submit(fetch, 0).result()
    count_pages = page.count_pages
    pending: deque[Future[Page]] = deque()
    number = 1
    try:
        yield page
        while page.rows and not page.is_last:
            # A page that is not full is probably the last: ask for one more to be sure, not for many.
            wanted = 1 if page.is_short else ahead
            while len(pending) < wanted and (count_pages is None or number < count_pages):
                pending.append(executor.submit(fetch, number))
                number += 1
            if not pending:
                return
            following = pending.popleft().result()
            if not following.rows or following.repeats(page):
                return
            page = following
            count_pages = page.count_pages or count_pages  # what was told once still holds when a page does not tell
            yield page
    finally:
        for future in pending:
            future.cancel()
