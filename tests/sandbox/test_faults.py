"""What goes wrong on purpose: each profile as a client meets it."""

import time
from collections import Counter
from typing import Any

import pytest
import requests

from sandbox.faults import PROFILES
from sandbox.serving import Sandbox
from tests.sandbox.caller import Caller, firmao_of, ordway_of
from tests.sandbox.conftest import Start

LISTS = [f"{resource}?page={page}" for resource in ("customers", "invoices", "payments") for page in range(1, 5)]


def answers(caller: Caller) -> list[requests.Response | requests.RequestException]:
    """What a dozen different requests end with."""
    return [_outcome(caller, path) for path in LISTS]


def _outcome(caller: Caller, path: str) -> requests.Response | requests.RequestException:
    try:
        return caller.ask("GET", path)
    except requests.RequestException as error:
        return error


def statuses(caller: Caller) -> Counter[int]:
    """How often each status came."""
    return Counter(one.status_code for one in answers(caller) if isinstance(one, requests.Response))


def spoiled(caller: Caller) -> list[requests.Response]:
    """The answers that are not 200."""
    return [one for one in answers(caller) if isinstance(one, requests.Response) and one.status_code != 200]


def test_throttling_comes_in_bursts_and_tells_the_time_to_wait(start: Start) -> None:
    found = answers(ordway_of(start(faults="rate_limit")))
    told = [one.headers.get("Retry-After") for one in found if isinstance(one, requests.Response)]
    assert told == [None] * 5 + ["1"] * 3 + [None] * 3 + ["1"]


def test_throttling_may_say_nothing_of_the_time(start: Start) -> None:
    found = spoiled(ordway_of(start(faults="rate_limit_silent")))
    assert [(one.status_code, "Retry-After" in one.headers) for one in found] == [(429, False)] * 4


def test_a_proxy_answers_with_a_page(start: Start) -> None:
    found = spoiled(ordway_of(start(faults="bad_gateway")))
    assert {(one.status_code, one.headers["Content-Type"]) for one in found} == {(502, "text/html")}


def test_down_is_down_every_time(start: Start) -> None:
    assert statuses(firmao_of(start(faults="down"))) == {503: 12}


def test_the_same_request_succeeds_when_asked_again(start: Start) -> None:
    ordway = ordway_of(start(faults="bad_gateway"))
    for path in LISTS[:6]:
        last = ordway.ask("GET", path)
    assert (last.status_code, ordway.ask("GET", path).status_code) == (502, 200)


def test_a_truncated_text_arrives_whole_but_is_no_json(start: Start) -> None:
    got = [one for one in answers(ordway_of(start(faults="truncated"))) if isinstance(one, requests.Response)]
    assert len(got) == 12
    assert sum(not one.text.rstrip().endswith("]") for one in got) == 2


def test_a_dropped_connection_ends_in_the_middle_of_the_body(start: Start) -> None:
    found = [one for one in answers(ordway_of(start(faults="dropped"))) if not isinstance(one, requests.Response)]
    assert len(found) == 2


def test_a_held_answer_never_comes(start: Start) -> None:
    ordway = ordway_of(start(faults="timeout", hold_seconds=0.3))
    for path in LISTS[:5]:
        ordway.ask("GET", path)
    began = time.monotonic()
    with pytest.raises(requests.exceptions.RequestException):
        ordway.ask("GET", LISTS[5])
    assert time.monotonic() - began >= 0.3


@pytest.mark.parametrize("profile", ["rate_limit", "rate_limit_silent", "down"])
def test_what_was_turned_away_was_not_done(start: Start, profile: str) -> None:
    sandbox = start()
    firmao = firmao_of(sandbox)
    sandbox.state.faults.switch(profile)
    answers_ = [firmao.ask("POST", "customers", json={"name": f"Klient {number}"}) for number in range(6)]
    assert answers_[-1].status_code in (429, 503)
    assert len(sandbox.world.firmao["customers"]) == 60 + sum(one.status_code == 201 for one in answers_)


@pytest.mark.parametrize("profile", ["dropped", "timeout", "bad_gateway"])
def test_what_was_not_answered_may_have_been_done(start: Start, profile: str) -> None:
    sandbox = start(hold_seconds=0.1)
    ordway = ordway_of(sandbox)
    sandbox.state.faults.switch(profile)
    for number in range(6):
        try:
            ordway.ask("POST", "customers", json={"name": f"Klient {number}"})
        except requests.RequestException as error:
            last = str(error)
            assert (number, bool(last)) == (5, True)
    assert len(sandbox.world.ordway["customers"]) == 66


def read_ordway(ordway: Caller, **query: Any) -> list[str]:
    """Every id of the payments, page after page."""
    found: list[str] = []
    page = 1
    while rows := ordway.ids("payments", sort="id", size=20, page=page, **query):
        found += rows
        page += 1
    return found


def test_a_row_is_repeated_in_the_first_reading_only(start: Start) -> None:
    ordway = ordway_of(start(faults="repeated"))
    first = read_ordway(ordway)
    assert (len(first), len(set(first))) == (61, 60)
    assert len(read_ordway(ordway)) == 60


def test_a_row_is_missed_in_the_first_reading_only(start: Start) -> None:
    ordway = ordway_of(start(faults="shifted"))
    assert len(set(read_ordway(ordway))) == 58
    assert len(set(read_ordway(ordway))) == 60


def test_a_list_read_with_another_filter_is_another_reading(start: Start) -> None:
    ordway = ordway_of(start(faults="repeated"))
    read_ordway(ordway)
    assert len(read_ordway(ordway, status="Processed")) == 61


def test_a_list_of_firmao_read_with_another_filter_is_another_reading(start: Start) -> None:
    firmao = firmao_of(start(faults="repeated"))
    for query in ({}, {"id(gt)": "0"}):
        firmao.ids("customers", start=0, limit=20, **query)
        assert firmao.ids("customers", start=20, limit=20, **query)[0] == 20


def test_records_of_a_wrong_type(start: Start) -> None:
    sandbox = start(faults="wrong_type")
    assert "oops" in firmao_of(sandbox).get("customers")["data"]
    assert ordway_of(sandbox).get("invoices/INV-00002")["line_items"] == "oops"
    assert firmao_of(sandbox).get("agreements/1002")["nettoPrice"] == "abc"


def test_every_profile_can_be_switched_on_over_http(sandbox: Sandbox) -> None:
    url = f"{sandbox.firmao_url}/_sandbox/faults"
    for profile in PROFILES:
        assert requests.put(url, json={"profile": profile}, timeout=5).json() == {"profile": profile}
    assert requests.put(url, json={"profile": "odd"}, timeout=5).status_code == 400


def test_every_request_is_counted_where_tests_can_see_it(sandbox: Sandbox, firmao: Caller, ordway: Caller) -> None:
    firmao.get("customers")
    firmao.get("customers")
    ordway.get("invoices/INV-00001")
    counted = requests.get(f"{sandbox.ordway_url.removesuffix('/api/v1')}/_sandbox/requests", timeout=5).json()
    assert [(one["system"], one["path"], one["count"]) for one in counted] == [
        ("firmao", "/demo/svc/v1/customers", 2),
        ("ordway", "/api/v1/invoices/INV-00001", 1),
    ]
