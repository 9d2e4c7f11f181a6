"""Who pulls: Tieout and dlt in three settings, each as a command that fills one DuckDB file."""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
POLICY = Path("policy.toml")
PEERS_PYTHON = Path(".venv-peers/bin/python")
_RATE = re.compile(r"^(\w+_requests_per_second) *=.*$", re.MULTILINE)


@dataclass(frozen=True)
class Contestant:
    """A way to pull. `module` is run by `python`; `question` asks the filled file for its rows.

    `aim` is how many times as long as Tieout it is to take at least, None for Tieout itself.
    """

    name: str
    title: str
    module: str
    python: Path
    question: Path
    aim: float | None = None

    def command(self, store: Path) -> list[str]:
        """What is measured; Tieout finds its store in the environment."""
        if self.aim is None:
            return [str(self.python), "-m", self.module, "pull", "--full", "--json"]
        return [str(self.python), "-m", self.module, str(store)]


TIEOUT = Contestant("tieout", "Tieout", "sync", Path(sys.executable), _HERE / "rows_tieout.sql")


def peers(python: Path = PEERS_PYTHON) -> tuple[Contestant, ...]:
    """dlt's settings, run by the interpreter of the peers' environment."""
    question = _HERE / "rows_dlt.sql"
    settings = (
        ("default", "dlt, default settings", 30.0),
        ("parquet", "dlt, Parquet load files", 8.0),
        ("workers", "dlt, Parquet and two normalising processes", 8.0),
    )
    return tuple(
        Contestant(name, title, f"benchmarks.pull.dlt_{name}", python.absolute(), question, aim)
        for name, title, aim in settings
    )


@contextmanager
def fresh_store() -> Iterator[Path]:
    """A place for a DuckDB file in a folder of its own, gone afterwards."""
    Path("data/bench").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir="data/bench", prefix="store-") as folder:
        yield Path(folder).absolute() / "store.duckdb"


def environment(server: str, store: Path) -> dict[str, str]:
    """The variables all contestants are configured by, on top of this process's own."""
    policy = store.with_name("policy.toml")
    policy.write_text(without_rate_limit(POLICY.read_text()))
    return os.environ | {
        "FIRMAO_BASE_URL": server,
        "FIRMAO_ORGANIZATION": "bench",
        "FIRMAO_LOGIN": "api@bench.example",
        "FIRMAO_PASSWORD": "made-up",
        "ORDWAY_BASE_URL": f"{server}/api/v1",
        "ORDWAY_COMPANY": "Bench",
        "ORDWAY_EMAIL": "api@bench.example",
        "ORDWAY_TOKEN": "made-up",
        "ORDWAY_API_KEY": "made-up",
        "TIEOUT_STORE": str(store),
        "TIEOUT_POLICY": str(policy),
        "DLT_DATA_DIR": str(store.parent / "dlt"),
        "RUNTIME__DLTHUB_TELEMETRY": "false",
    }


def without_rate_limit(policy: str) -> str:
    """The text of a policy with every rate at 0, which means unlimited; the parallel requests stay."""
    return _RATE.sub(r"\1 = 0.0", policy)
