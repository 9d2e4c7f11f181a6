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
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import IO

import click

from sandbox import credentials

FOLDER = Path("data/demo")
STORE = FOLDER / "tieout.duckdb"
POLICY = FOLDER / "policy.toml"
# What the currencies of the made-up company were worth, roughly.
RATES = """[reporting]
currency = "PLN"
[reporting.rates."2024-01-02"]
EUR = "4.34"
USD = "3.95"
[reporting.rates."2025-01-02"]
EUR = "4.27"
USD = "4.12"
[reporting.rates."2026-01-02"]
EUR = "4.22"
USD = "3.60"
[reporting.rates."2026-10-30"]
EUR = "4.25"
USD = "3.66"
"""
HOST = "127.0.0.1"
FIRMAO_PORT, ORDWAY_PORT, APP_PORT = 8701, 8702, 8501
# What `python -m sync pull` ends with when the store is filled: done, and done with quarantined records.
FILLED = (0, 3)
PATIENCE_SECONDS = 60.0

Environment = Mapping[str, str]
Process = subprocess.Popen[bytes]
Ready = Callable[[], bool]
# A Python module and its arguments.
Command = tuple[str, ...]


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
        click.echo("\nStopped.")
    except DemoError as error:
        click.echo(error, err=True)
        return 1
    return 0


def _run() -> None:
    _write_policy()
    with ExitStack() as running:
        with _choosing_ports():
            firmao, ordway = _ports_of_systems()
            environment = _environment(firmao, ordway)
            click.echo("Starting Firmao and Ordway, with a made-up company")
            both_answer = partial(_both_answer, firmao, ordway)
            played = running.enter_context(_server("sandbox", _sandbox(firmao, ordway), environment, both_answer))
        click.echo("Pulling both into the store")
        _pull(environment)
        click.echo("Reconciling contracts, invoices and payments")
        _reconcile(environment)
        account = _an_account(environment)
        with _choosing_ports():
            app = _free_port(APP_PORT)
            served = running.enter_context(_server("app", _streamlit(app), environment, partial(_is_healthy, app)))
        _announce(f"http://localhost:{app}", account)
        _wait_for_an_end({"The app": served, "The sandbox": played})


@contextmanager
def _choosing_ports() -> Iterator[None]:
    """One demo at a time chooses ports and starts to listen on them: no other takes them, or is taken for it."""
    with (Path(tempfile.gettempdir()) / f"tieout-demo-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


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


def _ports_of_systems() -> tuple[int, int]:
    firmao = _free_port(FIRMAO_PORT)
    return firmao, _free_port(max(ORDWAY_PORT, firmao + 1))


def _free_port(wanted: int) -> int:
    """The port wanted or, when another program has it, the next free one."""
    port = next((one for one in range(wanted, wanted + 100) if _is_free(one)), None)
    if port is None:
        raise DemoError(f"No port from {wanted} to {wanted + 99} is free on {HOST}.")
    if port != wanted:
        click.echo(f"Port {wanted} is taken; using {port}")
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
    """The project's policy without its rate limits, and with rates: the sandbox may be asked as fast as it answers."""
    told = Path("policy.toml").read_text(encoding="utf-8")
    unlimited = re.sub(r"(?m)^(\w+_requests_per_second) *=.*$", r"\1 = 0", told)
    POLICY.write_text(re.sub(r"(?m)^\[reporting\]$", RATES, unlimited), encoding="utf-8")


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


def _sandbox(firmao: int, ordway: int) -> Command:
    return "sandbox", "--firmao-port", str(firmao), "--ordway-port", str(ordway)


def _streamlit(port: int) -> Command:
    address = ("--server.address", HOST, "--server.port", str(port), "--server.headless", "true")
    return "streamlit", "run", "app.py", *address


def _pull(environment: Environment) -> None:
    with _child(("sync", "pull", "--full"), environment, None) as process:
        if process.wait() not in FILLED:
            raise DemoError("The pull did not succeed; the messages above say why.")


def _reconcile(environment: Environment) -> None:
    with (FOLDER / "reconcile.log").open("wb") as log, _child(("sync", "reconcile"), environment, log) as process:
        if process.wait():
            raise DemoError(f"Reconciling did not succeed; {log.name} says why.")


def _an_account(environment: Environment) -> str | None:
    """The id of an account worth seeing: of those both systems know and that have paid before, the most overdue."""
    largest_first = ("--param", "sort=overdue", "--param", "descending=true")
    command = (sys.executable, "-m", "sync", "query", "accounts/page", "--format", "json", *largest_first)
    asked = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if asked.returncode:
        raise DemoError(f"The accounts could not be read from the store. {asked.stderr.strip()}")
    accounts = json.loads(asked.stdout)
    telling = ("firmao_customer_id", "ordway_customer_id", "latest_payment_on")
    return next((str(one["account_id"]) for one in accounts if all(one[key] for key in telling)), None)


@contextmanager
def _server(name: str, command: Command, environment: Environment, ready: Ready) -> Iterator[Process]:
    """A server that writes to a log in the demo's folder, from when it is ready to the end of the block."""
    log = FOLDER / f"{name}.log"
    with log.open("wb") as out, _child(command, environment, out) as process:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not ready():
            if process.poll() is not None or time.monotonic() > deadline:
                raise DemoError(f"The {name} did not start; {log} says:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.1)
        yield process


@contextmanager
def _child(command: Command, environment: Environment, out: IO[bytes] | None) -> Iterator[Process]:
    """A Python module run beside us, in a process group of its own so that Ctrl-C reaches it only through us."""
    started = subprocess.Popen(  # noqa: S603 - the command is made of our own words and numbers
        (sys.executable, "-m", *command),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=out,
        process_group=0,
    )
    try:
        yield started
    finally:
        _stop(started)


def _stop(process: Process) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _both_answer(firmao: int, ordway: int) -> bool:
    return _answers(firmao) and _answers(ordway)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def _is_healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=5):
            return True
    except OSError:
        return False


def _announce(url: str, account: str | None) -> None:
    click.echo(f"\nTieout: {url}")
    if account:
        click.echo(f"An account: {url}/account?account={account}")
    click.echo(f"Logs: {FOLDER}. Ctrl-C stops everything.")


def _wait_for_an_end(processes: Mapping[str, Process]) -> None:
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                raise DemoError(f"{name} ended by itself; the logs in {FOLDER} say why.")
        time.sleep(0.5)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
