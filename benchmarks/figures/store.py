"""A store with revenue to look at: `python -m benchmarks.figures.store FILE --accounts 100000`."""

import argparse
from pathlib import Path

from benchmarks.pages.store import dated, fill_everyday, work
from benchmarks.reconcile.store import DAY
from queries.migrate import migrate
from queries.reconcile.run import reconcile
from queries.store import connect

_SCHEDULES = (Path(__file__).parent / "schedules.sql").read_text(encoding="utf-8")


def make_store(file: Path, accounts: int) -> None:
    """Fill a new store with accounts that people work with, and what Ordway plans to invoice them; reconcile it."""
    file.unlink(missing_ok=True)
    store = connect(str(file), holder="a benchmark", memory_limit="8GB", threads=None)
    migrate(store)
    with store.cursor() as cursor:
        fill_everyday(cursor, accounts)
        cursor.run(dated(_SCHEDULES))
    reconcile(store, DAY)
    with store.cursor() as cursor:
        work(cursor)
    store.close()


def main() -> None:
    """Make one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--accounts", type=int, default=100_000)
    told = parser.parse_args()
    make_store(told.file, told.accounts)


if __name__ == "__main__":
    main()
