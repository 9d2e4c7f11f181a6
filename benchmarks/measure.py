"""Wall time, processor time and peak memory of a command with all its children."""

import os
import resource
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

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
    return Measured(wall, usage.ru_utime + usage.ru_stime, peak, load_before)


def _watch(process: "subprocess.Popen[bytes]") -> tuple[int, resource.struct_rusage]:
    peak = 0
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            return peak, usage
        memory = [_Memory.of(pid) for pid in _tree(process.pid)]
        peak = max(peak, sum(one.now for one in memory), *(one.highest for one in memory))
        time.sleep(_LOOK_EVERY)


@dataclass(frozen=True)
class _Memory:
    """Resident bytes of one process, now and at its highest.

    The highest is the kernel's own record. What `wait4` tells cannot be used: it starts at the memory of the
    process that started this one.
    """

    now: int = 0
    highest: int = 0

    @classmethod
    def of(cls, pid: int) -> "_Memory":
        try:
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            return cls()  # it ended while being looked at
        told = {name: value for name, _, value in (line.partition(":") for line in lines)}
        if "VmRSS" not in told:
            return cls()  # it has ended and waits to be noticed
        return cls(_bytes(told["VmRSS"]), _bytes(told["VmHWM"]))


def _bytes(told: str) -> int:
    return int(told.removesuffix("kB")) * 1024


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


def _end_of(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:]
