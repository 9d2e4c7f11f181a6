"""Reconciling what changed since the last time, alone: `python -m benchmarks.reconcile.again FILE`."""

import argparse
from pathlib import Path

from benchmarks.reconcile.store import DAY
from queries.migrate import migrate
from queries.reconcile.run import reconcile_changes
from queries.store import connect


def main() -> None:
    """Print how many accounts were looked at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    store = connect(str(parser.parse_args().file), holder="a benchmark")
    migrate(store)
    print(reconcile_changes(store, DAY).accounts)
    store.close()


if __name__ == "__main__":
    main()
