"""Two public clients of Ordway read the sandbox as published; nothing but their base URL is set."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from os import environ
from pathlib import Path
from typing import Any

import pytest

from sandbox import credentials
from sandbox.company import make_world
from sandbox.serving import Sandbox, serve
from tests.sandbox.conftest import DAY

ROOT = Path(__file__).parents[2]
PEERS = Path("tests/sandbox/peers")
LISTS = ("customers", "products", "subscriptions", "invoices", "payments", "credits", "refunds", "billing_schedules")
# Streams of the tap, and the key of the record's id in what it emits.
STREAMS = {f"{name}": f"{name.removesuffix('s')}_id" for name in (*LISTS, "orders")}


@pytest.fixture(scope="module")
def company() -> Iterator[Sandbox]:
    """A made-up company whose lists are several pages long."""
    with serve(make_world(7, 40, DAY)) as sandbox:
        yield sandbox


def environment(name: str) -> Path:
    """The folder of programs of a peer's own environment, made where it is not there yet."""
    folder = f".venv-peers-{name}"
    command = ["scripts/prepare_venv", folder, str(PEERS / f"{name}.txt")]
    subprocess.run(command, cwd=ROOT, env={**environ, "PYTHON": sys.executable}, check=True)
    return ROOT / folder / "bin"


def output_of(command: list[str | Path], asked: str = "") -> str:
    """What a program prints; the test fails with its complaint where it fails."""
    done = subprocess.run(command, cwd=ROOT, input=asked, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def held(sandbox: Sandbox, resource: str) -> list[str]:
    """The ids of a resource."""
    return sorted(sandbox.world.ordway.get(resource, {}))


@pytest.fixture(scope="module")
def read_by_client(company: Sandbox) -> dict[str, list[dict[str, Any]]]:
    """Records by list, read by the Python client."""
    sign_in = {
        "company": credentials.ORDWAY_COMPANY,
        "email": credentials.ORDWAY_EMAIL,
        "user_token": credentials.ORDWAY_TOKEN,
        "api_key": credentials.ORDWAY_API_KEY,
    }
    url = company.ordway_url.removesuffix("/v1")
    asked = {"url": url, "sign_in": sign_in, "lists": LISTS, "since": "2026-09-15", "one": "INV-00001"}
    command: list[str | Path] = [environment("ordway") / "python", PEERS / "read_with_client.py"]
    found: dict[str, list[dict[str, Any]]] = json.loads(output_of(command, json.dumps(asked)))
    return found


@pytest.mark.parametrize("resource", [*LISTS, "plans"])
def test_the_client_reads_every_record_once(
    company: Sandbox, read_by_client: dict[str, list[dict[str, Any]]], resource: str
) -> None:
    assert sorted(one["id"] for one in read_by_client[resource]) == held(company, resource) != []


def test_the_client_reads_what_changed_since(company: Sandbox, read_by_client: dict[str, list[dict[str, Any]]]) -> None:
    invoices = company.world.ordway["invoices"].values()
    changed = sorted(one["id"] for one in invoices if one["updated_date"] >= "2026-09-15")
    assert sorted(one["id"] for one in read_by_client["changed"]) == changed
    assert 0 < len(changed) < len(invoices)


def test_the_client_reads_one_record(company: Sandbox, read_by_client: dict[str, list[dict[str, Any]]]) -> None:
    [invoice] = read_by_client["one"]
    assert invoice == company.world.ordway["invoices"]["INV-00001"]


@pytest.fixture(scope="module")
def emitted(company: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """Records by stream, as the tap emits them for the streams it can page through."""
    folder, tap = tmp_path_factory.mktemp("tap"), environment("tap") / "tap-ordway"
    config, catalog = folder / "config.json", folder / "catalog.json"
    config.write_text(json.dumps(configured(company)))
    discovered = json.loads(output_of([tap, "--config", config, "--discover"]))
    catalog.write_text(json.dumps(selected(discovered)))
    messages = map(json.loads, output_of([tap, "--config", config, "--catalog", catalog]).splitlines())
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for message in messages:
        if message["type"] == "RECORD":
            found[message["stream"]].append(message["record"])
    return found


def configured(sandbox: Sandbox) -> dict[str, str]:
    """The tap's settings."""
    return {
        "api_url": sandbox.ordway_url,
        "company": credentials.ORDWAY_COMPANY,
        "user_email": credentials.ORDWAY_EMAIL,
        "user_token": credentials.ORDWAY_TOKEN,
        "api_key": credentials.ORDWAY_API_KEY,
        "start_date": "2000-01-01T00:00:00Z",
    }


def selected(catalog: dict[str, Any]) -> dict[str, Any]:
    """The catalog with the streams to read selected; plans are left out, since their list never ends."""
    for stream in catalog["streams"]:
        [whole] = [one for one in stream["metadata"] if not one["breadcrumb"]]
        whole["metadata"]["selected"] = stream["tap_stream_id"] in {*STREAMS, "contacts"}
    return catalog


@pytest.mark.parametrize(("stream", "key"), STREAMS.items())
def test_the_tap_emits_every_record(
    company: Sandbox, emitted: dict[str, list[dict[str, Any]]], stream: str, key: str
) -> None:
    assert sorted({one[key] for one in emitted[stream]}) == held(company, stream)


def test_the_tap_emits_contacts_and_lines(company: Sandbox, emitted: dict[str, list[dict[str, Any]]]) -> None:
    ordway = company.world.ordway
    assert len(emitted["contacts"]) == len(ordway["customers"])
    assert len(emitted["invoices"]) == sum(len(one["line_items"]) for one in ordway["invoices"].values())
    assert len(emitted["subscriptions"]) == sum(len(one["plans"]) for one in ordway["subscriptions"].values())
