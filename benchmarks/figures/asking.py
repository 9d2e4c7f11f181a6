"""Every query of figures, asked of a large store: `python -m benchmarks.figures.asking FILE`.

Prints one line of JSON for each time a query was asked, after once that is not counted.
"""

import argparse
import json
import time
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.reconcile.store import DAY
from queries.catalogue import names, query
from queries.migrate import migrate
from queries.run import records
from queries.store import Store, connect

FOLDERS = ("revenue", "collections", "commission")
_SCREEN = 50
# What is asked for besides the day; a query takes of it what it has a parameter for and no default.
_GIVEN: dict[str, Any] = {
    "since": date(2026, 10, 31), "closed_on": date(2026, 10, 31), "movement": "expansion", "step": "collected",
    "reason": "overdue", "month": date(2027, 1, 1), "signed_in": date(2024, 10, 1), "row_limit": _SCREEN,
    "account": "F5", "customer": "C-5", "contract": "5", "invoice": "5",
    "owner": "seller5@example.com", "who": "seller5@example.com", "rep": "seller5@example.com", "currency": "PLN",
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """How long a query took, in milliseconds of wall and of processor time, and how many rows it brought."""

    name: str
    wall: float
    cpu: float
    rows: int


def figures() -> list[str]:
    """The queries that are measured, by name."""
    return [one for one in names() if one.partition("/")[0] in FOLDERS]


def asked(name: str) -> dict[str, Any]:
    """What a query is given: what it must be, and a screen of rows where it lists them.

    Raises `KeyError` for a parameter that nothing is known for.
    """
    wanted = query(name).parameters.values()
    must = {one.name for one in wanted if (one.default is None and one.name != "as_of") or one.name == "row_limit"}
    return {"as_of": DAY} | {one: _GIVEN[one] for one in must}


def answer(store: Store, name: str) -> Answer:
    """Ask once."""
    wall, cpu = time.perf_counter(), time.process_time()
    rows = records(store, name, **{key: value for key, value in asked(name).items() if key in query(name).parameters})
    return Answer(name, 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu), len(rows))


def main() -> None:
    """Ask everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    # As the app opens it: what people wait for is one thread and little memory.
    store = connect(str(given.file), holder="a benchmark")
    migrate(store)
    for name in figures():
        answer(store, name)
        for _ in range(given.rounds):
            print(json.dumps(asdict(answer(store, name))), flush=True)
    store.close()


if __name__ == "__main__":
    main()
