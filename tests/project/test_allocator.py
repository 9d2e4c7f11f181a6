"""Tieout starts with jemalloc where the machine has it, and just as well where it has not."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts/with_allocator"
# Says what it was given, an argument a line, after what was preloaded.
TELL = ("sh", "-c", 'printf "%s\\n" "${LD_PRELOAD:-none}" "$@"', "tell")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs; what `ldconfig` prints there stands in the file `installed`."""
    lists = tmp_path / "ldconfig"
    lists.write_text(f"#!/bin/sh\ncat {tmp_path}/installed\n")
    lists.chmod(0o755)
    (tmp_path / "installed").write_text("\tlibjson.so.5 (libc6,x86-64) => /lib/libjson.so.5\n")
    return tmp_path


def told(machine: Path, *arguments: str, **environment: str) -> list[str]:
    """What the command was given."""
    path = f"{machine}:{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
    ran = subprocess.run(
        [SCRIPT, *TELL, *arguments], env=kept | {"PATH": path} | environment, capture_output=True, text=True, check=True
    )
    return ran.stdout.splitlines()


def test_a_machine_without_it_starts_as_it_is(machine: Path) -> None:
    assert told(machine, "app.py", "two words") == ["none", "app.py", "two words"]


def test_a_machine_with_it_uses_it(machine: Path) -> None:
    with (machine / "installed").open("a") as listed:
        listed.write("\tlibjemalloc.so.2 (libc6,x86-64) => /nowhere/libjemalloc.so.2\n")
    assert told(machine, "app.py") == ["/nowhere/libjemalloc.so.2", "app.py"]


def test_what_somebody_chose_stays(machine: Path) -> None:
    (machine / "installed").write_text("\tlibjemalloc.so.2 (libc6,x86-64) => /nowhere/libjemalloc.so.2\n")
    assert told(machine, LD_PRELOAD="/nowhere/mine.so") == ["/nowhere/mine.so"]


def test_how_the_command_ended_is_how_it_ends(machine: Path) -> None:
    ended = subprocess.run([SCRIPT, "sh", "-c", "exit 3"], check=False)
    assert ended.returncode == 3
