"""Reconciling a store in a process of its own, as the command line does it or the app after a pull:
`python -m benchmarks.reconcile.ours whole FILE`, or `again`.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.reconcile.store import DAY
from queries.migrate import migrate
from queries.reconcile.run import reconcile, reconcile_changes
from queries.store import Store, connect


def found_by_all(store: Store) -> int:
    """How many discrepancies all accounts have."""
    return reconcile(store, DAY).found


def looked_at_again(store: Store) -> int:
    """How many accounts were looked at for what changed since the last time."""
    return reconcile_changes(store, DAY).accounts


ASKED: dict[str, Callable[[Store], int]] = {"whole": found_by_all, "again": looked_at_again}


def main() -> None:
    """Print the seconds of the clock and of the processor it took, without the start of the process, and the count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("asked", choices=ASKED)
    parser.add_argument("file", type=Path)
    told = parser.parse_args()
    store = connect(str(told.file), holder="a benchmark")
    migrate(store)
    began, used = time.perf_counter(), time.process_time()
    count = ASKED[told.asked](store)
    print(time.perf_counter() - began, time.process_time() - used, count)
    store.close()


if __name__ == "__main__":
    main()
