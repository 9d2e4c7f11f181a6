"""Change a hundred records of a reconciled store, as a pull would: `python -m benchmarks.reconcile.changes FILE`."""

import argparse
from pathlib import Path

from queries.store import connect

CHANGED = 100
_CHANGES = (Path(__file__).parent / "changes.sql").read_text(encoding="utf-8")


def change_records(file: Path) -> None:
    """Fifty invoices, thirty payments and twenty contracts get another version."""
    store = connect(str(file), holder="a benchmark", may_create=False)
    with store.transaction() as cursor:
        cursor.run(_CHANGES)
    store.close()


def main() -> None:
    """Change them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    change_records(parser.parse_args().file)


if __name__ == "__main__":
    main()
