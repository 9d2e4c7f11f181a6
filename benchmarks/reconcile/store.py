"""A store with a company to reconcile: `python -m benchmarks.reconcile.store FILE --contracts 100000`."""

import argparse
from datetime import date
from pathlib import Path

from queries.migrate import migrate
from queries.store import Cursor, connect

DAY = date(2026, 11, 23)
MONTHS, LINES = 25, 2
_COMPANY = (Path(__file__).parent / "company.sql").read_text(encoding="utf-8")
_SIZE = (
    "create or replace temp table size as select $contracts as contracts, $contracts_a_customer as contracts_a_customer"
)


def make_store(file: Path, contracts: int) -> None:
    """Fill a new store: each contract has two lines, billed and paid for 25 months, each customer two contracts."""
    store = connect(str(file), holder="a benchmark", memory_limit="8GB", threads=None)
    migrate(store)
    with store.cursor() as cursor:
        fill_store(cursor, contracts, contracts_a_customer=2)
    store.close()


def fill_store(cursor: Cursor, contracts: int, contracts_a_customer: int) -> None:
    """Fill the empty tables of a store. What the company is made of stays in temporary tables of the cursor."""
    cursor.run(_SIZE, contracts=contracts, contracts_a_customer=contracts_a_customer)
    cursor.run(_COMPANY)


def main() -> None:
    """Make one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--contracts", type=int, default=100_000)
    told = parser.parse_args()
    make_store(told.file, told.contracts)


if __name__ == "__main__":
    main()
