"""What the figures were measured on, for the head of a report."""

import os
import platform
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

_ASK_VERSIONS = "from importlib.metadata import version as v; import sys; print(*(v(n) for n in sys.argv[1:]))"


def surroundings(peer_python: Path | None = None) -> dict[str, str]:
    """Day, machine and versions, by what a reader calls them."""
    told = {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{_processor()}, {os.cpu_count()} cores, {_memory_gib()} GiB, {platform.system()}",
        "Tieout runs on": f"Python {platform.python_version()}, {_versions(['duckdb', 'pyarrow', 'msgspec'])}",
        "memory comes from": _allocator(),
    }
    if peer_python is not None:
        told["the peer runs on"] = _versions_of(peer_python, ["dlt", "duckdb", "pyarrow"])
    return told


def _allocator() -> str:
    """Whose memory this process is given, as scripts/with_allocator chose it."""
    loaded = Path("/proc/self/maps").read_text()
    return "jemalloc" if "libjemalloc" in loaded else "the C library"


def _versions(names: Iterable[str]) -> str:
    return ", ".join(f"{name} {version(name)}" for name in names)


def _versions_of(python: Path, names: list[str]) -> str:
    found = subprocess.run(
        [str(python), "-c", _ASK_VERSIONS, *names], capture_output=True, text=True, check=True
    ).stdout.split()
    return ", ".join(f"{name} {number}" for name, number in zip(names, found, strict=True))


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.machine())


def _memory_gib() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
