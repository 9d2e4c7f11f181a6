"""The demo: Tieout on a made-up company, with Firmao and Ordway played on this machine. `make demo` runs it."""

import fcntl
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TextIO

from sandbox import credentials

FOLDER = Path("data/demo")
STORE = FOLDER / "tieout.duckdb"
POLICY = FOLDER / "policy.toml"
HOST = "127.0.0.1"
FIRMAO_PORT, ORDWAY_PORT, APP_PORT = 8701, 8702, 8501
# What `python -m sync pull` ends with when the store is filled: done, and done with quarantined records.
FILLED = (0, 3)
PATIENCE_SECONDS = 60.0

Environment = Mapping[str, str]
Process = subprocess.Popen[bytes]


class DemoError(Exception):
    """The demo cannot go on; the message says why and where to look."""


def main() -> int:
    """Run the demo until it is stopped; returns the exit code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        with _only_one():
            _run()
    except KeyboardInterrupt:
        _say("\nStopped.")
    except DemoError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _run() -> None:
    firmao, ordway, app = _ports()
    _write_policy()
    environment = _environment(firmao, ordway)
    _say("Starting Firmao and Ordway, with a made-up company")
    with _sandbox(firmao, ordway, environment) as sandbox:
        _say("Pulling both into the store")
        _pull(environment)
        account = _an_account(environment)
        with _app(app, environment) as served:
            _announce(f"http://localhost:{app}", account)
            _wait_for_an_end({"The app": served, "The sandbox": sandbox})


@contextmanager
def _only_one() -> Iterator[None]:
    """The demo's folder, emptied: the played systems begin anew each time, and so does the store."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with FOLDER.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DemoError("A demo is running already in this folder; stop it first.") from error
        shutil.rmtree(FOLDER)
        FOLDER.mkdir()
        yield


def _ports() -> tuple[int, int, int]:
    firmao = _free_port(FIRMAO_PORT)
    ordway = _free_port(max(ORDWAY_PORT, firmao + 1))
    return firmao, ordway, _free_port(APP_PORT)


def _free_port(wanted: int) -> int:
    """The port wanted or, when another program has it, the next free one."""
    port = next((one for one in range(wanted, wanted + 100) if _is_free(one)), None)
    if port is None:
        raise DemoError(f"No port from {wanted} to {wanted + 99} is free on {HOST}.")
    if port != wanted:
        _say(f"Port {wanted} is taken; using {port}")
    return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _write_policy() -> None:
    """The project's policy without its rate limits: the sandbox may be asked as fast as it answers."""
    told = Path("policy.toml").read_text(encoding="utf-8")
    POLICY.write_text(re.sub(r"(?m)^(\w+_requests_per_second) *=.*$", r"\1 = 0", told), encoding="utf-8")


def _environment(firmao: int, ordway: int) -> Environment:
    return os.environ | {
        "FIRMAO_BASE_URL": f"http://{HOST}:{firmao}",
        "FIRMAO_ORGANIZATION": credentials.FIRMAO_ORGANIZATION,
        "FIRMAO_LOGIN": credentials.FIRMAO_LOGIN,
        "FIRMAO_PASSWORD": credentials.FIRMAO_PASSWORD,
        "ORDWAY_BASE_URL": f"http://{HOST}:{ordway}/api/v1",
        "ORDWAY_COMPANY": credentials.ORDWAY_COMPANY,
        "ORDWAY_EMAIL": credentials.ORDWAY_EMAIL,
        "ORDWAY_TOKEN": credentials.ORDWAY_TOKEN,
        "ORDWAY_API_KEY": credentials.ORDWAY_API_KEY,
        "TIEOUT_STORE": str(STORE),
        "TIEOUT_POLICY": str(POLICY),
        "TIEOUT_DEMO": "1",
    }


@contextmanager
def _sandbox(firmao: int, ordway: int, environment: Environment) -> Iterator[Process]:
    with (FOLDER / "sandbox.log").open("w") as log:
        command = ("sandbox", "--firmao-port", str(firmao), "--ordway-port", str(ordway))
        with _child(command, environment, log) as process:
            _wait_until(lambda: not _is_free(firmao) and not _is_free(ordway), process, log.name)
            yield process


@contextmanager
def _app(port: int, environment: Environment) -> Iterator[Process]:
    address = ("--server.address", HOST, "--server.port", str(port), "--server.headless", "true")
    with (FOLDER / "app.log").open("w") as log:
        with _child(("streamlit", "run", "app.py", *address), environment, log) as process:
            _wait_until(lambda: _is_healthy(port), process, log.name)
            yield process


def _pull(environment: Environment) -> None:
    with _child(("sync", "pull", "--full"), environment, None) as process:
        if process.wait() not in FILLED:
            raise DemoError("The pull did not succeed; the messages above say why.")


def _an_account(environment: Environment) -> str | None:
    """The id of an account both systems know and that owes something, to show a page worth seeing."""
    command = (sys.executable, "-m", "sync", "query", "accounts/page", "--format", "json", "--param", "sort=balance",
               "--param", "descending=true")  # fmt: skip
    asked = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if asked.returncode:
        raise DemoError(f"The accounts could not be read from the store. {asked.stderr.strip()}")
    accounts = json.loads(asked.stdout)
    known_to_both = (one for one in accounts if one["firmao_customer_id"] and one["ordway_customer_id"])
    return next((str(one["account_id"]) for one in known_to_both), None)


@contextmanager
def _child(arguments: tuple[str, ...], environment: Environment, log: TextIO | None) -> Iterator[Process]:
    """A Python module run beside us, in a process group of its own so that Ctrl-C reaches it only through us."""
    command = (sys.executable, "-m", *arguments)
    with subprocess.Popen(  # noqa: S603 - the command is made of our own words and numbers
        command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, process_group=0
    ) as process:
        try:
            yield process
        finally:
            _stop(process)


def _stop(process: Process) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()


def _wait_until(is_ready: Callable[[], bool], process: Process, log: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise DemoError(
                f"{Path(log).stem.capitalize()} did not start; {log} says:\n{Path(log).read_text()[-2000:]}"
            )
        time.sleep(0.1)


def _is_healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _announce(url: str, account: str | None) -> None:
    _say(f"\nTieout: {url}")
    if account:
        _say(f"An account: {url}/account?account={account}")
    _say(f"Logs: {FOLDER}. Ctrl-C stops everything.")


def _wait_for_an_end(processes: Mapping[str, Process]) -> None:
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                raise DemoError(f"{name} ended by itself; the logs in {FOLDER} say why.")
        time.sleep(0.5)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
