"""Writes that go wrong as a test says: which one, how, and whether it was carried out; and the journal of writes."""

from itertools import pairwise
from typing import Any

import pytest
import requests

from sandbox.serving import Sandbox
from sandbox.write_faults import KINDS, WriteFault
from tests.sandbox.caller import Caller, firmao_of, ordway_of
from tests.sandbox.conftest import Start

NEW = {"name": "Nowy"}
REFUSED = [
    {"kind": "odd"},
    {"kind": "rate_limit", "method": "GET"},
    {"kind": "rate_limit", "times": 0},
    {"kind": "rate_limit", "times": "2"},
    {"kind": "rate_limit", "path": None},
    {"kind": "rate_limit", "colour": "red"},
    {},
    "rate_limit",
]


def outcome(caller: Caller, method: str, path: str, body: dict[str, Any] | None = None) -> int | None:
    """The status of a write, or None where no answer came."""
    try:
        return caller.ask(method, path, json=body).status_code
    except requests.RequestException:
        return None


def told(sandbox: Sandbox, method: str, path: str, body: Any = None) -> requests.Response:
    """An answer of the sandbox itself."""
    return requests.request(
        method, f"{sandbox.ordway_url.removesuffix('/api/v1')}/_sandbox/{path}", json=body, timeout=5
    )


def written(sandbox: Sandbox) -> list[tuple[str, str]]:
    """Method and path of every write that was carried out."""
    return [(one.method, one.path) for one in sandbox.writes]


STATUS = {"rate_limit": 429, "rate_limit_silent": 429, "bad_gateway_before": 502, "bad_gateway_after": 502}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_spoils_one_write_and_says_whether_it_was_carried_out(start: Start, kind: str) -> None:
    sandbox = start(hold_seconds=0.1)
    ordway = ordway_of(sandbox)
    sandbox.spoil(WriteFault(kind, "POST", "customers"))
    assert outcome(ordway, "POST", "customers", NEW) == STATUS.get(kind)
    assert len(sandbox.world.ordway["customers"]) == 60 + KINDS[kind].is_carried_out
    assert written(sandbox) == [("POST", "customers")] * KINDS[kind].is_carried_out
    assert outcome(ordway, "POST", "customers", NEW) == 201


def test_a_fault_hits_only_the_writes_it_is_for(sandbox: Sandbox, firmao: Caller, ordway: Caller) -> None:
    sandbox.spoil(WriteFault("rate_limit", "PUT", "customers/C-00007", "ordway", times=2))
    assert outcome(firmao, "PUT", "customers/7", NEW) == 200
    assert outcome(ordway, "PUT", "customers/C-00008", NEW) == 200
    assert outcome(ordway, "GET", "customers/C-00007") == 200
    assert [outcome(ordway, "PUT", "customers/C-00007", NEW) for _ in range(3)] == [429, 429, 200]


def test_a_deletion_without_a_body_is_dropped_too(sandbox: Sandbox, ordway: Caller) -> None:
    made = ordway.post("customers", **NEW)["id"]
    sandbox.spoil(WriteFault("dropped_after", "DELETE"))
    assert outcome(ordway, "DELETE", f"customers/{made}") is None
    assert made not in sandbox.world.ordway["customers"]


def test_faults_are_told_over_http_and_forgotten(sandbox: Sandbox, ordway: Caller) -> None:
    faults = [{"kind": "bad_gateway_after", "path": "/payments"}, {"kind": "rate_limit", "system": "ordway"}]
    assert [one["kind"] for one in told(sandbox, "POST", "faults", faults).json()] == [one["kind"] for one in faults]
    assert outcome(ordway, "POST", "customers", NEW) == 429
    assert [one["path"] for one in told(sandbox, "GET", "faults").json()] == ["/payments"]
    assert told(sandbox, "DELETE", "faults").json() == []


@pytest.mark.parametrize("wrong", REFUSED)
def test_a_fault_that_cannot_be_read_is_refused_with_those_beside_it(sandbox: Sandbox, wrong: Any) -> None:
    assert told(sandbox, "POST", "faults", [{"kind": "rate_limit"}, wrong]).status_code == 400
    assert told(sandbox, "POST", "faults", wrong).status_code == 400
    assert told(sandbox, "GET", "faults").json() == []


def test_the_journal_holds_what_was_carried_out_in_order(sandbox: Sandbox, firmao: Caller, ordway: Caller) -> None:
    firmao.put("customers/7", name="Nowa nazwa")
    ordway.post("payments", 422, customer_id="C-00001")
    ordway.get("customers/C-00007")
    ordway.put("customers/C-00007", website="https://nowa.example")
    assert told(sandbox, "GET", "writes").json() == [
        {"system": "firmao", "method": "PUT", "path": "customers/7", "query": "", "body": {"name": "Nowa nazwa"}},
        {
            "system": "ordway", "method": "PUT", "path": "customers/C-00007", "query": "",
            "body": {"website": "https://nowa.example"},
        },
    ]  # fmt: skip
    assert told(sandbox, "DELETE", "writes").json() == []


def drawn(sandbox: Sandbox) -> list[int | None]:
    """How twenty different writes end."""
    firmao = firmao_of(sandbox)
    return [outcome(firmao, "PUT", f"customers/{number}", {"description": "x"}) for number in range(1, 21)]


def test_writes_go_wrong_at_random_and_by_seed(start: Start) -> None:
    found = [drawn(start(faults="writes", fault_seed=seed, hold_seconds=0.01)) for seed in (3, 3, 4)]
    assert found[0] == found[1] != found[2]
    assert {200, 429, 502, None} >= set(found[0]) > {200}


def test_at_random_the_same_write_never_fails_twice_in_a_row_and_reads_never(start: Start) -> None:
    sandbox = start(faults="writes", hold_seconds=0.01)
    firmao = firmao_of(sandbox)
    ends = [outcome(firmao, "PUT", "customers/7", {"description": "x"}) for _ in range(20)]
    failed = [end != 200 for end in ends]
    assert any(failed)
    assert not any(one and following for one, following in pairwise(failed))
    assert {outcome(firmao, "GET", "customers/7") for _ in range(10)} == {200}
