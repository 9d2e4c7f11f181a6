"""Starting and stopping the sandbox, and what it tells about itself under `/_sandbox`."""

import re
import signal
import subprocess
import sys
import time
from typing import Any

import pytest
import requests

from sandbox.serving import Sandbox, ServingError
from tests.sandbox.caller import ORDWAY_SIGN_IN, Caller
from tests.sandbox.conftest import Start


def told(sandbox: Sandbox, path: str, method: str = "GET", **options: Any) -> requests.Response:
    """An answer of the sandbox itself, which asks for no sign-in."""
    return requests.request(method, f"{sandbox.firmao_url}/_sandbox/{path}", timeout=5, **options)


def port_of(url: str) -> int:
    """The port in an address."""
    return int(re.findall(r":(\d+)", url)[0])


def test_small_answers_do_not_wait_for_the_client(sandbox: Sandbox) -> None:
    with requests.Session() as session:
        session.headers.update(ORDWAY_SIGN_IN)
        began = time.monotonic()
        for _ in range(20):
            assert session.get(f"{sandbox.ordway_url}/invoices/INV-00001", timeout=5).status_code == 200
    # Held back by the network, twenty took 0.8 seconds.
    assert time.monotonic() - began < 0.6


def test_a_taken_port_is_named(start: Start, sandbox: Sandbox) -> None:
    port = port_of(sandbox.firmao_url)
    with pytest.raises(ServingError, match=f"Port {port} on 127.0.0.1 cannot be had"):
        start(firmao_port=port)


def test_latency_holds_back_the_systems_but_not_the_sandbox_itself(start: Start) -> None:
    slow = start(latency_ms=300)
    assert told(slow, "health").elapsed.total_seconds() < 0.25
    answer = requests.get(f"{slow.ordway_url}/customers", headers=ORDWAY_SIGN_IN, timeout=5)
    assert answer.elapsed.total_seconds() >= 0.3


def test_the_sandbox_itself_answers_while_both_systems_are_down(start: Start) -> None:
    down = start(faults="down")
    assert told(down, "health").json() == {"status": "ok", "as_of": "2026-10-01"}
    assert len(told(down, "export/ordway/customers").json()) == 60


def test_an_export_is_what_the_lists_tell_without_pages(sandbox: Sandbox, firmao: Caller) -> None:
    firmao.put("customers/5", deleted=True)
    exported = told(sandbox, "export/firmao/customers").json()
    assert len(exported) == 59
    assert exported == firmao.get("customers", limit=100)["data"]


def test_an_export_shows_the_records_of_a_wrong_type(start: Start) -> None:
    wrong = start(faults="wrong_type")
    assert "oops" in told(wrong, "export/firmao/customers").json()


@pytest.mark.parametrize("system", ["nosuch", "planted", "as_of"])
def test_an_export_of_no_system_is_not_found(sandbox: Sandbox, system: str) -> None:
    assert told(sandbox, f"export/{system}/customers").status_code == 404


@pytest.mark.parametrize("body", ["{", "[]", "null", '{"profile": "odd"}'])
def test_a_profile_that_does_not_exist_is_refused(sandbox: Sandbox, body: str) -> None:
    assert told(sandbox, "faults", "PUT", data=body).status_code == 400


def test_the_count_of_requests_can_be_reset(sandbox: Sandbox, firmao: Caller) -> None:
    firmao.get("customers")
    assert len(told(sandbox, "requests").json()) == 1
    assert told(sandbox, "requests", "DELETE").json() == []
    assert told(sandbox, "requests").json() == []


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_command_tells_both_addresses_and_stops_clean(stop: signal.Signals) -> None:
    command = (sys.executable, "-m", "sandbox", "--firmao-port", "0", "--ordway-port", "0", "--accounts", "3")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        firmao, ordway = running.stdout.readline(), running.stdout.readline()
        assert re.fullmatch(r"Firmao http://127\.0\.0\.1:\d+  \(organization .+, login .+, password .+\)\n", firmao)
        assert re.fullmatch(r"Ordway http://127\.0\.0\.1:\d+/api/v1  \(company .+, API key .+\)\n", ordway)
        address = f"http://127.0.0.1:{port_of(firmao)}/_sandbox/health"
        assert requests.get(address, timeout=5).status_code == 200
        running.send_signal(stop)
        assert running.wait(timeout=10) == 0
        assert running.stderr is not None
        assert running.stderr.read() == ""


def test_the_command_refuses_fewer_accounts_than_none() -> None:
    command = (sys.executable, "-m", "sandbox", "--firmao-port", "0", "--ordway-port", "0", "--accounts", "-5")
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    assert "-5 is not in the range" in ended.stderr


def test_the_command_says_which_port_is_taken(sandbox: Sandbox) -> None:
    port = port_of(sandbox.firmao_url)
    command = (sys.executable, "-m", "sandbox", "--firmao-port", str(port), "--ordway-port", "0", "--accounts", "3")
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Error: Port {port} on 127.0.0.1 cannot be had")
