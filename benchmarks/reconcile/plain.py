"""The bare schedule-and-join in DuckDB, as one statement: `python -m benchmarks.reconcile.plain FILE`."""

import argparse
from pathlib import Path

import duckdb

from benchmarks.reconcile.store import DAY

_SQL = (Path(__file__).parent / "plain.sql").read_text(encoding="utf-8")


def differing(file: Path) -> int:
    """How many months of a line are billed otherwise than agreed."""
    connection = duckdb.connect(config={"memory_limit": "4GB"})
    connection.execute(f"attach '{file}' as tieout (read_only)")
    connection.execute("use tieout")
    rows = connection.execute(_SQL, {"as_of": DAY}).fetchall()
    return int(rows[0][0])


def main() -> None:
    """Print the count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    print(differing(parser.parse_args().file))


if __name__ == "__main__":
    main()
