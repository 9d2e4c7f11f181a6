"""Firmao's filters compare what a field holds: numbers, days and instants, texts, references."""

from decimal import Decimal

import pytest

from sandbox.serving import Sandbox
from tests.sandbox.caller import Caller

ALL = 30
STAMPED = "2026-09-30T05:00:00Z"


def count(firmao: Caller, name: str, value: str, resource: str = "agreements") -> int:
    """How many records a filter leaves."""
    total: int = firmao.get(resource, limit=1, **{name: value})["totalSize"]
    return total


@pytest.fixture(autouse=True)
def _different(sandbox: Sandbox) -> None:
    """Agreement 1001 differs from the others in everything that is compared."""
    sandbox.world.firmao["agreements"][1001] |= {
        "nettoPrice": Decimal("1000.00"),
        "offerDate": "2026-03-01",
        "lastUpdateDate": "2026-09-30T06:30:00Z",
        "calculateFromGross": True,
        "name": "Umowa Żółw",
    }


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("nettoPrice(eq)", "818.860", ALL - 1),
        ("nettoPrice(ne)", "818.8600", 1),
        ("nettoPrice(in)", "1000;7", 1),
        ("nettoPrice(notin)", "1000;7", ALL - 1),
        ("nettoPrice(gt)", "900", 1),
        ("nettoPrice(le)", "900", ALL - 1),
        ("nettoPrice(nle)", "900", 1),
    ],
)
def test_numbers_compare_by_value_not_by_their_digits(firmao: Caller, name: str, value: str, left: int) -> None:
    assert count(firmao, name, value) == left


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("lastUpdateDate(ge)", "2026-09-30T06:30:00Z", 1),
        ("lastUpdateDate(ge)", "2026-09-30T08:30:00+02:00", 1),
        ("lastUpdateDate(ge)", "2026-09-30T08:30:01+02:00", 0),
        ("lastUpdateDate(eq)", "2026-09-30T06:30:00.000Z", 1),
        ("lastUpdateDate(lt)", "2026-09-30T07:00:00+02:00", 0),
        ("lastUpdateDate(ge)", "2026-09-30", ALL),
        ("offerDate(gt)", "2026-02-28", 1),
        ("offerDate(nge)", "2026-03-01", ALL - 1),
    ],
)
def test_days_and_instants_compare_as_moments(firmao: Caller, name: str, value: str, left: int) -> None:
    assert count(firmao, name, value) == left


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("customer(eq)", "3", 1),
        ("customer(in)", "3;4;99", 2),
        ("calculateFromGross(eq)", "true", 1),
        ("name(contains)", "żółw", 1),
        ("number(contains)", "UM/2026/100", 9),
        ("number(notContains)", "UM/2026/100", ALL - 9),
        ("customFields.custom1(contains)", "2026-02", ALL),
        ("customFields.custom9(eq)", "S-00002", 1),
    ],
)
def test_references_flags_and_texts(firmao: Caller, name: str, value: str, left: int) -> None:
    assert count(firmao, name, value) == left


def test_several_filters_must_all_be_met(firmao: Caller) -> None:
    both = {"nettoPrice(gt)": "900", "offerDate(lt)": "2026-01-01"}
    assert firmao.get("agreements", **{"nettoPrice(gt)": "900"})["totalSize"] == 1
    assert firmao.get("agreements", **both)["totalSize"] == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [("nettoPrice(ge)", "abc"), ("nettoPrice(eq)", "NaN"), ("offerDate(ge)", "soon"), ("id(in)", "1;x")],
)
def test_a_value_that_cannot_be_read_is_refused_by_name(firmao: Caller, name: str, value: str) -> None:
    answer = firmao.ask("GET", "agreements", params={name: value})
    assert answer.status_code == 400
    told = answer.json()
    assert (told["errorCode"], told["field"], told["rejectedValue"]) == ("invalidValue", name.partition("(")[0], value)


@pytest.mark.parametrize(
    "name", ["nettoPrice(contains)", "customer(gt)", "calculateFromGross(lt)", "offerDate(contains)"]
)
def test_not_every_field_takes_every_operator(firmao: Caller, name: str) -> None:
    answer = firmao.ask("GET", "agreements", params={name: "1"})
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "unknownParameter")


def test_a_nested_object_is_no_field_to_compare(firmao: Caller) -> None:
    assert firmao.ask("GET", "customers", params={"officeAddress(eq)": "x"}).status_code == 400
    assert count(firmao, "officeAddress.city(eq)", "Łódź", "customers") == 60


@pytest.mark.parametrize("sort", ["officeAddress", "customFields", "nipNumber", "noSuchField"])
def test_a_list_can_be_asked_for_in_any_order(firmao: Caller, sort: str) -> None:
    assert len(firmao.ids("customers", sort=sort, limit=100)) == 60


def test_the_wrong_type_of_one_record_does_not_stop_a_filter(firmao: Caller, sandbox: Sandbox) -> None:
    sandbox.state.faults.switch("wrong_type")
    assert count(firmao, "nettoPrice(gt)", "900") == 1
    assert len(firmao.ids("agreements", sort="nettoPrice", limit=100)) == ALL


def test_answers_and_refusals_are_json_in_utf_8(firmao: Caller) -> None:
    for path in ("customers", "customers/99999"):
        assert firmao.ask("GET", path).headers["Content-Type"] == "application/json; charset=UTF-8"
