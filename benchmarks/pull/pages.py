"""The records of the two systems, rendered once to disk and served as slices of memory-mapped files."""

import hashlib
import mmap
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.pull import firmao_records, ordway_invoices, ordway_records
from benchmarks.pull.volume import Volume

CACHE = Path("data/bench/worlds")
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_SHAPES = (firmao_records, ordway_invoices, ordway_records)


@dataclass(frozen=True)
class Records:
    """One resource's records in order: their JSON joined by commas, and where each of them begins."""

    text: memoryview
    begins: "array[int]"

    def __len__(self) -> int:
        return len(self.begins) - 1

    def part(self, first: int, count: int) -> memoryview:
        """The JSON of `count` records from number `first` (from 0), joined by commas; empty past the end."""
        last = min(first + count, len(self))
        if first >= last:
            return self.text[:0]
        return self.text[self.begins[first] : self.begins[last] - 1]


NOTHING = Records(memoryview(b""), array("Q", [0]))


def open_world(volume: Volume, folder: Path) -> dict[str, Records]:
    """Every resource that is not empty, by `system.resource`; rendered under `folder` if not yet there.

    The 478,000,000 bytes of the full volume take about 15 s to render, 0.01 s to open again.
    """
    home = folder / f"{volume.name}-{_fingerprint()}"
    home.mkdir(parents=True, exist_ok=True)
    return {name: _opened(home / name, records) for name, records in _sources(volume).items()}


def _sources(volume: Volume) -> dict[str, Iterator[dict[str, Any]]]:
    owners = volume.customers
    return {
        "ordway.customers": map(ordway_records.customer, range(owners)),
        "ordway.invoices": _numbered(ordway_invoices.invoice, volume.invoices, owners),
        "ordway.payments": _numbered(ordway_invoices.payment, volume.payments, owners),
        "firmao.agreements": _numbered(firmao_records.agreement, volume.agreements, owners),
    }


def _numbered(record: Callable[[int, int], dict[str, Any]], count: int, owners: int) -> Iterator[dict[str, Any]]:
    return (record(n, owners) for n in range(count))


def _opened(path: Path, records: Iterator[dict[str, Any]]) -> Records:
    index = path.with_suffix(path.suffix + ".index")
    if not index.exists():
        _render(path, index, records)
    begins = array("Q")
    begins.frombytes(index.read_bytes())
    with path.open("rb") as file:
        return Records(memoryview(_mapped(file.fileno())), begins)


def _mapped(file: int) -> mmap.mmap:
    """Read in at once, so that the first to be measured does not pay for it."""
    return mmap.mmap(file, 0, flags=mmap.MAP_SHARED | mmap.MAP_POPULATE, prot=mmap.PROT_READ)


def _render(path: Path, index: Path, records: Iterator[dict[str, Any]]) -> None:
    """The index is moved into place last, so that a broken-off rendering is done again."""
    begins = array("Q", [0])
    with path.open("wb") as file:
        for record in records:
            written = file.write(_ENCODER.encode(record) + b",")
            begins.append(begins[-1] + written)
    unfinished = index.with_suffix(".part")
    unfinished.write_bytes(begins.tobytes())
    unfinished.rename(index)


def _fingerprint() -> str:
    """Changes with the shape of the records, so that an older rendering is not served."""
    sources = b"".join(Path(str(module.__file__)).read_bytes() for module in _SHAPES)
    return hashlib.sha256(sources).hexdigest()[:8]
