"""A whole reconciliation of a store as the command line does it, in a process of its own:
`python -m benchmarks.reconcile.whole FILE`."""

import argparse
from pathlib import Path

from benchmarks.reconcile.store import DAY
from queries.migrate import migrate
from queries.reconcile.run import reconcile
from queries.store import connect


def main() -> None:
    """Print how many discrepancies were found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    store = connect(str(parser.parse_args().file), holder="a benchmark")
    migrate(store)
    print(reconcile(store, DAY).found)
    store.close()


if __name__ == "__main__":
    main()
