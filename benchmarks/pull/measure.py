"""Wall time, processor time and peak memory of a command with all its children."""

import os
import resource
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_LOOK_EVERY = 0.02


class CommandFailedError(RuntimeError):
    """A measured command did not end well; its output is in `log`."""

    def __init__(self, command: Sequence[str], code: int, log: Path) -> None:
        super().__init__(f"{' '.join(command)} ended with {code}; the end of {log}:\n{_end_of(log)}")


@dataclass(frozen=True)
class Measured:
    """One run. Times in seconds; memory in bytes, resident, summed over the processes alive together.

    `load_before` is the machine's load average over the minute before.
    """

    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int
    load_before: float


def measure(command: Sequence[str], environment: dict[str, str], log: Path) -> Measured:
    """Run `command` to its end, its output in `log`. Raises `CommandFailedError` when it fails.

    Memory is looked at every 20 ms; where one process was highest in between, its own record counts.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    load_before = os.getloadavg()[0]
    with log.open("wb") as output:
        began = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        peak, usage = _watch(process)
        wall = time.perf_counter() - began
    if process.returncode:
        raise CommandFailedError(command, process.returncode, log)
    highest_of_one = usage.ru_maxrss * 1024
    return Measured(wall, usage.ru_utime + usage.ru_stime, max(peak, highest_of_one), load_before)


def _watch(process: "subprocess.Popen[bytes]") -> tuple[int, resource.struct_rusage]:
    peak = 0
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            return peak, usage
        peak = max(peak, sum(map(_resident_bytes, _tree(process.pid))))
        time.sleep(_LOOK_EVERY)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for child in _children(pid):
        yield from _tree(child)


def _children(pid: int) -> list[int]:
    try:
        lists = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except (FileNotFoundError, ProcessLookupError):
        return []  # it ended while being looked at
    return [int(word) for words in lists for word in words.split()]


def _resident_bytes(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_BYTES
    except (FileNotFoundError, ProcessLookupError):
        return 0  # it ended while being looked at


def _end_of(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:]
