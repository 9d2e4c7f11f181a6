"""Progress bars on a terminal: one a resource that is being read."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Never

from tqdm import tqdm

from sync.progress import ResourceProgress, Stage, Watcher


@contextmanager
def bars(*, shown: bool) -> Iterator[Watcher]:
    """A watcher that draws how a pull goes on standard error; with `shown` false it draws nothing."""
    drawn = _Bars()
    try:
        yield drawn.watch if shown else lambda _: None
    finally:
        drawn.close()


class _Bars:
    def __init__(self) -> None:
        self._bars: dict[tuple[str, str], tqdm[Never]] = {}
        self._lock = threading.Lock()

    def watch(self, changed: ResourceProgress) -> None:
        """Draw the present state of one resource; called from several threads."""
        with self._lock:
            bar = self._bar(changed)
            bar.n, bar.total = changed.received, changed.announced
            bar.set_postfix_str(changed.stage.value, refresh=False)
            bar.refresh()
            if changed.stage in (Stage.DONE, Stage.FAILED):
                bar.close()

    def _bar(self, changed: ResourceProgress) -> "tqdm[Never]":
        key = (changed.system, changed.resource)
        if key not in self._bars:
            name = f"{changed.system} {changed.resource.replace('_', ' ')}"
            self._bars[key] = tqdm(desc=f"{name:<28}", unit=" records", dynamic_ncols=True, leave=True)
        return self._bars[key]

    def close(self) -> None:
        """Leave the terminal tidy."""
        for bar in self._bars.values():
            bar.close()
