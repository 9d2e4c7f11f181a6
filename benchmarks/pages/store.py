"""A store that people work with every day: `python -m benchmarks.pages.store FILE --accounts 100000`."""

import argparse
from pathlib import Path

from benchmarks.reconcile.store import DAY, fill_store
from queries.migrate import migrate
from queries.reconcile.run import reconcile
from queries.store import Cursor, connect

_FOLDER = Path(__file__).parent
_EVERYDAY = (_FOLDER / "everyday.sql").read_text(encoding="utf-8")
_SCHEDULES = (_FOLDER / "schedules.sql").read_text(encoding="utf-8")
_WORKED = (_FOLDER / "worked.sql").read_text(encoding="utf-8")


def make_store(file: Path, accounts: int) -> None:
    """Fill a new store with accounts of one contract and 50 invoice lines each, with what Ordway plans to invoice them,
    reconcile it and have people decide.
    """
    file.unlink(missing_ok=True)
    store = connect(str(file), holder="a benchmark", memory_limit="8GB", threads=None)
    migrate(store)
    with store.cursor() as cursor:
        fill_everyday(cursor, accounts)
    reconcile(store, DAY)
    with store.cursor() as cursor:
        work(cursor)
    store.close()


def fill_everyday(cursor: Cursor, accounts: int) -> None:
    """Fill the empty tables of a store with everything but what was found and decided."""
    fill_store(cursor, contracts=accounts, contracts_a_customer=1)
    cursor.run(_dated(_EVERYDAY))
    cursor.run(_dated(_SCHEDULES))


def work(cursor: Cursor) -> None:
    """Have people decide about what was found."""
    cursor.run(_dated(_WORKED))


def _dated(script: str) -> str:
    """A script of several statements takes no parameters."""
    return script.replace("$day", f"date '{DAY}'")


def main() -> None:
    """Make one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--accounts", type=int, default=100_000)
    told = parser.parse_args()
    make_store(told.file, told.accounts)


if __name__ == "__main__":
    main()
